using System.Diagnostics;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Postgres;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Loading;

/// <summary>Killing a server process makes PostgreSQL restart all of them, so this has a cluster of its own.</summary>
public sealed class KilledBackendTests
{
    [Fact]
    public async Task A_server_process_killed_when_the_rows_are_written_leaves_what_was_served_and_the_next_load_succeeds()
    {
        var table = FileRowSourceTests.Stars;
        var release = new ReleaseDefinition("t1", "v1", "A release for tests.", [table]);
        var directory = TestCluster.NewDataDirectory();
        try
        {
            await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(directory) with { Durable = true });
            await using var database = await ArchiveDatabase.OpenAsync(cluster.ConnectionStringFor("postgres"), DatabaseFixture.Options);
            using (var first = new EndlessSource(rows: 500)) await TableLoader.LoadAsync(database, release, table, first, new());
            var kill = new PhaseListener(LoadPhase.Indexing, () =>
            {
                using var command = database.Owner.CreateCommand("SELECT pid FROM pg_locks WHERE locktype = 'advisory'");
                using var process = Process.GetProcessById((int)command.ExecuteScalar()!);
                process.Kill();
            });
            using var source = new EndlessSource(rows: 600);
            var load = TableLoader.LoadAsync(database, release, table, source, new(), kill);

            Assert.Equal("LVO-LOAD-6007", (await Assert.ThrowsAsync<VoException>(() => load)).Error.Code);
            Assert.Equal(500L, await RecoveredAsync(database));
            using (var next = new EndlessSource(rows: 700)) await TableLoader.LoadAsync(database, release, table, next, new());
            Assert.Equal(700L, await RecoveredAsync(database));
            Assert.Equal(0L, await DatabaseFixture.ScalarAsync(database.Owner, "SELECT count(*) FROM pg_class WHERE relnamespace = 'vo_staging'::regnamespace"));
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }

    /// <summary>The rows that are served, once the server has recovered.</summary>
    static async Task<long> RecoveredAsync(ArchiveDatabase database)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (long)(await DatabaseFixture.ScalarAsync(database.Reader, "SELECT count(*) FROM t1.stars"))!;
            }
            catch (NpgsqlException) when (attempt < 600)
            {
                NpgsqlConnection.ClearAllPools();
                await Task.Delay(100);
            }
        }
    }
}
