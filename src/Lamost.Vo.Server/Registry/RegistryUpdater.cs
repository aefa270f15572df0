using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Registry;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Server.Registry;

/// <summary>
/// Keeps the records of the registry in step with what is published: it makes them when the service starts and whenever the catalogue changes, and the database gives
/// those that are not as they were the datestamp of now. What fails is tried again, and what was published stays until then.
/// </summary>
sealed class RegistryUpdater(
    CatalogCache catalog, CoverageStore coverage, RegistryStore store, ServiceOptions options, ServiceUrls urls, ServiceLimits limits, IHostApplicationLifetime lifetime, ILogger<RegistryUpdater> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly SemaphoreSlim _due = new(1);

    /// <summary>Ends when the records have been made for the first time.</summary>
    public Task Ready => _ready.Task;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _due.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Only then the service knows its address.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(started.SetResult)) await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
        if (!options.Settings.IsSetUp) log.RegistryNotSetUp(options.Authority);
        void Due(PublishedCatalog _)
        {
            if (_due.CurrentCount == 0) _due.Release();
        }
        catalog.Changed += Due;
        try
        {
            while (true)
            {
                await _due.WaitAsync(stoppingToken).ConfigureAwait(false);
                await UpdateAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        finally
        {
            catalog.Changed -= Due;
        }
    }

    async Task UpdateAsync(CancellationToken cancel)
    {
        while (true)
        {
            var published = catalog.Current;
            try
            {
                var records = new RegistryRecords(published, options.Settings, urls.Usual, limits, await CoverageAsync(published, cancel).ConfigureAwait(false)).All();
                if (await store.PublishAsync(records, published.Version, cancel).ConfigureAwait(false) is { } changed)
                {
                    if (changed > 0) log.RegistryChanged(changed, records.Count);
                    _ready.TrySetResult();
                    return;
                }
                // Another process knows more.
                await catalog.RefreshAsync(cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception) when (published != catalog.Current)
            {
                // A table was taken away under it.
            }
            catch (Exception e)
            {
                log.RegistryFailed(e);
                await Task.Delay(Pause, cancel).ConfigureAwait(false);
            }
        }
    }

    async Task<IReadOnlyDictionary<CatalogTable, Moc>> CoverageAsync(PublishedCatalog published, CancellationToken cancel)
    {
        var maps = new Dictionary<CatalogTable, Moc>(ReferenceEqualityComparer.Instance);
        foreach (var (table, _) in published.Tables.Where(t => t.Value.ConeSearch is not null && !t.Key.IsView))
            maps.Add(table, await coverage.GetAsync(table, SkyCoverage.Order, cancel).ConfigureAwait(false));
        return maps;
    }
}
