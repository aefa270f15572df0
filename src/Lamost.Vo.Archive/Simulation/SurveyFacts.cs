namespace Lamost.Vo.Archive.Simulation;

/// <summary>What is published about the size and the dates of a release.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="Low">Its low-resolution survey.</param>
/// <param name="Medium">Its medium-resolution survey.</param>
sealed record ReleaseFacts(string Release, SurveyFacts Low, SurveyFacts Medium)
{
    const int FirstNight = 55858, FirstMediumNight = 58010;

    // Plates a season from autumn 2011 on. LRS: 4,154 in six seasons to DR5, 5,923 in eleven to DR10, 363 and 319 in the two after.
    // MRS: 1,951 in five seasons to DR10, 2,395 to DR11, 499 in the one after (docs/dev/simulation.md).
    static readonly int[] LowSeasons = [692, 692, 692, 692, 692, 694, 354, 354, 354, 354, 353, 363, 319];
    static readonly int[] MediumSeasons = [0, 0, 0, 0, 0, 0, 150, 440, 430, 460, 471, 444, 499];

    static readonly ReleaseFacts[] All =
    [
        Of("dr10", 59732, 11_441_011, 5_923, 2_279_000, 1_076, 8_201_000, 875),
        Of("dr12", 60464, 12_602_390, 6_605, 3_365_641, 1_596, 12_110_344, 1_298),
    ];

    /// <summary>Rows of the low-resolution general catalogue.</summary>
    public long FullRows => Low.Parts[0].FullRows;

    /// <summary>The facts of a release.</summary>
    /// <exception cref="ArgumentException">None are known.</exception>
    public static ReleaseFacts Of(string release) =>
        All.FirstOrDefault(f => string.Equals(f.Release, release, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no model of release '{release}'; simulated are {string.Join(", ", All.Select(f => f.Release))}.", nameof(release));

    static ReleaseFacts Of(string release, int lastNight, long rows, int plates, long coadds, int coaddPlates, long exposures, int exposurePlates) => new(release,
        new(FirstNight, lastNight, LowSeasons, [new(Programme.Low, Publication.Spectra, rows, plates)]),
        new(FirstMediumNight, lastNight, MediumSeasons,
        [
            new(Programme.MediumOnce, Publication.Coadds, coadds, coaddPlates),
            new(Programme.MediumTimeDomain, Publication.Exposures, exposures, exposurePlates),
        ]));
}

/// <summary>A survey of a release.</summary>
/// <param name="FirstNight">The first night, MJD.</param>
/// <param name="LastNight">The last night, MJD.</param>
/// <param name="PlatesBySeason">Plates of each season from autumn 2011 on, also of those after the last night.</param>
/// <param name="Parts">Its parts.</param>
sealed record SurveyFacts(int FirstNight, int LastNight, int[] PlatesBySeason, SurveyPart[] Parts);

/// <summary>A part of a survey whose spectra are counted together.</summary>
/// <param name="Programmes">Who observes it.</param>
/// <param name="Publication">What it publishes of an observation.</param>
/// <param name="FullRows">Its spectra.</param>
/// <param name="FullPlates">Its plates.</param>
sealed record SurveyPart(Programme[] Programmes, Publication Publication, long FullRows, int FullPlates)
{
    /// <summary>
    /// Plates that a release of so many rows has. A small one is thinned both ways, fewer plates and fewer spectra on each, so that the
    /// footprint stays recognisable.
    /// </summary>
    public int PlatesFor(long rows) => Math.Max(1, (int)Math.Round(FullPlates * Math.Pow((double)rows / FullRows, 0.45)));
}

/// <summary>What is published of one fibre on one plate.</summary>
enum Publication
{
    /// <summary>One spectrum of all wavelengths and exposures.</summary>
    Spectra,

    /// <summary>One spectrum of each arm, from all exposures.</summary>
    Coadds,

    /// <summary>One spectrum of each arm and exposure.</summary>
    Exposures,
}
