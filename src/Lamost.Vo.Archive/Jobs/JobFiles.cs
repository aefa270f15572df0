using System.Runtime.Versioning;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>
/// The files of jobs: one directory each, named by the job's id, for what came with its requests and for its result. Several service processes that
/// share a database share this directory too.
/// </summary>
/// <param name="root">The directory of all; made when it is missing.</param>
public sealed class JobFiles(string root)
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The directory of a job, which need not exist.</summary>
    public string Directory(string id) => Path.Combine(root, id);

    /// <summary>Makes the directory of a job.</summary>
    public string Make(string id)
    {
        var directory = Directory(id);
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(directory);
        else MakePrivate(directory);
        return directory;
    }

    /// <summary>Removes the directory of a job, if there is one.</summary>
    public void Remove(string id)
    {
        try
        {
            System.IO.Directory.Delete(Directory(id), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
        catch (IOException)
        {
            // Somebody is writing into it at this moment; whoever that is removes it when the job turns out to be gone.
        }
    }

    /// <summary>The ids of all jobs that have a directory.</summary>
    public IEnumerable<string> Ids => System.IO.Directory.Exists(root) ? System.IO.Directory.EnumerateDirectories(root).Select(d => Path.GetFileName(d)!) : [];

    /// <summary>When the directory of a job was made or last given a file, UTC.</summary>
    public DateTime Touched(string id) => System.IO.Directory.GetLastWriteTimeUtc(Directory(id));

    /// <summary>Whether a failure means that the disk, or the quota, has no room.</summary>
    public static bool IsDiskFull(IOException e)
    {
        const int Enospc = 28, Edquot = 122, WindowsDiskFull = unchecked((int)0x80070070);
        return (e.HResult & 0xFFFF) is Enospc or Edquot || e.HResult == WindowsDiskFull;
    }

    [UnsupportedOSPlatform("windows")]
    static void MakePrivate(string directory) => System.IO.Directory.CreateDirectory(directory, Private);
}
