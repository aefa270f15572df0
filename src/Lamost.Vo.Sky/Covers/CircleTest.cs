using System.Runtime.CompilerServices;

namespace Lamost.Vo.Sky.Covers;

/// <summary>
/// A circle as a test of pixels. Distances are chords, whose squares are sums of squares: no cancellation, so they are right to 1e-15 for
/// the smallest circle too. A circle beyond 90 degrees is tested as what it leaves out, where its chords are the sharp ones.
/// </summary>
readonly struct CircleTest : ICellTest
{
    /// <summary>
    /// What a rim is widened and narrowed by, in radians: a thousand times the rounding of a position in double precision, a twenty
    /// thousandth of the finest pixel.
    /// </summary>
    public const double Pad = 1e-13;

    readonly FacePlace _centre;
    readonly bool _complement;
    readonly double _outer;
    readonly double _inner;

    public CircleTest(Circle circle)
    {
        _complement = circle.RadiusDeg > 90;
        double radius = _complement ? 180 - circle.RadiusDeg : circle.RadiusDeg;
        var centre = FacePlace.Of(circle.LonDeg, circle.LatDeg);
        _centre = _complement ? new FacePlace(centre.Turn + 2, -centre.SinLat, centre.CosLat) : centre;
        double chord = 2 * Math.Sin(radius * (Angles.RadiansPerDegree / 2));
        // Of a circle that is left out, SQL compares values near 1, whose rounding moves the rim inwards by much more when it is small.
        double sharp = _complement ? Math.Sqrt(Math.Max(0, (chord * chord) - 1e-14)) : chord;
        _outer = (_complement ? chord : sharp) + Pad;
        _inner = sharp - Pad;
    }

    /// <summary>In radians: no point of the circle, or of what it leaves out, is farther from the centre.</summary>
    public double Reach => Math.Min(Math.PI, 2 * Math.Asin(Math.Min(1, _outer / 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CellPlace Place(in CellShape cell)
    {
        var p = cell.Centre;
        double height = p.SinLat - _centre.SinLat, width = p.CosLat - _centre.CosLat;
        double turn = Math.Abs(p.Turn - _centre.Turn);
        // The sine of half the difference of longitude: the difference is -5 to 6.5 quarter turns.
        double sin = turn < 0.9 ? Angles.SinOfSmall(45 * turn) : Math.Sin(Math.PI / 4 * turn);
        double squaredChord = (height * height) + (width * width) + (4 * p.CosLat * _centre.CosLat * sin * sin);
        double far = _outer + cell.Reach;
        if (squaredChord > far * far) return _complement ? CellPlace.Inside : CellPlace.Outside;
        double near = _inner - cell.Reach;
        if (near > 0 && squaredChord < near * near) return _complement ? CellPlace.Outside : CellPlace.Inside;
        return CellPlace.Border;
    }
}
