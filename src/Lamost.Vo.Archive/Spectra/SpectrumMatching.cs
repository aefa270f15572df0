using System.Globalization;
using Dapper;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Spectra;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>Finds the catalogue's rows of the files that were read, and says where the two disagree.</summary>
sealed class SpectrumMatching(StagingArea area, ReleaseDefinition release, TableDefinition table, SpectrumLoadOptions options, SpectrumTally tally)
{
    readonly SpectraDefinition _spectra = table.Spectra!;
    readonly string _catalogue = SqlNames.Quote(release.Name, table.Name);

    /// <summary>Gives every row of the files its observation and key, takes out those that have no place, and tells of all that is wrong.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await area.RunAsync($"ANALYZE {area.Table}", cancel).ConfigureAwait(false);
        await NumberAsync(cancel).ConfigureAwait(false);
        var key = _spectra.IsMedium ? $"observation::text || coalesce(minute::text, '') || CASE arm WHEN {(int)SpectrumArm.Red} THEN 'R' ELSE 'B' END" : "observation::text";
        await area.RunAsync($"UPDATE {area.Table} SET key = {key} WHERE key IS NULL AND observation IS NOT NULL", cancel).ConfigureAwait(false);
        await UnknownAsync(cancel).ConfigureAwait(false);
        await DuplicatesAsync(cancel).ConfigureAwait(false);
        await DisagreementsAsync(cancel).ConfigureAwait(false);
    }

    // Files of the first releases have no number, or one that overflowed: plate and fibre tell which they are.
    Task NumberAsync(CancellationToken cancel)
    {
        var place = _spectra.Place.Select(c => Column(c)).ToList();
        return area.RunAsync($"""
            UPDATE {area.Table} AS f SET observation = t.{SqlNames.Quote(_spectra.Observation)} FROM {_catalogue} AS t
            WHERE f.observation IS NULL AND {place[0]} = f.local_day AND {place[1]} = f.plan AND {place[2]} = f.spectrograph AND {place[3]} = f.fibre
            """, cancel);
    }

    async Task UnknownAsync(CancellationToken cancel)
    {
        var observation = SqlNames.Quote(_spectra.Observation);
        await ListAsync(SpectrumFaultKind.Unknown, $"""
            SELECT DISTINCT f.path, CASE WHEN f.observation IS NULL
                THEN format('Neither its number nor its place (day %s, plan %s, spectrograph %s, fibre %s) is in {table.Name}.', f.local_day, f.plan, f.spectrograph, f.fibre)
                ELSE format('Observation %s is not in {table.Name}.', f.observation) END
            FROM {area.Table} AS f WHERE f.key IS NULL OR NOT EXISTS (SELECT FROM {_catalogue} AS t WHERE t.{observation} = f.observation)
            """, cancel).ConfigureAwait(false);
        await area.RunAsync($"DELETE FROM {area.Table} AS f WHERE f.key IS NULL OR NOT EXISTS (SELECT FROM {_catalogue} AS t WHERE t.{observation} = f.observation)", cancel).ConfigureAwait(false);
    }

    async Task DuplicatesAsync(CancellationToken cancel)
    {
        // The newest is kept, of several the first by path.
        var others = $"""
            SELECT ctid, path, key, first_value(path) OVER w AS kept, row_number() OVER w AS place FROM {area.Table}
            WINDOW w AS (PARTITION BY key ORDER BY modified DESC, path ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            """;
        await ListAsync(SpectrumFaultKind.Duplicate, $"SELECT path, format('Its spectrum %s is in %s too, which is taken.', key, kept) FROM ({others}) AS o WHERE place > 1", cancel).ConfigureAwait(false);
        await area.RunAsync($"DELETE FROM {area.Table} WHERE ctid IN (SELECT ctid FROM ({others}) AS o WHERE place > 1)", cancel).ConfigureAwait(false);
    }

    Task DisagreementsAsync(CancellationToken cancel)
    {
        var (lon, lat) = (Column(table.Position!.Longitude), Column(table.Position.Latitude));
        var place = _spectra.Place.Select(c => Column(c)).ToList();
        var most = options.MaxSeparation.ToString("R", CultureInfo.InvariantCulture);
        var separation = $"adql.distance(f.ra, f.dec, {lon}, {lat}) * 3600";
        return ListAsync(SpectrumFaultKind.Disagreement, $"""
            SELECT DISTINCT path, said FROM (
                SELECT f.path, CASE
                    WHEN f.local_day <> {place[0]} OR f.plan <> {place[1]} OR f.spectrograph <> {place[2]} OR f.fibre <> {place[3]}
                        THEN format('Day, plan, spectrograph, fibre of %s: in the file %s %s %s %s, in {table.Name} %s %s %s %s.', f.observation, f.local_day, f.plan, f.spectrograph, f.fibre, {string.Join(", ", place)})
                    WHEN f.ra IS NOT NULL AND f.dec IS NOT NULL AND {separation} > {most}
                        THEN format('Position of %s: in the file %s %s, in {table.Name} %s %s, %s arcsec apart.', f.observation, f.ra, f.dec, {lon}, {lat}, round(({separation})::numeric, 1))
                    END AS said
                FROM {area.Table} AS f JOIN {_catalogue} AS t ON t.{SqlNames.Quote(_spectra.Observation)} = f.observation) AS compared
            WHERE said IS NOT NULL
            """, cancel);
    }

    async Task ListAsync(SpectrumFaultKind kind, string sql, CancellationToken cancel)
    {
        var limit = options.MaxListed;
        var listed = (await area.Connection.QueryAsync<(string Path, string Message)>(
            new CommandDefinition($"SELECT * FROM ({sql}) AS faults ORDER BY 1 LIMIT {limit.ToString(CultureInfo.InvariantCulture)}", commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false)).ToList();
        foreach (var (path, message) in listed) tally.Fault(new SpectrumFault(kind, path, message));
        if (listed.Count < limit) return;
        var all = await area.Connection.ExecuteScalarAsync<long>(new CommandDefinition($"SELECT count(*) FROM ({sql}) AS faults", commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false);
        tally.Unlisted(kind, all - listed.Count);
    }

    static string Column(string name) => $"t.{SqlNames.Quote(name)}";
}
