using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Makes the source that a fibre slot of a field observes.</summary>
static class SourceMaker
{
    const double Arcsec = 1 / 3600.0;

    // By band V, B, M, F: galaxies and quasars; M stars and other kinds among stars; halo stars; sources that Gaia does not list.
    static readonly double[] Galaxies = [0.0006, 0.0045, 0.098, 0.225], Quasars = [0, 0.0003, 0.022, 0.115];
    static readonly double[] Ms = [0.02, 0.075, 0.13, 0.15], Others = [0.006, 0.014, 0.025, 0.03];
    static readonly double[] Halo = [0.012, 0.035, 0.1, 0.15], NoGaia = [0.013, 0.02, 0.06, 0.1];

    // Mean motion against the Sun of the thin disk, the thick disk and the halo: the Sun's own motion and their lag behind it.
    static readonly Direction[] Streams =
    [
        Direction.FromGalactic(-11.1, -20, -7.3), Direction.FromGalactic(-11.1, -57, -7.3), Direction.FromGalactic(-11.1, -222, -7.3),
    ];
    static readonly double[] Dispersions = [30, 48, 130];

    // Missing magnitudes g, r, i, z, y beyond those that are missing together; the published fractions are 60.3, 72.3, 48.1, 55.1, 55.0 %.
    static readonly double[] NoPanStarrs = [0.640, 0.769, 0.509, 0.584, 0.583];

    /// <summary>Fills <paramref name="source"/> from its key.</summary>
    /// <param name="source">Its key and its obsid are set.</param>
    /// <param name="field">The field.</param>
    /// <param name="lowFibre">The first fibre that the slot may use.</param>
    /// <param name="fibres">How many.</param>
    public static void Fill(Source source, Field field, int lowFibre, int fibres)
    {
        var draws = new Draws(source.Key);
        var band = field.Band;
        FocalPlane.Point(lowFibre + draws.Below(fibres), ref draws, out var rho, out var phi);
        var at = field.Centre.Offset(rho, phi);
        (source.Ra, source.Dec) = at.Equatorial();

        var kind = draws.Unit();
        source.Class = kind < Galaxies[band] ? ObjectClass.Galaxy : kind < Galaxies[band] + Quasars[band] ? ObjectClass.Quasar : ObjectClass.Star;
        source.Brightness = Brightness(band, ref draws);
        if (source.Class == ObjectClass.Star) Star(source, band, at, ref draws);
        else Extragalactic(source, ref draws);
        var inPanStarrs = !draws.Chance(0.005);
        Identify(source, NoGaia[band], inPanStarrs, ref draws);
        PanStarrs(source, inPanStarrs, ref draws);
    }

    // Gaia G of the targets of each band.
    static double Brightness(int band, ref Draws draws)
    {
        var u = draws.Unit();
        var magnitude = band switch
        {
            0 => 9 + 5.5 * Math.Sqrt(u) * (0.55 + 0.45 * Math.Sqrt(Math.Sqrt(u))),
            1 => 14 + 2.75 * u,
            2 => 16.7 + 1.3 * u + (draws.Chance(0.35) ? 2 * draws.Unit() : 0),
            _ => 17.6 + 1.0 * u + (draws.Chance(0.3) ? 1.8 * draws.Unit() : 0),
        };
        return Math.Clamp(magnitude + 0.2 * draws.Normal(), 8.6, 21.4);
    }

    static void Star(Source source, int band, Direction at, ref Draws draws)
    {
        var kind = draws.Unit();
        source.Type = kind < Others[band] ? SpectralType.Draw(SpectralType.Others, SpectralType.OthersTotal, ref draws)
            : kind < Others[band] + Ms[band] ? SpectralType.Draw(SpectralType.M, SpectralType.MTotal, ref draws)
            : SpectralType.Draw(SpectralType.Afgk, SpectralType.AfgkTotal, ref draws);
        var population = draws.Unit() is var u && u < Halo[band] ? 2 : u < 0.22 ? 1 : 0;
        source.Metallicity = population switch
        {
            0 => -0.10 + 0.22 * draws.Normal(),
            1 => -0.5 + 0.25 * draws.Normal(),
            _ => -1.55 + 0.38 * draws.Normal(),
        };
        source.Alpha = (population == 0 ? 0.04 : 0.2) - 0.05 * source.Metallicity + 0.06 * draws.Normal();
        source.Velocity = at.Dot(Streams[population]) + Dispersions[population] * draws.Normal();
        // A type spans some 150 K; in metal-poor stars the lines of the same strength mean less heat.
        source.Temperature = source.Type.Temperature * (1 + 0.024 * draws.Normal()) + Math.Min(0, source.Metallicity + 0.3) * 100;
        if (draws.Chance(source.Type.Giants)) source.Gravity = Math.Clamp(2.55 + 0.0021 * (source.Temperature - 4850) + 0.32 * draws.Normal(), 0.3, 3.6);
        else
        {
            var main = source.Temperature < 5000 ? 4.66 : source.Temperature < 6500 ? 4.66 - (source.Temperature - 5000) * 0.0003 : 4.21;
            source.Gravity = Math.Clamp(main - (draws.Chance(0.15) ? 0.5 * draws.Unit() : 0) + 0.1 * draws.Normal(), 3.4, 4.98);
        }
    }

