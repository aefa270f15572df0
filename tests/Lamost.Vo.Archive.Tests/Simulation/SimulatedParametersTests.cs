using Xunit;
using static Lamost.Vo.Archive.Tests.Simulation.SimulatedSample;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>Simulated stellar parameters against published distributions, and their errors against signal-to-noise.</summary>
public class SimulatedParametersTests
{
    // Octile borders of snrg, as published; the first octile begins where the counted sample does, near 12.
    static readonly double[] Octiles = [12, 30.5, 42.8, 55.2, 69.2, 86.3, 110.5, 157.9, 1000];

    [Theory]
    [InlineData("teff_err", new double[] { 97, 70, 54, 44, 36, 32, 29, 25 })]
    [InlineData("logg_err", new double[] { 0.158, 0.110, 0.082, 0.063, 0.052, 0.045, 0.041, 0.033 })]
    [InlineData("feh_err", new double[] { 0.104, 0.073, 0.055, 0.042, 0.033, 0.028, 0.024, 0.019 })]
    public void Formal_errors_fall_with_signal_to_noise_as_counted(string column, double[] medians)
    {
        var errors = Stellar.Numbers(column);
        var snr = Stellar.Numbers("snrg");
        for (var octile = 0; octile < medians.Length; octile++)
        {
            var inside = errors.Where((_, n) => snr[n] >= Octiles[octile] && snr[n] < Octiles[octile + 1]);
            Near($"{column} in octile {octile + 1}", medians[octile], 0.08 * medians[octile], Quantile(inside, 0.5));
        }
    }

    [Theory]
    [InlineData("teff", 3700, 13000, 5600, 250)]
    [InlineData("logg", 0.1, 5, 4.3, 0.15)]
    [InlineData("feh", -2.5, 0.95, -0.16, 0.06)]
    [InlineData("rv", -650, 650, 0, 30)]
    [InlineData("rv_err", 1.5, 25, 6, 2)]
    [InlineData("alpha_m", -0.2, 0.5, 0.07, 0.06)]
    public void Parameters_stay_in_range_around_their_published_medians(string column, double least, double most, double median, double tolerance)
    {
        var values = Stellar.Numbers(column).Where(v => !double.IsNaN(v)).ToArray();
        Assert.InRange(values.Min(), least, most);
        Assert.InRange(values.Max(), least, most);
        Near(column, median, tolerance, Quantile(values, 0.5));
    }

    [Fact]
    public void Tails_are_those_of_the_published_samples()
    {
        Assert.InRange(Quantile(Stellar.Numbers("teff"), 0.05), 3900, 4400);
        Assert.InRange(Quantile(Stellar.Numbers("teff"), 0.95), 6400, 7100);
        Assert.InRange(Quantile(Stellar.Numbers("logg"), 0.05), 1.8, 2.8);
        Assert.InRange(Quantile(Stellar.Numbers("logg"), 0.95), 4.65, 4.9);
        Assert.InRange(Quantile(Stellar.Numbers("feh"), 0.05), -1.29, -0.7);
        Assert.InRange(Quantile(Stellar.Numbers("feh"), 0.95), 0.2, 0.35);
        var rv = Stellar.Numbers("rv");
        Assert.InRange(Math.Sqrt(rv.Average(v => v * v) - Math.Pow(rv.Average(), 2)), 36, 52);
    }

    [Fact]
    public void Giants_are_a_fifth_to_a_quarter() => Assert.InRange(Share(Stellar.Numbers("logg"), g => g < 3.5), 0.18, 0.25);

    [Fact]
    public void Two_spectra_of_one_star_scatter_more_than_their_formal_errors()
    {
        var (id, teff, snr, error) = (Stellar.Longs("gp_id"), Stellar.Numbers("teff"), Stellar.Numbers("snrg"), Stellar.Numbers("teff_err"));
        var type = Stellar.Texts("subclass");
        var pairs = Enumerable.Range(0, id.Length).Where(n => snr[n] is > 30 and < 60 && !double.IsNaN(error[n]) && type[n]![0] is 'F' or 'G').GroupBy(n => id[n]).Where(g => g.Count() > 1).Select(g => g.Take(2).ToArray()).ToArray();
        Assert.InRange(pairs.Length, 1000, 20_000);
        var scatter = Math.Sqrt(pairs.Average(p => Math.Pow(teff[p[0]] - teff[p[1]], 2) / 2));
        Assert.InRange(scatter, 60, 140);
        Assert.InRange(scatter / pairs.Average(p => error[p[0]]), 1.1, 3);
    }

    [Fact]
    public void Redshift_of_a_star_is_its_velocity_over_the_speed_of_light()
    {
        var (z, rv, zError, rvError) = (Stellar.Numbers("z"), Stellar.Numbers("rv"), Stellar.Numbers("z_err"), Stellar.Numbers("rv_err"));
        Assert.All(Enumerable.Range(0, z.Length), n =>
        {
            Assert.InRange(z[n] * 299_792.458 - rv[n], -0.0051, 0.0051);
            Assert.InRange(zError[n] * 299_792.458 - rvError[n], -0.0051, 0.0051);
        });
    }

    [Theory]
    [InlineData("teff", 2)]
    [InlineData("teff_err", 2)]
    [InlineData("logg", 3)]
    [InlineData("feh_err", 3)]
    [InlineData("rv", 2)]
    [InlineData("alpha_m", 6)]
    [InlineData("snrg", 2)]
    [InlineData("ra", 7)]
    [InlineData("dec_obs", 7)]
    [InlineData("gaia_g_mean_mag", 6)]
    [InlineData("z", 10)]
    public void Values_have_no_more_decimals_than_the_published_files(string column, int decimals)
    {
        var single = Stellar.Definition.Find(column)!.Type == Archive.Releases.ColumnType.Float;
        Assert.All(Stellar.Numbers(column).Where(v => !double.IsNaN(v)), v => Assert.Equal(v, single ? (float)Math.Round(v, decimals) : Math.Round(v, decimals)));
    }
}
