using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>
/// The SQL that makes the feed of a catalogue: one row a spectrum, in the order of the sky, with what SSA, ObsCore and the view of sources say of it. What the file of a
/// spectrum tells comes before what the catalogue tells, and that before what the plate was planned to be.
/// </summary>
static class FeedSql
{
    /// <summary>The schema of feeds and of tables of files.</summary>
    public const string Schema = "vo_spectra";

    /// <summary>The name of a catalogue's feed.</summary>
    public static string FeedName(string release, string table) => $"{release}.{table}";

    /// <summary>The name of its table of files.</summary>
    public static string FilesName(string release, string table) => $"{release}.{table}.files";

    /// <summary>The statement that makes and fills the feed.</summary>
    /// <param name="release">The release's name, which is also the schema of its tables.</param>
    /// <param name="table">The catalogue; it has <see cref="TableDefinition.Spectra"/>.</param>
    /// <param name="target">The table to make, with its schema, quoted.</param>
    /// <param name="hasPlan">Whether the table of plates is there.</param>
    /// <param name="planHasList">Whether it lists the minutes of all exposures, and not that of the first alone.</param>
    /// <param name="hasFiles">Whether there is a table of files.</param>
    public static string Create(string release, TableDefinition table, string target, bool hasPlan, bool planHasList, bool hasFiles)
    {
        var d = table.Spectra!;
        var (lon, lat) = (Name("t", table.Position!.Longitude), Name("t", table.Position.Latitude));
        var isCoadd = d.Minute is null ? "true" : d.Coadd is null ? $"{Name("t", d.Minute)} IS NULL" : $"{Name("t", d.Coadd)} = 1";
        var minute = d.Minute is null ? "NULL::int8" : $"CASE WHEN NOT coalesce({isCoadd}, false) THEN {Name("t", d.Minute)}::int8 END";
        var planned = hasPlan ? $"CASE WHEN coalesce({isCoadd}, false) THEN p.total ELSE p.one END" : "NULL::float8";
        var planStart = hasPlan ? "p.first" : "NULL::int8";
        // Of several exposures the last one began when the list says; without a list they followed one another.
        var planEnd = !hasPlan ? "NULL::float8" : planHasList ? "vo.minute_to_mjd(p.last) + p.one / 86400" : "vo.minute_to_mjd(p.first) + p.total / 86400";
        var day = $"{Name("t", d.Day)}::float8";
        var begin = d.Minute is null ? $"vo.minute_to_mjd({planStart})" : $"vo.minute_to_mjd(coalesce({Name("t", d.Minute)}::int8, {planStart}))";
        var end = d.Minute is null ? planEnd
            : $"CASE WHEN coalesce({isCoadd}, false) THEN {planEnd} ELSE vo.minute_to_mjd({Name("t", d.Minute)}::int8) + {planned} / 86400 END";
        var redshift = d.Redshift.Count > 0 ? Name("t", d.Redshift[0]) : "NULL";
        var redshiftError = d.Redshift.Count > 1 ? Name("t", d.Redshift[1]) : "NULL";
        var spectralClass = d.Class is not null ? Name("t", d.Class) : d.CommonClass is not null ? SqlNames.Literal(d.CommonClass) : "NULL";
        return $"""
            CREATE TABLE {target} AS
            SELECT
                CASE WHEN f.lon = {lon} AND f.lat = {lat} THEN t.hpx29 ELSE adql.healpix_index(29, f.lon, f.lat) END AS hpx29,
                f.lon AS s_ra, f.lat AS s_dec, {Name("t", d.Observation)}::int8 AS observation, {minute} AS minute, {lon} AS ra, {lat} AS dec,
                coalesce({File("t_min")}, {begin}, {day}) AS t_min, coalesce({File("t_max")}, {end}, {begin}, {day} + 1) AS t_max,
                {File("em_min")} AS em_min, {File("em_max")} AS em_max,
                {redshift}::float8 AS redshift, {redshiftError}::float8 AS redshift_error,
                {Velocity(d, redshift, spectralClass)}::float8 AS velocity, {VelocityError(d, redshiftError, spectralClass)}::float8 AS velocity_error,
                coalesce({File("exposure")}, {planned}) AS exposure, {File("file_bytes", "int8")} AS file_bytes, {File("modified", "timestamp")} AS modified,
                coalesce({File("snr")}, {First(d.SignalToNoise)}::float8)::float4 AS snr,
                {File("pixels", "int4")} AS pixels, {File("product_bytes", "int4")} AS product_bytes,
                {(d.Arm is null ? "0::int2" : $"CASE {Name("t", d.Arm)} WHEN 'B' THEN 1::int2 WHEN 'R' THEN 2::int2 ELSE 0::int2 END")} AS arm,
                {Name("t", d.Key)}::text COLLATE "C" AS key, {Name("t", d.Source)} AS source, coalesce({Name("t", d.Target)}, {Name("t", d.Key)}::text) AS target,
                {spectralClass}::text COLLATE "C" AS class, {(d.Type is null ? "NULL" : Name("t", d.Type))}::text COLLATE "C" AS type
            FROM {SqlNames.Quote(release, table.Name)} AS t
            CROSS JOIN LATERAL (SELECT {Fibre(d, 0, lon)} AS lon, {Fibre(d, 1, lat)} AS lat) AS f
            {(hasPlan ? $"LEFT JOIN ({Plates(SqlNames.Quote(release, d.Plan!), planHasList)}) AS p ON p.pid = {Name("t", d.Observation)} / 100000" : "")}
            {(hasFiles ? $"LEFT JOIN {SqlNames.Quote(Schema, FilesName(release, table.Name))} AS file ON file.key = {Name("t", d.Key)}::text" : "")}
            ORDER BY 1
            """;

        string File(string column, string type = "float8") => hasFiles ? $"file.{column}" : $"NULL::{type}";
    }

