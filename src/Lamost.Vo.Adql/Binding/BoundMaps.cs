namespace Lamost.Vo.Adql.Binding;

/// <summary>The ranges of a coverage map, each a row: made by a pass that serves a map by the sky index, never by the binder.</summary>
/// <param name="Name">Distinguishes it in the query.</param>
/// <param name="Moc">The map: written out, or a column of a row beside it or around.</param>
/// <param name="IsOutside">Whether the ranges are those of the rest of the sky.</param>
sealed record SkyMap(string Name, BoundExpression Moc, bool IsOutside)
{
    /// <summary>
    /// The power of a third that is the part of the sky in one range, as far as it is known: PostgreSQL takes a comparison with what it does not know for a third of the
    /// rows, and is told by so many comparisons (docs/dev/moc-queries.md).
    /// </summary>
    public int Thirds { get; init; } = 2;
}

/// <summary>Ranges as rows of FROM.</summary>
sealed record BoundMapRows(SkyMap Map) : BoundFrom
{
    public override void Find(Syntax.Identifier name, List<BoundExpression> found)
    {
    }

    public override IEnumerable<(string Name, BoundExpression Value)> Visible() => [];
}

/// <summary>That a table's main position is in the range of a row of <see cref="BoundMapRows"/>.</summary>
sealed record BoundInRange(BoundSource Table, SkyMap Map) : BoundExpression(AdqlType.Boolean);

/// <summary>A map of a row whose ranges the row has been given as a column of their own (<see cref="BoundSource.Maps"/>).</summary>
sealed record BoundUnpackedMap(BoundColumn Column) : BoundExpression(AdqlType.Moc);
