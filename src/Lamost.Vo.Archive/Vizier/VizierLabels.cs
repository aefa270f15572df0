using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Vizier;

/// <summary>What files for VizieR call the columns of a table (Standards for Astronomical Catalogues 2.0, 3.3).</summary>
static partial class VizierLabels
{
    /// <summary>Characters of a label, at most.</summary>
    public const int MaxLength = 16;

    const string ErrorSuffix = "_err", ErrorPrefix = "e_";

    /// <summary>Why a text cannot be a label; null when it can.</summary>
    public static string? Check(string label) => Allowed().IsMatch(label)
        ? null : $"'{label}' is no label for VizieR: 1 to {MaxLength} letters, digits and characters of _ . + - / ( ) [ ], without blanks.";

    /// <summary>
    /// A label for each column, none twice: the one that the definition gives (astronomers tell gmag from Gmag; what is made here differs in more than the case); <c>e_X</c> for the column <c>x_err</c> where <c>X</c> is the label of
    /// <c>x</c>; else the name, shortened where it is long.
    /// </summary>
    /// <param name="columns">Names of columns.</param>
    /// <param name="table">Their definitions; a column that it has not is named as if it had no label.</param>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<string> columns, TableDefinition table)
    {
        var labels = columns.Select(c => (Name: c, Label: table.Find(c)?.VizierLabel)).Where(c => c.Label is not null).ToDictionary(c => c.Name, c => c.Label!);
        var taken = labels.Values.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var errors = columns.Where(c => IsError(c, columns)).ToHashSet();
        foreach (var name in columns.Where(c => !errors.Contains(c) && !labels.ContainsKey(c)))
        {
            // The label of its error is as long, and two more.
            var room = MaxLength - (errors.Contains(name + ErrorSuffix) ? ErrorPrefix.Length : 0);
            labels.Add(name, Free(Shortened(name, room), room, taken));
        }
        foreach (var name in errors.Where(c => !labels.ContainsKey(c)).OrderBy(c => c.Length))
        {
            var label = ErrorPrefix + labels[name[..^ErrorSuffix.Length]];
            labels.Add(name, Free(label[..Math.Min(label.Length, MaxLength)], MaxLength, taken));
        }
        return labels;
    }

    static bool IsError(string name, IReadOnlyList<string> columns) => name.EndsWith(ErrorSuffix, StringComparison.Ordinal) && columns.Contains(name[..^ErrorSuffix.Length]);

    // lya_br_1_peak_wavelength becomes lyaBr1PeakWave: words together, then each cut as far as need be. Words with digits are names of lines, and whole.
    static string Shortened(string name, int room)
    {
        if (name.Length <= room) return name;
        var words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        for (var length = name.Length; length > 1; length = length > 6 ? 6 : length - 1)
            if (Joined(words, length) is var joined && joined.Length <= room) return joined;
        return Joined(words, 2)[..room];
    }

    static string Joined(string[] words, int length)
    {
        var joined = new StringBuilder();
        foreach (var word in words)
        {
            var cut = word.Any(char.IsAsciiDigit) ? word : word[..Math.Min(length, word.Length)];
            if (joined.Length > 0 && char.IsAsciiDigit(joined[^1]) && char.IsAsciiDigit(cut[0])) joined.Append('_');
            joined.Append(joined.Length == 0 ? cut : char.ToUpperInvariant(cut[0]) + cut[1..]);
        }
        return joined.ToString();
    }

    static string Free(string label, int room, HashSet<string> taken)
    {
        if (taken.Add(label)) return label;
        for (var number = 2; ; number++)
        {
            var digits = number.ToString(CultureInfo.InvariantCulture);
            var other = label[..Math.Min(label.Length, room - digits.Length)] + digits;
            if (taken.Add(other)) return other;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.+\-/()\[\]]{1,16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
