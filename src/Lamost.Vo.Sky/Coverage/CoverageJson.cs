using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lamost.Vo.Sky.Coverage;

/// <summary>The JSON form of one axis of a map (MOC 2.0, appendix C, informative): <c>{"1":[1,2,4],"2":[12,13],"8":[]}</c>.</summary>
static class CoverageJson
{
    /// <summary>Writes the canonical cells of an axis as an object.</summary>
    /// <param name="axis">Which axis.</param>
    /// <param name="ranges">The cells of the finest order.</param>
    /// <param name="order">An order to name even without cells; null for none.</param>
    /// <param name="output">Where to.</param>
    public static void Write(CoverageAxis axis, ReadOnlySpan<PixelRange> ranges, int? order, TextWriter output)
    {
        var runs = axis.Runs(ranges);
        output.Write('{');
        bool begun = false;
        for (int level = 0; level <= axis.MaxOrder; level++)
        {
            if (runs[level] is null && level != order) continue;
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{(begun ? "," : "")}\"{level}\":["));
            begun = true;
            bool following = false;
            foreach (var run in runs[level] ?? [])
            {
                for (long cell = run.First; cell <= run.Last; cell++)
                {
                    if (following) output.Write(',');
                    following = true;
                    output.Write(cell.ToString(CultureInfo.InvariantCulture));
                }
            }
            output.Write(']');
        }
        output.Write('}');
    }

    /// <summary>Reads a document; what its reading says of a fault gets the place, a byte counted from 1.</summary>
    /// <param name="text">The document.</param>
    /// <param name="read">Reads from the first token on; returns what is wrong there, null for nothing.</param>
    /// <returns>What is wrong; null for nothing.</returns>
    public static string? Parse(string text, ReadDocument read)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 4 });
        if (string.IsNullOrWhiteSpace(text)) return "it is empty";
        try
        {
            reader.Read();
            if (read(ref reader) is { } fault) return string.Create(CultureInfo.InvariantCulture, $"{fault} at byte {reader.TokenStartIndex + 1}");
            return reader.Read() ? string.Create(CultureInfo.InvariantCulture, $"something follows the map at byte {reader.TokenStartIndex + 1}") : null;
        }
        catch (JsonException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it is no JSON at byte {e.BytePositionInLine + 1} of line {e.LineNumber + 1}");
        }
    }

    /// <summary>Reads from the token that a reader stands at.</summary>
    internal delegate string? ReadDocument(ref Utf8JsonReader reader);

    /// <summary>Reads an object of orders and cells, or one that has such an object under the letter of the axis.</summary>
    /// <inheritdoc cref="Read"/>
    public static string? ReadWrapped(CoverageAxis axis, ref Utf8JsonReader reader, List<PixelRange> ranges, ref int finest)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.PropertyName || ahead.GetString() is not ("s" or "t")) return Read(axis, ref reader, ranges, ref finest);
        reader.Read();
        if (!reader.ValueTextEquals([(byte)axis.Letter])) return $"a coverage of the other axis than \"{axis.Letter}\" stands";
        reader.Read();
        if (Read(axis, ref reader, ranges, ref finest) is { } fault) return fault;
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : $"nothing but \"{axis.Letter}\" is expected";
    }

    /// <summary>Reads an object of orders and cells; the reader stands at its brace, and then at the one that ends it.</summary>
    /// <param name="axis">Which axis.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="ranges">Takes the cells, as ranges of the finest order, in any order.</param>
    /// <param name="finest">The finest order so far, -1 for none.</param>
    /// <returns>What is wrong where the reader stands; null for nothing.</returns>
    public static string? Read(CoverageAxis axis, ref Utf8JsonReader reader, List<PixelRange> ranges, ref int finest)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return "an object of orders and cells is expected, {\"4\":[30,31]},";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!int.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out int order) || order > axis.MaxOrder)
                return $"an order from 0 to {axis.MaxOrder} is expected";
            finest = Math.Max(finest, order);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray) return "a list of cells is expected";
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long cell) || cell < 0 || cell >= axis.CellCount(order))
                    return $"a cell of order {order} is expected, 0 to {axis.CellCount(order) - 1},";
                ranges.Add(axis.Finest(order, cell, cell));
            }
        }
        return null;
    }
}
