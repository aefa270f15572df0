using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Database;

/// <summary>Failures of opening a database, LVO-DB-5020 to 5039. They are for the operator who starts the service.</summary>
static class DatabaseErrors
{
    public static VoException Unreachable(string host, Exception cause) => new(new VoError("LVO-DB-5020", Remedy.TellOperator,
        $"The database at {host} cannot be reached.")
    { Detail = cause.Message, Hint = "Check the connection string given with --database." }, cause);

    public static VoException TooOld(string version) => Make(5021,
        $"The database runs PostgreSQL {version}; {Postgres.PostgresBinaries.OldestMajor} or newer is needed.");

    public static VoException NotUtf8(string encoding) => Make(5022,
        $"The database has the encoding {encoding}; UTF8 is needed.", "CREATE DATABASE lamost_vo ENCODING 'UTF8' TEMPLATE template0");

    public static VoException MigrationChanged(string name) => Make(5023,
        $"The migration {name} differs from the one that this database was made with.",
        "Run the version of lamost-vo that made the database, or a newer one; migrations that were applied are never edited.");

    public static VoException Newer(string name) => Make(5024,
        $"The database was upgraded by a newer lamost-vo: this one does not know the migration {name}.", "Run the newer version.");

    public static VoException MigrationFailed(string name, Exception cause) => new(new VoError("LVO-DB-5025", Remedy.TellOperator,
        $"The migration {name} failed; the database is as it was before it.")
    { Detail = cause.Message }, cause);

    public static VoException NoRights(string what, string sql, Exception cause) => new(new VoError("LVO-DB-5026", Remedy.TellOperator,
        $"The database role of the service may not {what}.")
    { Detail = cause.Message, Hint = "Have an administrator of the database run:\n" + sql }, cause);

    public static VoException ReaderRefused(string role, Exception cause) => new(new VoError("LVO-DB-5027", Remedy.TellOperator,
        $"The role {role}, which runs what users ask, cannot log in to the database.")
    {
        Detail = cause.Message,
        Hint = $"Set its password (ALTER ROLE {SqlNames.Quote(role)} LOGIN PASSWORD '...'), give the same to the service in "
            + $"{ArchiveDatabaseOptions.ReaderPasswordVariable}, and let pg_hba.conf admit the role.",
    }, cause);

    public static VoException ReaderTooMighty(string role, string why) => Make(5028,
        $"The role {role}, which runs what users ask, can do more than read what is published: {why}.",
        "Take that from it; the service will not run users' queries with such a role.");

    static VoException Make(int number, string message, string? hint = null) =>
        new(new VoError($"LVO-DB-{number}", Remedy.TellOperator, message) { Hint = hint });
}
