namespace Lamost.Vo.Sky;

public sealed partial class Polygon
{
    // In radians: nearer than this two outlines touch.
    const double Touch = 1e-13;

    /// <summary>The angle from a position to the nearest one of the polygon, in degrees; 0 within.</summary>
    internal double DegreesFrom(double lonDeg, double latDeg) => Contains(lonDeg, latDeg) ? 0 : DegreesToOutline(UnitVector.Of(lonDeg, latDeg));

    double DegreesToOutline(UnitVector position)
    {
        double nearest = 180;
        foreach (ref readonly var edge in _edges.AsSpan()) nearest = Math.Min(nearest, edge.DegreesFrom(position));
        return nearest;
    }

    /// <summary>True when every position of a circle is in this polygon, outlines included.</summary>
    public bool Contains(Circle circle) =>
        Contains(circle.LonDeg, circle.LatDeg) && DegreesToOutline(UnitVector.Of(circle.LonDeg, circle.LatDeg)) >= circle.RadiusDeg - Circle.Touch;

    /// <summary>True when this polygon and a circle have a position in common, outlines included.</summary>
    public bool Intersects(Circle circle) => circle.Intersects(this);

    /// <summary>True when the two have a position in common, outlines included.</summary>
    public bool Intersects(Polygon other)
    {
        ArgumentNullException.ThrowIfNull(other);
        // Where no outlines meet, one is within the other as a whole or they are apart.
        if (Contains(other._vertices[0].LonDeg, other._vertices[0].LatDeg) || other.Contains(_vertices[0].LonDeg, _vertices[0].LatDeg)) return true;
        foreach (ref readonly var edge in _edges.AsSpan())
        {
            foreach (ref readonly var side in other._edges.AsSpan())
            {
                if (PolygonOutline.MayMeet(edge, side) && PolygonOutline.Meet(edge, side)) return true;
            }
        }
        return false;
    }

    /// <summary>True when every position of another polygon is in this one, outlines included.</summary>
    public bool Contains(Polygon other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (ref readonly var edge in other._edges.AsSpan())
        {
            if (!ContainsArc(edge)) return false;
        }
        // Its outline is within: so is it, or else it holds all that is outside of this one.
        var (position, outwards) = OutsideOf(_edges[0]);
        var outside = (position + outwards).ToSkyPoint();
        return !other.Contains(outside.LonDeg, outside.LatDeg);
    }

    // A place a little beyond the middle of a side: the middle, and the way out.
    (UnitVector Middle, UnitVector Outwards) OutsideOf(in PolygonEdge edge)
    {
        const double Step = 1e-9;
        var out1 = IsCounterClockwise ? edge.Normal : -edge.Normal;
        return ((edge.Start + edge.End).Normalized(), new UnitVector(out1.X * Step, out1.Y * Step, out1.Z * Step));
    }

    // The arc is cut where the outline may cross it; then each piece is in or out as its middle is.
    bool ContainsArc(in PolygonEdge arc)
    {
        double length = arc.AngleTo(arc.End);
        var cuts = new List<double> { 0, length };
        foreach (ref readonly var side in _edges.AsSpan())
        {
            if (arc.IsNear(side.Start, Touch)) cuts.Add(arc.AngleTo(side.Start));
            var crossing = arc.Normal.Cross(side.Normal);
            if (crossing.SquaredLength < 1e-26) continue;
            crossing = crossing.Normalized();
            foreach (var place in new[] { crossing, -crossing })
                if (arc.IsNear(place, Touch) && side.IsNear(place, Touch)) cuts.Add(arc.AngleTo(place));
        }
        cuts.Sort();
        for (int i = 1; i < cuts.Count; i++)
        {
            if (cuts[i] - cuts[i - 1] < 10 * Touch) continue;
            if (!IsInOrNear(arc.At((cuts[i] + cuts[i - 1]) / 2))) return false;
        }
        return true;
    }

    bool IsInOrNear(UnitVector position)
    {
        foreach (ref readonly var edge in _edges.AsSpan())
        {
            if (edge.IsNear(position, Touch)) return true;
        }
        return HasInside(position.ToSkyPoint().LonDeg, position);
    }
}
