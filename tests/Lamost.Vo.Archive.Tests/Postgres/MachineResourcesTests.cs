using Lamost.Vo.Archive.Postgres;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Postgres;

public sealed class MachineResourcesTests
{
    [Fact]
    public void This_machine_has_memory_and_cores()
    {
        var machine = MachineResources.Detect();
        Assert.InRange(machine.MemoryBytes, 1 << 26, long.MaxValue);
        Assert.InRange(machine.Cores, 1, int.MaxValue);
    }

    [Fact]
    public void The_limits_of_a_group_and_of_all_above_it_are_looked_at() => Assert.Equal(
        ["/sys/fs/cgroup/a/b/memory.max", "/sys/fs/cgroup/a/memory.max", "/sys/fs/cgroup/memory.max"],
        MachineResources.LimitFiles("0::/a/b\n"));

    [Fact]
    public void The_first_version_of_control_groups_is_understood() => Assert.Equal(
        ["/sys/fs/cgroup/memory/docker/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.limit_in_bytes"],
        MachineResources.LimitFiles("12:cpu,cpuacct:/docker\n5:memory:/docker\n"));

    [Theory]
    [InlineData("1073741824\n", 1073741824L)]
    [InlineData("max\n", null)]
    [InlineData("9223372036854771712\n", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_limit_is_a_number_that_makes_sense(string? text, long? bytes) => Assert.Equal(bytes, MachineResources.ParseLimit(text));

    [Fact]
    public void The_memory_of_the_machine_is_read() =>
        Assert.Equal(16384L * 1024, MachineResources.MemoryTotal("MemTotal:          16384 kB\nMemFree:  1 kB\n"));
}
