using Xunit;
using static Lamost.Vo.Archive.Tests.Simulation.SimulatedSample;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>Where simulated spectra lie: the footprint, plates, fibres.</summary>
public class SimulatedSkyTests
{
    const double Degree = Math.PI / 180;

    [Fact]
    public void The_footprint_has_the_limits_and_the_contrasts_of_the_published_picture()
    {
        double[] ra = Catalogue.Numbers("ra"), dec = Catalogue.Numbers("dec");
        Assert.InRange(dec.Min(), -10.01, -6);
        Assert.InRange(dec.Max(), 58, 83);
        Near("north of +62", 0.01, 0.012, Share(dec, d => d > 62));
        Assert.All(ra, r => Assert.InRange(r, 0, 359.9999999));

        // Rows per square degree.
        double Density(double ra0, double ra1, double dec0, double dec1) =>
            ra.Where((r, n) => r >= ra0 && r < ra1 && dec[n] >= dec0 && dec[n] < dec1).Count() / ((ra1 - ra0) / Degree * (Math.Sin(dec1 * Degree) - Math.Sin(dec0 * Degree)));
        var survey = Density(130, 250, 0, 50);
        Assert.InRange(Density(70, 120, 10, 50), 1.6 * survey, 5 * survey);
        Assert.InRange(Density(265, 340, -5, 30), 0, 0.6 * survey);
        Assert.InRange(Density(282, 299, 38, 50), 2 * survey, 20 * survey);
        Assert.InRange(Density(5, 20, 35, 45), 1.3 * survey, 20 * survey);
        Assert.InRange(Density(20, 60, 0, 30), 0.3 * survey, 2 * survey);
    }

    [Fact]
    public void A_plate_is_a_disk_of_five_degrees_with_its_spectrographs_in_patches()
    {
        var (ra, dec, plan, spid) = (Catalogue.Numbers("ra"), Catalogue.Numbers("dec"), Catalogue.Texts("planid"), Catalogue.Longs("spid"));
        var widest = 0.0;
        foreach (var plate in Enumerable.Range(0, ra.Length).GroupBy(n => plan[n]))
        {
            var mean = plate.Select(n => Vector(ra[n], dec[n])).Aggregate((a, b) => (a.X + b.X, a.Y + b.Y, a.Z + b.Z));
            foreach (var n in plate) widest = Math.Max(widest, Angle(mean, Vector(ra[n], dec[n])));
            Assert.True(plate.Count() <= 4000);
            // The four inner spectrographs stay within half the radius.
            if (plate.Count() > 100) Assert.All(plate.Where(n => spid[n] <= 4), n => Assert.True(Angle(mean, Vector(ra[n], dec[n])) < 2.2));
        }
        Assert.InRange(widest, 2.3, 4.2);
    }

    [Fact]
    public void The_sky_index_is_the_pixel_of_the_position_in_the_row()
    {
        var (ra, dec, pixel) = (Catalogue.Numbers("ra"), Catalogue.Numbers("dec"), Catalogue.Longs("hpx29"));
        for (var n = 0; n < ra.Length; n++) Assert.Equal(Sky.Healpix.PixelOf(29, ra[n], dec[n]), pixel[n]);
    }

    [Fact]
    public void Gaia_ids_begin_with_the_pixel_of_their_position()
    {
        var (ra, dec, gaia) = (Catalogue.Numbers("ra"), Catalogue.Numbers("dec"), Catalogue.Longs("gaia_source_id"));
        var agree = Enumerable.Range(0, ra.Length).Where(n => gaia[n] is not null).Select(n => gaia[n] >> 35 == Sky.Healpix.PixelOf(12, ra[n], dec[n])).ToArray();
        // The rest lie within a fraction of an arcsec of a pixel's border.
        Assert.InRange(Share(agree, a => a), 0.98, 1);
    }

    [Fact]
    public void Bright_stars_are_observed_beside_their_middle_along_right_ascension()
    {
        var t = Catalogue;
        var (flag, offset, ra, raObs, dec, decObs, g) = (t.Longs("offsets"), t.Numbers("offsets_v"), t.Numbers("ra"), t.Numbers("ra_obs"), t.Numbers("dec"), t.Numbers("dec_obs"), t.Numbers("gaia_g_mean_mag"));
        for (var n = 0; n < ra.Length; n++)
        {
            Assert.Equal(flag[n] == 1, offset[n] > 0);
            Assert.Equal(dec[n], decObs[n]);
            Assert.Equal(offset[n], ((raObs[n] - ra[n] + 540) % 360 - 180) * Math.Cos(dec[n] * Degree) * 3600, 0.001);
            if (flag[n] == 1) Assert.True(double.IsNaN(g[n]) || g[n] < 11.5);
        }
        Assert.InRange(Share(flag, f => f == 1), 0.002, 0.02);
    }

    static (double X, double Y, double Z) Vector(double ra, double dec) =>
        (Math.Cos(dec * Degree) * Math.Cos(ra * Degree), Math.Cos(dec * Degree) * Math.Sin(ra * Degree), Math.Sin(dec * Degree));

    static double Angle((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        Math.Acos(Math.Clamp((a.X * b.X + a.Y * b.Y + a.Z * b.Z) / Math.Sqrt(a.X * a.X + a.Y * a.Y + a.Z * a.Z), -1, 1)) / Degree;
}
