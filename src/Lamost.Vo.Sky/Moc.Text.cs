using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Lamost.Vo.Sky.Coverage;

namespace Lamost.Vo.Sky;

public sealed partial class Moc
{
    /// <summary>
    /// Reads the text form (MOC 2.0, 4.3.2): orders with their cells, <c>4/30-33 38 52 7/324-934</c>, divided by blanks, line ends or commas, in any order;
    /// an order without cells (<c>29/</c>) says how fine the map is. An <c>s</c> before it, for space, is taken.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="moc">The map.</param>
    /// <param name="fault">Why the text is none: a sentence with the offset of the character, from 1.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Moc? moc, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        moc = null;
        var ranges = new List<PixelRange>();
        int finest = -1;
        int at = CoverageText.SkipBlanks(text, 0);
        if (at < text.Length && text[at] is 's' or 'S') at++;
        fault = CoverageText.Read(CoverageAxis.Space, text, ref at, ranges, ref finest);
        if (fault is null && at < text.Length)
            fault = text[at] is 't' or 'T' ? $"a time coverage (t) at character {at + 1} is not one of the sky" : $"a number is expected at character {at + 1}";
        if (fault is null && finest < 0) fault = "it is empty";
        if (fault is not null) return false;
        moc = new Moc(finest, CoverageAxis.Merged(ranges));
        return true;
    }

    /// <summary>
    /// Reads the JSON form (MOC 2.0, appendix C): <c>{"4":[30,31],"7":[324]}</c>, in any order, also inside <c>{"s":...}</c>; an order without cells says how fine the map is.
    /// </summary>
    /// <param name="text">The document.</param>
    /// <param name="moc">The map.</param>
    /// <param name="fault">Why it is none: a sentence with the place, from 1.</param>
    public static bool TryParseJson(string text, [NotNullWhen(true)] out Moc? moc, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        moc = null;
        var ranges = new List<PixelRange>();
        int finest = -1;
        fault = CoverageJson.Parse(text, (ref Utf8JsonReader reader) => CoverageJson.ReadWrapped(CoverageAxis.Space, ref reader, ranges, ref finest));
        if (fault is null && finest < 0) fault = "it names no order";
        if (fault is not null) return false;
        moc = new Moc(finest, CoverageAxis.Merged(ranges));
        return true;
    }

    /// <summary>The text form: every cell at the coarsest order that it fills, orders ascending, runs of cells as ranges. It parses to the same map.</summary>
    public override string ToString()
    {
        using var text = new StringWriter();
        WriteText(text);
        return text.ToString();
    }

    /// <summary>Writes what <see cref="ToString"/> gives.</summary>
    public void WriteText(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        CoverageText.Write(CoverageAxis.Space, _ranges, Order, output);
    }

    /// <summary>Writes the JSON form, <c>{"4":[30,31],"29":[]}</c>: every cell at the coarsest order that it fills. It parses to the same map.</summary>
    public void WriteJson(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        CoverageJson.Write(CoverageAxis.Space, _ranges, Order, output);
    }
}
