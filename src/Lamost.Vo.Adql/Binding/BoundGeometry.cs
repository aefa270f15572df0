using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Binding;

/// <summary>A position: degrees, any longitude.</summary>
sealed record BoundPoint(BoundExpression Longitude, BoundExpression Latitude) : BoundExpression(AdqlType.Point);

/// <summary>A circle: degrees.</summary>
sealed record BoundCircle(BoundPoint Centre, BoundExpression Radius) : BoundExpression(AdqlType.Circle);

/// <summary>A polygon of numbers in turn: degrees.</summary>
sealed record BoundPolygon(IReadOnlyList<BoundExpression> Coordinates) : BoundExpression(AdqlType.Polygon);

/// <summary>BOX: a polygon made of its centre, width and height in degrees.</summary>
sealed record BoundBox(BoundPoint Centre, BoundExpression Width, BoundExpression Height) : BoundExpression(AdqlType.Polygon);

/// <summary>A coverage map that is written out; another is a column or what an aggregate makes.</summary>
sealed record BoundMoc(Moc Moc) : BoundExpression(AdqlType.Moc);

/// <summary>A union, an intersection or a complement, which is always written out.</summary>
sealed record BoundRegion(SkyRegion Region) : BoundExpression(AdqlType.Region);

/// <summary>A number of a geometry that comes from a row: of a point 1 and 2, of a circle also 3.</summary>
sealed record BoundCoordinate(BoundExpression Geometry, int Number) : BoundExpression(AdqlType.Double);

/// <summary>The angle between two positions in degrees.</summary>
sealed record BoundDistance(BoundPoint First, BoundPoint Second) : BoundExpression(AdqlType.Double);

/// <summary>A condition as ADQL's CONTAINS and INTERSECTS say it, under their names: 1 or 0, and NULL where it is not known.</summary>
sealed record BoundTruth(string Name, BoundExpression Condition) : BoundExpression(AdqlType.Integer);

/// <summary>That a position is within a radius of another: CONTAINS with a circle, and (by a pass) every comparison of a DISTANCE that says so.</summary>
/// <param name="Point">The one position; where one of them is a column, it is this, after the passes.</param>
/// <param name="Centre">The other.</param>
/// <param name="Radius">Degrees.</param>
/// <param name="Strict">Whether the rim is outside.</param>
sealed record BoundWithin(BoundPoint Point, BoundPoint Centre, BoundExpression Radius, bool Strict) : BoundExpression(AdqlType.Boolean)
{
    /// <summary>Whether a pass has put a condition beside it that an index serves, so that no other pass need serve this one.</summary>
    public bool IsServed { get; init; }
}

/// <summary>That a position is in a polygon.</summary>
sealed record BoundInPolygon(BoundPoint Point, BoundExpression Polygon) : BoundExpression(AdqlType.Boolean);

/// <summary>That a position is in a coverage map. The source is the table whose main position it is, whose sky index then has the pixel; null for another position.</summary>
sealed record BoundInMoc(BoundPoint Point, BoundExpression Moc, BoundSource? Source = null) : BoundExpression(AdqlType.Boolean)
{
    /// <summary>Whether the position is in the rest of the sky instead; made by a pass of what stands under NOT, where there is a source.</summary>
    public bool IsOutside { get; init; }
}

/// <summary>A relation of two coverage maps: that the first is within the second, or else that they meet.</summary>
sealed record BoundMocRelation(bool Contains, BoundExpression First, BoundExpression Second) : BoundExpression(AdqlType.Boolean);

/// <summary>A relation of two circles or polygons: that the first is within the second, or else that they meet.</summary>
sealed record BoundRelation(bool Contains, BoundExpression First, BoundExpression Second) : BoundExpression(AdqlType.Boolean);

/// <summary>
/// That a table's main position is in a constant region, served by the sky index: made by a pass, never by the binder. Rows in a range of
/// <paramref name="Inside"/> are in the region, those in a range of a border as its exact condition says, all others are not.
/// </summary>
sealed record BoundCover(BoundSource Source, IReadOnlyList<PixelRange> Inside, IReadOnlyList<CoverBorder> Borders) : BoundExpression(AdqlType.Boolean);

/// <summary>Ranges of the sky index where a condition decides.</summary>
sealed record CoverBorder(IReadOnlyList<PixelRange> Ranges, BoundExpression Exact);
