using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>Decides by how many backends a query is read. Safe for any number of threads.</summary>
/// <param name="database">Where queries run.</param>
/// <param name="admission">Where a backend more is asked for; what is free is taken, and nobody waits for it.</param>
/// <param name="limits">From how many rows on, and by how many at most.</param>
/// <param name="cores">Cores of this machine.</param>
public sealed class ParallelReading(ArchiveDatabase database, QueryAdmission admission, ServiceLimits limits, int cores)
{
    /// <summary>A longer query is not worth to be planned for each part.</summary>
    const int SqlCharacters = 64 << 10;

    /// <summary>Starts a query that has its turn.</summary>
    /// <param name="translation">The query.</param>
    /// <param name="timeoutSeconds">Its time limit; null for that of the reader's sessions.</param>
    /// <param name="cancel">Breaks off the start.</param>
    /// <exception cref="NpgsqlException">The database refuses it, or cannot be reached.</exception>
    public async Task<ITupleSource> OpenAsync(Translation translation, int? timeoutSeconds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(translation);
        if (translation.Scan is { } scan && scan.Table.RowCount >= limits.ParallelRows && translation.Sql.Length <= SqlCharacters
            && admission.TryEnter(Math.Min(limits.ParallelBackends, cores / 2 - admission.Running + 1) - 1) is { } more)
        {
            try
            {
                if (await IsReadThroughAsync(scan, cancel).ConfigureAwait(false)
                    && await ParallelCursor.OpenAsync(database, scan, more.Count + 1, timeoutSeconds ?? database.StatementTimeoutSeconds, more, cancel).ConfigureAwait(false) is { } rows)
                {
                    more = null;
                    return rows;
                }
            }
            finally
            {
                more?.Dispose();
            }
        }
        return await TupleCursor.OpenAsync(database.Reader, translation.Sql, timeoutSeconds, cancel).ConfigureAwait(false);
    }

    // What an index answers, or few rows of which come, PostgreSQL does better alone.
    async Task<bool> IsReadThroughAsync(TableScan scan, CancellationToken cancel)
    {
        var plan = await QueryPlan.OfAsync(database, scan.Sql, cancel).ConfigureAwait(false);
        return plan.NodeType == "Seq Scan" && plan.Rows >= limits.ParallelRows;
    }
}
