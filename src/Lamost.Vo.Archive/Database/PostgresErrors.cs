using System.Net.Sockets;
using Lamost.Vo.Archive.Errors;
using Npgsql;

namespace Lamost.Vo.Archive.Database;

/// <summary>
/// What a failure of the database means to the one who asked. By SQLSTATE and a table; PostgreSQL's own words are never passed on: they may name what
/// is not public. (PostgreSQL documentation, appendix A)
/// </summary>
public static class PostgresErrors
{
    /// <summary>The code of a query that ran into the time limit.</summary>
    internal const string TimeLimitCode = "LVO-DB-5101";

    /// <summary>The code of a database that is away.</summary>
    internal const string UnavailableCode = "LVO-DB-5120";

    static readonly VoError Cancelled = new("LVO-DB-5108", Remedy.TryLater, "The query was cancelled.");

    static readonly VoError TimedOut = new(TimeLimitCode, Remedy.MendRequest, "The query ran into the time limit and was stopped.")
    {
        Hint = "Ask for less: a smaller region, fewer rows (TOP), conditions on indexed columns.",
    };

    static readonly VoError Unavailable = new(UnavailableCode, Remedy.TryLater, "The database is not available just now.") { Hint = "Try again in a minute." };

    static readonly VoError Changed = new("LVO-DB-5121", Remedy.TryLater, "The data changed while the query ran.") { Hint = "Try again." };

    static readonly VoError Unforeseen = new("LVO-DB-5199", Remedy.TellOperator, "The database could not run the query; the fault is the service's.")
    {
        Hint = "Tell the operator, with the query and the time.",
    };

    /// <summary>By whole SQLSTATE first, then by its class, the first two characters.</summary>
    static readonly Dictionary<string, VoError> Table = new()
    {
        ["53400"] = new("LVO-DB-5102", Remedy.MendRequest, "The query needs more temporary disk space than one query may use.")
        {
            Hint = "Sort or group fewer rows: add conditions, or drop ORDER BY, GROUP BY or DISTINCT.",
        },
        ["22003"] = new("LVO-DB-5103", Remedy.MendRequest, "A number in the query's computation is too large or too small for its type.")
        {
            Hint = "Exclude the rows that cause it in WHERE, or compute in double precision by writing constants with a decimal point.",
        },
        ["22012"] = new("LVO-DB-5104", Remedy.MendRequest, "The query divides by zero.") { Hint = "Exclude the rows whose divisor is 0 in WHERE." },
        ["2201E"] = Domain("a logarithm"),
        ["2201F"] = Domain("a power or a square root"),
        ["2201B"] = Pattern,
        ["22025"] = Pattern,
        ["22019"] = Pattern,
        ["2200C"] = Pattern,
        ["54"] = new("LVO-DB-5107", Remedy.MendRequest, "The query is too large or too deeply nested for the database.")
        {
            Hint = "Split it, or upload long lists as a table and join with it.",
        },
        ["22"] = new("LVO-DB-5109", Remedy.MendRequest, "A value in the query does not fit what is done with it.")
        {
            Hint = "Look for text that is compared with or converted to a number or a date.",
        },
        ["21"] = new("LVO-DB-5110", Remedy.MendRequest, "A subquery that stands for one value gave several rows.")
        {
            Hint = "Use IN instead of =, or let the subquery give one row (MIN, MAX, TOP 1).",
        },
        // Raised by adql.moc_of_cells.
        ["LVM01"] = new("LVO-DB-5111", Remedy.MendRequest, "A coverage map that the query makes has more than 10,000,000 cells.")
        {
            Hint = "Take a lower order in moc(order, point), or fewer rows.",
        },
        // By adql.moc_text.
        ["LVM02"] = new("LVO-DB-5112", Remedy.MendRequest, "A coverage map in the answer has more than 60,000,000 characters as text.")
        {
            Hint = "Take a lower order in moc(order, point), or fewer rows.",
        },
        ["08"] = Unavailable,
        ["53"] = Unavailable,
        ["57P"] = Unavailable,
        ["40"] = Changed,
        ["55P03"] = Changed,
    };

    static VoError Pattern => new("LVO-DB-5106", Remedy.MendRequest, "A pattern in the query is not valid.")
    {
        Hint = "In LIKE, % stands for any text and _ for one character.",
    };

    /// <summary>The error to show for one of PostgreSQL.</summary>
    public static VoError Map(PostgresException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var state = exception.SqlState;
        // One code for both; the sentence tells them apart where the server speaks English, as the embedded one does.
        if (state == "57014") return exception.MessageText.Contains("user request", StringComparison.Ordinal) ? Cancelled : TimedOut;
        // Else "not supported": a prepared query's table was replaced by one of other columns.
        if (state == "0A000" && exception.MessageText.StartsWith("cached plan", StringComparison.Ordinal)) return Changed;
        for (var length = state.Length; length >= 2; length--)
        {
            if (Table.TryGetValue(state[..length], out var error)) return error;
        }
        return Unforeseen;
    }

    /// <summary>The error to show for any failure on the way to the database or back; null when it has nothing to do with the database.</summary>
    public static VoError? Map(Exception exception) => exception switch
    {
        VoException known => known.Error,
        PostgresException answered => Map(answered),
        NpgsqlException or SocketException or TimeoutException => Unavailable,
        _ => null,
    };

    /// <summary>All errors that <see cref="Map(PostgresException)"/> can give, for the reference.</summary>
    internal static IEnumerable<VoError> All => [.. Table.Values, Cancelled, TimedOut, Unforeseen];

    static VoError Domain(string what) => new("LVO-DB-5105", Remedy.MendRequest, $"The query takes {what} of a number that has none.")
    {
        Hint = "Exclude the rows that cause it in WHERE, for instance with x > 0.",
    };
}
