using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Serves a constant circle, polygon or coverage map around a table's main position by the sky index: ranges of <c>hpx29</c> wholly inside need no further
/// test, those on the border are tested exactly (docs/dev/sky-index.md).
/// <code>
/// ra, dec within 1 of 10, 20     hpx29 in all ranges AND (hpx29 in inside ranges OR ra, dec within 1 of 10, 20)
/// </code>
/// Only where a row is kept when the condition holds: under NOT, a position that is NULL would become one that is far. (Not in a map is in the map of the rest.)
/// </summary>
static class CoverRegions
{
    // A query of many regions gives each fewer ranges, as each range costs some microseconds of planning.
    const int RangesPerQuery = 4096, Fewest = 4;

    /// <summary>Runs the pass.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="rows">The sources whose rows, not yet grouped, the condition sees: of no other can the index be named.</param>
    /// <param name="maxRanges">Ranges of one region at most; at least 4.</param>
    public static BoundExpression Run(BoundExpression condition, IReadOnlySet<int> rows, int maxRanges)
    {
        var regions = Count(condition);
        return regions == 0 ? condition : Covered(condition, rows, Math.Max(Fewest, Math.Min(maxRanges, RangesPerQuery / regions)), isConjunct: true);
    }

    // The buffers of a cover are larger than all the rest of a small query; each thread keeps its last one.
    static SkyCover Cover(int ranges)
    {
        if (_last is not { } last || last.Ranges != ranges) _last = last = (ranges, new SkyCover(ranges));
        return last.Cover;
    }

    [ThreadStatic]
    static (int Ranges, SkyCover Cover)? _last;

    static int Count(BoundExpression condition) => condition is BoundLogical logical ? logical.Operands.Sum(Count) : condition is BoundWithin or BoundInPolygon or BoundInMoc or BoundNot { Operand: BoundInMoc } ? 1 : 0;

    static BoundExpression Covered(BoundExpression condition, IReadOnlySet<int> rows, int ranges, bool isConjunct)
    {
        if (condition is BoundLogical logical) return logical with { Operands = [.. logical.Operands.Select(o => Covered(o, rows, ranges, isConjunct && logical.IsAnd))] };
        // No row without a position is in the ranges of the rest of the sky, as -1 is in none.
        if (condition is BoundNot { Operand: BoundInMoc outside } && TableOf(outside.Point) is { } of && rows.Contains(of.Number))
            condition = outside.Moc is BoundMoc map ? outside with { Moc = map with { Moc = map.Moc.Complement() } } : outside with { IsOutside = true };
        var point = condition switch { BoundWithin w => w.Point, BoundInPolygon p => p.Point, BoundInMoc m => m.Point, _ => null };
        if (point is null || TableOf(point) is not { } source || !rows.Contains(source.Number)) return condition;
        SkyCover cover;
        switch (condition)
        {
            case BoundWithin within when FoldGeometry.Circle(within.Centre, within.Radius) is { } circle:
                cover = Cover(SkyCover.RangesFor(circle, ranges));
                cover.Cover(circle);
                break;
            case BoundInPolygon inside when FoldGeometry.Polygon(inside.Polygon) is { } polygon:
                cover = Cover(ranges);
                cover.Cover(polygon);
                break;
            case BoundInMoc { Moc: BoundMoc known } inside when known.Moc.Ranges.Length <= ranges || !isConjunct:
                cover = Cover(ranges);
                cover.Cover(known.Moc);
                condition = inside with { Source = source };
                break;
            case BoundInMoc inside:
                // Its ranges are too many for a condition, or not known: ServeMaps makes rows of them.
                return inside with { Source = source };
            default:
                return condition;
        }
        return new BoundCover(source, [.. cover.Inside], cover.Border.Length == 0 ? [] : [new CoverBorder([.. cover.Border], condition)]);
    }

    /// <summary>The table whose main position this is; null for another position.</summary>
    public static BoundSource? TableOf(BoundPoint point) =>
        point is { Longitude: BoundColumn lon, Latitude: BoundColumn lat } && lon.Source.Table?.Position is { } position && ReferenceEquals(lon.Source, lat.Source)
            && lon.Column.Catalog == position.Longitude && lat.Column.Catalog == position.Latitude ? lon.Source : null;
}
