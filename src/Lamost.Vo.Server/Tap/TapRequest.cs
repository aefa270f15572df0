using System.Globalization;
using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Tables.Formats;

namespace Lamost.Vo.Server.Tap;

/// <summary>A request to run a query, checked (TAP 1.1, 2.7; DALI 1.1, 3.4).</summary>
/// <param name="Query">The ADQL text as sent.</param>
/// <param name="MaxRows">Rows that may be sent: MAXREC, or the default, never above the limit.</param>
/// <param name="Format">The format to answer in.</param>
/// <param name="Uploads">The tables that come with it, as UPLOAD names them.</param>
public sealed record TapRequest(string Query, long MaxRows, TableFormatChoice Format, IReadOnlyList<UploadReference> Uploads)
{
    /// <summary>The author's own name for the request (TAP 1.1, 2.7.4); null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>Checks the parameters of a request.</summary>
    /// <exception cref="VoException">LVO-TAP-1001 to 1004, LVO-UPL: a parameter is missing or wrong.</exception>
    public static TapRequest From(DaliParameters parameters, ServiceLimits limits)
    {
        Language(parameters.Single("LANG"));
        var format = FormatOf(parameters.Single("RESPONSEFORMAT") ?? parameters.Single("FORMAT"));
        var maxRows = MaxRec(parameters.Single("MAXREC"), limits.DefaultRows, limits.MaxRows);
        var query = parameters.Single("QUERY") ?? throw Refused("LVO-TAP-1001", "The request has no QUERY.",
            "Send the ADQL text in the parameter QUERY, e.g. QUERY=SELECT TOP 5 * FROM TAP_SCHEMA.tables");
        return new TapRequest(query, maxRows, format, UploadReference.Parse(parameters.Several("UPLOAD"), limits.Uploads)) { RunId = parameters.Single("RUNID") };
    }

    /// <summary>Whether a client of TAP 1.0 asks by REQUEST for the capabilities; every other value of REQUEST is ignored (TAP 1.1 has none).</summary>
    public static bool AsksForCapabilities(DaliParameters parameters) =>
        "getCapabilities".Equals(parameters.Single("REQUEST"), StringComparison.OrdinalIgnoreCase) && parameters.Single("QUERY") is null;

    /// <summary>The rows that MAXREC allows: null is the default, more than the limit is the limit.</summary>
    /// <exception cref="VoException">LVO-TAP-1004: it is no whole number, or negative.</exception>
    public static long MaxRec(string? value, long defaultRows, long maxRows, string name = "MAXREC")
    {
        if (value is null) return defaultRows;
        var digits = value.Trim();
        if (digits.Length == 0 || digits.Any(c => !char.IsAsciiDigit(c)))
            throw Refused("LVO-TAP-1004", $"{name} is \"{Shortened(value)}\", which is not a whole number of rows.", "Give 0 for the metadata alone, or a positive whole number.");
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? Math.Min(rows, maxRows) : maxRows;
    }

    /// <summary>The format that RESPONSEFORMAT asks for; null is the default.</summary>
    /// <exception cref="VoException">LVO-TAP-1003: there is no such format.</exception>
    public static TableFormatChoice FormatOf(string? value) => TableFormats.Find(value) ?? throw Refused("LVO-TAP-1003",
        $"RESPONSEFORMAT asks for \"{Shortened(value!)}\", which the service does not write.",
        $"It writes {string.Join(", ", TableFormats.All.SelectMany(f => f.Aliases))}.");

    static void Language(string? value)
    {
        if (value is null || value.Equals("ADQL", StringComparison.OrdinalIgnoreCase)) return;
        if (AdqlLanguage.Versions.Any(v => value.Equals("ADQL-" + v, StringComparison.OrdinalIgnoreCase))) return;
        throw Refused("LVO-TAP-1002", $"LANG asks for \"{Shortened(value)}\", which the service does not speak.",
            $"It speaks ADQL: LANG=ADQL, or {string.Join(" or ", AdqlLanguage.Versions.Select(v => "ADQL-" + v))}.");
    }

    static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "...";

    static VoException Refused(string code, string message, string hint) => new(new VoError(code, Remedy.MendRequest, message) { Hint = hint });
}
