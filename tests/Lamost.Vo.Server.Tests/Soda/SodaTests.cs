using System.Globalization;
using System.Net;
using Lamost.Vo.Server.Tests.Uws;
using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Soda;

/// <summary>Parts of genuine spectra (SODA 1.0).</summary>
[Collection(SpectraTests.Name)]
public sealed class SodaTests(SpectraFixture service)
{
    const string Low = "ivo://lamost.vo/dr10?353301001", LowId = "ID=ivo://lamost.vo/dr10%3F353301001";

    /// <summary>Redshift of <see cref="Low"/> in the catalogue.</summary>
    const double Redshift = 4.033e-05;

    Task<Answer> SodaAsync(string query) => service.Client.GetAsync("/soda/sync?" + query);

    /// <summary>The cells of a spectrum in CSV, by column.</summary>
    static Dictionary<string, double[]> Columns(Answer csv)
    {
        var lines = csv.Good().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split(',')).ToList();
        return lines[0].Select((name, i) => (name, i)).ToDictionary(c => c.name, c => lines.Skip(1).Select(l => l[c.i].Length == 0 ? double.NaN : double.Parse(l[c.i], CultureInfo.InvariantCulture)).ToArray());
    }

    async Task<Dictionary<string, double[]>> WholeAsync(string key = "353301001") => Columns(await service.Client.GetAsync($"/spectra/dr10/{key}.csv"));

    [SampleFact]
    public async Task Without_a_filter_the_whole_spectrum_comes_in_every_form()
    {
        foreach (var extension in (string[])["fits", "vot", "csv", "json", "svg", "png"])
        {
            var product = (await service.Client.GetAsync($"/spectra/dr10/353301001.{extension}")).Good();
            var soda = (await SodaAsync($"{LowId}&FORMAT={Uri.EscapeDataString(product.ContentType!)}")).Good();
            Assert.Equal(product.ContentType, soda.ContentType);
            Assert.Equal(product.Body, soda.Body);
            Assert.Contains($"353301001.{extension}", soda.Headers["Content-Disposition"]);
        }
        Assert.Equal("application/fits", (await SodaAsync(LowId)).Good().ContentType);
        Assert.Equal("text/csv", (await SodaAsync(LowId + "&RESPONSEFORMAT=csv")).Good().ContentType);
        Assert.Equal((await SodaAsync(LowId)).Body, (await service.Client.PostFormAsync("/soda/sync", ("ID", Low))).Good().Body);
    }

    [SampleFact]
    public async Task A_band_keeps_the_pixels_whose_wavelengths_are_in_it_and_changes_none()
    {
        var random = new Random(4);
        foreach (var spectrum in service.Genuine.Spectra.Where((_, i) => i % 12 == 0))
        {
            var whole = await WholeAsync(spectrum.Key);
            var (from, to) = (random.Next(whole["wavelength"].Length / 2), random.Next(whole["wavelength"].Length / 2, whole["wavelength"].Length));
            var (low, high) = (whole["wavelength"][from] * 1e-10, whole["wavelength"][to] * 1e-10);
            var cut = Columns(await SodaAsync(string.Create(CultureInfo.InvariantCulture, $"ID=dr10/{spectrum.Key}&BAND={low - 1e-14:R}+{high + 1e-14:R}&FORMAT=csv")));
            foreach (var (name, values) in whole) Assert.Equal(values[from..(to + 1)], cut[name]);
        }
    }

    [SampleTheory]
    [InlineData("BAND=-Inf 5e-7", 0, 5000)]
    [InlineData("BAND=8e-7 %2BInf", 8000, 1e9)]
    [InlineData("BAND=8e-7 Inf", 8000, 1e9)]
    [InlineData("BAND=-INF INF", 0, 1e9)]
    [InlineData("BAND=5e-7 %20 6e-7", 5000, 6000)]
    [InlineData("POS=CIRCLE 1 2 3&POL=I&TIME=1 2&BAND=5e-7 6e-7", 5000, 6000)]
    public async Task An_interval_may_be_open_and_filters_of_images_are_ignored(string query, double low, double high)
    {
        var whole = (await WholeAsync())["wavelength"];
        Assert.Equal(whole.Where(w => w >= low && w <= high), Columns(await SodaAsync($"{LowId}&FORMAT=csv&{query}"))["wavelength"]);
    }

    [SampleFact]
    public async Task Where_no_pixel_is_there_is_no_content_also_of_several_spectra()
    {
        foreach (var ids in (string[])[LowId, LowId + "&ID=dr10/666212076B"])
        {
            var none = await SodaAsync($"{ids}&BAND=1e-6 2e-6");
            Assert.Equal((HttpStatusCode.NoContent, 0), (none.Status, none.Body.Length));
        }
    }

    [SampleFact]
    public async Task At_rest_wavelengths_are_shorter_by_one_plus_the_redshift_and_the_band_is_of_those_observed()
    {
        var whole = await WholeAsync();
        foreach (var (asked, z) in ((string, double)[])[("0.5", 0.5), ("target", Redshift), ("TARGET", Redshift), ("-0.001", -0.001)])
        {
            var rest = Columns(await SodaAsync($"{LowId}&FORMAT=csv&BAND=6.5e-7 6.6e-7&REDSHIFT={asked}"));
            var expected = whole["wavelength"].Where(w => w is >= 6500 and <= 6600).ToList();
            Assert.Equal(expected.Count, rest["wavelength"].Length);
            foreach (var (a, b) in expected.Zip(rest["wavelength"])) Assert.Equal(a / (1 + z), b, 1e-3);
            Assert.Equal(whole["flux"].Zip(whole["wavelength"]).Where(p => p.Second is >= 6500 and <= 6600).Select(p => p.First), rest["flux"]);
        }
    }

    [SampleFact]
    public async Task At_medium_resolution_the_redshift_of_the_target_is_its_velocity()
    {
        var coadd = service.Genuine.Spectra.First(s => s is { IsMedium: true, Minute: null });
        var row = (await service.Client.QueryAsync($"SELECT rv FROM lamost.source_spectra WHERE spectrum = '{coadd.Key}' AND release = 'dr10'", "FORMAT=csv")).Good();
        var velocity = double.Parse(row.CsvRows[0], CultureInfo.InvariantCulture);
        var rest = Columns(await SodaAsync($"ID=dr10/{coadd.Key}&FORMAT=csv&REDSHIFT=target"))["wavelength"];
        Assert.Equal((await WholeAsync(coadd.Key))["wavelength"][100] / (1 + velocity / 299_792.458), rest[100], 1e-4);
    }

    [SampleFact]
    public async Task Normalized_flux_of_a_part_is_that_of_the_whole()
    {
        var whole = Columns(await SodaAsync($"{LowId}&FORMAT=csv&FLUXCALIB=normalized"));
        var part = Columns(await SodaAsync($"{LowId}&FORMAT=csv&FLUXCALIB=NORMALIZED&BAND=5e-7 6e-7"));
        Assert.Equal(whole["flux"].Zip(whole["wavelength"]).Where(p => p.Second is >= 5000 and <= 6000).Select(p => p.First), part["flux"]);
        // LAMOST's own is taken where the file has it.
        var file = SpectrumFileReader.Read(service.Genuine["353301001"].Path).Spectra[0];
        Assert.Equal(file.Normalized!.Select(f => (float)f).Skip(500).Take(100), whole["flux"].Select(f => (float)f).Skip(500).Take(100));
        Assert.Equal(Columns(await SodaAsync($"{LowId}&FORMAT=csv&FLUXCALIB=relative"))["flux"], (await WholeAsync())["flux"]);
    }

    [SampleFact]
    public async Task Resampled_flux_stands_on_a_regular_grid_and_keeps_its_integral()
    {
        var whole = await WholeAsync();
        var grid = Columns(await SodaAsync($"{LowId}&FORMAT=csv&BAND=5e-7 6e-7&RESAMPLE=2.5"));
        Assert.All(grid["wavelength"].Zip(grid["wavelength"].Skip(1)), p => Assert.Equal(2.5, p.Second - p.First, 1e-6));
        var (before, after) = (0.0, grid["flux"].Where(double.IsFinite).Sum() * 2.5);
        for (var i = 1; i < whole["wavelength"].Length - 1; i++)
            if (whole["wavelength"][i] is >= 5000 and <= 6000) before += whole["flux"][i] * (whole["wavelength"][i + 1] - whole["wavelength"][i - 1]) / 2;
        Assert.InRange(after / before, 0.99, 1.01);
    }

    [SampleFact]
    public async Task Several_spectra_come_in_one_file_in_their_order()
    {
        var keys = (string[])["666212076R", "353301001", "666212076B"];
        var query = string.Join('&', keys.Select(k => $"ID=dr10/{k}"));
        var votable = (await SodaAsync(query + "&FORMAT=votable&BAND=5.1e-7 6.6e-7")).Good();
        Assert.Equal(keys, votable.All("TABLE").Select(t => (string)t.Attribute("name")!));
        var fits = (await SodaAsync($"ID=dr10/{string.Join(",dr10/", keys)}")).Good();
        Assert.Equal("application/fits", fits.ContentType);
        Assert.Equal(keys.Order(), keys.Where(k => fits.Text.Contains($"EXTNAME = '{k}", StringComparison.Ordinal)).Order());
        // Those without a pixel in the band are left out.
        Assert.Equal(["353301001"], (await SodaAsync(query + "&FORMAT=votable&BAND=8e-7 9e-7")).Good().All("TABLE").Select(t => (string)t.Attribute("name")!));
        (await SodaAsync(query + "&FORMAT=csv")).PlainError(HttpStatusCode.BadRequest, "MultiValuedParamNotSupported: ", "LVO-SODA-1003");
    }

    [SampleTheory]
    [InlineData("", "UsageError: ", "LVO-SODA-1001", 400)]
    [InlineData("BAND=1e-7 2e-7", "UsageError: ", "LVO-SODA-1001", 400)]
    [InlineData("ID=", "UsageError: ", "LVO-SODA-1001", 400)]
    [InlineData("ID=353301001", "UsageError: ", "LVO-SODA-1002", 400)]
    [InlineData("ID=<x>", "UsageError: ", "LVO-SODA-1002", 400)]
    [InlineData("ID=dr10/999999999", "UsageError: ", "LVO-SPEC-1404", 404)]
    [InlineData("ID=dr77/353301001", "UsageError: ", "LVO-SPEC-1404", 404)]
    [InlineData("ID=dr10/353301001&BAND=5e-7", "UsageError: ", "LVO-SODA-1004", 400)]
    [InlineData("ID=dr10/353301001&BAND=5e-7/6e-7", "UsageError: ", "LVO-SODA-1004", 400)]
    [InlineData("ID=dr10/353301001&BAND=6e-7 5e-7", "UsageError: ", "LVO-SODA-1004", 400)]
    [InlineData("ID=dr10/353301001&BAND=NaN NaN", "UsageError: ", "LVO-SODA-1004", 400)]
    [InlineData("ID=dr10/353301001&BAND=5e-7 6e-7 7e-7", "UsageError: ", "LVO-SODA-1004", 400)]
    [InlineData("ID=dr10/353301001&BAND=1 2&BAND=3 4", "MultiValuedParamNotSupported: ", "LVO-SODA-1003", 400)]
    [InlineData("ID=dr10/353301001&FORMAT=fits&FORMAT=csv", "MultiValuedParamNotSupported: ", "LVO-SODA-1003", 400)]
    [InlineData("ID=dr10/353301001&FORMAT=application/pdf", "UsageError: ", "LVO-SODA-1006", 400)]
    [InlineData("ID=dr10/353301001&FLUXCALIB=absolute", "UsageError: ", "LVO-SODA-1005", 400)]
    [InlineData("ID=dr10/353301001&REDSHIFT=-1", "UsageError: ", "LVO-SODA-1005", 400)]
    [InlineData("ID=dr10/353301001&REDSHIFT=NaN", "UsageError: ", "LVO-SODA-1005", 400)]
    [InlineData("ID=dr10/353301001&REDSHIFT=1e308", "UsageError: ", "LVO-SODA-1005", 400)]
    [InlineData("ID=dr10/353301001&RESAMPLE=0", "UsageError: ", "LVO-SODA-1005", 400)]
    [InlineData("ID=dr10/353301001&RESAMPLE=1e-9", "UsageError: ", "LVO-SODA-1005", 400)]
    [InlineData("ID=dr10/353301001&RESAMPLE=0.05", "UsageError: ", "LVO-SODA-1005", 400)]
    public async Task A_failure_is_text_that_begins_with_a_word_of_the_standard(string query, string word, string code, int status) =>
        (await SodaAsync(query)).PlainError((HttpStatusCode)status, word, code);

    [SampleFact]
    public async Task A_fine_grid_is_given_of_a_part() =>
        Assert.InRange(Columns(await SodaAsync($"{LowId}&FORMAT=csv&BAND=6.5e-7 6.6e-7&RESAMPLE=0.05"))["flux"].Length, 1900, 2010);

    [SampleFact]
    public async Task A_job_does_the_same_and_says_when_there_is_nothing()
    {
        var jobs = new JobClient(service.Client);
        var made = await service.Client.PostFormAsync("/soda/async", ("ID", Low), ("BAND", "6.5e-7 6.6e-7"), ("FORMAT", "csv"), ("PHASE", "RUN"));
        var result = await jobs.ResultAsync(Path(made));
        Assert.Equal("text/csv", result.ContentType);
        Assert.Equal((await SodaAsync($"{LowId}&FORMAT=csv&BAND=6.5e-7 6.6e-7")).Body, result.Body);
        foreach (var ids in (string[])["dr10/353301001", "dr10/353301001,dr10/666212076B"])
        {
            var none = await jobs.ResultAsync(Path(await service.Client.PostFormAsync("/soda/async", ("ID", ids), ("BAND", "1e-6 2e-6"), ("PHASE", "RUN"))));
            Assert.Contains("No pixel", none.Text);
        }
        var several = await jobs.ResultAsync(Path(await service.Client.PostFormAsync("/soda/async", ("ID", Low), ("ID", "dr10/666212076B"), ("PHASE", "RUN"))));
        Assert.Equal((await SodaAsync(LowId + "&ID=dr10/666212076B")).Body, several.Body);
        var wrong = await jobs.EndAsync(Path(await service.Client.PostFormAsync("/soda/async", ("ID", "dr10/1"), ("PHASE", "RUN"))));
        Assert.Equal("ERROR", JobClient.Text(wrong, "phase"));

        static string Path(Answer answer)
        {
            Assert.True(answer.Status == HttpStatusCode.SeeOther, answer.Text);
            return new Uri(answer.Headers["Location"]).AbsolutePath;
        }
    }

    [SampleFact]
    public async Task Capabilities_and_availability_stand_beside_it()
    {
        var text = (await service.Client.GetAsync("/soda/capabilities")).Good().Text;
        Assert.Contains("ivo://ivoa.net/std/SODA#sync-1.0", text);
        Assert.Contains("ivo://ivoa.net/std/SODA#async-1.0", text);
        Assert.Contains("true", (await service.Client.GetAsync("/soda/availability")).Good().Text);
    }
}
