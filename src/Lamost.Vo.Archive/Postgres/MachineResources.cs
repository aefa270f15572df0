using System.Globalization;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>What the machine, or the container, grants this process.</summary>
/// <param name="MemoryBytes">Memory: the machine's, or the control group's limit where that is less.</param>
/// <param name="Cores">Processors, by the control group's quota and the process's affinity.</param>
/// <param name="SharedMemoryBytes">Size of the file system for POSIX shared memory (<c>/dev/shm</c>), which containers keep small; null where there is none.</param>
public sealed record MachineResources(long MemoryBytes, int Cores, long? SharedMemoryBytes)
{
    /// <summary>Looks at the machine.</summary>
    public static MachineResources Detect()
    {
        var memory = MemoryTotal(Read("/proc/meminfo")) ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (var file in LimitFiles(Read("/proc/self/cgroup")))
        {
            if (ParseLimit(Read(file)) is { } limit) memory = Math.Min(memory, limit);
        }
        return new MachineResources(memory, Environment.ProcessorCount, SharedMemory());
    }

    /// <summary>The line <c>MemTotal:  N kB</c> of /proc/meminfo, in bytes.</summary>
    internal static long? MemoryTotal(string? meminfo)
    {
        var line = meminfo?.Split('\n').FirstOrDefault(l => l.StartsWith("MemTotal:", StringComparison.Ordinal));
        return line is not null && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : null;
    }

    /// <summary>
    /// The files that may hold a memory limit of the process: of its control group and of all above it, versions 2 and 1
    /// (inside a container the group's path may not exist; the root then is the container's own).
    /// </summary>
    internal static IEnumerable<string> LimitFiles(string? membership)
    {
        foreach (var line in (membership ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(':', 3);
            if (parts.Length < 3) continue;
            var (root, file) = parts[1] switch
            {
                "" => ("/sys/fs/cgroup", "memory.max"),
                _ when parts[1].Split(',').Contains("memory") => ("/sys/fs/cgroup/memory", "memory.limit_in_bytes"),
                _ => (null, null),
            };
            if (root is null) continue;
            for (var group = parts[2].TrimEnd('/'); ; group = group[..group.LastIndexOf('/')])
            {
                yield return $"{root}{group}/{file}";
                if (group.Length == 0) break;
            }
        }
    }

    /// <summary>A limit in bytes; null for <c>max</c> and for the huge numbers by which version 1 means none.</summary>
    internal static long? ParseLimit(string? text) =>
        long.TryParse(text?.Trim(), CultureInfo.InvariantCulture, out var bytes) && bytes is > 0 and < 1L << 60 ? bytes : null;

    static long? SharedMemory()
    {
        if (!Directory.Exists("/dev/shm")) return null;
        try
        {
            return new DriveInfo("/dev/shm").TotalSize;
        }
        catch (IOException)
        {
            return null;
        }
    }

    static string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
