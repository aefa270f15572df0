using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Registry;

namespace Lamost.Vo.Server.Registry;

/// <summary>
/// A list and where in it to go on (OAI-PMH 2.0, 3.5). The token says all of it, so that the service keeps nothing, any process answers, and no token grows old. A record
/// that changes while a list is read moves to the end of it: it comes once more, and none is left out.
/// </summary>
/// <param name="Verb">ListRecords or ListIdentifiers.</param>
/// <param name="Format">The form of the records.</param>
/// <param name="Range">Which records.</param>
/// <param name="After">The last record that was given; null for none.</param>
/// <param name="Given">How many were given.</param>
sealed record ResumptionToken(string Verb, OaiFormat Format, RecordRange Range, RecordPlace? After, long Given)
{
    const int Parts = 8;
    const string Version = "1";

    /// <summary>The token as text.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n',
        Version, Verb, Format.Prefix, Text(Range.From), Text(Range.Until), Text(After?.Updated), After?.Identifier ?? "", Given.ToString(CultureInfo.InvariantCulture))));

    /// <summary>Reads a token.</summary>
    /// <param name="text">As a client sends it.</param>
    /// <param name="verb">The verb that came with it.</param>
    /// <param name="token">What it says.</param>
    /// <returns>False when it is none, or one of another verb.</returns>
    public static bool TryParse(string text, string verb, [NotNullWhen(true)] out ResumptionToken? token)
    {
        token = null;
        if (text.Length > 2000 || !Base64Url.IsValid(text)) return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n');
        if (parts.Length != Parts || parts[0] != Version || parts[1] != verb || OaiFormat.Find(parts[2]) is not { } format) return false;
        if (!TryTime(parts[3], out var from) || !TryTime(parts[4], out var until) || !TryTime(parts[5], out var updated) || updated is null || parts[6].Length == 0) return false;
        if (!long.TryParse(parts[7], NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given < 1) return false;
        // What PostgreSQL takes as text.
        if (parts[6].Contains('\0', StringComparison.Ordinal)) return false;
        token = new ResumptionToken(verb, format, new RecordRange(from, until), new RecordPlace(updated.Value, parts[6]), given);
        return true;
    }

    static string Text(DateTime? time) => time?.ToString(OaiDocument.TimeForm, CultureInfo.InvariantCulture) ?? "";

    static bool TryTime(string text, out DateTime? time)
    {
        time = null;
        if (text.Length == 0) return true;
        if (!DateTime.TryParseExact(text, OaiDocument.TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)) return false;
        time = value;
        return true;
    }
}
