using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Makes one cover of covers of one table that are joined by OR, however many: a range is searched once, and a row on the border of some regions is tested
/// against these alone.
/// <code>
/// cover(A) OR cover(B)     inside(A, B) OR (border(A, B) AND (A OR B))     where they overlap
///                          inside(A, B) OR (border(A) AND A) OR (border(B) AND B)     where they do not
/// </code>
/// </summary>
static class MergeCovers
{
    /// <summary>Runs the pass.</summary>
    public static BoundExpression Run(BoundExpression condition)
    {
        if (condition is not BoundLogical logical) return condition;
        var operands = logical.Operands.Select(Run).ToList();
        if (logical.IsAnd) return logical with { Operands = operands };
        // A chain in parentheses is part of the chain around it.
        operands = [.. operands.SelectMany(o => o is BoundLogical { IsAnd: false } inner ? inner.Operands : [o])];
        var merged = new List<BoundExpression>(operands.Count);
        var covers = operands.OfType<BoundCover>().GroupBy(c => c.Source).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var operand in operands)
        {
            if (operand is not BoundCover cover) merged.Add(operand);
            else if (covers.Remove(cover.Source, out var all)) merged.Add(all.Count == 1 ? cover : Merge(all));
        }
        return merged.Count == 1 ? merged[0] : logical with { Operands = merged };
    }

    static BoundCover Merge(List<BoundCover> covers)
    {
        var inside = Union(covers.SelectMany(c => c.Inside));
        // Borders that share a pixel belong together.
        var all = covers.SelectMany(c => c.Borders).ToList();
        var group = Enumerable.Range(0, all.Count).ToArray();
        var ranges = all.SelectMany((b, i) => b.Ranges.Select(r => (Range: r, Border: i))).OrderBy(r => r.Range.First).ToList();
        var (last, of) = (-1L, -1);
        foreach (var (range, border) in ranges)
        {
            if (range.First <= last) group[Root(group, border)] = Root(group, of);
            if (range.Last > last) (last, of) = (range.Last, border);
        }
        var borders = new List<CoverBorder>();
        foreach (var together in Enumerable.Range(0, all.Count).GroupBy(i => Root(group, i)))
        {
            var rest = Without(Union(together.SelectMany(i => all[i].Ranges)), inside);
            if (rest.Count == 0) continue;
            var exact = together.SelectMany(i => all[i].Exact is BoundLogical { IsAnd: false } or ? or.Operands : [all[i].Exact]).ToList();
            borders.Add(new CoverBorder(rest, exact.Count == 1 ? exact[0] : new BoundLogical(false, exact)));
        }
        return covers[0] with { Inside = inside, Borders = borders };
    }

    static int Root(int[] group, int i)
    {
        while (group[i] != i) i = group[i] = group[group[i]];
        return i;
    }

    static List<PixelRange> Union(IEnumerable<PixelRange> ranges)
    {
        var union = new List<PixelRange>();
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (union.Count > 0 && range.First <= union[^1].Last + 1) union[^1] = union[^1] with { Last = Math.Max(union[^1].Last, range.Last) };
            else union.Add(range);
        }
        return union;
    }

    // Both sorted and disjoint.
    static List<PixelRange> Without(List<PixelRange> ranges, List<PixelRange> taken)
    {
        var rest = new List<PixelRange>();
        var at = 0;
        foreach (var range in ranges)
        {
            var first = range.First;
            while (at < taken.Count && taken[at].Last < first) at++;
            for (var t = at; t < taken.Count && taken[t].First <= range.Last; t++)
            {
                if (taken[t].First > first) rest.Add(new PixelRange(first, taken[t].First - 1));
                first = taken[t].Last + 1;
            }
            if (first <= range.Last) rest.Add(new PixelRange(first, range.Last));
        }
        return rest;
    }
}
