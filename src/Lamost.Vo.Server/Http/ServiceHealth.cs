using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Server.Http;

/// <summary>Whether the service can answer.</summary>
public sealed class ServiceHealth(ArchiveDatabase database)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>When the service began, UTC.</summary>
    public DateTime UpSince { get; } = DateTime.UtcNow;

    /// <summary>Asks the database, as the role that queries run under.</summary>
    /// <returns>False when it does not answer, twice, within five seconds.</returns>
    public async Task<bool> DatabaseAnswersAsync(CancellationToken cancel)
    {
        if (await AnswersAsync(cancel).ConfigureAwait(false)) return true;
        // A connection kept from before a restart fails although the database is back; a new one tells.
        database.DropIdleConnections();
        return await AnswersAsync(cancel).ConfigureAwait(false);
    }

    async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Patience);
        try
        {
            await using var connection = await database.Reader.OpenConnectionAsync(limited.Token).ConfigureAwait(false);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(limited.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}
