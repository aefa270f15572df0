using System.Text;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>
/// Where the server's socket lies: in <c>run</c> of the data directory, or, where that path is longer than the system allows for a socket, in a new
/// directory of the temporary files. Only the server's account may enter it.
/// </summary>
static class SocketDirectory
{
    /// <summary>The longest path of a socket in bytes, without its final zero: 107 on Linux, 103 on macOS and the BSDs.</summary>
    public static int LongestPath => OperatingSystem.IsLinux() ? 107 : 103;

    const string SocketName = "/.s.PGSQL.5432", Prefix = "lamost-vo-";

    /// <summary>Makes the directory, empty.</summary>
    public static string Make(string dataDirectory, ClusterAccount account)
    {
        var path = Path.Combine(dataDirectory, "run");
        if (Encoding.UTF8.GetByteCount(path + SocketName) > LongestPath)
            path = Path.Combine(ShortRoot(account), Prefix + Guid.NewGuid().ToString("N")[..12]);
        Remove(path, dataDirectory);
        account.MakePrivateDirectory(path);
        return path;
    }

    /// <summary>Removes a directory that <see cref="Make"/> made, now or in an earlier run; any other is left alone.</summary>
    public static void Remove(string path, string dataDirectory)
    {
        var ours = path == Path.Combine(dataDirectory, "run") || Path.GetFileName(path).StartsWith(Prefix, StringComparison.Ordinal);
        try
        {
            if (ours && Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The server is going or gone; what stays is an empty directory.
        }
    }

    /// <summary>The user's runtime directory, which another account cannot enter, or else /tmp.</summary>
    static string ShortRoot(ClusterAccount account)
    {
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return account.UserId is null && Directory.Exists(runtime) && Encoding.UTF8.GetByteCount(runtime) < 60 ? runtime : "/tmp";
    }
}
