using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Lamost.Vo.Sky.Coverage;

namespace Lamost.Vo.Sky;

public sealed partial class StMoc
{
    /// <summary>
    /// Reads the text form (MOC 2.0, 5.1): times and the sky in turn, <c>t61/1 s29/0-2 t61/3 s28/0 t61/ s29/</c>. What is no longer canonical, as by another's hand, is made so.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="moc">The map.</param>
    /// <param name="fault">Why the text is none: a sentence with the offset of the character, from 1.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out StMoc? moc, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        moc = null;
        var parts = new Parts();
        for (int at = CoverageText.SkipBlanks(text, 0); at < text.Length; at = CoverageText.SkipBlanks(text, at))
        {
            if (text[at] is not ('t' or 'T'))
            {
                fault = $"a time, with the letter t, is expected at character {at + 1}";
                return false;
            }
            at++;
            parts.Begin();
            fault = CoverageText.Read(CoverageAxis.Time, text, ref at, parts.Times, ref parts.FinestTime);
            if (fault is null && (at == text.Length || text[at] is not ('s' or 'S'))) fault = $"a part of the sky, with the letter s, is expected at character {at + 1}";
            at++;
            fault ??= CoverageText.Read(CoverageAxis.Space, text, ref at, parts.Sky, ref parts.FinestSpace);
            if (fault is not null) return false;
            parts.End();
        }
        return parts.TryBuild(out moc, out fault);
    }

    /// <summary>Reads the JSON form (MOC 2.0, appendix C): a list of objects with <c>t</c> and <c>s</c>, or of such with <c>t</c> and with <c>s</c> in turn.</summary>
    /// <param name="text">The document.</param>
    /// <param name="moc">The map.</param>
    /// <param name="fault">Why it is none: a sentence with the place, from 1.</param>
    public static bool TryParseJson(string text, [NotNullWhen(true)] out StMoc? moc, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        moc = null;
        var parts = new Parts();
        fault = CoverageJson.Parse(text, (ref Utf8JsonReader reader) => Read(ref reader, parts));
        return fault is null && parts.TryBuild(out moc, out fault);
    }

    /// <summary>The text form: each time with its part of the sky, in canonical cells, and at the end the orders of both. It parses to the same map.</summary>
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
        foreach (var entry in _entries)
        {
            output.Write('t');
            CoverageText.Write(CoverageAxis.Time, entry.Times.Ranges, null, output);
            output.Write(" s");
            CoverageText.Write(CoverageAxis.Space, entry.Sky.Ranges, null, output);
            output.Write(' ');
        }
        output.Write(string.Create(CultureInfo.InvariantCulture, $"t{TimeOrder}/ s{SpaceOrder}/"));
    }

    /// <summary>Writes the JSON form: a list of objects with <c>t</c> and <c>s</c>, the last of which has the orders of both. It parses to the same map.</summary>
    public void WriteJson(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write('[');
        foreach (var entry in _entries)
        {
            output.Write("{\"t\":");
            CoverageJson.Write(CoverageAxis.Time, entry.Times.Ranges, null, output);
            output.Write(",\"s\":");
            CoverageJson.Write(CoverageAxis.Space, entry.Sky.Ranges, null, output);
            output.Write("},\n");
        }
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"t\":{{\"{TimeOrder}\":[]}},\"s\":{{\"{SpaceOrder}\":[]}}}}]"));
    }

    static string? Read(ref Utf8JsonReader reader, Parts parts)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return "a list of objects with \"t\" and \"s\" is expected";
        bool sky = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) return "an object with \"t\" or \"s\" is expected";
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!reader.ValueTextEquals(sky ? "s"u8 : "t"u8)) return $"\"{(sky ? 's' : 't')}\" is expected, as times and parts of the sky take turns,";
                reader.Read();
                if (!sky) parts.Begin();
                var fault = sky ? CoverageJson.Read(CoverageAxis.Space, ref reader, parts.Sky, ref parts.FinestSpace) : CoverageJson.Read(CoverageAxis.Time, ref reader, parts.Times, ref parts.FinestTime);
                if (fault is not null) return fault;
                if (sky) parts.End();
                sky = !sky;
            }
        }
        return sky ? "the last time has no part of the sky" : null;
    }

    /// <summary>What is read of a map.</summary>
    sealed class Parts
    {
        public int FinestTime = -1, FinestSpace = -1;
        readonly List<(PixelRange Time, Moc Sky)> _observations = [];

        public List<PixelRange> Times { get; private set; } = [];

        public List<PixelRange> Sky { get; private set; } = [];

        public void Begin() => (Times, Sky) = ([], []);

        public void End()
        {
            var sky = new Moc(Healpix.MaxOrder, CoverageAxis.Merged(Sky));
            foreach (var time in Times) _observations.Add((time, sky));
        }

        public bool TryBuild([NotNullWhen(true)] out StMoc? moc, [NotNullWhen(false)] out string? fault)
        {
            var isEmpty = FinestTime < 0 || FinestSpace < 0;
            fault = isEmpty ? "it names no order of both time and sky" : null;
            moc = isEmpty ? null : Of(FinestTime, FinestSpace, _observations);
            return !isEmpty;
        }
    }
}
