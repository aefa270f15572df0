using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>Where rows come from, and which columns can be named without the name of a table (SQL-92, 7.5).</summary>
abstract record BoundFrom
{
    /// <summary>Adds the columns that a name can mean.</summary>
    public abstract void Find(Identifier name, List<BoundExpression> found);

    /// <summary>The columns of <c>SELECT *</c>: those that a join merges stand once, first.</summary>
    public abstract IEnumerable<(string Name, BoundExpression Value)> Visible();
}

/// <summary>One table or query of FROM, under the internal name t1, t2 ... that the SQL uses.</summary>
sealed record BoundSource(int Number, string Name, ColumnSet Columns) : BoundFrom
{
    /// <summary>The table of the catalogue; null for another.</summary>
    public CatalogTable? Table { get; init; }

    /// <summary>The query in parentheses; null for another.</summary>
    public BoundQuery? Query { get; init; }

    /// <summary>The number of the table of WITH; null for another.</summary>
    public int? Common { get; init; }

    /// <summary>True when the name is an alias, so that the table's own name no longer means it.</summary>
    public bool HasAlias { get; init; }

    /// <summary>True for a table that could not be found, which has been reported: nothing is known of its columns.</summary>
    public bool Missing { get; init; }

    /// <summary>The cells for each of which a row of this stands once; made by a pass.</summary>
    public IReadOnlyList<SkyCells> Cells { get; init; } = [];

    /// <summary>
    /// Of the right side of a LEFT JOIN: the cells or ranges in which its rows are sought for a row of the left side, and the condition of the join, which is in the
    /// place of ON then; made by a pass.
    /// </summary>
    public (BoundFrom Rows, BoundExpression On)? Sought { get; init; }

    /// <summary>Columns of coverage maps whose ranges a row has as a column beside; made by a pass.</summary>
    public IReadOnlyList<BoundColumn> Maps { get; init; } = [];

    // Identity is the place in FROM: two mentions of one table are two sources.
    public bool Equals(BoundSource? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public BoundColumn Of(SourceColumn column, TextSpan span) => new(this, column) { Facts = column.Facts, Span = span };

    public override void Find(Identifier name, List<BoundExpression> found)
    {
        if (Columns.Find(name) is { } column) found.Add(Of(column, name.Span));
    }

    public override IEnumerable<(string Name, BoundExpression Value)> Visible() => Columns.All.Select(c => (c.Name, (BoundExpression)Of(c, TextSpan.None)));
}

/// <summary>A join; without a condition, every pair. Merged are the columns of USING or NATURAL, under the name of the left one.</summary>
sealed record BoundJoin(BoundFrom Left, BoundFrom Right, JoinKind Kind, BoundExpression? On, IReadOnlyList<(string Name, BoundExpression Value)> Merged) : BoundFrom
{
    public override void Find(Identifier name, List<BoundExpression> found)
    {
        foreach (var (merged, value) in Merged)
        {
            if (!name.Means(merged)) continue;
            found.Add(value with { Span = name.Span });
            return;
        }
        Left.Find(name, found);
        Right.Find(name, found);
    }

    public override IEnumerable<(string Name, BoundExpression Value)> Visible() => Merged.Concat(Rest(Left)).Concat(Rest(Right));

    IEnumerable<(string Name, BoundExpression Value)> Rest(BoundFrom side) =>
        side.Visible().Where(v => !Merged.Any(m => m.Name.Equals(v.Name, StringComparison.OrdinalIgnoreCase)));
}
