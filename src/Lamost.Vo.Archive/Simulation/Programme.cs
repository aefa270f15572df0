namespace Lamost.Vo.Archive.Simulation;

/// <summary>A family of plates that share the prefix of their names.</summary>
/// <param name="Prefix">As in <c>planid</c>.</param>
/// <param name="Share">Of all plates of its part of the survey, in percent: at low resolution the published share of rows in <c>lrs_stellar</c> of DR10.</param>
/// <param name="Region">Where.</param>
/// <param name="FirstNight">From when, MJD.</param>
/// <param name="LastNight">Until when, MJD.</param>
sealed record Programme(string Prefix, double Share, Region Region, int FirstNight, int LastNight)
{
    /// <summary>Shares of the brightness bands V, B, M, F.</summary>
    public required double[] Bands { get; init; }

    /// <summary>How often its fields and stars are observed.</summary>
    public VisitLaw Visits { get; init; } = VisitLaw.Survey;

    /// <summary>Other programmes that take further plates of its fields.</summary>
    public string[] Partners { get; init; } = [];

    /// <summary>How the rest of its plate names is made.</summary>
    public required NameStyle Style { get; init; }

    const int Start = 55858, End = int.MaxValue;

    /// <summary>Those of the low-resolution survey, the largest first.</summary>
    public static readonly Programme[] Low =
    [
        new("HD", 43.7, Region.OffPlane, 56590, End) { Bands = [0.41, 0.43, 0.13, 0.03], Style = NameStyle.Sexagesimal, Partners = ["VB", "EG"] },
        new("GAC", 23.8, Region.Anticentre, Start, End) { Bands = [0.42, 0.43, 0.12, 0.03], Style = NameStyle.Degrees, Partners = ["VB", "HD"] },
        new("EG", 8.2, Region.Caps, 56900, 58650) { Bands = [0.2, 0.38, 0.27, 0.15], Style = NameStyle.Sexagesimal, Partners = ["HD"] },
        new("VB", 4.0, Region.Survey, 56170, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Degrees, Partners = ["HD"] },
        new("KP", 4.0, Region.Kepler, 56800, End) { Bands = [0.65, 0.35, 0, 0], Style = NameStyle.Sexagesimal },
        new("GACII", 3.1, Region.OuterDisk, 56540, 58650) { Bands = [0.4, 0.4, 0.15, 0.05], Style = NameStyle.Degrees },
        new("TD", 3.0, Region.K2, 58360, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Sexagesimal, Visits = VisitLaw.TimeDomain },
        new("KII", 3.0, Region.K2, 57270, End) { Bands = [0.65, 0.3, 0.05, 0], Style = NameStyle.Sexagesimal },
        new("M", 2.2, Region.Andromeda, Start, 57060) { Bands = [0.15, 0.5, 0.35, 0], Style = NameStyle.Andromeda },
        new("B", 1.8, Region.Survey, Start, 56100) { Bands = [0, 1, 0, 0], Style = NameStyle.Night },
        new("HIP", 1.3, Region.Survey, 58010, 58370) { Bands = [1, 0, 0, 0], Style = NameStyle.Hipparcos, Visits = VisitLaw.Commissioning },
        new("F", 0.8, Region.Survey, Start, 56100) { Bands = [0, 0, 0, 1], Style = NameStyle.Night },
        new("K", 0.6, Region.Kepler, 58240, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Sexagesimal, Visits = VisitLaw.KeplerTime },
        new("S", 0.1, Region.Caps, Start, 56500) { Bands = [0, 1, 0, 0], Style = NameStyle.Sexagesimal },
        new("kepler", 0.1, Region.Kepler, 56040, 56100) { Bands = [0.5, 0.5, 0, 0], Style = NameStyle.Night },
        new("NT", 0.1, Region.Survey, 58360, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Sexagesimal },
        new("IF", 0.1, Region.Anticentre, 57000, End) { Bands = [0.5, 0.5, 0, 0], Style = NameStyle.Sexagesimal },
    ];

    /// <summary>Those of the medium-resolution survey that return to a star seldom.</summary>
    public static readonly Programme[] MediumOnce =
    [
        new("NT", 60, Region.Survey, 58370, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Sexagesimal, Visits = VisitLaw.MediumOnce },
        new("NT", 40, Region.Anticentre, 58370, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Sexagesimal, Visits = VisitLaw.MediumOnce },
    ];

    /// <summary>Those that return time and again, a few fields some sixty times.</summary>
    public static readonly Programme[] MediumTimeDomain =
    [
        new("TD", 50, Region.Survey, 58370, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Sexagesimal, Visits = VisitLaw.MediumTimeDomain },
        new("TD", 24, Region.K2, 58370, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Sexagesimal, Visits = VisitLaw.MediumTimeDomain },
        new("TD", 20, Region.Kepler, 58240, End) { Bands = [1, 0, 0, 0], Style = NameStyle.Sexagesimal, Visits = VisitLaw.MediumKepler },
        new("HIP", 6, Region.Survey, 58010, 58370) { Bands = [1, 0, 0, 0], Style = NameStyle.Hipparcos, Visits = VisitLaw.Commissioning },
    ];
}

/// <summary>The forms of plate names.</summary>
enum NameStyle
{
    /// <summary><c>HD004201N404117V01</c>: the centre in hours and degrees, the band, a running number of two digits.</summary>
    Sexagesimal,

    /// <summary><c>GAC088N20V1</c>: the centre in whole degrees.</summary>
    Degrees,

    /// <summary><c>B6212</c>: the night (last digits of its local day) and a running number.</summary>
    Night,

    /// <summary><c>M31011N40B1</c>.</summary>
    Andromeda,

    /// <summary><c>HIP95119KP01</c>: the star that guides.</summary>
    Hipparcos,
}
