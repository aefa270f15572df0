using System.Globalization;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Sky;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Ssa;

/// <summary>What each parameter finds, against a look at every row (SSA 1.1, 4.1.1).</summary>
[Collection(SpectraTests.Name)]
public sealed class SsaParameterTests(SpectraFixture service)
{
    const double DefaultRadius = 1 / 60.0;

    sealed record Row(string Key, double Ra, double Dec, double Start, double Stop, double? Snr, double? Z, double? Exposure, double EmMin, double EmMax, double Power, string Class, string Collection, string Target, string Uid);

    async Task<List<Row>> AllAsync()
    {
        const string adql = "SELECT obs_publisher_did, s_ra, s_dec, t_min, t_max, snr, redshift, t_exptime, em_min, em_max, em_res_power, target_class, obs_collection, target_name, uid FROM ivoa.obscore WHERE release = 'dr10'";
        return [.. (await service.Client.QueryAsync(adql, "FORMAT=csv")).Good().CsvRows.Select(l => l.Split(',')).Select(c => new Row(c[0].Split('?')[1], N(c[1]), N(c[2]), N(c[3]), N(c[4]), O(c[5]), O(c[6]), O(c[7]),
            N(c[8]), N(c[9]), N(c[10]), c[11].Length == 0 ? "unknown" : c[11], c[12], c[13], c[14]))];

        static double N(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        static double? O(string text) => text.Length == 0 ? null : N(text);
    }

    async Task FindsAsync(string query, Func<Row, bool> fits, bool some = true)
    {
        var expected = (await AllAsync()).Where(fits).Select(r => r.Key).Order(StringComparer.Ordinal).ToList();
        var found = await service.SsaAsync(query);
        Assert.True(expected.SequenceEqual(found.Keys.Order(StringComparer.Ordinal)), $"{query}: {found.Rows.Count} found, {expected.Count} expected.");
        Assert.Equal("OK", found.Status);
        if (some) Assert.InRange(expected.Count, 1, service.Genuine.Spectra.Count - 1);
    }

    static bool Within(Row row, double ra, double dec, double radius) => AngularDistance.Degrees(row.Ra, row.Dec, ra, dec) <= radius;

    [SampleFact]
    public async Task Random_cones_find_what_is_in_them_nearest_first()
    {
        var random = new Random(20);
        var all = await AllAsync();
        for (var i = 0; i < 60; i++)
        {
            var centre = all[random.Next(all.Count)];
            var size = Math.Pow(10, random.NextDouble() * 5 - 3);
            var (ra, dec) = (((centre.Ra + (random.NextDouble() - 0.5) * size) + 360) % 360, Math.Clamp(centre.Dec + (random.NextDouble() - 0.5) * size, -90, 90));
            var found = await service.SsaAsync(string.Create(CultureInfo.InvariantCulture, $"POS={ra:R},{dec:R}&SIZE={Math.Min(size, 360):R}"));
            Assert.Equal(all.Where(r => Within(r, ra, dec, Math.Min(size, 360) / 2)).Select(r => r.Key).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
            if (size > 2 * new ServiceLimits().ConeSortedRadius) continue;
            var distances = found.Rows.Select(r => double.Parse(r["distance"], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(distances.Order(), distances);
        }
    }

    [SampleFact]
    public async Task Random_filters_together_find_what_fits_all_of_them()
    {
        var random = new Random(21);
        for (var i = 0; i < 40; i++)
        {
            var (lowSnr, band, width, year) = (random.Next(0, 60), 3.8e-7 + random.NextDouble() * 5e-7, random.NextDouble() * 5e-8, random.Next(2011, 2020));
            var (start, stop) = (Mjd(year, 1, 1), Mjd(year + 2, 1, 1));
            await FindsAsync(string.Create(CultureInfo.InvariantCulture, $"SNR={lowSnr}/&BAND={band:R}/{band + width:R}&TIME={year}/{year + 1}&REDSHIFT=-0.01/0.2,/-0.5"), r =>
                r.Snr >= lowSnr && r.EmMax >= band && r.EmMin <= band + width && r.Stop >= start && r.Start <= stop && (r.Z is >= -0.01 and <= 0.2 or <= -0.5), some: false);
        }
    }

    [SampleFact]
    public async Task Without_SIZE_the_diameter_is_two_minutes_of_arc_and_with_0_the_fibre_must_have_seen_the_position()
    {
        var star = (await AllAsync()).Where(r => r.Uid == GenuineSpectra.RepeatedStar).MaxBy(r => r.Dec)!;
        await FindsAsync(string.Create(CultureInfo.InvariantCulture, $"POS={star.Ra:R},{star.Dec + 0.015:R}"), r => Within(r, star.Ra, star.Dec + 0.015, DefaultRadius));
        var offset = 1.6 / 3600;
        await FindsAsync(string.Create(CultureInfo.InvariantCulture, $"POS={star.Ra:R},{star.Dec + offset:R}&SIZE=0"), r => Within(r, star.Ra, star.Dec + offset, 1.65 / 3600));
        Assert.Empty((await service.SsaAsync(string.Create(CultureInfo.InvariantCulture, $"POS={star.Ra:R},{star.Dec + 1.7 / 3600:R}&SIZE=0"))).Rows);
    }

    [SampleTheory]
    [InlineData("FK5", 292.0587, 43.9253)]
    [InlineData("icrs", 292.0587, 43.9253)]
    // Computed with astropy from ICRS (292.0587, 43.9253).
    [InlineData("GALACTIC", 76.22813819, 12.34796948)]
    [InlineData("Ecliptic", 308.79423729, 64.42231781)]
    public async Task The_frame_of_a_position_is_the_one_that_is_named(string frame, double lon, double lat) =>
        await FindsAsync(string.Create(CultureInfo.InvariantCulture, $"POS={lon},{lat};{frame}&SIZE=0.002"), r => Within(r, 292.0587, 43.9253, 0.001));

    [SampleTheory]
    [InlineData("BAND=3.8e-7", 3.8e-7, 3.8e-7)]
    [InlineData("BAND=6.5E-7", 6.5e-7, 6.5e-7)]
    [InlineData("BAND=/3.75e-7", 0, 3.75e-7)]
    [InlineData("BAND=9e-7/", 9e-7, 1)]
    [InlineData("BAND=5.0e-7/4.95e-7", 4.95e-7, 5.0e-7)]
    [InlineData("BAND=6.9e-7/7e-7/1e-9", 6.9e-7, 7e-7)]
    [InlineData("BAND=9e-7;observer", 9e-7, 9e-7)]
    [InlineData("BAND=I", 7.30e-7, 8.79e-7)]
    public async Task A_band_finds_the_spectra_that_have_some_of_it(string query, double low, double high) => await FindsAsync(query, r => r.EmMax >= low && r.EmMin <= high);

    [SampleFact]
    public async Task Items_of_a_list_are_alternatives_and_an_open_range_takes_all()
    {
        await FindsAsync("BAND=3.8e-7,5.2e-7", r => r.EmMin <= 3.8e-7 || r is { EmMin: <= 5.2e-7, EmMax: >= 5.2e-7 });
        await FindsAsync("SNR=/5,50/", r => r.Snr is <= 5 or >= 50);
        await FindsAsync("BAND=/", _ => true, some: false);
        await FindsAsync("BAND=,,&TIME=,", _ => true, some: false);
        await FindsAsync("BAND=optical", _ => true, some: false);
        await FindsAsync("BAND=radio", _ => false, some: false);
    }

    [SampleFact]
    public async Task Wavelengths_at_the_source_are_those_over_one_plus_the_redshift() =>
        await FindsAsync("BAND=8.3e-7/;source", r => r.EmMax / (1 + (r.Z ?? 0)) >= 8.3e-7);

    [SampleTheory]
    [InlineData("2015", 2015, 1, 1, 2016, 1, 1)]
    [InlineData("2011-10", 2011, 10, 1, 2011, 11, 1)]
    [InlineData("2011-10-24", 2011, 10, 24, 2011, 10, 25)]
    [InlineData("2018-05-29/2018-05-30", 2018, 5, 29, 2018, 5, 31)]
    [InlineData("2018-05-30/2018-05-29", 2018, 5, 29, 2018, 5, 31)]
    [InlineData("2019/", 2019, 1, 1, 2100, 1, 1)]
    [InlineData("/2012", 1900, 1, 1, 2013, 1, 1)]
    [InlineData("2014-04-21T00:00:00/2014-04-22T00:00:00Z", 2014, 4, 21, 2014, 4, 22)]
    public async Task A_time_that_is_cut_short_stands_for_all_of_it(string time, int y1, int m1, int d1, int y2, int m2, int d2) =>
        await FindsAsync($"TIME={time}", r => r.Stop >= Mjd(y1, m1, d1) && r.Start <= Mjd(y2, m2, d2));

    [SampleFact]
    public async Task A_moment_finds_the_exposure_that_was_running()
    {
        var exposure = service.Genuine.Spectra.First(s => s.Minute is not null && s.Arm == 1);
        var row = (await AllAsync()).Single(r => r.Key == exposure.Key);
        var moment = new DateTime(1858, 11, 17).AddDays((row.Start + row.Stop) / 2);
        await FindsAsync($"TIME={moment:yyyy-MM-ddTHH:mm:ss}", r => r.Start <= (row.Start + row.Stop) / 2 + 1e-6 && r.Stop >= (row.Start + row.Stop) / 2 - 2e-5);
    }

    [SampleFact]
    public async Task Least_and_greatest_values_are_taken_as_each_parameter_means_them()
    {
        await FindsAsync("SPECRP=5000", r => r.Power >= 5000);
        await FindsAsync("SPECRP=1000/2000", r => r.Power is >= 1000 and <= 2000);
        await FindsAsync("SNR=30", r => r.Snr >= 30);
        await FindsAsync("TIMERES=700", r => r.Exposure <= 700);
        await FindsAsync("SPATRES=0.001", _ => true, some: false);
        await FindsAsync("SPATRES=0.0001", _ => false, some: false);
        await FindsAsync("REDSHIFT=0.01/1", r => r.Z is >= 0.01 and <= 1);
        await FindsAsync("TARGETCLASS=galaxy", r => r.Class == "galaxy");
        await FindsAsync("TARGETCLASS=GALAXY,unknown", r => r.Class is "galaxy" or "unknown");
        await FindsAsync("COLLECTION=mrs", r => r.Collection.EndsWith("MRS", StringComparison.Ordinal));
        await FindsAsync("COLLECTION=LAMOST DR10 LRS", r => r.Collection == "LAMOST DR10 LRS");
        await FindsAsync("FLUXCALIB=relative", r => r.Power < 5000);
        await FindsAsync("FLUXCALIB=any&WAVECALIB=absolute", _ => true, some: false);
        await FindsAsync("FLUXCALIB=absolute", _ => false, some: false);
        await FindsAsync("MTIME=1990/1991", _ => false, some: false);
        await FindsAsync("MTIME=1990/", _ => true, some: false);
    }

    [SampleTheory]
    [InlineData("J192814.09+435531.0")]
    [InlineData("LAMOST J192814.09+435531.0")]
    [InlineData("lamost  j192814.09%2B435531.0 ")]
    [InlineData(" J 192814.09%2B435531.0")]
    public async Task A_target_is_known_by_its_name_whatever_case_and_blanks(string name) => await FindsAsync($"TARGETNAME={name.Replace("+", "%2B", StringComparison.Ordinal)}", r => r.Target == "J192814.09+435531.0");

    [SampleFact]
    public async Task A_source_is_known_by_its_identifier_and_several_are_by_a_list()
    {
        await FindsAsync($"TARGETNAME={GenuineSpectra.RepeatedStar}", r => r.Uid == GenuineSpectra.RepeatedStar);
        await FindsAsync($"TARGETNAME={GenuineSpectra.RepeatedStar.ToLowerInvariant()},J224415.49%2B193359.7", r => r.Uid == GenuineSpectra.RepeatedStar || r.Key == "353301001");
        await FindsAsync("TARGETNAME=M31", _ => false, some: false);
    }

    [SampleFact]
    public async Task Identifiers_find_their_spectra_in_every_form_that_clients_send()
    {
        var row = Assert.Single((await service.SsaAsync("PUBDID=ivo://lamost.vo/dr10%3F353301001")).Rows);
        await FindsAsync($"PUBDID={Uri.EscapeDataString(row["ssa_pubDID"])}", r => r.Key == "353301001");
        await FindsAsync($"PUBDID={row["ssa_pubDID"].Replace("ivo://", "IVO://", StringComparison.Ordinal)}", r => r.Key == "353301001");
        await FindsAsync($"PUBDID={row["ssa_pubDID"]},ivo://elsewhere/dr10?666212076B", r => r.Key is "353301001" or "666212076B");
        await FindsAsync("PUBDID=ivo://lamost.vo/dr11?353301001", _ => false, some: false);
        Assert.Equal("dr11", Assert.Single((await service.SsaAsync("PUBDID=ivo://lamost.vo/dr11?353301001", "/ssa")).Rows)["release"]);
        await FindsAsync("PUBDID=nonsense", _ => false, some: false);
        await FindsAsync($"CREATORDID={Uri.EscapeDataString(row["ssa_creatorDID"])}", r => r.Key == "353301001");
        await FindsAsync("CREATORDID=353301001", _ => false, some: false);
        await FindsAsync("PUBDID='; DROP TABLE vo.job; --", _ => false, some: false);
    }

    static double Mjd(int year, int month, int day) => (new DateTime(year, month, day) - new DateTime(1858, 11, 17)).TotalDays;
}
