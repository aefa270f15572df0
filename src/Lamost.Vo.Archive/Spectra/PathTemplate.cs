using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>Text with <c>{column}</c> and <c>{column:format}</c>, filled from a row of a catalogue.</summary>
sealed partial class PathTemplate
{
    readonly string _text;

    /// <summary>Parses a template.</summary>
    /// <exception cref="VoException">LVO-LOAD-6010: it names a column that the catalogue does not have, or no column at all.</exception>
    public PathTemplate(string text, TableDefinition table)
    {
        _text = text;
        Columns = [.. Words().Matches(text).Select(m => table.Find(m.Groups[1].Value)?.Name
            ?? throw SpectrumErrors.Template($"The template names {{{m.Groups[1].Value}}}, and {table.Name} has no such column."))];
        if (Columns.Count == 0) throw SpectrumErrors.Template("The template names no column in braces, so all files would be one.");
    }

    /// <summary>The columns it names, one for each place.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The path of a row.</summary>
    /// <param name="values">Of <see cref="Columns"/>, in their order.</param>
    /// <returns>Null where one of them is null.</returns>
    /// <exception cref="VoException">LVO-LOAD-6010: a format does not fit a value.</exception>
    public string? Fill(IReadOnlyList<object?> values)
    {
        var path = new StringBuilder();
        var (at, n) = (0, 0);
        foreach (Match word in Words().Matches(_text))
        {
            path.Append(_text, at, word.Index - at);
            at = word.Index + word.Length;
            var value = values[n++];
            if (value is null or DBNull) return null;
            try
            {
                path.Append(value is IFormattable f ? f.ToString(word.Groups[2].Value, CultureInfo.InvariantCulture) : value.ToString());
            }
            catch (FormatException)
            {
                throw SpectrumErrors.Template($"\"{word.Groups[2].Value}\" is no format for {{{word.Groups[1].Value}}}.");
            }
        }
        return path.Append(_text, at, _text.Length - at).ToString();
    }

    [GeneratedRegex(@"\{([A-Za-z0-9_]+)(?::([^{}]*))?\}")]
    private static partial Regex Words();
}
