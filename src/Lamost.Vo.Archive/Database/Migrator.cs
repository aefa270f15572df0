using Dapper;
using Lamost.Vo.Archive.Errors;
using Npgsql;

namespace Lamost.Vo.Archive.Database;

/// <summary>Brings schema <c>vo</c> up to date: applies the migrations that the database lacks, each in a transaction of its own.</summary>
static class Migrator
{
    /// <summary>Applies what is missing. The caller holds the advisory lock that keeps a second service out.</summary>
    /// <exception cref="VoException">LVO-DB-5023 to 5026.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<Migration> migrations, CancellationToken cancel)
    {
        await MakeRecordAsync(connection, cancel).ConfigureAwait(false);
        var applied = (await connection.QueryAsync<(string Name, string Checksum)>(
                new CommandDefinition("SELECT name, checksum FROM vo.migration", cancellationToken: cancel)).ConfigureAwait(false))
            .ToDictionary(m => m.Name, m => m.Checksum);
        if (applied.Keys.Except(migrations.Select(m => m.Name)).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw DatabaseErrors.Newer(unknown);
        foreach (var migration in migrations)
        {
            if (!applied.TryGetValue(migration.Name, out var checksum)) await ApplyAsync(connection, migration, cancel).ConfigureAwait(false);
            else if (checksum != migration.Checksum) throw DatabaseErrors.MigrationChanged(migration.Name);
        }
    }

    static async Task MakeRecordAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        // Looked for first: where it exists, a role that may not create schemas can run the service.
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT to_regclass('vo.migration') IS NOT NULL", cancellationToken: cancel)).ConfigureAwait(false))
            return;
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("""
                CREATE SCHEMA IF NOT EXISTS vo;
                CREATE TABLE vo.migration (
                    name text PRIMARY KEY,
                    checksum text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now());
                """, cancellationToken: cancel)).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw DatabaseErrors.NoRights("create schemas in its database",
                $"GRANT CREATE ON DATABASE {SqlNames.Quote(connection.Database)} TO {SqlNames.Quote(new NpgsqlConnectionStringBuilder(connection.ConnectionString).Username ?? "")};", e);
        }
    }

    static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(migration.Sql, transaction: transaction, commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition("INSERT INTO vo.migration (name, checksum) VALUES (@Name, @Checksum)",
                new { migration.Name, migration.Checksum }, transaction, cancellationToken: cancel)).ConfigureAwait(false);
            await transaction.CommitAsync(cancel).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw DatabaseErrors.MigrationFailed(migration.Name, e);
        }
    }
}
