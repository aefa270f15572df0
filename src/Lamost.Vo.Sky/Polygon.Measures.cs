namespace Lamost.Vo.Sky;

public sealed partial class Polygon
{
    /// <summary>The area of the interior in square degrees.</summary>
    public double AreaSquareDegrees
    {
        get
        {
            double ofNormalSide = PolygonOutline.AreaOfNormalSide(_edges, _northPoleInside != IsCounterClockwise);
            double area = IsCounterClockwise ? (4 * Math.PI) - ofNormalSide : ofNormalSide;
            return area * Angles.DegreesPerRadian * Angles.DegreesPerRadian;
        }
    }

    /// <summary>
    /// The direction of the mean of all its positions; null where they balance each other, as those of a hemisphere of two halves do. The integral of the
    /// position over the area is half the sum, over the sides, of their length times their normal (Stokes). Rounding is 1e-16 of the sphere: 1e-12 degrees
    /// for a polygon of a square degree, 1e-6 for one of a few square arcseconds.
    /// </summary>
    public SkyPoint? Centroid
    {
        get
        {
            var sum = default(UnitVector);
            foreach (ref readonly var edge in _edges.AsSpan())
            {
                double length = Math.Atan2(Math.Sqrt(edge.Start.Cross(edge.End).SquaredLength), edge.Start.Dot(edge.End));
                sum += new UnitVector(edge.Normal.X * length, edge.Normal.Y * length, edge.Normal.Z * length);
            }
            if (sum.SquaredLength < 1e-24) return null;
            return (IsCounterClockwise ? -sum : sum).ToSkyPoint();
        }
    }
}