    /// <summary>What to run on the filled feed, in order.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="name">Its name; the names of the indexes begin with it.</param>
    public static IEnumerable<string> Finish(string schema, string name)
    {
        var at = SqlNames.Quote(schema, name);
        foreach (var (suffix, expression) in (IEnumerable<(string, string)>)
            [("hpx29", "hpx29"), ("cell", SkyPosition.CellOf("hpx29")), ("observation", "observation"), ("source", "source"), ("target", "target")])
            yield return $"CREATE INDEX {SqlNames.Quote($"{name}_{suffix}")} ON {at} ({expression}) WITH (fillfactor = 100)";
        // Identifiers are looked up by their observation (adql.observation_of); one that does not begin with it would not be found. (To call the function for each row takes minutes.)
        yield return $"ALTER TABLE {at} ADD CONSTRAINT key_names_observation CHECK (starts_with(key, observation::text) AND length(key) - length(observation::text) IN (0, 1, 8, 9))";
        yield return $"ANALYZE {at}";
    }

    // Computed for each plate, and not (which OFFSET 0 prevents) for each of its spectra.
    static string Plates(string plan, bool hasList) => $"""
        SELECT pid, vo.exposure_sum(exptime) AS total, vo.exposure_each(exptime) AS one,
            {(hasList ? "substring(lmjm_list FROM '^[0-9]{8}')::int8 AS first, substring(lmjm_list FROM '[0-9]{8}$')::int8 AS last" : "lmjm::int8 AS first")}
        FROM {plan} OFFSET 0
        """;

    static string Name(string alias, string column) => $"{alias}.{SqlNames.Quote(column)}";

    static string Fibre(SpectraDefinition d, int axis, string main) =>
        d.Fibre.Count == 0 ? main : $"CASE WHEN {Name("t", d.Fibre[0])} IS NULL OR {Name("t", d.Fibre[1])} IS NULL THEN {main} ELSE {Name("t", d.Fibre[axis])} END";

    static string First(IReadOnlyList<string> columns) => columns.Count == 0 ? "NULL" : $"coalesce({string.Join(", ", columns.Select(c => Name("t", c)))})";

    const double LightSpeed = 299_792.458;

    // The redshift of a star is its velocity over that of light (docs/dev/spectra.md).
    static string Velocity(SpectraDefinition d, string redshift, string spectralClass) =>
        d.Velocity.Count > 0 ? First(d.Velocity) : string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {spectralClass} = 'STAR' THEN {redshift} * {LightSpeed} END");

    // The error of the velocity that was taken, and of no other.
    static string VelocityError(SpectraDefinition d, string redshiftError, string spectralClass) =>
        d.Velocity.Count > 0
            ? $"CASE {string.Concat(d.Velocity.Zip(d.VelocityError, (v, e) => $"WHEN {Name("t", v)} IS NOT NULL THEN {Name("t", e)} "))}END"
            : string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {spectralClass} = 'STAR' THEN {redshiftError} * {LightSpeed} END");
}
