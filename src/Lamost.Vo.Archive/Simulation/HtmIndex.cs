namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// The Hierarchical Triangular Mesh (Kunszt, Szalay, Thakar 2001, "The Hierarchical Triangular Mesh", section 2): a sphere cut into 8 spherical
/// triangles, each cut again and again into 4. LAMOST's <c>uid</c> ends with the number of a triangle of level 20 (a side of about 0.3 arcsec).
/// </summary>
public static class HtmIndex
{
    /// <summary>The deepest level that a 64-bit number and double coordinates carry.</summary>
    public const int MaxLevel = 25;

    // Corners of the octahedron: the north pole, four points of the equator at longitudes 0, 90, 180, 270, the south pole.
    static readonly Vector[] Octahedron = [new(0, 0, 1), new(1, 0, 0), new(0, 1, 0), new(-1, 0, 0), new(0, -1, 0), new(0, 0, -1)];

    // Corners of S0..S3 (numbers 8 to 11) and N0..N3 (12 to 15), anticlockwise as seen from outside.
    static readonly (int A, int B, int C)[] Faces = [(1, 5, 2), (2, 5, 3), (3, 5, 4), (4, 5, 1), (1, 0, 4), (4, 0, 3), (3, 0, 2), (2, 0, 1)];

    /// <summary>The number of the triangle that holds a position: 8 to 15 at level 0, and two bits more each level.</summary>
    /// <param name="level">0 to <see cref="MaxLevel"/>.</param>
    /// <param name="longitude">Degrees, any number of turns.</param>
    /// <param name="latitude">Degrees, -90 to 90 inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level or the latitude is out of range, or a coordinate is not finite.</exception>
    public static long TrixelOf(int level, double longitude, double latitude)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        if (!double.IsFinite(longitude)) throw new ArgumentOutOfRangeException(nameof(longitude));
        if (!(Math.Abs(latitude) <= 90)) throw new ArgumentOutOfRangeException(nameof(latitude));
        var (sinLon, cosLon) = Math.SinCos(longitude * (Math.PI / 180));
        var (sinLat, cosLat) = Math.SinCos(latitude * (Math.PI / 180));
        return TrixelOf(level, cosLat * cosLon, cosLat * sinLon, sinLat);
    }

    /// <summary>The number of the triangle that holds a direction.</summary>
    /// <param name="level">0 to <see cref="MaxLevel"/>, not checked.</param>
    /// <param name="x">Towards longitude 0 on the equator; the vector need not have unit length.</param>
    /// <param name="y">Towards longitude 90 on the equator.</param>
    /// <param name="z">Towards the north pole.</param>
    public static long TrixelOf(int level, double x, double y, double z)
    {
        // The octant decides the face: S0, S1, S2, S3 go eastwards from longitude 0, N0 .. N3 westwards.
        var quadrant = y >= 0 ? (x > 0 ? 0 : 1) : (x < 0 ? 2 : 3);
        var face = z < 0 ? quadrant : 7 - quadrant;
        long number = 8 + face;
        var p = new Vector(x, y, z);
        var (a, b, c) = (Octahedron[Faces[face].A], Octahedron[Faces[face].B], Octahedron[Faces[face].C]);
        for (var step = 0; step < level; step++)
        {
            // Middles of the sides opposite to the corners. The triangle of the middles is child 3, those at the corners are 0, 1, 2.
            var (u, v, w) = (Middle(b, c), Middle(a, c), Middle(a, b));
            number <<= 2;
            if (Side(w, v, p) > 0) (b, c) = (w, v);
            else if (Side(u, w, p) > 0) (number, a, b, c) = (number + 1, b, u, w);
            else if (Side(v, u, p) > 0) (number, a, b, c) = (number + 2, c, v, u);
            else (number, a, b, c) = (number + 3, u, v, w);
        }
        return number;
    }

    static Vector Middle(in Vector a, in Vector b)
    {
        var (x, y, z) = (a.X + b.X, a.Y + b.Y, a.Z + b.Z);
        var scale = 1 / Math.Sqrt(x * x + y * y + z * z);
        return new(x * scale, y * scale, z * scale);
    }

    // Positive where p lies outside the middle triangle, beyond its side from a to b.
    static double Side(in Vector a, in Vector b, in Vector p) =>
        (a.Y * b.Z - a.Z * b.Y) * p.X + (a.Z * b.X - a.X * b.Z) * p.Y + (a.X * b.Y - a.Y * b.X) * p.Z;

    readonly record struct Vector(double X, double Y, double Z);
}
