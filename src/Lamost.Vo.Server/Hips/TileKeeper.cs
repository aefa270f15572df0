using System.Threading.Channels;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Hips;

/// <summary>
/// Makes, behind the service's back, the tiles of tables that have none: of those that were loaded by a version that made none, and of those whose rows were moved by a restore
/// or by VACUUM FULL. A load makes its own.
/// </summary>
public sealed class TileKeeper(ArchiveDatabase database, CatalogCache catalog, ILogger<TileKeeper> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has it look for such tables now; returns at once.</summary>
    public void Wake() => _calls.Writer.TryWrite(true);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void OnChanged(PublishedCatalog _) => Wake();
        catalog.Changed += OnChanged;
        try
        {
            Wake();
            while (await _calls.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                _calls.Reader.TryRead(out _);
                if (await MakeMissingAsync(stoppingToken).ConfigureAwait(false)) continue;
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(false);
                Wake();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way is made by the next service.
        }
        finally
        {
            catalog.Changed -= OnChanged;
        }
    }

    // False when something failed that may be well later.
    async Task<bool> MakeMissingAsync(CancellationToken cancel)
    {
        var isWell = true;
        try
        {
            // What is ready is read anew: rows that were moved change nothing that is published.
            var published = await CatalogReader.ReadAsync(database, cancel).ConfigureAwait(false);
            foreach (var table in HipsBuilder.TablesOf(published).Where(t => published.TilesOf(t) is null)) isWell &= await MakeAsync(published, table, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or TimeoutException)
        {
            return false;
        }
        return isWell;
    }

    async Task<bool> MakeAsync(PublishedCatalog published, CatalogTable table, CancellationToken cancel)
    {
        try
        {
            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            if (await HipsBuilder.RebuildAsync(database, published, table, new LoadOptions(), cancel).ConfigureAwait(false))
                log.TilesMade(table.Schema, table.Name, System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds);
            return true;
        }
        catch (VoException e)
        {
            log.TilesFailed(e, table.Schema, table.Name, e.Error.Code);
            return false;
        }
    }
}
