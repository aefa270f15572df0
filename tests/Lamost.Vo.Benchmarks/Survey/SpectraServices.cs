using System.Diagnostics;
using System.Globalization;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Searches of spectra beside cone searches of the same places, links, forms of spectra, and downloads of many.</summary>
static class SpectraServices
{
    const double MoreThanConeMilliseconds = 2, BatchPerSecond = 1000;
    const int Warm = 50, LinksEach = 1000;

    static readonly (string Name, double Degrees, int Full, int Short)[] Radii = [("3 arcsec", 3 / 3600.0, 1000, 200), ("3 arcmin", 0.05, 500, 100), ("1 degree", 1, 100, 20)];

    /// <summary>Measures all.</summary>
    public static async Task RunAsync(Bench bench)
    {
        await SpectraData.EnsureAsync(bench);
        bench.Report.Part("Spectra", $"{Report.Number(bench.Published.Feeds.Sum(f => f.Spectra))} spectra in `ivoa.obscore`. All have an entry of a file, {Report.Number(SpectraData.Files(bench).Low)} files of low and "
            + $"{Report.Number(SpectraData.Files(bench).Medium)} of medium resolution are there; only these are downloaded.");
        foreach (var radius in Radii) await SearchAsync(bench, radius.Name, radius.Degrees, bench.Options.Short ? radius.Short : radius.Full);
        await LinksAsync(bench);
        await FormsAsync(bench);
        await BatchAsync(bench);
    }

