using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Queries;

/// <summary>Runs translated queries under the reader role, so many at a time. Safe for any number of threads.</summary>
public sealed class QueryService(ArchiveDatabase database, ServiceLimits limits) : IDisposable
{
    readonly QueryAdmission _admission = new(limits);

    /// <summary>Waits for a turn and starts a query.</summary>
    /// <param name="translation">What to run.</param>
    /// <param name="maxRows">Rows that may be written; the translation was made with the same number, and asks for one more.</param>
    /// <param name="cancel">Cancels the query in the database, now and later.</param>
    /// <returns>The query, just begun; disposing it ends it.</returns>
    /// <exception cref="VoException">LVO-TAP-1101: the service is busy.</exception>
    public async Task<QueryRun> StartAsync(Translation translation, long maxRows, CancellationToken cancel)
    {
        var turn = await _admission.EnterAsync(cancel).ConfigureAwait(false);
        return new QueryRun(database, translation.Sql, maxRows, turn, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _admission.Dispose();
}
