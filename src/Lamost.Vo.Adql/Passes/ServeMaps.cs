using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Serves coverage maps that have too many ranges for a condition, or whose ranges are not known yet, by the sky index: the ranges are rows, and a row of the table is in
/// one of them at most (docs/dev/moc-queries.md).
/// <code>
/// t WHERE t in map                 ranges of map, t WHERE t in the range
/// m JOIN t ON t in m.moc           (m, ranges of m.moc) JOIN t ON t in the range
/// m LEFT JOIN t ON t in m.moc      m LEFT JOIN LATERAL (ranges of m.moc, t WHERE t in the range)
/// </code>
/// What stands elsewhere is tested exactly, row by row; the map of a row is unpacked once for it.
/// </summary>
sealed class ServeMaps
{
    // Where nothing is known of the maps of a column; and what PostgreSQL takes unnest of a multirange for.
    const double PartOfSky = 0.01, RangesOfColumn = 100;
    const int MostThirds = 16;

    readonly HashSet<int> _local, _served = [];
    readonly Dictionary<int, List<BoundColumn>> _unpacked = [];
    int _count;

    ServeMaps(BoundSelect select) => _local = [.. select.From.Sources().Select(s => s.Number)];

    /// <summary>Runs the pass on a query whose conditions have been through the others.</summary>
    public static BoundSelect Run(BoundSelect select)
    {
        var pass = new ServeMaps(select);
        var from = pass.Conditions(select.From);
        var where = select.Where;
        if (where is not null) (where, from) = pass.Served(where, from);
        return pass.Unpacked(select with { From = from, Where = where });
    }

    BoundFrom Conditions(BoundFrom from)
    {
        if (from is not BoundJoin join) return from;
        join = join with { Left = Conditions(join.Left), Right = Conditions(join.Right) };
        switch (join)
        {
            case { On: { } on, Kind: JoinKind.Inner }:
                var own = join.Right.Sources().Select(s => s.Number).ToHashSet();
                var (rest, right) = Served(on, join.Right, m => own.Contains(m));
                (rest, var left) = Served(rest, join.Left, m => !own.Contains(m));
                return join with { Left = left, Right = right, On = rest };
            case { On: { } on, Kind: JoinKind.Left, Right: BoundSource sought }:
                return Sought(join, sought, on) ?? join;
            case { On: { } on, Kind: JoinKind.Right, Left: BoundSource sought }:
                return Sought(join with { Kind = JoinKind.Left, Left = join.Right, Right = sought }, sought, on) ?? join;
            default:
                return join;
        }
    }

    // Rows of the left side stay without a counterpart: those of the right are sought for each, or chosen once where the map is the same for all.
    BoundJoin? Sought(BoundJoin join, BoundSource right, BoundExpression on)
    {
        // A match of positions serves better.
        if (right.Sought is not null || Conjuncts(on).Any(c => c is BoundWithin)) return null;
        if (Conjuncts(on).OfType<BoundInMoc>().FirstOrDefault(m => m.Source?.Number == right.Number && SourceOf(m) is { } source && source != right.Number) is not { } inside) return null;
        var map = Map(inside);
        if (inside.Moc is BoundMoc) return join with { Right = right with { Sought = (new BoundMapRows(map), new BoundInRange(right, map)) }, On = Replaced(on, inside, new BoundBoolean(true)) };
        return join with { Right = right with { Sought = (new BoundMapRows(map), Replaced(on, inside, new BoundInRange(right, map))) }, On = new BoundBoolean(true) };
    }

    (BoundExpression, BoundFrom) Served(BoundExpression condition, BoundFrom from, Func<int, bool>? isSource = null)
    {
        // The map with the least sky first: a table is served once, and tested for the others.
        foreach (var inside in Conjuncts(condition).OfType<BoundInMoc>().OrderBy(Part).ToList())
        {
            if (inside.Source is not { } table || !_local.Contains(table.Number) || SourceOf(inside) is not { } source || source == table.Number) continue;
            if (isSource is not null && !isSource(source) || !_served.Add(table.Number)) continue;
            var map = Map(inside);
            from = new BoundJoin(from, new BoundMapRows(map), JoinKind.Inner, null, []);
            condition = Replaced(condition, inside, new BoundInRange(table, map));
        }
        return (condition, from);
    }

