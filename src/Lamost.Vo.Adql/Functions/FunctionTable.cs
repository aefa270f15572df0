using System.Collections.Frozen;

namespace Lamost.Vo.Adql.Functions;

/// <summary>Every function by its name, in any case. What has rules of its own (geometry, CASTs, COALESCE and its like) is bound by the binder and named here only.</summary>
static class FunctionTable
{
    /// <summary>Functions that the binder knows by name.</summary>
    public static IReadOnlyList<string> Special { get; } =
    [
        "COALESCE", "NULLIF", "GREATEST", "LEAST", "IN_UNIT", "EXTRACT", "POINT", "CIRCLE", "POLYGON", "BOX", "REGION", "CONTAINS", "INTERSECTS", "DISTANCE", "AREA", "CENTROID", "COORD1",
        "COORD2", "COORDSYS", "ivo_geom_transform", "ivo_simbadpoint",
    ];

    static readonly FrozenDictionary<string, FunctionDefinition[]> Functions = AdqlFunctions.All.Concat(SqlFunctions.All).Concat(IvoaFunctions.All)
        .GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.OrdinalIgnoreCase);

    static readonly FrozenDictionary<string, AggregateDefinition> Aggregates = AggregateDefinition.All.ToFrozenDictionary(a => a.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The forms of a function; null for none of this name.</summary>
    public static FunctionDefinition[]? Find(string name) => Functions.GetValueOrDefault(name);

    /// <summary>An aggregate; null for none of this name.</summary>
    public static AggregateDefinition? FindAggregate(string name) => Aggregates.GetValueOrDefault(name);

    /// <summary>All names, for suggestions.</summary>
    public static IEnumerable<string> Names => Functions.Keys.Concat(Aggregates.Keys).Concat(SqlFunctions.OfOtherRows.Keys).Concat(Special);

    // The forms of MOC that are no aggregate.
    static readonly (string Signature, string Description)[] MapForms =
    [
        ("moc(map VARCHAR(*)) -> MOC", "A coverage map that is written out in the text form of MOC 2.0, as a region: moc('4/30-33 38 52 7/324-934')."),
        ("moc(order INTEGER, region CIRCLE) -> MOC", "The coverage map of a constant circle: the HEALPix cells of an order (a constant, 0 to 29) that it may overlap."),
        ("moc(order INTEGER, region POLYGON) -> MOC", "The coverage map of a constant polygon: the HEALPix cells of an order (a constant, 0 to 29) that it may overlap."),
    ];

    /// <summary>What the capabilities declare: signature and description.</summary>
    public static IEnumerable<(string Signature, string Description)> Declarations =>
        IvoaFunctions.All.Where(f => f.Signature is not null).Select(f => (f.Signature!, f.Description!))
            .Concat(IvoaFunctions.Transforms)
            .Concat(MapForms)
            .Concat(AggregateDefinition.All.Where(a => a.Signature is not null).Select(a => (a.Signature!, a.Description!)));
}
