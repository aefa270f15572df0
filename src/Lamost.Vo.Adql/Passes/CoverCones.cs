using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Serves a constant circle around a table's main position by the sky index: ranges of <c>hpx29</c> wholly inside need no further test, those on the
/// border are tested exactly (docs/dev/sky-index.md).
/// <code>
/// ra, dec within 1 of 10, 20     hpx29 in inside ranges OR (hpx29 in border ranges AND ra, dec within 1 of 10, 20)
/// </code>
/// Only where a row is kept when the condition holds: under NOT, a position that is NULL would become one that is far.
/// </summary>
static class CoverCones
{
    /// <summary>Runs the pass.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="maxRanges">Ranges of one circle at most; at least 4.</param>
    public static BoundExpression Run(BoundExpression condition, int maxRanges) => condition switch
    {
        BoundLogical logical => logical with { Operands = [.. logical.Operands.Select(o => Run(o, maxRanges))] },
        BoundWithin within => Cover(within, maxRanges) ?? (BoundExpression)within,
        _ => condition,
    };

    static BoundCover? Cover(BoundWithin within, int maxRanges)
    {
        if (within.Point is not { Longitude: BoundColumn lon, Latitude: BoundColumn lat } || lon.Source.Table?.Position is not { } position) return null;
        if (!ReferenceEquals(lon.Source, lat.Source) || lon.Column.Catalog != position.Longitude || lat.Column.Catalog != position.Latitude) return null;
        if (Constants.Of(within.Centre.Longitude) is not { } ra || Constants.Of(within.Centre.Latitude) is not { } dec || Constants.Of(within.Radius) is not { } radius) return null;
        if (!double.IsFinite(ra)) return null;
        var cover = new SkyCover(Math.Max(4, maxRanges));
        cover.Cover(new Circle(ra, dec, radius));
        return new BoundCover(lon.Source, within, [.. cover.Inside], [.. cover.Border]);
    }
}
