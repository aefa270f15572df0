using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>The failures of the embedded cluster, LVO-DB-5001 to 5019. They are for the operator who starts the service, and so name paths.</summary>
static class ClusterErrors
{
    public static VoException NoPrograms(IReadOnlyList<PostgresBinaries> found) => Make(5001,
        found.Count == 0
            ? $"The server programs of PostgreSQL {PostgresBinaries.OldestMajor} or newer (initdb, postgres) are not installed."
            : $"PostgreSQL {PostgresBinaries.OldestMajor} or newer is needed; found only {Versions(found)}.",
        hint: $"Install it: {Install(null)}. Or use a database elsewhere: --database \"Host=...\".");

    public static VoException NoProgramsOfVersion(int major, IReadOnlyList<PostgresBinaries> found) => Make(5002,
        $"The data directory was made by PostgreSQL {major}, which is not installed.",
        found.Count == 0 ? null : $"Installed: {Versions(found)}.",
        $"Install it: {Install(major)}. Or move the data directory away and load the archive anew.");

    public static VoException InUse(string dataDirectory, int? pid) => Make(5003,
        $"Another lamost-vo{(pid is null ? "" : $" (process {pid})")} is running on the data directory {dataDirectory}.",
        hint: "Stop it first, or give this one a directory of its own with --data.");

    public static VoException NoAccess(string dataDirectory, string why, Exception? cause = null) => Make(5004,
        $"The data directory {dataDirectory} cannot be used.", why, "Choose another with --data, or run the service as the directory's owner.", cause);

    public static VoException InitialiseFailed(string output) => Make(5005,
        "PostgreSQL could not make a new database cluster (initdb failed).", output);

    public static VoException StartFailed(IEnumerable<string> log) => Make(5006,
        "PostgreSQL did not start.", "The last lines of its log:\n" + string.Join('\n', log));

    public static VoException LeftoverStays(int pid) => Make(5007,
        $"PostgreSQL (process {pid}) was left behind by an earlier service on this data directory and does not stop.",
        hint: $"Stop it by hand: kill -QUIT {pid}");

    public static VoException NoAccount(string why) => Make(5008,
        "PostgreSQL refuses to run as root, and the service found no way to run it as another user.", why,
        "Start lamost-vo as an ordinary user.");

    static string Install(int? major)
    {
        if (OperatingSystem.IsMacOS()) return $"brew install postgresql@{major ?? 17}";
        return $"sudo apt-get install postgresql{(major is null ? "" : $"-{major}")} (Debian, Ubuntu), sudo dnf install postgresql-server (Fedora)";
    }

    static string Versions(IEnumerable<PostgresBinaries> found) => string.Join(", ", found.Select(b => $"{b.Version} in {b.Directory}"));

    static VoException Make(int number, string message, string? detail = null, string? hint = null, Exception? cause = null) =>
        new(new VoError($"LVO-DB-{number}", Remedy.TellOperator, message) { Detail = detail, Hint = hint }, cause);
}
