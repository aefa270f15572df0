using System.Globalization;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>
/// What PostgreSQL writes into <c>postmaster.pid</c> (PostgreSQL documentation, "Database File Layout"): line 1 the process id, line 5 the socket's
/// directory, line 8 the state, <c>ready</c> once it takes connections.
/// </summary>
/// <param name="ProcessId">Of the server that wrote it, alive or not.</param>
/// <param name="SocketDirectory">Empty when not yet written.</param>
/// <param name="Ready">Whether that server took connections.</param>
readonly record struct PostmasterFile(int ProcessId, string SocketDirectory, bool Ready)
{
    /// <summary>No process has this id: Linux ends at 2^22, macOS at 99,998.</summary>
    const int NoProcess = int.MaxValue - 1;

    /// <summary>Reads the file of a cluster; null when there is none or it makes no sense.</summary>
    public static PostmasterFile? Read(string clusterDirectory)
    {
        try
        {
            var lines = File.ReadAllLines(PathIn(clusterDirectory));
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
                ? new PostmasterFile(pid, lines.Length > 4 ? lines[4] : "", lines.Length > 7 && lines[7].Trim() == "ready")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Puts an id that no process has in place of a stale one, which another program (or a process that ended and is not yet reaped) may bear.
    /// The file is not deleted: PostgreSQL still reads from it which shared memory to look at for backends that outlived their server.
    /// </summary>
    public static void Disown(string clusterDirectory)
    {
        var lines = File.ReadAllLines(PathIn(clusterDirectory));
        if (lines.Length == 0)
        {
            File.Delete(PathIn(clusterDirectory)); // a crash cut it; PostgreSQL would refuse it
            return;
        }
        lines[0] = NoProcess.ToString(CultureInfo.InvariantCulture);
        File.WriteAllLines(PathIn(clusterDirectory), lines);
    }

    /// <summary>Whether the cluster has such a file.</summary>
    public static bool Exists(string clusterDirectory) => File.Exists(PathIn(clusterDirectory));

    static string PathIn(string clusterDirectory) => Path.Combine(clusterDirectory, "postmaster.pid");
}
