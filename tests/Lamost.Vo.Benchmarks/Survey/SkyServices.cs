using System.Diagnostics;
using System.Net;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Sky;
using Npgsql;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The catalogue as a HiPS and as coverage maps: tiles of all orders, each as likely as any other, beside the same rows by their key; pictures; maps.</summary>
static class SkyServices
{
    const double TileMilliseconds = 20, RegionMilliseconds = 2_000;

    const int RegionCells = 100_000;

    static string Tiles(Bench bench) => HipsBuilder.TilesOf(BenchOptions.Release, bench.Catalogue.Name);

    static string Address(Bench bench) => $"/hips/{BenchOptions.Release}/{bench.Catalogue.Name}";

    /// <summary>Measures all.</summary>
    public static async Task RunAsync(Bench bench)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(bench.Service.Url), Timeout = TimeSpan.FromMinutes(5) };
        await ReadyAsync(bench, http);
        var facts = await bench.ScalarAsync<string>($"""
            SELECT format('%s tiles of orders 1 to %s, %s rows each in the median; the index of tiles takes %s (%s bytes a row) and holds no rows', tile_count, hips_order,
                (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY cardinality(places)) FROM {Tiles(bench)}), pg_size_pretty(pg_total_relation_size('{Tiles(bench)}')),
                round(pg_total_relation_size('{Tiles(bench)}') / row_count::numeric, 1))
            FROM vo.hips_index WHERE release = '{BenchOptions.Release}' AND table_name = '{bench.Catalogue.Name}'
            """);
        bench.Report.Part("HiPS and coverage", $"The progressive catalogue of {Report.Number(bench.Catalogue.RowCount!.Value)} rows: {facts}.");
        await BuildAsync(bench, http);
        await TilesAsync(bench, http);
        await PicturesAsync(bench, http);
        await CoverageAsync(bench, http);
        await RegionsAsync(bench, http);
    }

    static async Task ReadyAsync(Bench bench, HttpClient http)
    {
        for (var began = Stopwatch.StartNew(); ; await Task.Delay(500, bench.Cancel))
        {
            using var answer = await http.GetAsync(new Uri($"{Address(bench)}/properties", UriKind.Relative), bench.Cancel);
            if (answer.StatusCode == HttpStatusCode.OK) return;
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || began.Elapsed > TimeSpan.FromMinutes(30)) throw new InvalidOperationException($"There are no tiles: {await answer.Content.ReadAsStringAsync(bench.Cancel)}");
        }
    }

    // How long the service takes to make them again, as after a restore.
    static async Task BuildAsync(Bench bench, HttpClient http)
    {
        Turns.Say("  making the tiles anew");
        await bench.RunAsync($"DELETE FROM vo.hips_index WHERE release = '{BenchOptions.Release}' AND table_name = '{bench.Catalogue.Name}'; UPDATE vo.catalog_version SET version = version + 1; NOTIFY lamost_vo_catalog");
        var began = Stopwatch.StartNew();
        while (!await bench.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM vo.hips_index WHERE release = '{BenchOptions.Release}' AND table_name = '{bench.Catalogue.Name}')")) await Task.Delay(100, bench.Cancel);
        bench.Report.Paragraph($"Made in {Report.Number(began.Elapsed.TotalSeconds, 1)} s, {Report.Number(bench.Catalogue.RowCount!.Value / began.Elapsed.TotalSeconds)} rows/s, the service running.");
        await ReadyAsync(bench, http);
    }

    static async Task TilesAsync(Bench bench, HttpClient http)
    {
        var count = bench.Options.Short ? 300 : 3_000;
        Turns.Say($"  {count} tiles");
        var tiles = new List<(int Order, long Pixel)>();
        await using (var command = bench.Database.Owner.CreateCommand($"SELECT hips_order::int4, npix FROM {Tiles(bench)} ORDER BY hashint8(npix * 31 + hips_order) LIMIT {count}"))
        await using (var reader = await command.ExecuteReaderAsync(bench.Cancel))
            while (await reader.ReadAsync(bench.Cancel)) tiles.Add((reader.GetInt32(0), reader.GetInt64(1)));
        var key = bench.Published.Tables[bench.Catalogue].ConeSearch!.Id.PhysicalName;
        var byOrder = new Dictionary<int, List<double>>();
        var (rows, bytes) = (0L, 0L);
        await using var connection = await bench.Database.Owner.OpenConnectionAsync(bench.Cancel);
        // The same rows by their primary key, all columns, discarded where they arrive.
        await using var byKey = new NpgsqlCommand($"SELECT * FROM {Bench.Physical(bench.Catalogue)} WHERE {key} = ANY ($1)", connection) { Parameters = { new NpgsqlParameter<long[]> { TypedValue = [] } } };
        await byKey.PrepareAsync(bench.Cancel);
        var keys = new Dictionary<int, long[]>();
        var times = await Turns.TakeAsync(tiles.Count,
        [
            new Contender("tile", async round =>
            {
                var (order, pixel) = Tile(round);
                var began = Stopwatch.GetTimestamp();
                var body = await http.GetByteArrayAsync(new Uri($"{Address(bench)}/{new TileAddress(order, pixel)}.tsv", UriKind.Relative), bench.Cancel);
                var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (round < 0) return took;
                if (!byOrder.TryGetValue(order, out var list)) byOrder.Add(order, list = []);
                list.Add(took);
                bytes += body.Length;
                rows += body.AsSpan().Count((byte)'\n') - 2;
                keys[round] = [.. System.Text.Encoding.UTF8.GetString(body).Split('\n').Skip(2).Where(l => l.Length > 0).Select(l => long.Parse(l.AsSpan(0, l.IndexOf('\t')), System.Globalization.CultureInfo.InvariantCulture))];
                return took;
            }),
            new Contender("key", async round =>
            {
                byKey.Parameters[0] = new NpgsqlParameter<long[]> { TypedValue = keys.GetValueOrDefault(round - 1) ?? [] };
                var began = Stopwatch.GetTimestamp();
                await using var reader = await byKey.ExecuteReaderAsync(bench.Cancel);
                while (await reader.ReadAsync(bench.Cancel)) { }
                return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }),
        ], warm: 50);
        bench.Report.Columns($"{Report.Number(tiles.Count)} tiles, one connection, {Report.Number(rows / (double)tiles.Count)} rows and {Report.Number(bytes / 1e3 / tiles.Count, 1)} kB each", ">tiles", ">p50, ms", ">p95, ms", ">p99, ms", "target");
        var all = times[0];
        bench.Report.Row("all", Report.Number(tiles.Count), Report.Number(all.Median, 2), Report.Number(all.Percentile(95), 2), Report.Number(all.Percentile(99), 2),
            bench.Report.Target("tiles of the progressive catalogue", all.Percentile(95) <= TileMilliseconds, $"p95 at most {TileMilliseconds} ms"));
        foreach (var (order, list) in byOrder.OrderBy(o => o.Key))
        {
            var one = new Times($"{order}", list);
            bench.Report.Row($"order {order}", Report.Number(list.Count), Report.Number(one.Median, 2), Report.Number(one.Percentile(95), 2), Report.Number(one.Percentile(99), 2), "");
        }
        bench.Report.Row("PostgreSQL alone, the same rows by primary key, all columns", "", Report.Number(times[1].Median, 2), Report.Number(times[1].Percentile(95), 2), Report.Number(times[1].Percentile(99), 2), "");
        bench.Report.Ratio("hips tiles beside rows by key", all.SpeedBeside(times[1]));
        bench.Report.Columns("all tiles of an order", ">kB", ">ms");
        for (var order = Pyramid.MinOrder; order <= Pyramid.LastAllskyOrder; order++)
        {
            var (ms, size) = await GetAsync(bench, http, $"{Address(bench)}/Norder{order}/Allsky.tsv");
            bench.Report.Row($"Norder{order}/Allsky.tsv", Report.Number(size / 1e3), Report.Number(ms, 1));
        }

        (int Order, long Pixel) Tile(int round) => tiles[(round + tiles.Count) % tiles.Count];
    }

    static async Task PicturesAsync(Bench bench, HttpClient http)
    {
        Turns.Say("  pictures");
        bench.Report.Columns("density map, 512 x 512 pixels, drawn and kept", ">tiles", ">first p50, ms", ">first p95, ms", ">again p50, ms", ">kB");
        for (var order = 0; order <= DensityMap.MaxOrder; order++)
        {
            var pixels = new List<long>();
            await using (var command = bench.Database.Owner.CreateCommand($"SELECT DISTINCT npix >> {2 * (7 - Math.Min(order, 7))} AS p FROM {Tiles(bench)} WHERE hips_order = 7 ORDER BY p"))
            await using (var reader = await command.ExecuteReaderAsync(bench.Cancel))
                while (await reader.ReadAsync(bench.Cancel)) pixels.Add(reader.GetInt64(0));
            var some = pixels.Where((_, i) => i % Math.Max(1, pixels.Count / 60) == 0).ToList();
            if (some.Count == 0) continue;
            var (first, again, size) = (new List<double>(), new List<double>(), 0L);
            foreach (var list in (List<double>[])[first, again])
                foreach (var pixel in some)
                {
                    var (ms, bytes) = await GetAsync(bench, http, $"{Address(bench)}/density/{new TileAddress(order, pixel)}.png");
                    list.Add(ms);
                    size += bytes;
                }
            bench.Report.Row($"order {order}", Report.Number(some.Count), Report.Number(new Times("", first).Median, 1), Report.Number(new Times("", first).Percentile(95), 1), Report.Number(new Times("", again).Median, 2), Report.Number(size / 2e3 / some.Count));
        }
        foreach (var file in (string[])["Norder3/Allsky.png", "preview.png"])
        {
            var (ms, size) = await GetAsync(bench, http, $"{Address(bench)}/density/{file}");
            var (then, _) = await GetAsync(bench, http, $"{Address(bench)}/density/{file}");
            bench.Report.Row(file, "1", Report.Number(ms, 1), "", Report.Number(then, 2), Report.Number(size / 1e3));
        }
    }

    static async Task CoverageAsync(Bench bench, HttpClient http)
    {
        Turns.Say("  coverage");
        var map = $"/coverage/{BenchOptions.Release}/{bench.Catalogue.Name}";
        bench.Report.Columns("coverage maps", ">first, ms", ">again, ms", ">kB");
        foreach (var path in (string[])[$"{Address(bench)}/Moc.fits", $"{map}.fits?ORDER=9", $"{map}.json?ORDER=9", $"{map}.txt?ORDER=6", $"{map}.fits?ORDER=11", $"{map}/st"])
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), bench.Cancel);
            var first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (answer.StatusCode == HttpStatusCode.NotFound) continue;
            var (again, size) = await GetAsync(bench, http, path);
            bench.Report.Row($"`{path}`", Report.Number(first, 1), Report.Number(again, 1), Report.Number(size / 1e3));
        }
    }

    // A map of 100,000 cells that hold rows, all over the sky, uploaded with the query; and one made by the query.
    static async Task RegionsAsync(Bench bench, HttpClient http)
    {
        Turns.Say("  regions");
        var cells = new List<long>();
        await using (var command = bench.Database.Owner.CreateCommand(
            $"SELECT cell FROM (SELECT DISTINCT hpx29 >> 38 AS cell FROM {Bench.Physical(bench.Catalogue)}) AS c ORDER BY hashint8(cell) LIMIT {RegionCells}"))
        await using (var reader = await command.ExecuteReaderAsync(bench.Cancel))
            while (await reader.ReadAsync(bench.Cancel)) cells.Add(reader.GetInt64(0));
        using var file = new MemoryStream();
        MocFits.Write(Moc.OfCells(10, cells), file);
        var table = $"{BenchOptions.Release}.{bench.Catalogue.Name}";
        var within = $"FROM {table} AS c JOIN TAP_UPLOAD.{Tap.Upload} AS m ON 1 = CONTAINS(POINT(c.ra, c.dec), m.moc)";
        bench.Report.Columns($"a map of {Report.Number(cells.Count)} cells of order 10, uploaded with the query", ">first, ms", ">again, ms", ">kB", "target");
        foreach (var query in (string[])[$"SELECT COUNT(*) {within}", $"SELECT c.obsid, c.ra, c.dec, c.snrg, c.z {within}", $"SELECT moc(8, POINT(ra, dec)) FROM {table} WHERE class = 'QSO'"])
        {
            var isRegion = query.Contains(Tap.Upload, StringComparison.Ordinal);
            var (times, size) = (new List<double>(), 0L);
            for (var round = 0; round < 4; round++)
            {
                var began = Stopwatch.GetTimestamp();
                using HttpContent form = isRegion ? Tap.Form(query, "votable/b2", bench.Catalogue.RowCount!.Value, file.ToArray()) : Tap.Form(query, "votable/b2", 1);
                using var answer = await http.PostAsync(new Uri("/tap/sync", UriKind.Relative), form, bench.Cancel);
                var bytes = await answer.Content.ReadAsByteArrayAsync(bench.Cancel);
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(bytes));
                size = bytes.LongLength;
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            var again = new Times("", times[1..]).Median;
            bench.Report.Row($"`{query}`", Report.Number(times[0]), Report.Number(again), Report.Number(size / 1e3),
                isRegion ? bench.Report.Target("a map of 100,000 cells", again <= RegionMilliseconds, $"again at most {Report.Number(RegionMilliseconds)} ms") : "");
        }
    }

    static async Task<(double Milliseconds, long Bytes)> GetAsync(Bench bench, HttpClient http, string path)
    {
        var began = Stopwatch.GetTimestamp();
        var bytes = await http.GetByteArrayAsync(new Uri(path, UriKind.Relative), bench.Cancel);
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, bytes.LongLength);
    }
}
