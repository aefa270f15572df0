using System.Globalization;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Simulation;
using Xunit;
using static Lamost.Vo.Archive.Tests.Simulation.SimulatedSample;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>Identifiers, repeats, plates and dates of the simulated release.</summary>
public partial class SimulatedIdentityTests
{
    [Fact]
    public void Obsid_is_unique_and_made_of_plate_spectrograph_and_fibre()
    {
        var (obsid, spid, fiber, mjd, plan) = (Catalogue.Longs("obsid"), Catalogue.Longs("spid"), Catalogue.Longs("fiberid"), Catalogue.Longs("mjd"), Catalogue.Texts("planid"));
        Assert.Equal(200_000, obsid.Distinct().Count());
        Assert.Equal((1, 16), (spid.Min(), spid.Max()));
        Assert.Equal((1, 250), (fiber.Min(), fiber.Max()));
        var plates = new Dictionary<long, (long?, string?)>();
        for (var n = 0; n < obsid.Length; n++)
        {
            var serial = obsid[n]!.Value / 100_000;
            Assert.Equal(obsid[n], serial * 100_000 + spid[n] * 1000 + fiber[n]);
            Assert.True(plates.TryAdd(serial, (mjd[n], plan[n])) || plates[serial] == (mjd[n], plan[n]));
        }
        // Serial numbers grow with the nights; each plate has a name of its own.
        var nights = plates.OrderBy(p => p.Key).Select(p => p.Value.Item1).ToArray();
        Assert.Equal(nights.Order(), nights);
        Assert.Equal(plates.Count, plates.Values.Select(p => p.Item2).Distinct().Count());
        Assert.Equal(Plates, plates.Count);
    }

    [Fact]
    public void Designation_is_the_observed_position_cut_to_hundredths_of_a_second_and_tenths_of_an_arcsec()
    {
        var (name, ra, dec) = (Catalogue.Texts("designation"), Catalogue.Numbers("ra_obs"), Catalogue.Numbers("dec_obs"));
        for (var n = 0; n < name.Length; n++)
        {
            var time = (long)Math.Floor(Math.Round(ra[n] * 1e7) * 24 / 10_000);
            var arc = (long)Math.Floor(Math.Round(Math.Abs(dec[n]) * 1e7) * 36 / 10_000);
            var expected = string.Create(CultureInfo.InvariantCulture,
                $"J{time / 360_000:00}{time / 6000 % 60:00}{time / 100 % 60:00}.{time % 100:00}{(dec[n] < 0 ? '-' : '+')}{arc / 36_000:00}{arc / 600 % 60:00}{arc / 10 % 60:00}.{arc % 10}");
            Assert.Equal(expected, name[n]);
        }
    }

    [Fact]
    public void Uid_is_the_triangle_of_the_position_that_its_letter_names()
    {
        var (uid, ra, dec, gp, gaia, ps, obsid) = (Catalogue.Texts("uid"), Catalogue.Numbers("ra"), Catalogue.Numbers("dec"), Catalogue.Longs("gp_id"), Catalogue.Longs("gaia_source_id"), Catalogue.Longs("ps_id"), Catalogue.Longs("obsid"));
        int gaiaRows = 0, gaiaExact = 0;
        for (var n = 0; n < uid.Length; n++)
        {
            var exact = long.Parse(uid[n]!.AsSpan(1), CultureInfo.InvariantCulture) == HtmIndex.TrixelOf(20, ra[n], dec[n]);
            switch (uid[n]![0])
            {
                case 'L':
                    Assert.True(exact);
                    Assert.True(gp[n] <= obsid[n]);
                    break;
                case 'P':
                    Assert.Null(gaia[n]);
                    Assert.Equal(ps[n], gp[n]);
                    break;
                default:
                    Assert.Equal('G', uid[n]![0]);
                    Assert.Equal(gaia[n], gp[n]);
                    gaiaRows++;
                    if (exact) gaiaExact++;
                    break;
            }
        }
        // 196 of 381 real rows agree to the last level.
        Near("exact triangles", 196 / 381.0, 0.08, gaiaExact / (double)gaiaRows);
        Near("letter L", 38 / 420.0, 0.05, Share(uid, u => u![0] == 'L'));
    }

    [Fact]
    public void The_first_spectrum_names_a_source_that_no_survey_knows()
    {
        var (uid, gp, obsid) = (Catalogue.Texts("uid"), Catalogue.Longs("gp_id"), Catalogue.Longs("obsid"));
        var own = Enumerable.Range(0, uid.Length).Where(n => uid[n]![0] == 'L').GroupBy(n => gp[n]).ToArray();
        Assert.All(own, g => Assert.Equal(g.Key, g.Min(n => obsid[n])));
        Assert.Contains(own, g => g.Count() > 1);
    }

