namespace Lamost.Vo.Archive.Simulation;

/// <summary>How a plate was exposed.</summary>
/// <param name="Exposures">How many times.</param>
/// <param name="Seconds">How long each.</param>
/// <param name="Start">The local (UTC+8) modified Julian minute at which the first began.</param>
/// <param name="Seeing">The seeing, arcsec.</param>
/// <param name="Magnitude">The faint limit of the targets.</param>
sealed record PlateLog(int Exposures, int Seconds, long Start, double Seeing, double Magnitude)
{
    // Minutes between the end of an exposure and the next.
    const int Readout = 3;

    // By band V, B, M, F.
    static readonly int[] LowSeconds = [600, 1500, 1800, 1800];
    static readonly double[] Limits = [14, 16.8, 17.8, 18.5];

    /// <summary>The local modified Julian minute at which an exposure began.</summary>
    /// <param name="exposure">From 0.</param>
    public long StartOf(int exposure) => Start + exposure * (Seconds / 60 + Readout);

    /// <summary>The minute in the middle between the begin of the first exposure and the end of the last.</summary>
    public long Middle => (Start + StartOf(Exposures - 1) + Seconds / 60) / 2;

    /// <summary>Makes the log of a plate.</summary>
    /// <param name="publication">What is published of it.</param>
    /// <param name="band">Of its field.</param>
    /// <param name="mjd">Its night.</param>
    /// <param name="draws">The stream to take from.</param>
    public static PlateLog Make(Publication publication, int band, int mjd, ref Draws draws)
    {
        var exposures = publication == Publication.Exposures ? Many(draws.Unit()) : 3;
        var seconds = publication == Publication.Spectra ? LowSeconds[band] : mjd < 58370 ? 900 : 1200;
        // The night begins at 19 hours of local time; the longest series ends before dawn.
        var start = mjd * 1440L + 1440 - 300 + draws.Below(420);
        var seeing = Math.Round(Math.Max(1.6, 2.9 + 0.6 * draws.Normal()) * 10) / 10;
        return new(exposures, seconds, start, seeing, publication == Publication.Spectra ? Limits[band] : 15);
    }

    // 3 to 9, some 3.65 on average.
    static int Many(double u) => u switch { < 0.68 => 3, < 0.84 => 4, < 0.92 => 5, < 0.96 => 6, < 0.98 => 7, < 0.99 => 8, _ => 9 };
}
