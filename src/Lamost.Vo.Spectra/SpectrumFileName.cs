using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lamost.Vo.Spectra;

/// <summary>
/// The name of a LAMOST file of spectra: <c>spec-57278-EG224429N215706B01_sp01-001.fits</c> of low resolution, <c>med-...</c> of medium resolution, and where it stands
/// in an archive: <c>20150912/EG224429N215706B01/spec-57278-EG224429N215706B01_sp01-001.fits.gz</c>. The names of plans may contain underscores and dashes. Immutable.
/// </summary>
public sealed record SpectrumFileName
{
    /// <summary>The longest name of a plan: with it FILENAME still fits into one card of a header.</summary>
    public const int MaxPlanLength = 43;

    const int DayDigits = 5;
    static readonly DateOnly ModifiedJulianZero = new(1858, 11, 17);

    /// <summary>Composes a name.</summary>
    /// <param name="isMedium">True for medium resolution.</param>
    /// <param name="localDay">Local modified Julian day, 10000 to 99999: the one after the evening on which the night began.</param>
    /// <param name="plan">ASCII letters, digits, <c>_</c>, <c>-</c> and <c>+</c>, at most <see cref="MaxPlanLength"/>.</param>
    /// <param name="spectrograph">1 to 16.</param>
    /// <param name="fibre">1 to 250.</param>
    /// <exception cref="ArgumentException">One of them is not as said.</exception>
    public SpectrumFileName(bool isMedium, int localDay, string plan, int spectrograph, int fibre)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (localDay is < 10000 or > 99999) throw new ArgumentOutOfRangeException(nameof(localDay), localDay, "A modified Julian day in a file name has five digits.");
        if (!IsPlan(plan)) throw new ArgumentException($"The name of a plan has 1 to {MaxPlanLength} ASCII letters, digits, '_', '-' or '+'.", nameof(plan));
        if (spectrograph is < 1 or > 16) throw new ArgumentOutOfRangeException(nameof(spectrograph), spectrograph, "Spectrographs have the numbers 1 to 16.");
        if (fibre is < 1 or > 250) throw new ArgumentOutOfRangeException(nameof(fibre), fibre, "Fibres have the numbers 1 to 250.");
        (IsMedium, LocalDay, Plan, Spectrograph, Fibre) = (isMedium, localDay, plan, spectrograph, fibre);
    }

    /// <summary>True for medium resolution.</summary>
    public bool IsMedium { get; }

    /// <summary>Local modified Julian day.</summary>
    public int LocalDay { get; }

    /// <summary>Name of the observing plan.</summary>
    public string Plan { get; }

    /// <summary>1 to 16.</summary>
    public int Spectrograph { get; }

    /// <summary>1 to 250.</summary>
    public int Fibre { get; }

    /// <summary>The local day on which the night began, the catalogues' <c>obsdate</c>: the one before <see cref="LocalDay"/>.</summary>
    public DateOnly ObservingDate => ModifiedJulianZero.AddDays(LocalDay - 1);

    /// <summary>The name without <c>.gz</c>, as FILENAME in the headers has it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsMedium ? "med" : "spec")}-{LocalDay}-{Plan}_sp{Spectrograph:00}-{Fibre:000}.fits");

    /// <summary>The path below the root of an archive, with slashes: <c>{YYYYMMDD}/{PLANID}/{name}</c>.</summary>
    /// <param name="gzip">Whether the name ends with <c>.gz</c>.</param>
    public string RelativePath(bool gzip) => $"{ObservingDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}/{Plan}/{this}{(gzip ? ".gz" : "")}";

    /// <summary>Parses a name, with or without <c>.gz</c>, from the right; nothing else is allowed before or after it, no directory either.</summary>
    /// <returns>False, without an exception, for anything that <see cref="ToString"/> would not write.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SpectrumFileName? name)
    {
        name = null;
        if (text.EndsWith(".gz", StringComparison.Ordinal)) text = text[..^3];
        if (!Cut(ref text, ".fits".Length, ".fits")) return false;
        var medium = text.StartsWith("med-", StringComparison.Ordinal);
        if (!medium && !text.StartsWith("spec-", StringComparison.Ordinal)) return false;
        text = text[(medium ? "med-" : "spec-").Length..];
        // From the right, since plans may have all that separates.
        if (text.Length < DayDigits + 2 + "_sp00-000".Length) return false;
        if (!Number(text[^3..], out var fibre) || text[^4] != '-' || !Number(text[^6..^4], out var spectrograph) || text[^9..^6] is not "_sp") return false;
        if (!Number(text[..DayDigits], out var day) || text[DayDigits] != '-') return false;
        var plan = text[(DayDigits + 1)..^9];
        if (day < 10000 || spectrograph is < 1 or > 16 || fibre is < 1 or > 250 || !IsPlan(plan)) return false;
        name = new SpectrumFileName(medium, day, plan.ToString(), spectrograph, fibre);
        return true;
    }

    /// <summary>Parses a path as <see cref="RelativePath"/> gives it: the directories must be those that the name belongs in.</summary>
    /// <returns>False, without an exception, for anything else.</returns>
    public static bool TryParsePath(ReadOnlySpan<char> path, [NotNullWhen(true)] out SpectrumFileName? name)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0 || !TryParse(path[(slash + 1)..], out name) || !path.SequenceEqual(name.RelativePath(path.EndsWith(".gz", StringComparison.Ordinal))))
        {
            name = null;
            return false;
        }
        return true;
    }

    /// <summary>Parses a name.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SpectrumFileName Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var name) ? name : throw new FormatException("That is not the name of a LAMOST file of spectra (spec-LMJD-PLANID_spNN-NNN.fits).");

    static bool IsPlan(ReadOnlySpan<char> plan)
    {
        foreach (var c in plan)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '+')) return false;
        return plan.Length is > 0 and <= MaxPlanLength;
    }

    static bool Cut(ref ReadOnlySpan<char> text, int length, string end)
    {
        if (!text.EndsWith(end, StringComparison.Ordinal)) return false;
        text = text[..^length];
        return true;
    }

    static bool Number(ReadOnlySpan<char> digits, out int value) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
