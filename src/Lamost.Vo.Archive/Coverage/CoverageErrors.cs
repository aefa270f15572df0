using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Coverage;

/// <summary>Failures of coverage maps; each code has its place in docs/reference.</summary>
public static class CoverageErrors
{
    /// <summary>An order that is none, or too fine.</summary>
    public static VoException Order(string name, string value, int most) => Make("LVO-COV-1001", Remedy.MendRequest,
        string.Create(CultureInfo.InvariantCulture, $"{name} is \"{Shown(value)}\", which is not a whole number from 0 to {most}."),
        string.Create(CultureInfo.InvariantCulture, $"{most} is the finest order here; each order less makes cells {(name == "ORDER" ? "four times larger" : "twice as long")}."));

    /// <summary>A format that is not written.</summary>
    public static VoException Format(string value) => Make("LVO-COV-1002", Remedy.MendRequest, $"The format \"{Shown(value)}\" is not one of coverage maps.",
        "There are fits (application/fits), json (application/json) and ascii (text/plain), as FORMAT= or as an extension: .fits, .json, .txt.");

    /// <summary>A table without a position.</summary>
    public static VoException NoPosition(IEnumerable<string> columns) => Make("LVO-COV-1003", Remedy.MendRequest,
        $"The table has no position among its columns: {Shown(string.Join(", ", columns), 200)}.",
        "Select right ascension and declination in degrees; they are known by the UCDs pos.eq.ra and pos.eq.dec, or by names such as ra and dec. A point will do too.");

    /// <summary>Positions that are not in degrees.</summary>
    public static VoException Unit(string column, string unit) => Make("LVO-COV-1003", Remedy.MendRequest, $"The column {Shown(column)} is in {Shown(unit)}, and not in degrees.", "Convert it to degrees.");

    /// <summary>A map with too many cells.</summary>
    public static VoException TooMany(int ranges, int order) => Make("LVO-COV-1004", Remedy.MendRequest,
        string.Create(CultureInfo.InvariantCulture, $"The map has more than {ranges} ranges of cells at order {order}."), "Ask for a coarser ORDER, or for fewer rows.");

    /// <summary>A limit of rows cut the answer whose map was asked for.</summary>
    public static VoException Cut(long rows) => Make("LVO-COV-1005", Remedy.MendRequest,
        string.Create(CultureInfo.InvariantCulture, $"The answer has more rows than {rows}, so that its map would be one of a part of it."),
        "Leave MAXREC out, or raise it; or say in the query which part is meant, with TOP or a condition.");

    /// <summary>A job's result that is no table that can be read.</summary>
    public static VoException Unreadable(string why, Exception? cause) => Make("LVO-COV-1006", Remedy.MendRequest, $"The result of the job cannot be read as a table: {why}",
        "Run the query again with its result as VOTable, FITS or CSV.", cause);

    /// <summary>A map that is still being made.</summary>
    public static VoException BeingMade(int seconds) => Make("LVO-COV-1101", Remedy.TryLater,
        string.Create(CultureInfo.InvariantCulture, $"The map was not ready within {seconds} s; it is being made."), "Ask again in a minute: from then on it is kept.");

    /// <summary>A query that takes too long.</summary>
    public static VoException TooSlow(int seconds) => Make("LVO-COV-1102", Remedy.TryLater,
        string.Create(CultureInfo.InvariantCulture, $"The query did not end within {seconds} s and was stopped."),
        "Run it as a job at /tap/async, and ask for the map of its result at /coverage/jobs/ and the identifier of the job.");

    static VoException Make(string code, Remedy remedy, string message, string hint, Exception? cause = null) => new(new VoError(code, remedy, message) { Hint = hint }, cause);

    static string Shown(string text, int most = 60) => text.Length <= most ? text : text[..most] + "...";
}
