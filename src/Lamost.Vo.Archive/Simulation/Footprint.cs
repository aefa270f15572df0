namespace Lamost.Vo.Archive.Simulation;

/// <summary>Where on the sky the plates of a programme lie, read off the survey's published footprint picture.</summary>
static class Footprint
{
    /// <summary>Radius of a plate in degrees.</summary>
    public const double PlateRadius = 2.5;

    /// <summary>Declination limits of plate centres.</summary>
    public const double South = -7.5, North = 80;

    static readonly (double Ra, double Dec) Kepler = (290.67, 44.5), Andromeda = (10.7, 41.3);

    // Approximate centres of the K2 campaigns that LAMOST can see.
    static readonly (double Ra, double Dec)[] K2Campaigns =
    [
        (98.3, 21.6), (174.0, 1.4), (59.1, 18.7), (130.2, 16.8), (16.3, 5.3), (186.8, -4.0), (351.7, -5.1), (72.8, 20.8), (160.7, 6.9), (133.7, 18.5),
    ];

    /// <summary>A random centre for a field of a programme.</summary>
    public static Direction Draw(Region region, ref Draws draws)
    {
        switch (region)
        {
            case Region.Kepler:
                // Fourteen fixed pointings tile the field.
                var pointing = draws.Below(14);
                return Direction.Of(Kepler.Ra, Kepler.Dec).Offset(5.5 * Math.Sqrt((pointing + 0.5) / 14), 2.39996 * pointing);
            case Region.Andromeda:
                return Direction.Of(Andromeda.Ra, Andromeda.Dec).Offset(4 * Math.Sqrt(draws.Unit()), 2 * Math.PI * draws.Unit());
            case Region.K2:
                var (ra, dec) = K2Campaigns[draws.Below(K2Campaigns.Length)];
                var near = Direction.Of(ra, dec).Offset(5 * Math.Sqrt(draws.Unit()), 2 * Math.PI * draws.Unit());
                return near.Equatorial().Dec >= South ? near : Direction.Of(ra, dec);
        }
        var (low, high) = (Math.Sin(South * Math.PI / 180), Math.Sin(North * Math.PI / 180));
        while (true)
        {
            var z = draws.Between(low, high);
            var phi = 2 * Math.PI * draws.Unit();
            var r = Math.Sqrt(1 - z * z);
            var (sin, cos) = Math.SinCos(phi);
            var at = new Direction(r * cos, r * sin, z);
            if (draws.Chance(Weight(region, at))) return at;
        }
    }

    static double Weight(Region region, Direction at)
    {
        var (ra, dec) = at.Equatorial();
        var visible = ByRightAscension(ra) * ByDeclination(ra, dec);
        var (l, b) = at.Galactic();
        return region switch
        {
            Region.Anticentre => l is > 148 and < 218 && Math.Abs(b) < 33 ? visible : 0,
            Region.OuterDisk => ra is < 60 or > 330 && dec > 12 ? visible : 0,
            Region.OffPlane => Math.Abs(b) > 20 ? visible : 0.35 * visible,
            Region.Caps => Math.Abs(b) > 32 ? visible : 0,
            _ => visible,
        };
    }

    // Full from RA 60 to 250; thin from 260 to 340 (the monsoon of July and August); the southern galactic cap in between.
    static double ByRightAscension(double ra) => ra switch
    {
        < 60 => 0.72,
        < 250 => 1,
        < 262 => 0.55,
        < 275 => 0.26,
        < 320 => 0.12,
        < 335 => 0.36,
        _ => 0.6,
    };

    // Sharp near the southern limit, full to +50, a ragged edge to +62 that reaches higher in winter, stray plates up to +80.
    static double ByDeclination(double ra, double dec) => dec switch
    {
        < -5 => 0.3,
        < -1 => 0.75,
        < 50 => 1,
        < 56 => 0.75,
        < 61 => ra < 120 ? 0.6 : 0.3,
        < 66 => ra < 90 ? 0.12 : 0.03,
        _ => 0.012,
    };
}

/// <summary>A part of the sky that a programme observes.</summary>
enum Region
{
    /// <summary>All that the survey reaches.</summary>
    Survey,

    /// <summary>Around the galactic anticentre.</summary>
    Anticentre,

    /// <summary>The northern part of the first two hours and the last two.</summary>
    OuterDisk,

    /// <summary>All, but less of the galactic plane.</summary>
    OffPlane,

    /// <summary>Far from the galactic plane.</summary>
    Caps,

    /// <summary>Around the Andromeda galaxy.</summary>
    Andromeda,

    /// <summary>The field of the Kepler satellite.</summary>
    Kepler,

    /// <summary>The fields of the K2 mission, along the ecliptic.</summary>
    K2,
}
