using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Serves a circle around a position of one row that asks for positions of another table by the sky index: the row stands once for each cell of the sky
/// that its circle may meet, a row of the other table is in one cell, and the two meet where the cell is the same (docs/dev/matches.md).
/// <code>
/// a JOIN b ON b within r of a            (a, once for each of its cells) JOIN b ON cell of b = cell AND b within r of a
/// a LEFT JOIN b ON b within r of a       a LEFT JOIN LATERAL (cells of a, b in them WHERE b within r of a)
/// (SELECT ... FROM b WHERE b within r of a row around)     FROM cells of the row, b in them
/// </code>
/// </summary>
sealed class MatchTables
{
    // Sources are known by their numbers: a pass may have made them anew. The cells that the rows of one are to be repeated for:
    readonly Dictionary<int, List<SkyCells>> _repeated = [];
    readonly List<SkyCells> _around = [];
    readonly HashSet<int> _local;
    readonly BoundSelect _select;
    readonly MatchSides _sides;

    MatchTables(BoundSelect select, MatchSides sides)
    {
        (_select, _sides) = (select, sides);
        _local = [.. select.From.Sources().Select(s => s.Number)];
    }

    /// <summary>Runs the pass on a query whose conditions have been through the others.</summary>
    public static BoundSelect Run(BoundSelect select, MatchSides sides)
    {
        var pass = new MatchTables(select, sides);
        var where = select.Where is null ? null : pass.Served(select.Where);
        var from = pass.Conditions(select.From);
        if (pass._repeated.Count + pass._around.Count == 0) return select with { From = from };
        from = pass._around.Aggregate(pass.Repeated(from), (f, cells) => new BoundJoin(f, new BoundCellRows(cells), JoinKind.Inner, null, []));
        return select with { From = from, Where = where };
    }

    BoundFrom Conditions(BoundFrom from)
    {
        if (from is not BoundJoin join) return from;
        join = join with { Left = Conditions(join.Left), Right = Conditions(join.Right) };
        return join switch
        {
            { On: null } => join,
            { Kind: JoinKind.Inner } => join with { On = Served(join.On) },
            { Kind: JoinKind.Left, Right: BoundSource right } => Left(join, right, join.On) ?? join,
            { Kind: JoinKind.Right, Left: BoundSource left } => Left(join with { Kind = JoinKind.Left, Left = join.Right, Right = left }, left, join.On) ?? join,
            _ => join,
        };
    }

    // Rows of the left side stay without a counterpart, so they cannot be repeated.
    BoundJoin? Left(BoundJoin join, BoundSource right, BoundExpression on)
    {
        var left = join.Left.Sources().Select(s => s.Number).ToHashSet();
        foreach (var condition in Conjuncts(on))
        {
            if (condition is not BoundWithin { IsServed: false } within) continue;
            var sought = Either(within, target => target == right.Number, left.Contains);
            var repeated = Either(within, left.Contains, source => source == right.Number);
            if (repeated is { } r && (sought is null || Rows(right) < Rows(r.Target)))
            {
                Repeat(right, r.Cells);
                return join with { On = And(InCell(r), on) };
            }
            if (sought is { } s) return join with { Right = right with { Sought = (new BoundCellRows(s.Cells), And(InCell(s), on)) }, On = new BoundBoolean(true) };
            if (Either(within, left.Contains, n => n == right.Number, mayCompute: true) is not { } computed) continue;
            Repeat(right, computed.Cells);
            return join with { On = And(InCell(computed), on) };
        }
        return null;
    }

    BoundExpression Served(BoundExpression condition) =>
        Conjuncts(condition).OfType<BoundWithin>().Where(w => !w.IsServed).Select(Match).OfType<BoundExpression>().Aggregate(condition, (all, inCell) => And(inCell, all));

    BoundExpression? Match(BoundWithin within)
    {
        var first = Cells(within, _local.Contains, _local.Contains);
        var second = Cells(Turned(within), _local.Contains, _local.Contains);
        var smaller = first is { } f && second is { } s && Rows(s.Source) < Rows(f.Source) ? second : first ?? second;
        if (smaller is null && Either(within, _local.Contains, s => !_local.Contains(s)) is { } around)
        {
            // Of a row of the query around. There it may be a row of a group, which has the position but not its pixel.
            around = around with { Cells = around.Cells with { Source = null } };
            _around.Add(around.Cells);
            return InCell(around);
        }
        // Two positions without an index, as of two queries in FROM: better to compute the pixels of both than to test each pair.
        if ((smaller ?? Cells(within, _local.Contains, _local.Contains, mayCompute: true)) is not { } found) return null;
        Repeat(found.Source, found.Cells);
        return InCell(found);
    }

