using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Postgres;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Postgres;

public sealed class PostgresBinariesTests
{
    [Fact]
    public async Task The_installed_server_is_found()
    {
        var found = await PostgresBinaries.FindAsync();
        Assert.True(File.Exists(found.PathOf("initdb")));
        Assert.InRange(found.Version.Major, PostgresBinaries.OldestMajor, int.MaxValue);
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)", "15.13")]
    [InlineData("postgres (PostgreSQL) 17beta1", "17.0")]
    [InlineData("postgres (PostgreSQL) 18devel", "18.0")]
    [InlineData("something else", null)]
    public void Versions_are_understood(string answer, string? version) => Assert.Equal(version, PostgresBinaries.ParseVersion(answer)?.ToString());

    [Fact]
    public void The_newest_is_chosen_by_number_and_not_by_name()
    {
        PostgresBinaries[] found = [new("/a", new Version(15, 9)), new("/c", new Version(16, 10)), new("/b", new Version(16, 9))];
        Assert.Equal("/c", PostgresBinaries.Choose(found, null).Directory);
        Assert.Equal("/a", PostgresBinaries.Choose(found, 15).Directory);
    }

    [Fact]
    public void Without_a_server_the_message_says_how_to_install_one()
    {
        var error = Assert.Throws<VoException>(() => PostgresBinaries.Choose([], null)).Error;
        Assert.Equal("LVO-DB-5001", error.Code);
        Assert.Contains(OperatingSystem.IsMacOS() ? "brew install postgresql@" : "sudo apt-get install postgresql", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_too_old_is_named()
    {
        var error = Assert.Throws<VoException>(() => PostgresBinaries.Choose([new("/old", new Version(13, 4))], null)).Error;
        Assert.Equal("LVO-DB-5001", error.Code);
        Assert.Contains("13.4 in /old", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_of_another_version_is_not_opened_with_this_one()
    {
        var error = Assert.Throws<VoException>(() => PostgresBinaries.Choose([new("/new", new Version(17, 1))], 15)).Error;
        Assert.Equal("LVO-DB-5002", error.Code);
        if (!OperatingSystem.IsMacOS()) Assert.Contains("postgresql-15", error.Hint, StringComparison.Ordinal);
    }
}
