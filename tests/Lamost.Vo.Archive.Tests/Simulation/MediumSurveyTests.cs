using System.Globalization;
using Lamost.Vo.Archive.Simulation;
using Xunit;
using static Lamost.Vo.Archive.Tests.Simulation.SimulatedSample;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>The simulated medium-resolution survey: its keys, its visits, its numbers.</summary>
public class MediumSurveyTests
{
    const int Rows = 120_000;

    static readonly SurveySimulator Simulator = SurveySimulator.Create(TestRelease.Dr12, Rows, 11);
    static readonly DecodedTable Low = DecodedTable.Of(Simulator, TestRelease.Dr12, "lrs_catalogue");
    static readonly DecodedTable Medium = DecodedTable.Of(Simulator, TestRelease.Dr12, "mrs_catalogue");
    static readonly DecodedTable Stellar = DecodedTable.Of(Simulator, TestRelease.Dr12, "mrs_stellar");
    static readonly DecodedTable Epochs = DecodedTable.Of(Simulator, TestRelease.Dr12, "mrs_mec");

    [Fact]
    public void Totals_follow_the_published_ones()
    {
        const double Scale = Rows / 12_602_390.0;
        var coadd = Medium.Longs("coadd");
        Assert.Equal(((int)Math.Round(3_365_641 * Scale), (int)Math.Round(12_110_344 * Scale)), (coadd.Count(c => c == 1), coadd.Count(c => c == 0)));
        var parameters = Stellar.Longs("coadd");
        Near("of coadds", 1_641_907 / 3_365_641.0, 0.01, parameters.Count(c => c == 1) / (double)coadd.Count(c => c == 1));
        Near("of exposures", 1_584_569 / 12_110_344.0, 0.008, parameters.Count(c => c == 0) / (double)coadd.Count(c => c == 0));
    }

    [Fact]
    public void Mobsid_is_obsid_then_the_minute_of_a_single_exposure_then_the_arm()
    {
        var (mobsid, obsid, minute, band, coadd) = (Medium.Texts("mobsid"), Medium.Longs("obsid"), Medium.Longs("lmjm"), Medium.Texts("band"), Medium.Longs("coadd"));
        for (var n = 0; n < mobsid.Length; n++)
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{obsid[n]}{(coadd[n] == 1 ? "" : minute[n])}{band[n]}"), mobsid[n]);
        Assert.All(mobsid, m => Assert.InRange(m!.Length, 10, 20));
        Assert.Equal(["B", "R"], band.Distinct().Order());
    }

    [Fact]
    public void Minutes_are_local_ones_of_the_night()
    {
        var (minute, mjd) = (Medium.Longs("lmjm"), Medium.Longs("mjd"));
        // Universal time of the minute lies in the day of mjd; the night of China does.
        Assert.All(Enumerable.Range(0, minute.Length), n => Assert.Equal(mjd[n], (long)Math.Floor(minute[n]!.Value / 1440.0 - 8 / 24.0)));
    }

