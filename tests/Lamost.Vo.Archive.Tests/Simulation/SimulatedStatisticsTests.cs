using Xunit;
using static Lamost.Vo.Archive.Tests.Simulation.SimulatedSample;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>The simulated catalogue against published counts: classes, magnitudes, signal-to-noise, missing values.</summary>
public class SimulatedStatisticsTests
{
    [Fact]
    public void Class_shares_are_those_of_DR10()
    {
        var classes = Catalogue.Texts("class");
        Near("STAR", 0.9702, 0.006, Share(classes, c => c == "STAR"));
        Near("GALAXY", 0.0228, 0.004, Share(classes, c => c == "GALAXY"));
        Near("QSO", 0.0069, 0.002, Share(classes, c => c == "QSO"));
        Assert.Equal(["GALAXY", "QSO", "STAR"], classes.Distinct().Order());
    }

    [Theory]
    [InlineData("A", 4.9)]
    [InlineData("F", 29.7)]
    [InlineData("G", 49.0)]
    [InlineData("K", 16.4)]
    [InlineData("G5", 13.2)]
    [InlineData("G3", 10.8)]
    [InlineData("F5", 8.1)]
    [InlineData("G2", 7.6)]
    [InlineData("F0", 7.3)]
    [InlineData("K5", 5.5)]
    [InlineData("F9", 4.9)]
    [InlineData("G7", 4.8)]
    [InlineData("G8", 4.2)]
    [InlineData("K7", 3.1)]
    [InlineData("A1", 1.3)]
    [InlineData("G1", 0.6)]
    [InlineData("F8", 0.6)]
    [InlineData("A3", 0.1)]
    [InlineData("K2", 0.0)]
    [InlineData("A9", 0.0)]
    public void Subclass_shares_keep_the_comb_of_the_classifier(string type, double percent)
    {
        var types = Stellar.Texts("subclass");
        Near(type, percent, Math.Max(0.1, 0.06 * percent + 0.1), 100 * Share(types, t => type.Length == 1 ? t![0] == type[0] : t == type));
    }

    [Fact]
    public void M_stars_are_six_percent_of_the_catalogue() =>
        Near("M", 6, 1, 100 * Share(Catalogue.Texts("subclass"), t => t is not null && (t.StartsWith("dM", StringComparison.Ordinal) || t.StartsWith("gM", StringComparison.Ordinal) || t.StartsWith("sdM", StringComparison.Ordinal))));

    [Fact]
    public void Two_rows_in_three_have_stellar_parameters() => Near("lrs_stellar / lrs_catalogue", 0.651, 0.02, Stellar.Rows / (double)Catalogue.Rows);

    [Fact]
    public void Signal_to_noise_above_ten_is_as_common_as_in_DR5()
    {
        double[] g = Catalogue.Numbers("snrg"), i = Catalogue.Numbers("snri");
        Near("snrg > 10", 5_808_985 / 9_026_365.0, 0.03, Share(g, v => v > 10));
        Near("snri > 10", 7_701_235 / 9_026_365.0, 0.03, Share(i, v => v > 10));
        Near("both", 5_734_239 / 9_026_365.0, 0.03, Enumerable.Range(0, g.Length).Count(n => g[n] > 10 && i[n] > 10) / (double)g.Length);
    }

    // Percentiles of 420 rows around M31, a faint field: the survey at large is brighter, by a factor of up to two allowed here.
    [Theory]
    [InlineData("snru", 0.0, 1.5, 20)]
    [InlineData("snrg", 2, 13, 87)]
    [InlineData("snrr", 4, 21, 120)]
    [InlineData("snri", 6, 31, 125)]
    [InlineData("snrz", 5, 23, 105)]
    public void Signal_to_noise_percentiles_are_within_a_factor_of_two_of_the_real_sample(string column, double p10, double p50, double p90)
    {
        var values = Catalogue.Numbers(column);
        Assert.InRange(Quantile(values, 0.1), p10 / 2, p10 * 2 + 0.5);
        Assert.InRange(Quantile(values, 0.5), p50 / 2, p50 * 2);
        Assert.InRange(Quantile(values, 0.9), p90 / 2, p90 * 2);
        Assert.InRange(values.Min(), 0, 0.1);
        Assert.InRange(values.Max(), 500, 999);
    }

