using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Sql;

sealed partial class SqlEmitter
{
    const int FewRanges = 2;

    // All ranges, which is what the index takes and what PostgreSQL then need not test again, and for the rows that they hold the way to the one test that decides:
    // by halves, since a row would else be compared with every range of every region.
    void Cover(BoundCover cover)
    {
        var pieces = cover.Inside.Select(r => (Range: r, Exact: (BoundExpression?)null))
            .Concat(cover.Borders.SelectMany(b => b.Ranges.Select(r => (r, (BoundExpression?)b.Exact)))).OrderBy(p => p.Item1.First).ToArray();
        if (pieces.Length == 0)
        {
            Add("false");
            return;
        }
        var column = Healpix(cover.Source);
        Add("(");
        if (cover.Borders.Count == 0) Ranges(column, Joined(pieces));
        else
        {
            Add("(");
            Ranges(column, Joined(pieces));
            Add(") AND ");
            Deciding(column, pieces);
        }
        Add(")");
    }

    // Inside pieces are true. Where more than one exact test stands the pieces are divided, between two tests, so that none is written twice without need.
    void Deciding(string column, ReadOnlySpan<(PixelRange Range, BoundExpression? Exact)> pieces)
    {
        if (Division(pieces) is > 0 and var at)
        {
            Add(Below(column, pieces[at].Range));
            Deciding(column, pieces[..at]);
            Add(" ELSE ");
            Deciding(column, pieces[at..]);
            Add(" END");
            return;
        }
        BoundExpression? exact = null;
        var inside = new List<PixelRange>();
        foreach (var piece in pieces)
        {
            if (piece.Exact is null) inside.Add(piece.Range);
            else exact = piece.Exact;
        }
        if (exact is null) Add("true");
        else if (inside.Count == 0) Expression(exact);
        else
        {
            Add("(");
            Inside(column, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(inside));
            Template(" OR ", exact, ")");
        }
    }

    // The place nearest to the middle where a piece has another test than the one before; 0 for none.
    static int Division(ReadOnlySpan<(PixelRange Range, BoundExpression? Exact)> pieces)
    {
        var (best, middle) = (0, pieces.Length / 2);
        BoundExpression? before = null;
        for (var i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].Exact is not { } exact) continue;
            if (before is not null && !ReferenceEquals(before, exact) && (best == 0 || Math.Abs(i - middle) < Math.Abs(best - middle))) best = i;
            before = exact;
        }
        return best;
    }

    void Inside(string column, ReadOnlySpan<PixelRange> ranges)
    {
        if (ranges.Length <= FewRanges)
        {
            Ranges(column, [.. ranges]);
            return;
        }
        Add(Below(column, ranges[ranges.Length / 2]));
        Inside(column, ranges[..(ranges.Length / 2)]);
        Add(" ELSE ");
        Inside(column, ranges[(ranges.Length / 2)..]);
        Add(" END");
    }

    static string Below(string column, PixelRange range) => string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {column} < {range.First} THEN ");

    // Sorted and disjoint; those that touch are one search of the index.
    static List<PixelRange> Joined(ReadOnlySpan<(PixelRange Range, BoundExpression? Exact)> pieces)
    {
        var joined = new List<PixelRange>();
        foreach (var (range, _) in pieces)
        {
            if (joined.Count > 0 && joined[^1].Last + 1 == range.First) joined[^1] = joined[^1] with { Last = range.Last };
            else joined.Add(range);
        }
        return joined;
    }

    void Ranges(string column, IReadOnlyList<PixelRange> ranges) =>
        Separated(ranges, " OR ", r => Add(string.Create(CultureInfo.InvariantCulture, $"{column} BETWEEN {r.First} AND {r.Last}")));
}
