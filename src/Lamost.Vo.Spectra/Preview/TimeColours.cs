namespace Lamost.Vo.Spectra.Preview;

/// <summary>
/// The colours of epochs. A few nights are coloured by their order, so that neighbours can be told apart, and listed; many are coloured by their time, and have a
/// scale of colours.
/// </summary>
sealed class TimeColours
{
    /// <summary>The most nights that are listed.</summary>
    internal const int MostListed = 12;

    readonly Palette _palette;

    internal TimeColours(IEnumerable<double> times, Palette palette)
    {
        _palette = palette;
        Nights = [.. times.Select(Math.Floor).Distinct().Order()];
    }

    /// <summary>Days, ascending.</summary>
    internal double[] Nights { get; }

    /// <summary>Whether each night has a colour of its own.</summary>
    internal bool IsListed => Nights.Length <= MostListed;

    /// <summary>The colour of a modified Julian date.</summary>
    internal Rgba Of(double mjd)
    {
        if (Nights.Length < 2) return _palette.Time(0.35);
        return IsListed
            ? _palette.Time(Array.BinarySearch(Nights, Math.Floor(mjd)) / (Nights.Length - 1.0))
            : _palette.Time((mjd - Nights[0]) / (Nights[^1] + 1 - Nights[0]));
    }
}
