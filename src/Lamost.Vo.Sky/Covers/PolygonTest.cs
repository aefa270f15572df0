namespace Lamost.Vo.Sky.Covers;

/// <summary>A polygon as a test of pixels: one that no side comes near is in or out as its centre is.</summary>
readonly struct PolygonTest(Polygon polygon) : ICellTest
{
    public CellPlace Place(in CellShape cell)
    {
        var centre = cell.Centre.ToVector();
        foreach (ref readonly var edge in polygon.Edges)
        {
            if (edge.IsNear(centre, cell.Reach + CircleTest.Pad)) return CellPlace.Border;
        }
        double lonDeg = Angles.ReduceLongitude(cell.Centre.Turn * 90);
        return polygon.HasInside(lonDeg, centre) ? CellPlace.Inside : CellPlace.Outside;
    }
}
