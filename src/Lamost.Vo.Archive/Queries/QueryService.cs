using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Sky;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>Runs translated queries under the reader role, so many at a time. Safe for any number of threads.</summary>
public sealed class QueryService(ArchiveDatabase database, ServiceLimits limits) : IDisposable
{
    readonly QueryAdmission _admission = new(limits);

    /// <summary>Cores that count when it is decided by how many backends a table is read (docs/dev/parallel-reading.md).</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Waits for a turn and starts a query.</summary>
    /// <param name="translation">What to run.</param>
    /// <param name="maxRows">Rows that may be written; the translation was made with the same number, and asks for one more.</param>
    /// <param name="cancel">Cancels the query in the database, now and later.</param>
    /// <returns>The query, just begun; disposing it ends it.</returns>
    /// <exception cref="VoException">LVO-TAP-1101: the service is busy.</exception>
    public async Task<QueryRun> StartAsync(Translation translation, long maxRows, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(translation);
        var turn = await _admission.EnterAsync(cancel).ConfigureAwait(false);
        try
        {
            translation = await PlannedAsync(translation, cancel).ConfigureAwait(false);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
        return new QueryRun(database, Opening(translation, null), maxRows, null, turn, cancel);
    }

    /// <summary>Starts a query that has had its turn elsewhere, as a job's.</summary>
    /// <param name="translation">What to run.</param>
    /// <param name="maxRows">Rows that may be written; the translation was made with the same number, and asks for one more.</param>
    /// <param name="timeoutSeconds">Its time limit in the database.</param>
    /// <param name="cancel">Cancels the query in the database, now and later.</param>
    /// <exception cref="VoException">The database refuses the query, or is away.</exception>
    public async Task<QueryRun> StartAsync(Translation translation, long maxRows, int timeoutSeconds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(translation);
        translation = await PlannedAsync(translation, cancel).ConfigureAwait(false);
        return new QueryRun(database, Opening(translation, timeoutSeconds), maxRows, timeoutSeconds, NoTurn.Instance, cancel);
    }

    /// <summary>Waits for a turn and starts a cone search; its rows have one more cell, the distance from the centre in degrees.</summary>
    /// <param name="statement">Of which table, which columns.</param>
    /// <param name="circle">Where.</param>
    /// <param name="maxRows">Rows that may be written.</param>
    /// <param name="cancel">Cancels it in the database, now and later.</param>
    /// <exception cref="VoException">LVO-TAP-1101: the service is busy.</exception>
    public async Task<QueryRun> StartAsync(ConeStatement statement, Circle circle, long maxRows, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var turn = await _admission.EnterAsync(cancel).ConfigureAwait(false);
        return new QueryRun(database, OpenAsync, maxRows, null, turn, cancel);

        async Task<ITupleSource> OpenAsync(CancellationToken ending)
        {
            // One more than may be written, to know whether there is more.
            var limit = maxRows + 1;
            var maxSorted = circle.RadiusDeg <= limits.ConeSortedRadius ? limits.ConeSortedRows : 0;
            var parameters = ConeStatement.Parameters(circle, limit <= maxSorted ? null : limit);
            var rows = await StatementRows.OpenAsync(database.Prepared, statement.Sql, parameters, ending).ConfigureAwait(false);
            return new ConeRows(rows, statement.Longitude, statement.Latitude, circle, maxSorted, limit);
        }
    }

    /// <summary>Waits for a turn and starts an SSA query; with a circle its rows have one more cell, the distance from the centre in degrees, as those of a cone search.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="url">The address of the service, without a trailing slash.</param>
    /// <param name="authority">The authority of its identifiers.</param>
    /// <param name="maxRows">Rows that may be written.</param>
    /// <param name="cancel">Cancels it in the database, now and later.</param>
    /// <exception cref="VoException">LVO-TAP-1101: the service is busy.</exception>
    public async Task<QueryRun> StartAsync(SsaQuery query, string url, string authority, long maxRows, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(query);
        var turn = await _admission.EnterAsync(cancel).ConfigureAwait(false);
        return new QueryRun(database, OpenAsync, maxRows, null, turn, cancel);

        async Task<ITupleSource> OpenAsync(CancellationToken ending)
        {
            var limit = maxRows + 1;
            var maxSorted = query.Circle is { } c && c.RadiusDeg <= limits.ConeSortedRadius ? limits.ConeSortedRows : 0;
            var statement = new SsaStatement(query, url, authority, limit <= maxSorted ? null : limit);
            var rows = await StatementRows.OpenAsync(database.Prepared, statement.Sql, statement.Parameters, ending).ConfigureAwait(false);
            return query.Circle is { } circle ? new ConeRows(rows, statement.Longitude, statement.Latitude, circle, maxSorted, limit) : rows;
        }
    }

    /// <summary>Waits for a turn of a small statement of the service's own, as that of a tile.</summary>
    /// <returns>The turn; dispose it when the statement has ended.</returns>
    /// <exception cref="VoException">LVO-TAP-1101: the service is busy.</exception>
    public Task<IDisposable> EnterAsync(CancellationToken cancel) => _admission.EnterAsync(cancel);

    /// <summary>What PostgreSQL's planner thinks that a query costs, in its own units; the query does not run.</summary>
    /// <exception cref="VoException">The database refuses the query, or is away.</exception>
    public async Task<double> CostAsync(Translation translation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(translation);
        translation = await PlannedAsync(translation, cancel).ConfigureAwait(false);
        return (await PlanAsync(translation.Sql, cancel).ConfigureAwait(false)).Cost;
    }

    Func<CancellationToken, Task<ITupleSource>> Opening(Translation translation, int? timeoutSeconds) =>
        cancel => new ParallelReading(database, _admission, limits, Cores).OpenAsync(translation, timeoutSeconds, cancel);

    // With the planner's estimates of what it asks about (docs/dev/matches.md).
    async Task<Translation> PlannedAsync(Translation translation, CancellationToken cancel)
    {
        if (translation.Questions.Count == 0) return translation;
        var rows = new Dictionary<int, double>();
        foreach (var (number, sql) in translation.Questions) rows[number] = (await PlanAsync(sql, cancel).ConfigureAwait(false)).Rows;
        return translation.WithRows(rows);
    }

    async Task<QueryPlan> PlanAsync(string sql, CancellationToken cancel)
    {
        try
        {
            return await QueryPlan.OfAsync(database, sql, cancel).ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            throw new VoException(PostgresErrors.Map(e)!, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _admission.Dispose();

    sealed class NoTurn : IDisposable
    {
        internal static readonly NoTurn Instance = new();

        public void Dispose()
        {
        }
    }
}