    static BoundInCell InCell(Meeting meeting) => new(meeting.IsComputed ? null : meeting.Target, meeting.Point, meeting.Cells);

    void Repeat(BoundSource source, SkyCells cells)
    {
        if (!_repeated.TryGetValue(source.Number, out var list)) _repeated.Add(source.Number, list = []);
        list.Add(cells);
    }

    // The cells of the centre, whose columns are all of one source, for a position of another: its main position, or for a radius that is known any, if it may be computed.
    Meeting? Cells(BoundWithin within, Func<int, bool> isTarget, Func<int, bool> isSource, bool mayCompute = false)
    {
        if (within.Find<BoundScalarQuery>() is not null) return null;
        var target = CoverRegions.TableOf(within.Point) ?? (mayCompute ? Only(Columns(within.Point)) : null);
        if (target is null || !isTarget(target.Number)) return null;
        if (Only(Columns(within.Centre).Concat(Columns(within.Radius))) is not { } source || source.Number == target.Number || !isSource(source.Number)) return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"cell {source.Number} {target.Number} {_around.Count + _repeated.Sum(r => r.Value.Count)}");
        var cells = new SkyCells(name, within.Centre, within.Radius) { Source = CoverRegions.TableOf(within.Centre) };
        return mayCompute && cells.Known is null ? null : new Meeting(target, source, within.Point, cells, IsComputed: mayCompute);
    }

    static BoundSource? Only(IEnumerable<BoundColumn> columns) => columns.Select(c => c.Source).DistinctBy(s => s.Number).Take(2).ToList() is [var only] ? only : null;

    Meeting? Either(BoundWithin within, Func<int, bool> isTarget, Func<int, bool> isSource, bool mayCompute = false) =>
        Cells(within, isTarget, isSource, mayCompute) ?? Cells(Turned(within), isTarget, isSource, mayCompute);

    static BoundWithin Turned(BoundWithin within) => within with { Point = within.Centre, Centre = within.Point };

    BoundFrom Repeated(BoundFrom from) => from switch
    {
        BoundJoin join => join with { Left = Repeated(join.Left), Right = Repeated(join.Right) },
        BoundSource source when _repeated.TryGetValue(source.Number, out var cells) => source with { Cells = cells },
        _ => from,
    };

    // Of rows that an outer join fills up the conditions of WHERE say less than they seem to, which an estimate can bear.
    double Rows(BoundSource source) =>
        _sides.Rows(source, [.. Filters(_select.From).Concat(_select.Where is null ? [] : Conjuncts(_select.Where)).Where(c => Owner(c) == source.Number)]);

    static IEnumerable<BoundExpression> Filters(BoundFrom from) => from is BoundJoin join
        ? Filters(join.Left).Concat(Filters(join.Right)).Concat(join is { Kind: JoinKind.Inner, On: { } on } ? Conjuncts(on) : [])
        : [];

    // The one source that a condition is about; null for several, or for a query inside.
    static int? Owner(BoundExpression condition)
    {
        if (condition.Find<BoundScalarQuery>() is not null || condition.Find<BoundInQuery>() is not null || condition.Find<BoundExists>() is not null) return null;
        return Sources(condition).Distinct().Take(2).ToList() is [var only] ? only : null;
    }

    static IEnumerable<int> Sources(BoundExpression expression) => expression switch
    {
        BoundColumn column => [column.Source.Number],
        BoundCover cover => [cover.Source.Number, .. cover.Children().SelectMany(Sources)],
        BoundInMoc { Source: { } source } => [source.Number, .. expression.Children().SelectMany(Sources)],
        // Of a row beside the source too.
        BoundInRange range => [range.Table.Number, 0],
        BoundUnpackedMap map => [map.Column.Source.Number, 0],
        _ => expression.Children().SelectMany(Sources),
    };

    static BoundExpression And(BoundExpression first, BoundExpression second) => new BoundLogical(true, [first, .. Conjuncts(second)]);

    static IEnumerable<BoundExpression> Conjuncts(BoundExpression condition) =>
        condition is BoundLogical { IsAnd: true } and ? and.Operands.SelectMany(Conjuncts) : [condition];

    static IEnumerable<BoundColumn> Columns(BoundExpression expression) =>
        expression is BoundColumn column ? [column] : expression.Children().SelectMany(Columns);

    /// <summary>A position that is sought in the cells of another source's rows; whether its pixel has to be computed.</summary>
    readonly record struct Meeting(BoundSource Target, BoundSource Source, BoundPoint Point, SkyCells Cells, bool IsComputed);
}
