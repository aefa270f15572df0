using System.Globalization;
using Dapper;
using Lamost.Vo.Archive.Errors;
using Npgsql;

namespace Lamost.Vo.Archive.Database;

/// <summary>
/// The archive's database, embedded or not: its schema up to date, its two roles ready. Safe for several threads; one for the life of a service.
/// (docs/dev/database.md)
/// </summary>
public sealed class ArchiveDatabase : IAsyncDisposable
{
    /// <summary>The role of everything that a user's query causes.</summary>
    public const string ReaderRole = "lamost_vo_reader";

    /// <summary>Advisory lock of migrations: "LVO" and a number.</summary>
    const long MigrationLock = 0x4C564F_0001;

    ArchiveDatabase(NpgsqlDataSource owner, NpgsqlDataSource reader, NpgsqlDataSource prepared, int statementTimeoutSeconds) =>
        (Owner, Reader, Prepared, StatementTimeoutSeconds) = (owner, reader, prepared, statementTimeoutSeconds);

    /// <summary>Sessions of the owner: migrations, loading, publishing, the service's own state. Never anything that a user wrote.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>
    /// Sessions of the reader: SELECT on what is published and nothing else, read-only, with a time limit. A caller may set another limit for its
    /// transaction (<c>SET LOCAL statement_timeout</c>).
    /// </summary>
    public NpgsqlDataSource Reader { get; }

    /// <summary>
    /// Sessions of the reader for the service's own statements that come again and again: they are prepared once, planned once for all parameters, and the
    /// session is not reset between uses. Nothing that a user wrote, nothing that changes a session.
    /// </summary>
    public NpgsqlDataSource Prepared { get; }

    /// <summary>The time limit of the sessions of the reader, in seconds (<see cref="ArchiveDatabaseOptions.StatementTimeoutSeconds"/>).</summary>
    public int StatementTimeoutSeconds { get; }

    /// <summary>Connects, applies the migrations that are missing, and makes the reader's role. Several services may do so at once.</summary>
    /// <param name="connectionString">Npgsql's, for the owner: the role that owns the archive's schemas.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="cancel">Breaks it off between steps; what was begun is rolled back.</param>
    /// <exception cref="VoException">LVO-DB-5020 to 5028, for the operator.</exception>
    public static Task<ArchiveDatabase> OpenAsync(string connectionString, ArchiveDatabaseOptions? options = null, CancellationToken cancel = default) =>
        OpenAsync(connectionString, options ?? new ArchiveDatabaseOptions(), Migration.All, cancel);

    internal static async Task<ArchiveDatabase> OpenAsync(
        string connectionString, ArchiveDatabaseOptions options, IReadOnlyList<Migration> migrations, CancellationToken cancel)
    {
        var owner = NpgsqlDataSource.Create(connectionString);
        NpgsqlDataSource? reader = null;
        try
        {
            var password = await PrepareAsync(owner, options, migrations, cancel).ConfigureAwait(false);
            var connection = ReaderConnection(connectionString, password, options);
            reader = NpgsqlDataSource.Create(connection);
            await CheckReaderAsync(reader, cancel).ConfigureAwait(false);
            return new ArchiveDatabase(owner, reader, NpgsqlDataSource.Create(PreparedConnection(connection)), options.StatementTimeoutSeconds);
        }
        catch
        {
            await owner.DisposeAsync().ConfigureAwait(false);
            if (reader is not null) await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Forgets all idle connections. To be called when the server was restarted (<see cref="Postgres.EmbeddedCluster.AvailabilityChanged"/>):
    /// they lead nowhere, and each would fail once more.
    /// </summary>
    public void DropIdleConnections()
    {
        Owner.Clear();
        Reader.Clear();
        Prepared.Clear();
    }

    /// <summary>Closes all idle connections; those in use are closed when they are given back.</summary>
    public async ValueTask DisposeAsync()
    {
        await Prepared.DisposeAsync().ConfigureAwait(false);
        await Reader.DisposeAsync().ConfigureAwait(false);
        await Owner.DisposeAsync().ConfigureAwait(false);
    }

    static async Task<string?> PrepareAsync(NpgsqlDataSource source, ArchiveDatabaseOptions options, IReadOnlyList<Migration> migrations, CancellationToken cancel)
    {
        await using var connection = await ConnectAsync(source, cancel).ConfigureAwait(false);
        if (connection.PostgreSqlVersion.Major < Postgres.PostgresBinaries.OldestMajor) throw DatabaseErrors.TooOld(connection.ServerVersion);
        var encoding = await connection.ExecuteScalarAsync<string>("SHOW server_encoding").ConfigureAwait(false);
        if (encoding != "UTF8") throw DatabaseErrors.NotUtf8(encoding!);

        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_lock(@MigrationLock)", new { MigrationLock }, commandTimeout: 0, cancellationToken: cancel))
            .ConfigureAwait(false);
        try
        {
            await Migrator.RunAsync(connection, migrations, cancel).ConfigureAwait(false);
            return await Database.ReaderRole.EnsureAsync(connection, options, cancel).ConfigureAwait(false);
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@MigrationLock)", new { MigrationLock }).ConfigureAwait(false);
        }
    }

    static async Task<NpgsqlConnection> ConnectAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        try
        {
            return await source.OpenConnectionAsync(cancel).ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            throw DatabaseErrors.Unreachable(new NpgsqlConnectionStringBuilder(source.ConnectionString).Host ?? "(no host)", e);
        }
    }

    static async Task CheckReaderAsync(NpgsqlDataSource reader, CancellationToken cancel)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await reader.OpenConnectionAsync(cancel).ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            throw DatabaseErrors.ReaderRefused(ReaderRole, e);
        }
        await using (connection) await Database.ReaderRole.CheckAsync(connection, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// The reader's settings are start-up options of its sessions, so that RESET and DISCARD ALL, which end every use of a pooled connection, fall back to them.
    /// </summary>
    static string ReaderConnection(string owner, string? password, ArchiveDatabaseOptions options) => new NpgsqlConnectionStringBuilder(owner)
    {
        Username = ReaderRole,
        Password = password,
        Passfile = null,
        MaxPoolSize = options.ReaderPoolSize,
        IncludeErrorDetail = false,
        CommandTimeout = 0,
        Options = string.Create(CultureInfo.InvariantCulture,
            $"-c statement_timeout={options.StatementTimeoutSeconds}s -c default_transaction_read_only=on -c jit=off -c search_path= -c idle_in_transaction_session_timeout=600000 -c {ArchiveDatabaseOptions.AuthoritySetting}={Escaped(options.Authority)} -c {ArchiveDatabaseOptions.UrlSetting}={Escaped(options.ServiceUrl?.AbsoluteUri.TrimEnd('/') ?? "")}"),
    }.ConnectionString;

    // In the options of a session a backslash keeps a blank, and itself.
    static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);

    static string PreparedConnection(string reader)
    {
        var settings = new NpgsqlConnectionStringBuilder(reader) { NoResetOnClose = true };
        // Nothing is known of the parameters when the plan is made. Then a scan of all can seem as good as some ranges of an index, of which a search has a few.
        settings.Options += " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off";
        return settings.ConnectionString;
    }
}
