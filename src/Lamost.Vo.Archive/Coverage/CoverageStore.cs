using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Coverage;

/// <summary>
/// The coverage maps of what is published (docs/dev/coverage.md). The map of a table is made of all its positions when it is first asked for, kept in the database until the
/// table is loaded anew, and in memory; coarser ones are read off it. Safe for any number of threads: what several ask for is made once.
/// </summary>
public sealed class CoverageStore(ArchiveDatabase database, CatalogCache catalog, CoverageLimits limits) : IAsyncDisposable
{
    readonly CoverageMaker _maker = new(database);
    readonly HeldMaps _held = new(limits.HeldRanges);
    readonly Flights _flights = new();

    /// <summary>The map of a table.</summary>
    /// <param name="table">A published table with a position.</param>
    /// <param name="order">0 to <see cref="CoverageLimits.MaxOrder"/>.</param>
    /// <param name="cancel">Ends the wait; a map that is being made is finished and kept.</param>
    /// <exception cref="ArgumentException">The table has no position, or is not published.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public async Task<Moc> GetAsync(CatalogTable table, int order, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, limits.MaxOrder);
        var key = new Kept(Facts(table), order <= limits.DefaultOrder ? limits.DefaultOrder : limits.MaxOrder, -1);
        var moc = _held.Find<Moc>(key) ?? await _flights.RunAsync(key, stop => FindOrMakeAsync(table, key, stop), cancel).ConfigureAwait(false);
        return moc.Degrade(order);
    }

    /// <summary>The map of several tables together.</summary>
    /// <param name="tables">Published tables with a position, such as <see cref="TablesOf"/> gives.</param>
    /// <param name="order">0 to <see cref="CoverageLimits.MaxOrder"/>.</param>
    /// <param name="cancel">Ends the wait; a map that is being made is finished and kept.</param>
    /// <exception cref="ArgumentException">A table has no position, or is not published.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public async Task<Moc> GetAsync(IEnumerable<CatalogTable> tables, int order, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var all = Moc.Empty(order);
        foreach (var table in tables) all = all.Union(await GetAsync(table, order, cancel).ConfigureAwait(false));
        return all;
    }

    /// <summary>
    /// The tables whose positions are those of a release, or of all: its catalogues of spectra, since the others are parts of these or name what was only planned; all
    /// tables with a position where there is no such catalogue. No views, which have the same positions again.
    /// </summary>
    /// <param name="published">What is published.</param>
    /// <param name="release">The release, in any case; null for all.</param>
    /// <returns>None when there is no such release, or no position in it.</returns>
    public static IReadOnlyList<CatalogTable> TablesOf(PublishedCatalog published, string? release)
    {
        ArgumentNullException.ThrowIfNull(published);
        return [.. published.Catalog.Schemas.Where(s => release is null || s.Name.Equals(release, StringComparison.OrdinalIgnoreCase)).SelectMany(schema =>
        {
            var tables = schema.Tables.Where(t => t.Position is not null && !t.IsView).ToList();
            var observed = tables.Where(t => published.FeedOf(t) is not null).ToList();
            return observed.Count > 0 ? observed : tables;
        })];
    }

    /// <summary>The map of space and time of catalogues of spectra: where their fibres looked, from the begin to the end of each exposure or visit.</summary>
    /// <param name="tables">Catalogues of spectra.</param>
    /// <param name="timeOrder">0 to <see cref="CoverageLimits.TimeMaxOrder"/>.</param>
    /// <param name="order">0 to <see cref="CoverageLimits.SpaceTimeMaxOrder"/>.</param>
    /// <param name="cancel">Ends the wait; a map that is being made is finished and kept.</param>
    /// <exception cref="ArgumentException">One is no catalogue of spectra, or not published.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public async Task<StMoc> GetSpaceTimeAsync(IReadOnlyCollection<CatalogTable> tables, int timeOrder, int order, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeOrder, limits.TimeMaxOrder);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, limits.SpaceTimeMaxOrder);
        var maps = new List<StMoc>();
        foreach (var table in tables) maps.Add(await SpaceTimeAsync(table, cancel).ConfigureAwait(false));
        return maps.Count == 1 ? maps[0].Degrade(timeOrder, order) : StMoc.Of(timeOrder, order, maps.SelectMany(m => m.Observations()));
    }

    /// <summary>The map of the positions of a job's result, a file that does not change.</summary>
    /// <param name="path">The file.</param>
    /// <param name="digest">Its digest, under which the map is kept.</param>
    /// <param name="maxRows">Rows that are read at most.</param>
    /// <param name="order">0 to <see cref="CoverageLimits.MaxOrder"/>.</param>
    /// <param name="cancel">Ends the wait; a map that is being made is finished and kept.</param>
    /// <exception cref="Errors.VoException">LVO-COV-1003, 1004, 1006: it has no positions, too many, or cannot be read.</exception>
    public async Task<(Moc Moc, long WithoutPosition)> OfResultAsync(string path, string digest, long maxRows, int order, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, limits.MaxOrder);
        var key = (digest, order);
        var found = _held.Find<ResultMap>(key) ?? await _flights.RunAsync(key, _ =>
        {
            var gathered = ResultPositions.Read(path, order, maxRows, limits.MaxRanges);
            var made = new ResultMap(gathered.Build(), gathered.WithoutPosition);
            _held.Keep(key, made, made.Moc.Ranges.Length);
            return Task.FromResult(made);
        }, cancel).ConfigureAwait(false);
        return (found.Moc, found.WithoutPosition);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _flights.DisposeAsync();

    async Task<Moc> FindOrMakeAsync(CatalogTable table, Kept key, CancellationToken stop)
    {
        if (await _maker.FindAsync(key, stop).ConfigureAwait(false) is { } bytes) return Hold(key, StoredMoc.Read(key.Order, bytes));
        // The coarse map and the fine one are made together, whichever is asked for.
        var fine = await _flights.RunAsync(key with { Order = int.MaxValue }, async stopped =>
        {
            var made = await _maker.MakeAsync(table, limits.MaxOrder, stopped).ConfigureAwait(false);
            foreach (var order in new[] { limits.DefaultOrder, limits.MaxOrder }.Distinct())
            {
                var moc = Hold(key with { Order = order }, made.Degrade(order));
                await _maker.SaveAsync(key with { Order = order }, StoredMoc.Write(moc), stopped).ConfigureAwait(false);
            }
            return made;
        }, stop).ConfigureAwait(false);
        return fine.Degrade(key.Order);
    }

    async Task<StMoc> SpaceTimeAsync(CatalogTable table, CancellationToken cancel)
    {
        var feed = catalog.Current.FeedOf(table) ?? throw new ArgumentException($"{table.Schema}.{table.Name} is no catalogue of spectra.", nameof(table));
        var built = await _maker.BuiltAtAsync(feed, cancel).ConfigureAwait(false);
        var key = new Kept((Facts(table).Name, built), limits.SpaceTimeMaxOrder, limits.TimeMaxOrder);
        return _held.Find<StMoc>(key) ?? await _flights.RunAsync(key, async stop =>
        {
            StMoc moc;
            if (await _maker.FindAsync(key, stop).ConfigureAwait(false) is { } bytes) moc = MocFits.ReadSpaceTime(new MemoryStream(bytes), long.MaxValue);
            else
            {
                moc = await _maker.MakeSpaceTimeAsync(feed, key.TimeOrder, key.Order, stop).ConfigureAwait(false);
                using var file = new MemoryStream();
                MocFits.Write(moc, file);
                await _maker.SaveAsync(key, file.ToArray(), stop).ConfigureAwait(false);
            }
            _held.Keep(key, moc, moc.Entries.Sum(e => (long)e.Sky.Ranges.Length + e.Times.Ranges.Length + 8));
            return moc;
        }, cancel).ConfigureAwait(false);
    }

    Moc Hold(Kept key, Moc moc)
    {
        _held.Keep(key, moc, moc.Ranges.Length);
        return moc;
    }

    // As published now, also for a table of an earlier snapshot, whose map would be void.
    (string Name, DateTimeOffset LoadedAt) Facts(CatalogTable table)
    {
        var current = catalog.Current;
        if (table.Position is null || current.Catalog.Find(table.Schema, table.Name) is not { } now || current.Tables[now] is not { LoadedAt: { } loaded } facts)
            throw new ArgumentException($"{table.Schema}.{table.Name} is not published with a position.", nameof(table));
        return (facts.WrittenName, loaded);
    }

    sealed record ResultMap(Moc Moc, long WithoutPosition);
}

/// <summary>A map that is kept.</summary>
/// <param name="Table">Of which table, by its name as in TAP_SCHEMA, and when it was loaded, or its feed built.</param>
/// <param name="Order">The order of the sky.</param>
/// <param name="TimeOrder">The order of the times; -1 for a map of the sky alone.</param>
sealed record Kept((string Name, DateTimeOffset LoadedAt) Table, int Order, int TimeOrder);
