using System.Globalization;
using Dapper;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Synthetic;
using Npgsql;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Reads what catalogues and plates say of observations, as what spectra are invented from.</summary>
sealed class TargetReader(NpgsqlConnection connection, SimulatedTables tables, string release, SpectrumSimulationOptions options)
{
    const int Batch = 2000;

    // Minutes between the end of an exposure and the next.
    const int Readout = 3;

    const string Place = "obsid uid designation lmjd mjd planid spid fiberid ra dec ra_obs dec_obs gaia_g_mean_mag";

    /// <summary>Targets of low resolution.</summary>
    public async Task<List<SyntheticTarget>> LowAsync(IReadOnlyList<long> observations, CancellationToken cancel)
    {
        var targets = new List<SyntheticTarget>();
        foreach (var batch in observations.Chunk(Batch))
        {
            var rows = await RowsAsync($"""
                SELECT {tables.Select(SimulatedTables.Low, "c", Place + " snru snrg snrr snri snrz class subclass z z_err mag_ps_g mag_ps_r mag_ps_i mag_ps_z mag_ps_y with_norm_flux")},
                    {tables.Select("lrs_stellar", "s", "teff logg feh rv")}, {tables.Select("lrs_plan", "p", "exptime lmjm")}
                FROM {tables.Find(SimulatedTables.Low)} AS c {Join("lrs_stellar", "s", "s.obsid = c.obsid")} {Join("lrs_plan", "p", "p.pid = c.obsid / 100000")}
                WHERE c.obsid = ANY(@batch) ORDER BY c.obsid
                """, new { batch }, cancel).ConfigureAwait(false);
            var sources = await SourcesAsync(rows, cancel).ConfigureAwait(false);
            targets.AddRange(rows.Select(r => Low(r, sources.GetValueOrDefault(r.Text("uid") ?? ""))));
        }
        return targets;
    }

    /// <summary>Targets of medium resolution: visits, with all that the catalogue lists of them.</summary>
    public async Task<List<SyntheticTarget>> MediumAsync(IReadOnlyList<long> observations, CancellationToken cancel)
    {
        var targets = new List<SyntheticTarget>();
        foreach (var batch in observations.Chunk(Batch))
        {
            var rows = await RowsAsync($"""
                SELECT {tables.Select(SimulatedTables.Medium, "c", Place + " mobsid band lmjm coadd snr gaia_bp_mean_mag gaia_rp_mean_mag rv_br1 rv_lasp1 rv_b1 rv_r1")}, {tables.Select("mrs_plan", "p", "exptime")}
                FROM {tables.Find(SimulatedTables.Medium)} AS c {Join("mrs_plan", "p", "p.pid = c.obsid / 100000")} WHERE c.obsid = ANY(@batch) ORDER BY c.obsid, c.mobsid COLLATE "C"
                """, new { batch }, cancel).ConfigureAwait(false);
            var sources = await SourcesAsync(rows, cancel).ConfigureAwait(false);
            targets.AddRange(rows.GroupBy(r => r.Long("obsid")).Select(g => Medium([.. g], sources.GetValueOrDefault(g.First().Text("uid") ?? ""))));
        }
        return targets;
    }

    SyntheticTarget Low(CatalogueRow row, CatalogueRow? source)
    {
        var (count, seconds) = ExposureTime(row.Text("exptime"));
        var start = row.Long("lmjm");
        var redshift = row.Number("z") is > -1 and var z ? z : (double?)null;
        return Common(row, isMedium: false) with
        {
            Layout = options.MixedLayouts ? (IsOdd(row) ? SpectrumLayout.Image : SpectrumLayout.Table) : options.LowLayout,
            Class = row.Text("class"),
            Subclass = row.Text("subclass"),
            Teff = row.Number("teff") ?? source?.Number("teff"),
            LogG = row.Number("logg") ?? source?.Number("logg"),
            FeH = row.Number("feh") ?? source?.Number("feh"),
            Redshift = redshift,
            RedshiftError = row.Number("z_err"),
            RadialVelocity = row.Number("rv"),
            SignalToNoise = [.. "ugriz".Select(b => row.Number($"snr{b}"))],
            Exposures = start is { } first && seconds > 0 ? [.. Enumerable.Range(0, count).Select(i => new SyntheticExposure(first + i * ((long)Math.Ceiling(seconds / 60) + Readout), seconds))] : [],
            PanStarrs = [.. "grizy".Select(b => row.Number($"mag_ps_{b}"))],
            WithNormalizedFlux = row.Long("with_norm_flux") != 0,
        };
    }

    SyntheticTarget Medium(IReadOnlyList<CatalogueRow> rows, CatalogueRow? source)
    {
        var (_, seconds) = ExposureTime(rows[0].Text("exptime"));
        // One light for all exposures of a visit: their velocities differ by errors alone.
        var velocities = rows.Select(r => r.Number("rv_br1") ?? r.Number("rv_lasp1") ?? r.Number("rv_b1") ?? r.Number("rv_r1")).OfType<double>().Order().ToList();
        return Common(rows[0], isMedium: true) with
        {
            Layout = options.MixedLayouts ? (IsOdd(rows[0]) ? SpectrumLayout.MediumPixels : SpectrumLayout.MediumArrays) : options.MediumLayout,
            Class = source?.Text("class") ?? "STAR",
            Subclass = source?.Text("subclass"),
            Teff = source?.Number("teff") ?? (source?.Text("subclass") is null ? Temperature(rows[0]) : null),
            LogG = source?.Number("logg"),
            FeH = source?.Number("feh"),
            RadialVelocity = velocities.Count > 0 ? velocities[velocities.Count / 2] : null,
            Arms = [.. rows.Select(r => new SyntheticArm(r.Text("band") == "R" ? SpectrumArm.Red : SpectrumArm.Blue, r.Long("coadd") == 1 ? null : r.Long("lmjm"),
                Math.Clamp(r.Number("snr") ?? 10, 0, 5000)) { Seconds = seconds > 0 ? seconds : 1200 })],
        };
    }