    [Fact]
    public void Coadds_are_of_plates_that_are_not_in_the_time_domain()
    {
        var (plan, coadd) = (Medium.Texts("planid"), Medium.Longs("coadd"));
        Assert.All(Enumerable.Range(0, plan.Length), n => Assert.Equal(coadd[n] == 1, plan[n]!.StartsWith("NT", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_visit_has_both_arms_of_every_exposure_that_the_plan_lists()
    {
        var plan = DecodedTable.Of(Simulator, TestRelease.Dr12, "mrs_plan");
        var minutes = plan.Longs("pid").Zip(plan.Texts("lmjm_list")).ToDictionary(p => p.First!.Value, p => p.Second!.Split('-'));
        var (obsid, minute, coadd) = (Medium.Longs("obsid"), Medium.Longs("lmjm"), Medium.Longs("coadd"));
        var whole = 0;
        var visits = Enumerable.Range(0, obsid.Length).GroupBy(n => obsid[n]!.Value).ToArray();
        foreach (var visit in visits)
        {
            var expected = coadd[visit.First()] == 1 ? minutes[visit.Key / 100_000][..1] : minutes[visit.Key / 100_000];
            var found = visit.Select(n => minute[n]!.Value.ToString(CultureInfo.InvariantCulture)).ToArray();
            Assert.Empty(found.Except(expected));
            if (found.Length == 2 * expected.Length) whole++;
        }
        // Only the last fibre of a field may lack some.
        Assert.InRange(whole / (double)visits.Length, 0.98, 1);
        Near("exposures of a time-domain visit", 3.65, 0.35, visits.Where(v => coadd[v.First()] == 0).Average(v => v.Count() / 2.0));
    }

    [Fact]
    public void Arms_of_one_exposure_share_the_velocities_and_those_of_one_source_the_truth()
    {
        var (obsid, minute, snr, band) = (Medium.Longs("obsid"), Medium.Longs("lmjm"), Medium.Numbers("snr"), Medium.Texts("band"));
        var pairs = Enumerable.Range(0, obsid.Length).GroupBy(n => (obsid[n], minute[n])).Where(g => g.Count() == 2).Select(g => g.OrderBy(n => band[n], StringComparer.Ordinal).ToArray()).ToArray();
        foreach (var column in new[] { "rv_b0", "rv_b1_err", "rv_r0", "rv_br1", "rv_lasp0", "rv_lasp1_err" })
        {
            var velocity = Medium.Cells(column);
            Assert.All(pairs, p => Assert.Equal(velocity[p[0]], velocity[p[1]]));
        }
        Assert.InRange(Share(pairs, p => snr[p[1]] > snr[p[0]]), 0.9, 1);

        // Velocities of bright stars repeat to about 1 km/s when the zero point is taken off, and worse before.
        double Scatter(string column)
        {
            var (value, uid) = (Medium.Numbers(column), Medium.Texts("uid"));
            var residuals = Enumerable.Range(0, uid.Length).Where(n => snr[n] > 30 && !double.IsNaN(value[n])).GroupBy(n => uid[n]).Where(g => g.Count() > 20)
                .Select(g => Math.Sqrt(g.Average(n => Math.Pow(value[n] - g.Average(m => value[m]), 2))));
            return Quantile(residuals, 0.5);
        }
        Assert.InRange(Scatter("rv_b1"), 0.2, 1.2);
        Assert.InRange(Scatter("rv_b0"), 1.0, 2.0);
    }

    [Fact]
    public void Many_sources_are_those_of_the_low_resolution_survey_at_the_same_place()
    {
        var low = Low.Texts("uid").Zip(Low.Longs("gp_id"), Low.Numbers("gaia_g_mean_mag")).GroupBy(p => p.First!).ToDictionary(g => g.Key, g => g.First());
        var (uid, gp, g) = (Medium.Texts("uid"), Medium.Longs("gp_id"), Medium.Numbers("gaia_g_mean_mag"));
        var shared = Enumerable.Range(0, uid.Length).Where(n => low.ContainsKey(uid[n]!)).ToArray();
        Assert.InRange(shared.Select(n => uid[n]).Distinct().Count() / (double)uid.Distinct().Count(), 0.15, 0.9);
        Assert.All(shared, n => Assert.Equal((low[uid[n]!].Second, low[uid[n]!].Third), (gp[n], g[n])));
        var (ra, dec, lowRa, lowDec) = (Medium.Numbers("ra"), Medium.Numbers("dec"), Low.Numbers("ra"), Low.Numbers("dec"));
        var places = Low.Texts("uid").Select((u, n) => (u!, n)).GroupBy(p => p.Item1).ToDictionary(p => p.Key, p => p.First().n);
        Assert.All(shared, n => Assert.InRange(Math.Abs(dec[n] - lowDec[places[uid[n]!]]), 0, 2 / 3600.0));
        Assert.All(shared, n => Assert.InRange(Math.Abs((ra[n] - lowRa[places[uid[n]!]] + 540) % 360 - 180) * Math.Cos(dec[n] * Math.PI / 180), 0, 2 / 3600.0));
    }

    [Fact]
    public void Some_sources_are_visited_up_to_sixty_times()
    {
        var visits = Epochs.Numbers("obs_number");
        Assert.InRange(visits.Max(), 45, 60);
        Assert.InRange(Share(visits, v => v > 16), 0.001, 0.3);
    }

    [Fact]
    public void Lists_have_a_member_for_each_visit_or_exposure()
    {
        var (visits, exposures) = (Epochs.Longs("obs_number"), Epochs.Longs("exp_number"));
        foreach (var column in new[] { "obsid_list", "teff_lasp_list", "logg_lasp_list", "feh_lasp_list" })
            Assert.Equal(visits, Epochs.Texts(column).Select(t => (long?)SimulatedTablesTests.Members(t!).Count()));
        foreach (var column in new[] { "lmjm_list", "rv_b0_list", "rv_b1_list", "rv_r0_list", "rv_r1_list", "rv_br0_list", "rv_br1_list" })
            Assert.Equal(exposures, Epochs.Texts(column).Select(t => (long?)SimulatedTablesTests.Members(t!).Count()));
    }

    [Fact]
    public void Errors_at_a_signal_to_noise_of_20_are_the_published_ones()
    {
        var snr = Stellar.Numbers("snr");
        double Error(string column) => Quantile(Stellar.Numbers(column).Where((_, n) => snr[n] is > 18 and < 22), 0.5);
        Near("teff", 80, 20, Error("teff_lasp_err"));
        Near("logg", 0.08, 0.02, Error("logg_lasp_err"));
        Near("feh", 0.05, 0.015, Error("feh_lasp_err"));
        Near("rv", 1, 0.3, Error("rv_lasp0_err"));
        double At(double low, double high) => Quantile(Stellar.Numbers("teff_lasp_err").Where((_, n) => snr[n] >= low && snr[n] < high), 0.5);
        Assert.True(At(10, 20) > At(20, 40) && At(20, 40) > At(40, 80) && At(40, 80) > At(80, 200));
    }

    [Fact]
    public void Stars_are_bright_and_in_colours_that_fit_their_temperature()
    {
        var (g, bp, rp) = (Medium.Numbers("gaia_g_mean_mag"), Medium.Numbers("gaia_bp_mean_mag"), Medium.Numbers("gaia_rp_mean_mag"));
        Assert.InRange(Quantile(g, 0.02), 8.5, 10.5);
        Assert.InRange(Quantile(g, 0.98), 13.5, 15);
        Assert.All(Enumerable.Range(0, g.Length).Where(n => !double.IsNaN(g[n])), n => Assert.True(bp[n] > rp[n] - 0.9));
        double[] colour = [.. Stellar.Numbers("gaia_bp_mean_mag").Zip(Stellar.Numbers("gaia_rp_mean_mag"), (b, r) => b - r)], teff = Stellar.Numbers("teff_lasp");
        Assert.True(Quantile(colour.Where((_, n) => teff[n] < 4500), 0.5) > Quantile(colour.Where((_, n) => teff[n] > 6500), 0.5) + 0.4);
    }

    [Fact]
    public void Nights_lie_in_the_seasons_of_the_survey()
    {
        var (date, obsid) = (Medium.Dates("obsdate"), Medium.Longs("obsid"));
        Assert.InRange(date.Min(), new DateOnly(2017, 9, 14), new DateOnly(2018, 2, 1));
        Assert.InRange(date.Max(), new DateOnly(2024, 4, 1), new DateOnly(2024, 6, 3));
        Assert.DoesNotContain(date, d => d.Month is 7 or 8);
        var plates = obsid.Zip(date).Select(p => (Serial: p.First!.Value / 100_000, p.Second)).Distinct().OrderBy(p => p.Serial).Select(p => p.Second).ToArray();
        Assert.Equal(plates.Order(), plates);
    }
}