    [Fact]
    public void Rows_of_one_source_share_all_that_belongs_to_the_source()
    {
        var columns = new[] { "uid", "gaia_source_id", "gaia_g_mean_mag", "ps_id", "mag_ps_i", "class" }.Select(Catalogue.Cells).ToArray();
        var (gp, ra, dec) = (Catalogue.Longs("gp_id"), Catalogue.Numbers("ra"), Catalogue.Numbers("dec"));
        var plates = Catalogue.Longs("obsid").Select(o => o / 100_000).ToArray();
        foreach (var group in Enumerable.Range(0, gp.Length).GroupBy(n => gp[n]).Select(g => g.ToArray()).Where(g => g.Length > 1))
        {
            Assert.Equal(group.Length, group.Select(n => plates[n]).Distinct().Count());
            foreach (var n in group)
            {
                Assert.All(columns, c => Assert.Equal(c[group[0]], c[n]));
                Assert.InRange(dec[n] - dec[group[0]], -2 / 3600.0, 2 / 3600.0);
                Assert.InRange((ra[n] - ra[group[0]] + 540) % 360 - 180, -2 / 3600.0 / Math.Cos(dec[n] * Math.PI / 180), 2 / 3600.0 / Math.Cos(dec[n] * Math.PI / 180));
            }
        }
    }

    [Fact]
    public void Sources_are_repeated_as_often_as_in_DR10()
    {
        var visits = Stellar.Longs("gp_id").GroupBy(g => g).Select(g => g.Count()).ToArray();
        Near("rows per source", 1.381, 0.05, visits.Average());
        Near("1 row", 76.77, 2.5, 100 * Share(visits, v => v == 1));
        Near("2 rows", 16.15, 2, 100 * Share(visits, v => v == 2));
        Near("3 rows", 4.49, 1, 100 * Share(visits, v => v == 3));
        Near("4 rows", 1.42, 0.6, 100 * Share(visits, v => v == 4));
        Near("5 to 10 rows", 0.88, 0.4, 100 * Share(visits, v => v is >= 5 and <= 10));
        Near("11 to 20 rows", 0.23, 0.1, 100 * Share(visits, v => v is >= 11 and <= 20));
        Near("more than 20 rows", 0.047, 0.035, 100 * Share(visits, v => v > 20));
        Near("designations per source", 5_809_647 / 5_394_174.0, 0.03, Stellar.Texts("designation").Distinct().Count() / (double)visits.Length);
    }

    [Theory]
    [InlineData("HD", 43.7, 4)]
    [InlineData("GAC", 23.8, 3)]
    [InlineData("EG", 8.2, 1.5)]
    [InlineData("VB", 4.0, 1.5)]
    [InlineData("KP", 4.0, 1)]
    [InlineData("GACII", 3.1, 1)]
    [InlineData("TD", 3.0, 0.5)]
    [InlineData("KII", 3.0, 0.8)]
    [InlineData("M", 2.2, 0.8)]
    [InlineData("B", 1.8, 0.6)]
    [InlineData("HIP", 1.3, 0.4)]
    [InlineData("F", 0.8, 0.4)]
    [InlineData("K", 0.6, 0.3)]
    public void Plan_names_have_the_published_prefixes(string prefix, double percent, double tolerance) =>
        Near(prefix, percent, tolerance, 100 * Share(Catalogue.Texts("planid"), p => Prefix().Match(p!).Value == prefix));

    [Fact]
    public void Time_domain_fields_return_to_their_stars()
    {
        var gp = Stellar.Longs("gp_id");
        var td = Stellar.Texts("planid").Select((p, n) => (Plan: p!, Id: gp[n])).Where(p => p.Plan.StartsWith("TD", StringComparison.Ordinal)).GroupBy(p => p.Id).ToArray();
        Near("rows per TD source", 4.94, 0.8, td.Average(g => g.Count()));
    }

    [Fact]
    public void Nights_lie_in_the_seasons_of_DR10()
    {
        var (mjd, lmjd, date) = (Catalogue.Longs("mjd"), Catalogue.Longs("lmjd"), Catalogue.Dates("obsdate"));
        Assert.InRange(date.Min(), new DateOnly(2011, 10, 24), new DateOnly(2011, 12, 31));
        Assert.InRange(date.Max(), new DateOnly(2022, 5, 1), new DateOnly(2022, 6, 2));
        Assert.DoesNotContain(date, d => d.Month is 7 or 8);
        Assert.Equal(10, date.Select(d => d.Month).Distinct().Count());
        Assert.All(Enumerable.Range(0, date.Length), n => Assert.Equal((mjd[n] + 1, date[n].DayNumber - new DateOnly(1858, 11, 17).DayNumber), (lmjd[n], (int)mjd[n]!)));
    }

    [GeneratedRegex("^(GACII|KII|[A-Za-z]+)")]
    private static partial Regex Prefix();
}