    SyntheticTarget Common(CatalogueRow row, bool isMedium)
    {
        var obsid = row.Long("obsid")!.Value;
        var name = new SpectrumFileName(isMedium, Int("lmjd"), row.Text("planid") ?? "", Int("spid"), Int("fiberid"));
        return new SyntheticTarget(name, release)
        {
            Obsid = obsid,
            Designation = row.Text("designation"),
            Ra = row.Number("ra")!.Value,
            Dec = row.Number("dec")!.Value,
            RaObserved = row.Number("ra_obs"),
            DecObserved = row.Number("dec_obs"),
            Day = (int?)row.Long("mjd"),
            GaiaG = row.Number("gaia_g_mean_mag"),
            Seed = unchecked((long)Draws.Key(options.Seed, (ulong)obsid)),
        };

        int Int(string column) => (int)(row.Long(column) ?? 0);
    }

    /// <summary>What all spectra of a source together say of its light, so that those of one source look alike.</summary>
    async Task<Dictionary<string, CatalogueRow>> SourcesAsync(IReadOnlyList<CatalogueRow> rows, CancellationToken cancel)
    {
        var uids = rows.Select(r => r.Text("uid")).OfType<string>().Distinct().ToArray();
        var parts = new List<string>();
        if (tables.Find(SimulatedTables.Low) is { } low)
            parts.Add($"SELECT uid, {tables.Select(SimulatedTables.Low, "c", "class subclass")}, NULL::float8 AS teff, NULL::float8 AS logg, NULL::float8 AS feh FROM {low} AS c WHERE uid = ANY(@uids)");
        if (tables.Find("lrs_stellar") is { } stellar) parts.Add($"SELECT uid, NULL, NULL, teff, logg, feh FROM {stellar} WHERE uid = ANY(@uids)");
        if (tables.Find("mrs_stellar") is { } medium) parts.Add($"SELECT uid, NULL, NULL, teff_lasp, logg_lasp, feh_lasp FROM {medium} WHERE uid = ANY(@uids)");
        if (parts.Count == 0) return [];
        // Medians that are one of the values: what a mean is depends on the order of the sum.
        static string Median(string column) => $"percentile_disc(0.5) WITHIN GROUP (ORDER BY {column}) AS {column}";
        var found = await RowsAsync($"""
            SELECT uid, mode() WITHIN GROUP (ORDER BY class) AS class, mode() WITHIN GROUP (ORDER BY subclass) AS subclass, {Median("teff")}, {Median("logg")}, {Median("feh")}
            FROM ({string.Join("\nUNION ALL\n", parts)}) AS spectra GROUP BY uid
            """, new { uids }, cancel).ConfigureAwait(false);
        return found.ToDictionary(r => r.Text("uid")!, StringComparer.Ordinal);
    }

    async Task<List<CatalogueRow>> RowsAsync(string sql, object parameters, CancellationToken cancel) =>
        [.. (await connection.QueryAsync(new CommandDefinition(sql, parameters, commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false))
            .Select(r => new CatalogueRow((IDictionary<string, object?>)r))];

    string Join(string table, string alias, string condition) => tables.Find(table) is { } name ? $"LEFT JOIN {name} AS {alias} ON {condition}" : "";

    static bool IsOdd(CatalogueRow row) => (Draws.Key(1, (ulong)row.Long("obsid")!.Value) & 1) == 1;

    // A rough one for dwarfs; the Sun has 0.82.
    static double? Temperature(CatalogueRow row) =>
        row.Number("gaia_bp_mean_mag") - row.Number("gaia_rp_mean_mag") is >= -0.5 and <= 3 and var colour ? 5040 / (0.499 + 0.4925 * colour - 0.0287 * colour * colour) : null;

    /// <summary>Exposure times as plates have them: <c>3*600</c> or <c>600</c>, s; 0 for none.</summary>
    static (int Count, double Seconds) ExposureTime(string? text)
    {
        var parts = (text ?? "").Split('*');
        var count = 1;
        if (parts.Length > 2 || !double.TryParse(parts[^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return (0, 0);
        if (parts.Length == 2 && !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out count)) return (0, 0);
        return count is >= 1 and <= 100 ? (count, seconds) : (0, 0);
    }

    sealed class CatalogueRow(IDictionary<string, object?> cells)
    {
        public double? Number(string column) =>
            cells.TryGetValue(column, out var cell) && cell is not null && Convert.ToDouble(cell, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null;

        public long? Long(string column) => cells.TryGetValue(column, out var cell) && cell is not null ? Convert.ToInt64(cell, CultureInfo.InvariantCulture) : null;

        public string? Text(string column) => cells.TryGetValue(column, out var cell) ? cell as string : null;
    }
}
