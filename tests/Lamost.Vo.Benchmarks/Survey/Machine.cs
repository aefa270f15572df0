using System.Globalization;
using System.Runtime.InteropServices;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>What figures were measured on.</summary>
static class Machine
{
    /// <summary>One sentence: processor, memory, system, PostgreSQL, .NET, the moment.</summary>
    public static async Task<string> DescribeAsync(Bench bench)
    {
        var postgres = await bench.ScalarAsync<string>("SHOW server_version");
        var shared = await bench.ScalarAsync<string>("SHOW shared_buffers");
        var memory = Field("/proc/meminfo", "MemTotal").Split(' ')[0];
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({Field("/proc/cpuinfo", "model name")}), {long.Parse(memory, CultureInfo.InvariantCulture) / 1048576.0:F0} GiB, {RuntimeInformation.OSDescription}; "
            + $"PostgreSQL {postgres!.Split(' ')[0]} (shared_buffers {shared}, the settings of the embedded cluster), .NET {Environment.Version}; clients and servers on the same cores. {DateTime.UtcNow:yyyy-MM-dd}.");
    }

    /// <summary>The three load averages.</summary>
    public static string LoadAverage() => string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3));

    static string Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : "unknown";
}