    [Fact]
    public void Bands_are_ordered_u_below_g_below_r_and_z_below_i()
    {
        double Median(string column) => Quantile(Catalogue.Numbers(column), 0.5);
        Assert.True(Median("snru") < Median("snrg"));
        Assert.True(Median("snrg") < Median("snrr"));
        Assert.True(Median("snrg") < Median("snrz"));
        Assert.True(Math.Max(Median("snrr"), Median("snrz")) < Median("snri"));
        Assert.InRange(Share(Catalogue.Numbers("snru"), v => v == 0), 0.02, 0.12);
    }

    [Fact]
    public void Gaia_magnitudes_lie_between_the_bright_anticentre_sample_and_the_faint_Andromeda_sample()
    {
        var g = Catalogue.Numbers("gaia_g_mean_mag");
        Assert.InRange(g.Where(v => !double.IsNaN(v)).Min(), 8, 10);
        Assert.InRange(Quantile(g, 0.05), 10, 12.3);
        Assert.InRange(Quantile(g, 0.5), 13.1, 15.5);
        Assert.InRange(Quantile(g, 0.9), 16.5, 18.8);
        Assert.InRange(g.Where(v => !double.IsNaN(v)).Max(), 19.5, 21.5);
    }

    [Theory]
    [InlineData("gaia_g_mean_mag", 1.6, 0.5)]
    [InlineData("gaia_source_id", 1.6, 0.5)]
    [InlineData("mag_ps_g", 60.3, 1)]
    [InlineData("mag_ps_r", 72.3, 1)]
    [InlineData("mag_ps_i", 48.1, 1)]
    [InlineData("mag_ps_z", 55.1, 1)]
    [InlineData("mag_ps_y", 55.0, 1)]
    [InlineData("ps_id", 0.5, 0.3)]
    [InlineData("alpha_m", 45.3, 2.5)]
    [InlineData("alpha_m_err", 45.3, 2.5)]
    [InlineData("teff_err", 0.08, 0.04)]
    [InlineData("logg_err", 0.24, 0.08)]
    [InlineData("feh_err", 0.06, 0.04)]
    [InlineData("vsini_lasp", 99.9, 0.1)]
    [InlineData("teff", 0, 0)]
    [InlineData("rv", 0, 0)]
    [InlineData("subclass", 0, 0)]
    public void Values_of_lrs_stellar_are_missing_as_often_as_in_DR10(string column, double percent, double tolerance) =>
        Near(column, percent, tolerance, 100 * Stellar.NullFraction(column));

    [Fact]
    public void No_value_is_outside_the_limits_that_the_definition_declares()
    {
        foreach (var table in new[] { Catalogue, Stellar })
            foreach (var column in table.Definition.Columns.Where(c => c.Minimum is not null || c.Maximum is not null))
            {
                var values = table.Numbers(column.Name).Where(v => !double.IsNaN(v)).DefaultIfEmpty(column.Minimum ?? 0).ToArray();
                Assert.True(values.Min() >= (column.Minimum ?? double.MinValue) && values.Max() <= (column.Maximum ?? double.MaxValue),
                    $"{table.Definition.Name}.{column.Name}: {values.Min()} to {values.Max()}, declared {column.Minimum} to {column.Maximum}");
            }
    }

    [Fact]
    public void What_is_missing_in_the_catalogue_is_missing_for_a_reason()
    {
        Near("z_err", 2.4, 1, 100 * Catalogue.NullFraction("z_err"));
        Near("fibermask", 7.6, 2.5, 100 * Catalogue.NullFraction("fibermask"));
        Assert.InRange(Catalogue.NullFraction("z"), 0, 0.001);
        var classes = Catalogue.Texts("class");
        var types = Catalogue.Texts("subclass");
        Assert.All(Enumerable.Range(0, classes.Length), n => Assert.Equal(classes[n] == "STAR", types[n] is not null));
        foreach (var column in new[] { "obsid", "uid", "gp_id", "designation", "obsdate", "mjd", "planid", "ra", "dec", "ra_obs", "dec_obs", "snrg", "class", "fibertype", "with_norm_flux" })
            Assert.Equal(0, Catalogue.NullFraction(column));
    }
}
