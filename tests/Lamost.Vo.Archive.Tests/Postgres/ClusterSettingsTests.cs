using Lamost.Vo.Archive.Postgres;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Postgres;

public sealed class ClusterSettingsTests
{
    const long Gigabyte = 1L << 30;
    static readonly EmbeddedClusterOptions Options = new() { DataDirectory = "/data" };

    [Theory]
    [InlineData(1, 2, "256MB", "640MB", "32MB")]
    [InlineData(64, 16, "16384MB", "40960MB", "256MB")]
    [InlineData(512, 128, "16384MB", "327680MB", "256MB")]
    public void The_server_takes_its_share_of_the_memory(long gigabytes, int cores, string buffers, string cache, string work)
    {
        var settings = Read(ClusterSettings.Write(new MachineResources(gigabytes * Gigabyte, cores, null), Options, "/run", linux: true));
        Assert.Equal((buffers, cache, work), (settings["shared_buffers"], settings["effective_cache_size"], settings["work_mem"]));
    }

    [Fact]
    public void All_sorts_of_all_cores_at_once_take_no_more_than_a_quarter_of_the_memory()
    {
        foreach (var cores in new[] { 1, 2, 8, 64 })
        {
            var settings = Read(ClusterSettings.Write(new MachineResources(64 * Gigabyte, cores, null), Options, "/run", linux: true));
            Assert.InRange(long.Parse(settings["work_mem"][..^2]) * cores, 1, 16 * 1024);
        }
    }

    [Fact]
    public void An_operator_can_lower_the_memory_but_not_raise_it_over_the_machines()
    {
        var machine = new MachineResources(8 * Gigabyte, 4, null);
        Assert.Equal("1024MB", Read(ClusterSettings.Write(machine, Options with { MemoryBytes = 4 * Gigabyte }, "/run", true))["shared_buffers"]);
        Assert.Equal("2048MB", Read(ClusterSettings.Write(machine, Options with { MemoryBytes = 80 * Gigabyte }, "/run", true))["shared_buffers"]);
    }

    [Fact]
    public void Where_shared_memory_is_small_the_server_does_without_it()
    {
        Assert.Equal("mmap", Read(ClusterSettings.Write(new MachineResources(Gigabyte, 1, 64 << 20), Options, "/run", true))["dynamic_shared_memory_type"]);
        Assert.DoesNotContain("dynamic_shared_memory_type", Read(ClusterSettings.Write(new MachineResources(Gigabyte, 1, 4 * Gigabyte), Options, "/run", true)).Keys);
    }

    [Fact]
    public void Settings_that_only_Linux_knows_are_given_only_to_Linux()
    {
        var settings = Read(ClusterSettings.Write(new MachineResources(Gigabyte, 1, null), Options, "/run", linux: false));
        Assert.DoesNotContain("effective_io_concurrency", settings.Keys);
        Assert.DoesNotContain("client_connection_check_interval", settings.Keys);
    }

    [Fact]
    public void A_path_with_a_quote_is_quoted() =>
        Assert.Equal("'/it''s'", Read(ClusterSettings.Write(new MachineResources(Gigabyte, 1, null), Options, "/it's", true))["unix_socket_directories"]);

    static Dictionary<string, string> Read(string text) =>
        text.Split('\n').Where(l => l.Contains('=') && !l.StartsWith('#')).Select(l => l.Split(" = ", 2)).ToDictionary(p => p[0], p => p[1]);
}