    // The catalogue has one row a spectrum of low resolution, and so has SSA when asked for these alone.
    static async Task SearchAsync(Bench bench, string name, double radius, int count)
    {
        Turns.Say($"  {name}, {count} positions");
        var turns = new ConeTurns(bench, await SkyPlaces.ReadAsync(bench, count), radius);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(bench.Service.Url), Timeout = TimeSpan.FromMinutes(5) };
        Task<string> Get(string address) => http.GetStringAsync(new Uri(address, UriKind.Relative), bench.Cancel);
        var times = await Turns.TakeAsync(count,
        [
            turns.Http("/scs", p => Get($"/scs/{BenchOptions.Release}/{bench.Catalogue.Name}?{SkyPlaces.Parameters(p, radius)}")),
            turns.Http("/ssa", p => Get(string.Create(CultureInfo.InvariantCulture, $"/ssa/{BenchOptions.Release}?REQUEST=queryData&COLLECTION=LRS&MAXREC=100000&POS={p.Ra:R},{p.Dec:R}&SIZE={2 * radius:R}"))),
            new ConeTurns(bench, await SkyPlaces.ReadAsync(bench, count), radius).Http("both",
                p => Get(string.Create(CultureInfo.InvariantCulture, $"/ssa?REQUEST=queryData&MAXREC=100000&POS={p.Ra:R},{p.Dec:R}&SIZE={2 * radius:R}"))),
            new ConeTurns(bench, await SkyPlaces.ReadAsync(bench, count), radius).Http("obscore", p => Tap.PostAsync(http, $"{bench.Service.Url}/tap", Tap.Form(
                string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM ivoa.obscore WHERE 1 = CONTAINS(POINT(s_ra, s_dec), CIRCLE({p.Ra:R}, {p.Dec:R}, {radius:R}))"), "votable/td", 100_000), bench.Cancel)),
        ], Math.Min(Warm, count));
        bench.Report.Columns($"{name}, {Report.Number(count)} positions, {Report.Number(turns.RowsEach, 1)} spectra of low resolution each, one connection", ">p50, ms", ">p99, ms", "target");
        Row("`/scs`, 20 columns", times[0], "");
        var added = times[1].Median - times[0].Median;
        bench.Report.Ratio($"ssa {name} beside /scs", times[1].SpeedBeside(times[0]));
        Row("`/ssa`, the same spectra, 45 columns", times[1], bench.Report.Target($"SSA of {name}", added <= MoreThanConeMilliseconds,
            string.Create(CultureInfo.InvariantCulture, $"{added:F2} ms more than /scs, at most {MoreThanConeMilliseconds}")));
        Row("`/ssa`, both resolutions", times[2], "");
        Row("`ivoa.obscore` by TAP, both resolutions, all columns", times[3], "");

        void Row(string what, Times time, string target) => bench.Report.Row(what, Report.Number(time.Median, 3), Report.Number(time.Percentile(99), 3), target);
    }

    static async Task LinksAsync(Bench bench)
    {
        Turns.Say("  links");
        var ids = await IdsAsync(bench, $"SELECT key FROM vo_spectra.spectrum WHERE release = '{BenchOptions.Release}' AND observation % 97 = 5 LIMIT {LinksEach}");
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        var bytes = 0L;
        var times = await Turns.TakeAsync(bench.Options.Short ? 3 : 10,
        [
            Timed("one", async () => await http.GetByteArrayAsync(new Uri($"{bench.Service.Url}/datalink/links?ID={Uri.EscapeDataString(ids[0])}"), bench.Cancel)),
            Timed("many", async () => bytes = (await PostAsync(bench, http, "/datalink/links", ids.Select(i => KeyValuePair.Create("ID", i)))).LongLength),
        ]);
        bench.Report.Columns("DataLink", ">median, ms", ">identifiers/s");
        bench.Report.Row("one identifier", Report.Number(times[0].Median, 2), "");
        bench.Report.Row($"{Report.Number(ids.Count)} identifiers in one POST, {Report.Number(bytes / 1e6, 1)} MB", Report.Number(times[1].Median), Report.Number(ids.Count / times[1].Median * 1000));
    }

    static async Task FormsAsync(Bench bench)
    {
        Turns.Say("  forms of spectra");
        var keys = await RealKeysAsync(bench, "lrs_catalogue", 200);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
        string[] forms = ["", ".fits", ".vot", ".csv", ".json", ".svg", ".png"];
        var sizes = new double[forms.Length];
        var contenders = forms.Select((form, f) => Timed(form, async round => sizes[f] += (await http.GetByteArrayAsync(
            new Uri($"{bench.Service.Url}/spectra/{BenchOptions.Release}/{keys[(round + keys.Count) % keys.Count]}{form}"), bench.Cancel)).Length)).ToList();
        contenders.Add(Timed("soda", async round => await http.GetByteArrayAsync(
            new Uri($"{bench.Service.Url}/soda/sync?RELEASE={BenchOptions.Release}&ID={keys[(round + keys.Count) % keys.Count]}&BAND=6.5e-7%206.6e-7&FLUXCALIB=normalized"), bench.Cancel)));
        var rounds = bench.Options.Short ? 50 : 200;
        var times = await Turns.TakeAsync(rounds, contenders, warm: 20);
        bench.Report.Columns("One spectrum of low resolution, one connection", ">p50, ms", ">p99, ms", ">KB");
        for (var f = 0; f < forms.Length; f++)
            bench.Report.Row(forms[f].Length == 0 ? "the file as published" : $"`{forms[f]}`", Report.Number(times[f].Median, 2), Report.Number(times[f].Percentile(99), 2), Report.Number(sizes[f] / (rounds + 20) / 1000));
        bench.Report.Row("SODA: cut and normalized, FITS", Report.Number(times[^1].Median, 2), Report.Number(times[^1].Percentile(99), 2), "");
    }

    static async Task BatchAsync(Bench bench)
    {
        Turns.Say("  batch");
        var keys = await RealKeysAsync(bench, "lrs_catalogue", int.MaxValue);
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        (string What, KeyValuePair<string, string>[] Form)[] kinds =
        [
            ("tar of the files as published", []),
            ("tar of FITS tables", [KeyValuePair.Create("FILES", "fits")]),
            ("one FITS file", [KeyValuePair.Create("FORMAT", "fits")]),
            ("one VOTable", [KeyValuePair.Create("FORMAT", "votable")]),
        ];
        var sizes = new long[kinds.Length];
        var times = await Turns.TakeAsync(bench.Options.Short ? 2 : 5, [.. kinds.Select((kind, k) => Timed(kind.What, async () => sizes[k] = (await PostAsync(bench, http, "/spectra/batch",
            [KeyValuePair.Create("RELEASE", BenchOptions.Release), KeyValuePair.Create("ID", string.Join(',', keys)), .. kind.Form])).LongLength))]);
        bench.Report.Columns($"`/spectra/batch`, {Report.Number(keys.Count)} spectra of low resolution", ">median, s", ">spectra/s", ">MB/s", "target");
        for (var k = 0; k < kinds.Length; k++)
        {
            var rate = keys.Count / times[k].Median * 1000;
            bench.Report.Row(kinds[k].What, Report.Number(times[k].Median / 1000, 2), Report.Number(rate), Report.Number(sizes[k] / times[k].Median / 1000),
                k == 0 ? bench.Report.Target("batch of spectra", rate >= BatchPerSecond, $"at least {Report.Number(BatchPerSecond)} spectra/s") : "");
        }
    }

    static async Task<byte[]> PostAsync(Bench bench, HttpClient http, string path, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var body = new FormUrlEncodedContent(form);
        using var response = await http.PostAsync(new Uri(bench.Service.Url + path), body, bench.Cancel);
        var bytes = await response.Content.ReadAsByteArrayAsync(bench.Cancel);
        return response.IsSuccessStatusCode ? bytes : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(bytes)}");
    }

    static Contender Timed(string name, Func<Task> work) => Timed(name, _ => work());

    static Contender Timed(string name, Func<int, Task> work) => new(name, async round =>
    {
        var began = Stopwatch.GetTimestamp();
        await work(round);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    });

    static Task<List<string>> RealKeysAsync(Bench bench, string table, int most) =>
        KeysAsync(bench, $"SELECT key FROM {SpectraData.Files(table)} WHERE path <> '{SpectraData.Nowhere}' ORDER BY key LIMIT {most}");

    static async Task<List<string>> IdsAsync(Bench bench, string sql) => [.. (await KeysAsync(bench, sql)).Select(k => $"ivo://lamost.vo/{BenchOptions.Release}?{k}")];

    static async Task<List<string>> KeysAsync(Bench bench, string sql)
    {
        var keys = new List<string>();
        await using var command = bench.Database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(bench.Cancel);
        while (await reader.ReadAsync(bench.Cancel)) keys.Add(reader.GetString(0));
        return keys;
    }
}
