using System.Runtime.InteropServices;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>The few calls of the C library that the runtime does not offer.</summary>
static class Posix
{
    public const int Sigint = 2, Sigquit = 3, Sigkill = 9;
    const int Eperm = 1;

    /// <summary>Whether this process runs as root.</summary>
    public static bool IsRoot => geteuid() == 0;

    /// <summary>Sends a signal; false when there is no such process or it may not be signalled.</summary>
    public static bool Signal(int pid, int signal) => kill(pid, signal) == 0;

    /// <summary>Whether a process of this id exists, whosoever it is; one that has ended and was not yet reaped does not count (Linux).</summary>
    public static bool IsAlive(int pid)
    {
        if (pid <= 0 || (kill(pid, 0) != 0 && Marshal.GetLastPInvokeError() != Eperm)) return false;
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return !OperatingSystem.IsLinux() || kill(pid, 0) == 0;
        }
    }

    /// <summary>Gives a file or directory to another user.</summary>
    public static void GiveTo(string path, int user, int group)
    {
        if (chown(path, (uint)user, (uint)group) != 0)
            throw new IOException($"Cannot change the owner of {path} (errno {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>The path without symbolic links, as the system itself names it.</summary>
    public static string RealPath(string path)
    {
        var resolved = realpath(path, 0);
        if (resolved == 0) throw new IOException($"Cannot resolve {path} (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            return Marshal.PtrToStringUTF8(resolved)!;
        }
        finally
        {
            free(resolved);
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern nint realpath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint buffer);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern void free(nint memory);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int kill(int pid, int signal);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern uint geteuid();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
}
