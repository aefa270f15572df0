namespace Lamost.Vo.Archive.Simulation;

/// <summary>What is published about the size and the dates of a release's low-resolution survey.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="FullRows">Spectra in the general catalogue.</param>
/// <param name="FullPlates">Plates observed.</param>
/// <param name="FirstNight">The first night, MJD.</param>
/// <param name="LastNight">The last night, MJD.</param>
sealed record SurveyFacts(string Release, long FullRows, int FullPlates, int FirstNight, int LastNight)
{
    static readonly SurveyFacts[] All =
    [
        new("dr10", 11_441_011, 5_923, 55858, 59732),
        new("dr12", 12_602_390, 6_605, 55858, 60464),
    ];

    /// <summary>
    /// Plates that a release of so many rows has. A small one is thinned both ways, fewer plates and fewer spectra on each, so that the
    /// footprint stays recognisable.
    /// </summary>
    public int PlatesFor(long rows) => Math.Max(1, (int)Math.Round(FullPlates * Math.Pow((double)rows / FullRows, 0.45)));

    /// <summary>The facts of a release.</summary>
    /// <exception cref="ArgumentException">None are known.</exception>
    public static SurveyFacts Of(string release) =>
        All.FirstOrDefault(f => string.Equals(f.Release, release, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no model of release '{release}'; simulated are {string.Join(", ", All.Select(f => f.Release))}.", nameof(release));
}
