using Dapper;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>Looks spectra up, many at once. The statements are the service's own, with what users ask for as parameters. Safe for any number of threads.</summary>
public sealed class SpectrumStore(ArchiveDatabase database)
{
    const string Columns = """
        s.release, s.table_name, s.key, s.observation, s.minute, s.arm, s.source, s.target, s.s_ra, s.s_dec, s.class, s.target_class, s.type, s.redshift, s.redshift_error,
        s.velocity, s.velocity_error, s.snr, s.t_min, s.t_max, s.exposure, s.em_min, s.em_max, s.pixels, s.file_bytes, s.product_bytes, s.modified
        """;

    static readonly string Spectra = SqlNames.Quote(SpectrumView.Spectrum.Schema, SpectrumView.Spectrum.Name);

    /// <summary>The catalogues of spectra that are served.</summary>
    public static async Task<IReadOnlyList<SpectrumFeed>> FeedsAsync(ArchiveDatabase database, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        return await FeedStore.ReadAsync(connection, null, cancel).ConfigureAwait(false);
    }

    /// <summary>Finds spectra.</summary>
    /// <param name="feeds">The catalogues; at least one.</param>
    /// <param name="wanted">Any number, also several times the same.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>For each that is wanted, in order, what is known of it; null where there is none.</returns>
    public async Task<IReadOnlyList<SpectrumEntry?>> FindAsync(IReadOnlyList<SpectrumFeed> feeds, IReadOnlyList<SpectrumId> wanted, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var found = new SpectrumEntry?[wanted.Count];
        await foreach (var (place, entry) in QueryAsync(feeds, $"""
            SELECT w.n::int4, {Columns} FROM unnest($1, $2) WITH ORDINALITY AS w(release, key, n)
            JOIN {Spectra} AS s ON s.observation = adql.observation_of(w.key) AND s.key = w.key AND s.release = w.release
            """, wanted, null, cancel).ConfigureAwait(false))
            found[place] = entry;
        return found;
    }

    /// <summary>Finds spectra and all others of their sources, in all releases.</summary>
    /// <param name="feeds">The catalogues; at least one.</param>
    /// <param name="wanted">Any number.</param>
    /// <param name="most">Spectra of a source at most.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The number of a wanted one, from 0, ascending, with one of the spectra of its source, itself among them, in the order of time; none for one that is not there.</returns>
    public IAsyncEnumerable<(int Place, SpectrumEntry Entry)> FindRelatedAsync(IReadOnlyList<SpectrumFeed> feeds, IReadOnlyList<SpectrumId> wanted, int most, CancellationToken cancel) => QueryAsync(feeds, $"""
        SELECT me.n, {Columns} FROM (
            SELECT w.n::int4, s.source, s.key, s.release FROM unnest($1, $2) WITH ORDINALITY AS w(release, key, n)
            JOIN {Spectra} AS s ON s.observation = adql.observation_of(w.key) AND s.key = w.key AND s.release = w.release) AS me
        CROSS JOIN LATERAL (
            SELECT o.* FROM {Spectra} AS o WHERE o.source = me.source OR (me.source IS NULL AND o.observation = adql.observation_of(me.key) AND o.key = me.key AND o.release = me.release)
            ORDER BY (o.key = me.key AND o.release = me.release) DESC, o.t_min, o.release, o.key LIMIT $3) AS s
        ORDER BY me.n, s.t_min, s.release, s.key
        """, wanted, most, cancel);

    /// <summary>All spectra of a source in all releases, in the order of time.</summary>
    /// <param name="feeds">The catalogues; at least one.</param>
    /// <param name="source">Its identifier.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<SpectrumEntry>> OfSourceAsync(IReadOnlyList<SpectrumFeed> feeds, string source, int most, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        var found = new List<SpectrumEntry>();
        await using var command = database.Owner.CreateCommand($"SELECT 1, {Columns} FROM {Spectra} AS s WHERE s.source = $1 ORDER BY s.t_min, s.release, s.key LIMIT $2");
        command.Parameters.AddWithValue(source);
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            if (Entry(feeds, reader) is { } entry) found.Add(entry);
        return found;
    }

    /// <summary>Where the files of spectra of one catalogue are.</summary>
    /// <param name="feed">The catalogue.</param>
    /// <param name="keys">Keys of spectra that have a file.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyDictionary<string, SpectrumPlace>> LocateAsync(SpectrumFeed feed, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(feed);
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        var rows = await connection.QueryAsync<(string Key, string Path, string Hdu, long Bytes, DateTime Time, byte[] Md5)>(new CommandDefinition($"""
            SELECT key, path, hdu, file_bytes, file_time, md5 FROM {SqlNames.Quote(FeedSql.Schema, FeedSql.FilesName(feed.Release, feed.Table))} WHERE key = ANY(@keys)
            """, new { keys = keys.ToArray() }, cancellationToken: cancel)).ConfigureAwait(false);
        return rows.ToDictionary(r => r.Key, r => new SpectrumPlace(r.Path, r.Hdu, r.Bytes, DateTime.SpecifyKind(r.Time, DateTimeKind.Utc), Convert.ToHexStringLower(r.Md5)));
    }

    async IAsyncEnumerable<(int Place, SpectrumEntry Entry)> QueryAsync(
        IReadOnlyList<SpectrumFeed> feeds, string sql, IReadOnlyList<SpectrumId> wanted, int? most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = database.Owner.CreateCommand(sql);
        command.Parameters.AddWithValue(wanted.Select(w => w.Release).ToArray());
        command.Parameters.AddWithValue(wanted.Select(w => w.Key).ToArray());
        if (most is { } limit) command.Parameters.AddWithValue(limit);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            if (Entry(feeds, reader) is { } entry) yield return (reader.GetInt32(0) - 1, entry);
    }

    // Null for a spectrum of a catalogue that came after the snapshot was taken; the next one has it.
    static SpectrumEntry? Entry(IReadOnlyList<SpectrumFeed> feeds, NpgsqlDataReader row)
    {
        var (release, table) = (row.GetString(1), row.GetString(2));
        return feeds.FirstOrDefault(f => f.Release == release && f.Table == table) is not { } feed ? null : new SpectrumEntry(feed, row.GetString(3), row.GetInt64(4))
        {
            Minute = Value<long>(5),
            Arm = row.GetInt16(6),
            Source = Text(7),
            Target = row.GetString(8),
            Ra = row.GetDouble(9),
            Dec = row.GetDouble(10),
            Class = Text(11),
            TargetClass = row.GetString(12),
            Type = Text(13),
            Redshift = Value<double>(14),
            RedshiftError = Value<double>(15),
            Velocity = Value<double>(16),
            VelocityError = Value<double>(17),
            SignalToNoise = Value<float>(18),
            TimeStart = row.GetDouble(19),
            TimeStop = row.GetDouble(20),
            Exposure = Value<double>(21),
            EmMin = Value<double>(22),
            EmMax = Value<double>(23),
            Pixels = Value<int>(24),
            FileBytes = Value<long>(25),
            ProductBytes = Value<int>(26),
            Modified = Value<DateTime>(27),
        };

        T? Value<T>(int i) where T : struct => row.IsDBNull(i) ? null : row.GetFieldValue<T>(i);

        string? Text(int i) => row.IsDBNull(i) ? null : row.GetString(i);
    }
}
