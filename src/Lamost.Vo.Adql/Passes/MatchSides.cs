using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// How many rows the sides of positional joins have, after their own conditions: the smaller one drives. The database's planner knows best, but a pass cannot ask
/// it: what would be asked is gathered, and the passes run once more with the answers.
/// </summary>
/// <param name="known">Answers, by the number of the source; null before there are any.</param>
sealed class MatchSides(IReadOnlyDictionary<int, double>? known)
{
    readonly SortedDictionary<int, string> _questions = [];

    /// <summary>What the planner could tell: queries whose rows it is to estimate, by the number of the source.</summary>
    public IReadOnlyDictionary<int, string> Questions => _questions;

    /// <summary>Rows of a source; until they are known, those of the whole table.</summary>
    /// <param name="source">One side of a join that either could drive.</param>
    /// <param name="own">The conditions that are about it alone.</param>
    public double Rows(BoundSource source, IReadOnlyList<BoundExpression> own)
    {
        if (known is not null) return known.GetValueOrDefault(source.Number, Whole(source));
        if (own.Count > 0) _questions.TryAdd(source.Number, SqlEmitter.Rows(source, own));
        return Whole(source);
    }

    // What is computed is taken for small: it has been chosen from something.
    static double Whole(BoundSource source) => source.Table is { } table ? table.RowCount ?? 0 : -1;
}