    static void Extragalactic(Source source, ref Draws draws)
    {
        var (u, v) = (draws.Unit(), draws.Unit());
        source.Redshift = source.Class == ObjectClass.Galaxy ? 0.008 + 0.42 * u * v : 0.12 + 2.3 * (u + v) * u;
        source.Temperature = source.Class == ObjectClass.Galaxy ? 4800 : 8500;
    }

    // uid, gp_id and Gaia id. The input position of a star that LAMOST itself named is the one that named it; else it strays a little.
    static void Identify(Source source, double noGaia, bool inPanStarrs, ref Draws draws)
    {
        var inGaia = !draws.Chance(source.Class == ObjectClass.Galaxy ? 0.4 : noGaia);
        source.Letter = (byte)(inGaia ? draws.Chance(0.03) ? 'L' : 'G' : inPanStarrs && draws.Chance(0.08) ? 'P' : 'L');
        var (ra, dec) = (source.Ra, source.Dec);
        if (source.Letter != 'L') (ra, dec) = Stray(source, ref draws);
        (source.InputRa, source.InputDec) = Publish(ra, dec);
        if (source.Letter == 'L') (source.Ra, source.Dec) = (source.InputRa / 1e7, source.InputDec / 1e7);
        source.Trixel = HtmIndex.TrixelOf(20, source.Ra, source.Dec);
        // Gaia's source_id: the HEALPix pixel of order 12, a processing centre, a running number of 25 bits, 7 zero bits.
        var bits = (long)(draws.Next() >> 38);
        source.GaiaId = inGaia ? Healpix.PixelOf(12, source.Ra, source.Dec) << 35 | (bits & 1) << 32 | bits >> 1 << 7 : Source.None;
        source.Magnitude = inGaia ? Math.Round(source.Brightness, 6) : double.NaN;
    }

    /// <summary>A position of another input catalogue: some tenths of an arcsec away, or hardly any.</summary>
    public static (double Ra, double Dec) Stray(Source source, ref Draws draws)
    {
        var sigma = draws.Chance(0.27) ? 0.006 * Arcsec : 0.12 * Arcsec;
        var dec = source.Dec + sigma * draws.Normal();
        return (source.Ra + sigma * draws.Normal() / Math.Cos(dec * Math.PI / 180), dec);
    }

    /// <summary>A position in whole units of 1e-7 degrees, RA from 0 inclusive to 360 exclusive.</summary>
    public static (long Ra, long Dec) Publish(double ra, double dec)
    {
        var unit = (long)Math.Round(ra * 1e7);
        if (unit < 0) unit += 3_600_000_000;
        if (unit >= 3_600_000_000) unit -= 3_600_000_000;
        return (unit, (long)Math.Round(dec * 1e7));
    }

    static void PanStarrs(Source source, bool listed, ref Draws draws)
    {
        // objID: zones of half an arcmin from the south pole, RA in millionths of a degree, the place inside the zone.
        var zone = (source.Dec + 90) * 120;
        source.PanStarrsId = listed ? (long)zone * 10_000_000_000_000 + (long)(source.Ra * 1e6) * 10_000 + (long)(zone % 1 * 10_000) : Source.None;
        var whole = draws.Chance(0.06);
        // Now and then the match is a faint neighbour.
        var neighbour = draws.Chance(0.15) ? 1 + 3.5 * draws.Unit() : 0;
        for (var band = 0; band < 5; band++)
        {
            var colour = Colours.OfPanStarrs(band, source.Temperature) + 0.03 * draws.Normal();
            var present = listed && (!draws.Chance(NoPanStarrs[band]) || whole);
            // Published are ten decimals of a single-precision number of four.
            var magnitude = (float)Math.Round(Math.Min(23.5, source.Brightness + colour + neighbour), 4);
            source.PanStarrs[band] = present ? Math.Round((double)magnitude, 10) : double.NaN;
        }
    }
}
