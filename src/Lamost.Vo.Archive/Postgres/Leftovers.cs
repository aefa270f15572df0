using System.Diagnostics;
using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>
/// Clears what an earlier run left on a cluster directory: a server that outlived its service, backends that outlived their server, and stale files.
/// To be called by the holder of the directory's lock while no server of its own runs.
/// </summary>
static class Leftovers
{
    /// <summary>Clears them; the directory then is ready for a new server.</summary>
    /// <exception cref="VoException">LVO-DB-5007 when a server does not stop.</exception>
    public static void Clear(string clusterDirectory, EmbeddedClusterOptions options, Action<string> log)
    {
        if (PostmasterFile.Read(clusterDirectory) is { } file && IsServerOf(file.ProcessId, clusterDirectory))
        {
            log($"PostgreSQL (process {file.ProcessId}) was left behind by an earlier service; stopping it.");
            Posix.Signal(file.ProcessId, Posix.Sigint);
            if (!WaitForEnd([file.ProcessId], options.FastStopTimeoutSeconds))
            {
                Posix.Signal(file.ProcessId, Posix.Sigquit);
                if (!WaitForEnd([file.ProcessId], options.ImmediateStopTimeoutSeconds)) throw ClusterErrors.LeftoverStays(file.ProcessId);
            }
        }
        StopBackends(clusterDirectory, options.ImmediateStopTimeoutSeconds, log);
        if (PostmasterFile.Exists(clusterDirectory))
        {
            log("Recovering from a server that was not stopped cleanly.");
            PostmasterFile.Disown(clusterDirectory);
        }
    }

    /// <summary>Whether this process is a PostgreSQL server on this cluster, and not another program that was given the same id.</summary>
    public static bool IsServerOf(int pid, string clusterDirectory)
    {
        if (!Posix.IsAlive(pid)) return false;
        if (OperatingSystem.IsLinux() && WorkingDirectory(pid) is { } at) return at == clusterDirectory && IsPostgres(CommandLine(pid));
        var command = CommandLine(pid);
        return command.Contains("postgres", StringComparison.Ordinal) && command.Contains(clusterDirectory, StringComparison.Ordinal);
    }

    /// <summary>
    /// Ends backends without a server: each notices at its next wait that the server is gone, but one deep in a computation goes on, and keeps a
    /// new server from starting. Found by their working directory, which only Linux tells; elsewhere they are waited for.
    /// </summary>
    static void StopBackends(string clusterDirectory, double timeoutSeconds, Action<string> log)
    {
        var backends = Backends(clusterDirectory);
        if (backends.Count == 0) return;
        log($"Ending {backends.Count} processes of a PostgreSQL that died.");
        foreach (var pid in backends) Posix.Signal(pid, Posix.Sigquit);
        if (WaitForEnd(backends, timeoutSeconds)) return;
        foreach (var pid in backends) Posix.Signal(pid, Posix.Sigkill);
        WaitForEnd(backends, timeoutSeconds);
    }

    static List<int> Backends(string clusterDirectory)
    {
        var found = new List<int>();
        if (!OperatingSystem.IsLinux()) return found;
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) && IsServerOf(pid, clusterDirectory)) found.Add(pid);
        }
        return found;
    }

    static bool WaitForEnd(IReadOnlyList<int> pids, double timeoutSeconds)
    {
        var clock = Stopwatch.StartNew();
        while (pids.Any(Posix.IsAlive))
        {
            if (clock.Elapsed.TotalSeconds > timeoutSeconds) return false;
            Thread.Sleep(20);
        }
        return true;
    }

    static string? WorkingDirectory(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Servers show their program's path, backends <c>postgres: ...</c></summary>
    static bool IsPostgres(string command) => Path.GetFileName(command.Split(' ')[0]).TrimEnd(':') == "postgres";

    static string CommandLine(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
        return Command.RunAsync(["ps", "-ww", "-o", "command=", "-p", pid.ToString(CultureInfo.InvariantCulture)]).GetAwaiter().GetResult()?.Output ?? "";
    }
}
