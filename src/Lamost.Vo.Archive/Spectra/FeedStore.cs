using System.Text.Json;
using Dapper;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Sky;
using Npgsql;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>What the database knows of its feeds: the table <c>vo.spectrum_feed</c>.</summary>
static class FeedStore
{
    /// <summary>All feeds, releases and catalogues in alphabetical order.</summary>
    public static async Task<IReadOnlyList<SpectrumFeed>> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancel)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            SELECT release, table_name AS tablename, definition::text, version, spectra, files, simulated, days::text, test_longitude AS testlongitude, test_latitude AS testlatitude
            FROM vo.spectrum_feed ORDER BY release, table_name
            """, transaction: transaction, cancellationToken: cancel)).ConfigureAwait(false);
        return [.. rows.Select(r => new SpectrumFeed(r.Release, r.TableName, JsonSerializer.Deserialize<SpectraDefinition>(r.Definition)!, r.Version, r.Spectra, r.Files, r.Simulated)
        {
            Days = DayRange.Several(r.Days),
            TestPosition = r is { TestLongitude: { } lon, TestLatitude: { } lat } ? new SkyPoint(lon, lat) : null,
        })];
    }

    /// <summary>Enters a feed, or what is new of it.</summary>
    public static Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, SpectrumFeed feed, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO vo.spectrum_feed (release, table_name, definition, version, spectra, files, simulated, built_at, days, test_longitude, test_latitude)
            VALUES (@Release, @Table, @definition::jsonb, @Version, @Spectra, @Files, @Simulated, now(), @days::int4multirange, @longitude, @latitude)
            ON CONFLICT (release, table_name) DO UPDATE SET definition = excluded.definition, version = excluded.version, spectra = excluded.spectra,
                files = excluded.files, simulated = excluded.simulated, built_at = excluded.built_at, days = excluded.days,
                test_longitude = excluded.test_longitude, test_latitude = excluded.test_latitude
            """, new
        {
            feed.Release,
            feed.Table,
            definition = JsonSerializer.Serialize(feed.Definition),
            feed.Version,
            feed.Spectra,
            feed.Files,
            feed.Simulated,
            days = DayRange.Text(feed.Days),
            longitude = feed.TestPosition?.LonDeg,
            latitude = feed.TestPosition?.LatDeg,
        }, transaction, cancellationToken: cancel));

    sealed record Row(string Release, string TableName, string Definition, string Version, long Spectra, long Files, bool Simulated, string Days, double? TestLongitude, double? TestLatitude);
}
