namespace Lamost.Vo.Sky;

/// <summary>Which of the two parts into which its outline cuts the sky a polygon is.</summary>
public enum PolygonInterior
{
    /// <summary>
    /// The part with the smaller area, whichever way the vertices run. It is what pgSphere and the services on it do, and what those who
    /// write a query expect: polygons beyond half of the sky are rare, and vertices in either order are common (DALI's own example runs
    /// against its rule). Of two equal parts, to 1e-12 steradians, the one that <see cref="CounterClockwise"/> means.
    /// </summary>
    SmallerArea,

    /// <summary>
    /// The part on the left of one who walks along the outline, seen from the centre of the sphere: an outline drawn counter-clockwise on
    /// a map with north up and east left encloses it. This is DALI 1.1 section 3.3.7 to the letter, and the only way to mean more than
    /// half of the sky.
    /// </summary>
    CounterClockwise,
}
