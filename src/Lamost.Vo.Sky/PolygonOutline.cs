namespace Lamost.Vo.Sky;

/// <summary>What must hold of the outline of a polygon, and on which side of it things lie.</summary>
static class PolygonOutline
{
    // In radians, 2 nano-arcseconds: nearer than this, rounding decides, and the outline is refused instead.
    const double Touching = 1e-14;

    /// <summary>Checks the vertices one by one, reduces their longitudes, and drops a last one that repeats the first.</summary>
    public static SkyPoint[] Normalize(ReadOnlySpan<SkyPoint> vertices)
    {
        var points = new SkyPoint[vertices.Length];
        for (int i = 0; i < points.Length; i++)
        {
            Angles.CheckLatitude(vertices[i].LatDeg);
            points[i] = vertices[i] with { LonDeg = Angles.ReduceLongitude(vertices[i].LonDeg) };
        }
        if (points.Length > 3 && IsSame(Vector(points[0]), Vector(points[^1]))) points = points[..^1];
        if (points.Length < 3) throw Refusal($"it has {points.Length} vertices, and needs at least three.");
        return points;
    }

    /// <summary>The sides between vertices; refuses those that are no arc or not one.</summary>
    public static PolygonEdge[] EdgesOf(ReadOnlySpan<SkyPoint> vertices)
    {
        int count = vertices.Length;
        var ends = vertices.ToArray();
        // A pole has every longitude; the one of the vertex before it keeps that side on its meridian.
        for (int i = 0; i < count; i++)
        {
            if (Math.Abs(ends[i].LatDeg) == 90) ends[i] = ends[i] with { LonDeg = ends[(i + count - 1) % count].LonDeg };
        }
        var edges = new PolygonEdge[count];
        for (int i = 0; i < count; i++)
        {
            int next = (i + 1) % count;
            var (start, end) = (Vector(ends[i]), Vector(ends[next]));
            if (IsSame(start, end)) throw Refusal($"vertices {i + 1} and {next + 1} are the same position.");
            if ((start + end).SquaredLength < 1e-24)
                throw Refusal($"vertices {i + 1} and {next + 1} are opposite each other, so that the side between them could run anywhere.");
            edges[i] = new PolygonEdge(ends[i], ends[next]);
        }
        return edges;
    }

    /// <summary>Refuses an outline that touches or crosses itself.</summary>
    public static void RefuseUnlessSimple(ReadOnlySpan<PolygonEdge> edges)
    {
        for (int i = 0; i < edges.Length; i++)
        {
            for (int j = i + 1; j < edges.Length; j++)
            {
                ref readonly var a = ref edges[i];
                ref readonly var b = ref edges[j];
                bool follows = j == i + 1, precedes = i == 0 && j == edges.Length - 1;
                if (follows || precedes)
                {
                    bool back = (follows && FoldsBack(a, b)) || (precedes && FoldsBack(b, a));
                    if (back) throw Refusal($"its outline runs back on itself at vertex {(follows ? j : i) + 1}.");
                }
                else if (MayMeet(a, b) && Meet(a, b))
                {
                    throw Refusal($"the side after vertex {i + 1} touches or crosses the side after vertex {j + 1}.");
                }
            }
        }
    }

    /// <summary>
    /// True when the north pole is on the side of the outline to which the normals of its sides point. Where the outline runs over the pole, it is
    /// taken to pass just south of it, as everywhere here.
    /// </summary>
    public static bool NorthPoleIsOnNormalSide(ReadOnlySpan<PolygonEdge> edges)
    {
        // From just north of the middle of one side up the meridian; any side that is not on a meridian would do, a long one does best.
        int chosen = 0;
        double best = -1;
        for (int i = 0; i < edges.Length; i++)
        {
            double length = Math.Abs(edges[i].StepDeg);
            double rank = length == 0 ? -1 : length == 180 || edges[i].TouchesPole ? length / 1000 : length;
            if (rank > best) (chosen, best) = (i, rank);
        }
        var (lonDeg, middle) = edges[chosen].Middle();
        bool onNormalSide = edges[chosen].StepDeg > 0;
        for (int i = 0; i < edges.Length; i++)
        {
            if (i != chosen && edges[i].IsNorthOf(lonDeg, middle)) onNormalSide = !onNormalSide;
        }
        return onNormalSide;
    }

    /// <summary>The area, in steradians, of the part on the side to which the normals point.</summary>
    /// <param name="edges">The sides.</param>
    /// <param name="northPoleIsOnNormalSide">What <see cref="NorthPoleIsOnNormalSide"/> says.</param>
    public static double AreaOfNormalSide(ReadOnlySpan<PolygonEdge> edges, bool northPoleIsOnNormalSide)
    {
        // What lies between each side and the equator, east positive: tan(E/2) = tan(step/2) sin(mean lat) / cos(half difference of lat).
        double toEquator = 0, steps = 0;
        foreach (ref readonly var edge in edges)
        {
            steps += edge.StepDeg;
            toEquator += edge.AreaToEquator();
        }
        // Between the outline and the north pole lie steps - toEquator; counted with its sign this is the area, or the area less the
        // whole sphere when the south pole is on this side.
        double turns = Math.Round(steps / 360);
        bool southPoleIsOnNormalSide = northPoleIsOnNormalSide != (turns != 0);
        double area = (2 * Math.PI * turns) - toEquator + (southPoleIsOnNormalSide ? 4 * Math.PI : 0);
        return Math.Clamp(area, 0, 4 * Math.PI);
    }

    /// <summary>False when the two are too far apart to meet: the middle of a chord is at most half its length from every point of its arc.</summary>
    public static bool MayMeet(in PolygonEdge a, in PolygonEdge b)
    {
        double between = (a.Start + a.End - b.Start - b.End).SquaredLength;
        double reach = Math.Sqrt((a.End - a.Start).SquaredLength) + Math.Sqrt((b.End - b.Start).SquaredLength) + (4 * Touching);
        return between <= reach * reach;
    }

    /// <summary>True when the two touch or cross.</summary>
    public static bool Meet(in PolygonEdge a, in PolygonEdge b)
    {
        if (a.IsNear(b.Start, Touching) || a.IsNear(b.End, Touching) || b.IsNear(a.Start, Touching) || b.IsNear(a.End, Touching)) return true;
        bool startLeft = a.Normal.Dot(b.Start) > 0, endLeft = a.Normal.Dot(b.End) > 0;
        bool otherStartLeft = b.Normal.Dot(a.Start) > 0, otherEndLeft = b.Normal.Dot(a.End) > 0;
        return startLeft != endLeft && otherStartLeft != otherEndLeft && startLeft == otherEndLeft;
    }

    static bool FoldsBack(in PolygonEdge a, in PolygonEdge b) => a.IsNear(b.End, Touching) || b.IsNear(a.Start, Touching);

    static bool IsSame(UnitVector a, UnitVector b) => (a - b).SquaredLength <= Touching * Touching;

    static UnitVector Vector(SkyPoint point) => UnitVector.Of(point.LonDeg, point.LatDeg);

    static ArgumentException Refusal(string reason) => new($"The polygon is refused: {reason}");
}