    SkyMap Map(BoundInMoc inside)
    {
        var ranges = inside.Moc is BoundMoc known ? Math.Max(1, known.Moc.Ranges.Length) : RangesOfColumn;
        var thirds = Math.Round(Math.Log(ranges / Part(inside)) / Math.Log(3));
        return new SkyMap(string.Create(CultureInfo.InvariantCulture, $"map {inside.Source!.Number} {_count++}"), inside.Moc, inside.IsOutside) { Thirds = (int)Math.Clamp(thirds, 2, MostThirds) };
    }

    static double Part(BoundInMoc inside)
    {
        var part = inside.Moc switch
        {
            BoundMoc known => known.Moc.AreaSquareDegrees / Whole,
            BoundColumn { Column.Catalog.SkyFraction: { } fraction } => fraction,
            _ => PartOfSky,
        };
        return Math.Clamp(inside.IsOutside ? 1 - part : part, 1e-9, 1);
    }

    const double Whole = 360 * 360 / Math.PI;

    // The one source whose rows have the map: 0 for one that is the same for all rows of the query; null where it cannot be a row of FROM.
    int? SourceOf(BoundInMoc inside) => inside.Moc switch
    {
        BoundMoc => 0,
        BoundColumn column => _local.Contains(column.Source.Number) ? column.Source.Number : 0,
        _ => null,
    };

    // Rows whose maps are tested for other rows: else PostgreSQL would fetch a map anew for each of them.
    BoundSelect Unpacked(BoundSelect select)
    {
        BoundExpression Of(BoundExpression value) => value.Map(Of, q => q) switch
        {
            BoundInMoc { Moc: BoundColumn column } inside when IsKept(column) => inside with { Moc = Unpack(column) },
            var other => other,
        };

        BoundFrom Ons(BoundFrom from) => from switch
        {
            BoundJoin join => join with { Left = Ons(join.Left), Right = Ons(join.Right), On = join.On is null ? null : Of(join.On) },
            BoundSource { Sought: { } sought } source => source with { Sought = (sought.Rows, Of(sought.On)) },
            _ => from,
        };

        if (!select.From.Sources().Any(s => s.Table is not null && s.Columns.All.Any(c => c.Type == AdqlType.Moc))) return select;
        select = select with
        {
            Outputs = [.. select.Outputs.Select(o => o with { Value = Of(o.Value) })],
            OrderBy = [.. select.OrderBy.Select(o => o with { Value = Of(o.Value) })],
            GroupBy = [.. select.GroupBy.Select(Of)],
            From = Ons(select.From),
            Where = select.Where is null ? null : Of(select.Where),
            Having = select.Having is null ? null : Of(select.Having),
        };
        return select with { From = WithMaps(select.From) };
    }

    bool IsKept(BoundColumn column) => column.Source.Table is not null && _local.Contains(column.Source.Number);

    BoundUnpackedMap Unpack(BoundColumn column)
    {
        if (!_unpacked.TryGetValue(column.Source.Number, out var list)) _unpacked.Add(column.Source.Number, list = []);
        if (!list.Exists(c => c.Column.Sql == column.Column.Sql)) list.Add(column);
        return new BoundUnpackedMap(column);
    }

    BoundFrom WithMaps(BoundFrom from) => from switch
    {
        BoundJoin join => join with { Left = WithMaps(join.Left), Right = WithMaps(join.Right) },
        BoundSource source when _unpacked.TryGetValue(source.Number, out var columns) => source with { Maps = columns },
        _ => from,
    };

    static BoundExpression Replaced(BoundExpression condition, BoundExpression old, BoundExpression by) =>
        ReferenceEquals(condition, old) ? by
        : condition is BoundLogical { IsAnd: true } and ? and with { Operands = [.. and.Operands.Select(o => Replaced(o, old, by))] }
        : condition;

    static IEnumerable<BoundExpression> Conjuncts(BoundExpression condition) =>
        condition is BoundLogical { IsAnd: true } and ? and.Operands.SelectMany(Conjuncts) : [condition];
}
