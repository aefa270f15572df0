namespace Lamost.Vo.Sky;

/// <summary>
/// A polygon on the sky whose sides are arcs of great circles, the shorter way between two vertices; the last vertex is joined to the
/// first. Its outline belongs to it. Immutable, and safe for any number of threads.
/// </summary>
/// <remarks>
/// DALI 1.1 section 3.3.7 wants vertices counter-clockwise, seen from the origin towards the sky. A polygon that keeps to it and is
/// smaller than half of the sky means the same with either <see cref="PolygonInterior"/>.
/// </remarks>
public sealed partial class Polygon
{
    readonly SkyPoint[] _vertices;
    readonly PolygonEdge[] _edges;
    readonly bool _northPoleInside;

    /// <summary>Makes a polygon.</summary>
    /// <param name="vertices">
    /// At least three, ICRS degrees, each once; a first vertex repeated as the last is dropped. The sides may not touch or cross each other.
    /// </param>
    /// <param name="interior">Which side of the outline is meant.</param>
    /// <exception cref="ArgumentOutOfRangeException">A latitude is outside -90 to 90, or a coordinate not finite.</exception>
    /// <exception cref="ArgumentException">The vertices make no simple polygon; the message says which of them and why.</exception>
    public Polygon(ReadOnlySpan<SkyPoint> vertices, PolygonInterior interior = PolygonInterior.SmallerArea)
    {
        _vertices = PolygonOutline.Normalize(vertices);
        _edges = PolygonOutline.EdgesOf(_vertices);
        PolygonOutline.RefuseUnlessSimple(_edges);
        // Seen from inside the sphere, what is on the left of an arc that runs east is the south: the side away from the normals.
        bool poleOnNormalSide = PolygonOutline.NorthPoleIsOnNormalSide(_edges);
        double ofNormalSide = PolygonOutline.AreaOfNormalSide(_edges, poleOnNormalSide);
        IsCounterClockwise = interior == PolygonInterior.CounterClockwise || ofNormalSide >= (2 * Math.PI) - 1e-12;
        _northPoleInside = poleOnNormalSide != IsCounterClockwise;
        Bound = FindBound();
    }

    /// <summary>The vertices, in their order, longitudes in [0, 360); a repeated first one is not among them.</summary>
    public ReadOnlySpan<SkyPoint> Vertices => _vertices;

    /// <summary>True when the vertices run counter-clockwise around the interior, seen from the centre of the sphere.</summary>
    public bool IsCounterClockwise { get; }

    /// <summary>The sides, in their order.</summary>
    internal ReadOnlySpan<PolygonEdge> Edges => _edges;

    /// <summary>A circle that holds the polygon: centre, and radius in radians, which is pi where there is no smaller one at hand.</summary>
    internal (SkyPoint Centre, double Radius) Bound { get; }

    /// <summary>
    /// Makes a polygon of coordinates in a row, as ADQL and DALI write them: lon1, lat1, lon2, lat2 ...
    /// </summary>
    /// <param name="coordinatesDeg">An even number of degrees.</param>
    /// <param name="interior">Which side of the outline is meant.</param>
    /// <exception cref="ArgumentOutOfRangeException">A latitude is outside -90 to 90, or a coordinate not finite.</exception>
    /// <exception cref="ArgumentException">The number is odd, or the vertices make no simple polygon.</exception>
    public static Polygon FromDegrees(ReadOnlySpan<double> coordinatesDeg, PolygonInterior interior = PolygonInterior.SmallerArea)
    {
        int count = coordinatesDeg.Length;
        if (count % 2 != 0) throw new ArgumentException($"A polygon is pairs of numbers, and {count} are not pairs.", nameof(coordinatesDeg));
        var vertices = new SkyPoint[count / 2];
        for (int i = 0; i < vertices.Length; i++) vertices[i] = new SkyPoint(coordinatesDeg[2 * i], coordinatesDeg[(2 * i) + 1]);
        return new Polygon(vertices, interior);
    }

    /// <summary>True when a position is in the polygon or on its outline, which is taken 1e-15 radians wide.</summary>
    /// <param name="lonDeg">Longitude in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude in degrees, -90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is outside -90 to 90, or a coordinate not finite.</exception>
    public bool Contains(double lonDeg, double latDeg)
    {
        Angles.CheckLatitude(latDeg);
        lonDeg = Angles.ReduceLongitude(lonDeg);
        var position = UnitVector.Of(lonDeg, latDeg);
        foreach (ref readonly var edge in _edges.AsSpan())
        {
            if (edge.IsNear(position, 1e-15)) return true;
        }
        return HasInside(lonDeg, position);
    }

    /// <summary>The same for a position that is not on the outline; longitude in [0, 360).</summary>
    internal bool HasInside(double lonDeg, UnitVector position)
    {
        // The way along the meridian to the north pole changes sides with every edge that it crosses.
        bool inside = _northPoleInside;
        foreach (ref readonly var edge in _edges.AsSpan())
        {
            if (edge.IsNorthOf(lonDeg, position)) inside = !inside;
        }
        return inside;
    }

    (SkyPoint Centre, double Radius) FindBound()
    {
        var sum = default(UnitVector);
        foreach (ref readonly var edge in _edges.AsSpan()) sum += edge.Start;
        if (sum.SquaredLength < 1e-6) return (default, Math.PI);
        var centre = sum.Normalized();
        double farthest = 0;
        foreach (ref readonly var edge in _edges.AsSpan()) farthest = Math.Max(farthest, (edge.Start - centre).SquaredLength);
        // A circle of less than 90 degrees holds the sides when it holds the vertices; the part without the opposite point is in it then.
        var opposite = (-centre).ToSkyPoint();
        if (farthest > 1.9 || HasInside(opposite.LonDeg, -centre)) return (default, Math.PI);
        double radius = 2 * Math.Asin(Math.Sqrt(farthest) / 2);
        return (centre.ToSkyPoint(), (radius * (1 + 1e-12)) + 1e-14);
    }
}
