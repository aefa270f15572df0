using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>
/// Makes sure that one service runs on a data directory: an exclusive lock on <c>lamost-vo.lock</c>, which the system gives back when the process
/// ends, however it ends. The holder's process id is in <c>lamost-vo.pid</c>, for the message of the second.
/// </summary>
sealed class ClusterLock : IDisposable
{
    readonly FileStream _lock;
    readonly string _pidFile;

    ClusterLock(FileStream held, string pidFile) => (_lock, _pidFile) = (held, pidFile);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="VoException">LVO-DB-5003 when another holds it, LVO-DB-5004 when the files cannot be written.</exception>
    public static ClusterLock Take(string dataDirectory)
    {
        var pidFile = Path.Combine(dataDirectory, "lamost-vo.pid");
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(dataDirectory, "lamost-vo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw ClusterErrors.NoAccess(dataDirectory, e.Message, e);
        }
        catch (IOException)
        {
            throw ClusterErrors.InUse(dataDirectory, ReadPid(pidFile));
        }
        File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        return new ClusterLock(held, pidFile);
    }

    /// <summary>Whether a service runs on the directory now.</summary>
    public static bool IsHeld(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "lamost-vo.lock");
        if (!File.Exists(path)) return false;
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException e)
        {
            throw ClusterErrors.NoAccess(dataDirectory, e.Message, e);
        }
    }

    public void Dispose()
    {
        File.Delete(_pidFile);
        _lock.Dispose();
    }

    static int? ReadPid(string file)
    {
        try
        {
            return int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
