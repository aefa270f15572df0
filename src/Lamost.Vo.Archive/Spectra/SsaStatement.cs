using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>
/// An SSA query as SQL with parameters: its text depends on which parameters were given and not on their values, so that there are few texts, each planned once a session.
/// Immutable.
/// </summary>
public sealed class SsaStatement
{
    static readonly IReadOnlyList<(string Condition, Func<SsaQuery, IReadOnlyList<ValueRange>> Ranges)> RangeConditions =
    [
        ("s.em_max >= r.low AND s.em_min <= r.high", q => q.Bands),
        ("s.em_max / (1 + coalesce(s.redshift, 0)) >= r.low AND s.em_min / (1 + coalesce(s.redshift, 0)) <= r.high", q => q.SourceBands),
        ("s.t_max >= r.low AND s.t_min <= r.high", q => q.Times),
        ("s.snr BETWEEN r.low AND r.high", q => q.SignalToNoise),
        ("s.resolving_power BETWEEN r.low AND r.high", q => q.ResolvingPower),
        ("s.redshift BETWEEN r.low AND r.high", q => q.Redshift),
        ("s.aperture BETWEEN r.low AND r.high", q => q.SpatialResolution),
        ("s.exposure BETWEEN r.low AND r.high", q => q.TimeResolution),
        ("extract(epoch FROM s.modified)::float8 / 86400 + 40587 BETWEEN r.low AND r.high", q => q.Modified),
    ];

    static readonly IReadOnlyList<(string Condition, Func<SsaQuery, IReadOnlyList<string>> Texts)> TextConditions =
    [
        ("(s.target = ANY({0}) OR s.source = ANY({0}))", q => q.Targets),
        ("s.target_class = ANY({0})", q => q.Classes),
        ("EXISTS (SELECT FROM unnest({0}) AS part WHERE strpos(lower(s.collection), part) > 0)", q => q.Collections),
        ("s.did = ANY({0}) AND s.observation IN (SELECT adql.observation_of('ivo://' || did) FROM unnest({0}) AS did)", q => q.Identifiers),
        ("s.collection || '/' || s.key = ANY({0}) AND s.observation IN (SELECT adql.observation_of(substring(did FROM '[^/]*$')) FROM unnest({0}) AS did)", q => q.CreatorIdentifiers),
        ("s.flux_calibration = ANY({0})", q => q.FluxCalibrations),
    ];

    readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>Makes the statement.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="url">The address of the service, without a trailing slash.</param>
    /// <param name="authority">The authority of its identifiers.</param>
    /// <param name="limit">Rows at most; null for all, as when they are put in order.</param>
    public SsaStatement(SsaQuery query, string url, string authority, long? limit)
    {
        ArgumentNullException.ThrowIfNull(query);
        var columns = SsaColumns.All(query.Product);
        (Longitude, Latitude) = (columns.ToList().FindIndex(c => c.Column.Name == "location_ra"), columns.ToList().FindIndex(c => c.Column.Name == "location_dec"));
        Parameter(url);
        Parameter(authority);
        var sql = new StringBuilder("SELECT ").AppendJoin(", ", columns.Select(c => c.Sql));
        var conditions = new List<string> { "s.file_bytes IS NOT NULL" };
        var spectra = SqlNames.Quote(SpectrumView.Spectrum.Schema, SpectrumView.Spectrum.Name);
        if (query.Circle is { } circle)
        {
            var p = ConeStatement.Parameters(circle, null).Take(8).Select(Parameter).ToList();
            sql.Append(CultureInfo.InvariantCulture, $" FROM (SELECT unnest({p[0]}) AS low, unnest({p[1]}) AS high, unnest({p[2]}) AS inside) AS c JOIN {spectra} AS s ON s.hpx29 BETWEEN c.low AND c.high");
            conditions.Add($"(c.inside OR (power(sin((radians(s.s_dec) - {p[4]}) / 2), 2) + cos(radians(s.s_dec)) * {p[5]} * power(sin((radians(s.s_ra) - {p[3]}) / 2), 2) <= {p[6]}) = {p[7]})");
        }
        else sql.Append(CultureInfo.InvariantCulture, $" FROM {spectra} AS s");
        // A name and not a parameter: the branches of other releases are then not even planned.
        if (query.Release is { } release) conditions.Add($"s.release = {SqlNames.Literal(release)}");
        if (query.IsEmpty) conditions.Add("false");
        foreach (var (condition, ranges) in RangeConditions)
        {
            if (ranges(query) is not { Count: > 0 } given) continue;
            var (low, high) = (Parameter(given.Select(r => r.Low).ToArray()), Parameter(given.Select(r => r.High).ToArray()));
            conditions.Add($"EXISTS (SELECT FROM unnest({low}, {high}) AS r(low, high) WHERE {condition})");
        }
        foreach (var (condition, texts) in TextConditions)
            if (texts(query) is { Count: > 0 } given) conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, Parameter(given.ToArray())));
        sql.Append(" WHERE ").AppendJoin(" AND ", conditions);
        if (limit is { } most) sql.Append(" LIMIT ").Append(Parameter(most));
        Sql = sql.ToString();
    }

    /// <summary>The columns of the answer, in the order of its cells; a distance comes after them where the query has a circle.</summary>
    public static IReadOnlyList<TableColumn> Columns(SsaProduct product) => [.. SsaColumns.All(product).Select(c => c.Column)];

    /// <summary>The name, also the XML ID, of the column with the identifiers that DataLink and SODA take.</summary>
    public const string PublisherDid = SsaColumns.PublisherDid;

    /// <summary>The SQL.</summary>
    public string Sql { get; }

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<NpgsqlParameter> Parameters => _parameters;

    /// <summary>The place of the longitude among the columns, from 0.</summary>
    public int Longitude { get; }

    /// <summary>The place of the latitude among the columns, from 0.</summary>
    public int Latitude { get; }

    string Parameter(string value) => Parameter(new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text });

    string Parameter(long value) => Parameter(new NpgsqlParameter<long> { TypedValue = value });

    string Parameter(double[] value) => Parameter(new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double });

    string Parameter(string[] value) => Parameter(new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    string Parameter(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        return string.Create(CultureInfo.InvariantCulture, $"${_parameters.Count}");
    }
}
