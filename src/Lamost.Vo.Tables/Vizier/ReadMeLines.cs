using System.Text;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>Lines of a ReadMe: ASCII, at most 80 characters.</summary>
sealed class ReadMeLines
{
    /// <summary>Characters of a line.</summary>
    internal const int Width = 80;

    readonly StringBuilder _text = new();

    /// <summary>All lines so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>One line as it is.</summary>
    internal void Line(string line = "")
    {
        if (line.Length > Width || line.Any(c => c is < ' ' or > '~')) throw new ArgumentException($"'{line}' is no line of a ReadMe.");
        _text.Append(line.TrimEnd()).Append('\n');
    }

    /// <summary>A line of one character.</summary>
    internal void Rule(char character = '-') => Line(new string(character, Width));

    /// <summary>A text over as many lines as it takes.</summary>
    /// <param name="first">What stands before its first line.</param>
    /// <param name="text">The text; blanks part words.</param>
    /// <param name="indent">Blanks before the further lines.</param>
    internal void Wrapped(string first, string text, int indent)
    {
        var line = new StringBuilder(first);
        // Whether a word stands on the line already.
        var (begun, further) = (false, false);
        var words = Words(text, Width - Math.Max(first.Length, indent) - 2);
        for (var i = 0; i < words.Count; i++)
        {
            if (begun && line.Length + 1 + Together(words, i, Width - indent) > Width)
            {
                Line(line.ToString());
                line.Clear().Append(' ', indent);
                (begun, further) = (false, true);
            }
            if (begun) line.Append(' ');
            line.Append(further && !begun && Misleads(words[i]) ? $"'{words[i]}'" : words[i]);
            begun = true;
        }
        Line(line.ToString());
    }

    // Readers of byte-by-byte descriptions take a line that begins with a number for another column: the word before a number goes with it to the next line.
    static int Together(List<string> words, int at, int room)
    {
        var (own, length) = (words[at].Length, words[at].Length);
        while (at + 1 < words.Count && Misleads(words[at + 1])) length += 1 + words[++at].Length;
        return length <= room ? length : own;
    }

    static bool Misleads(string word) => word.All(c => char.IsAsciiDigit(c) || c == '-') || word.StartsWith("---", StringComparison.Ordinal) || word.StartsWith("===", StringComparison.Ordinal);

    // A word that is longer than a line is cut.
    static List<string> Words(string text, int most) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => w.Chunk(most).Select(part => new string(part)))];
}
