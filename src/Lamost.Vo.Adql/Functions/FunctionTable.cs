using System.Collections.Frozen;

namespace Lamost.Vo.Adql.Functions;

/// <summary>Every function by its name, in any case. What has rules of its own (geometry, CASTs, COALESCE and its like) is bound by the binder and named here only.</summary>
static class FunctionTable
{
    /// <summary>Functions that the binder knows by name.</summary>
    public static IReadOnlyList<string> Special { get; } =
    [
        "COALESCE", "NULLIF", "GREATEST", "LEAST", "IN_UNIT", "EXTRACT", "POINT", "CIRCLE", "POLYGON", "BOX", "REGION", "MOC", "CONTAINS", "INTERSECTS", "DISTANCE", "AREA", "CENTROID", "COORD1",
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

    /// <summary>What the capabilities declare: signature and description.</summary>
    public static IEnumerable<(string Signature, string Description)> Declarations =>
        IvoaFunctions.All.Where(f => f.Signature is not null).Select(f => (f.Signature!, f.Description!))
            .Concat(IvoaFunctions.Transforms)
            .Concat(AggregateDefinition.All.Where(a => a.Signature is not null).Select(a => (a.Signature!, a.Description!)));
}
