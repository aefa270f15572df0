using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// The cells of the sky that the circle around a position may meet, each a row: made by a pass that serves the match of two tables by the sky index,
/// never by the binder.
/// </summary>
/// <param name="Name">Distinguishes it in the query.</param>
/// <param name="Centre">The position that has the circle.</param>
/// <param name="Radius">Degrees.</param>
sealed record SkyCells(string Name, BoundPoint Centre, BoundExpression Radius)
{
    /// <summary>The table whose main position the centre is; null for another, whose pixel is computed.</summary>
    public BoundSource? Source { get; init; }

    /// <summary>What they are for a radius that is known; null for one that is not.</summary>
    public MatchCells? Known { get; init; } = Constants.Of(Radius) is >= 0 and <= MatchCells.LargestRadius and var degrees ? MatchCells.For(degrees, SkyPosition.CellShift) : null;
}

/// <summary>Cells as rows of FROM, of a position of the query around.</summary>
sealed record BoundCellRows(SkyCells Cells) : BoundFrom
{
    public override void Find(Syntax.Identifier name, List<BoundExpression> found)
    {
    }

    public override IEnumerable<(string Name, BoundExpression Value)> Visible() => [];
}

/// <summary>That a position is in a cell: the main position of a table, or else one whose pixel is computed.</summary>
sealed record BoundInCell(BoundSource? Table, BoundPoint Point, SkyCells Cells) : BoundExpression(AdqlType.Boolean);
