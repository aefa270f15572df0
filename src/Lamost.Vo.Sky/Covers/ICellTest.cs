namespace Lamost.Vo.Sky.Covers;

/// <summary>How a pixel lies to a region.</summary>
enum CellPlace
{
    /// <summary>No point of the pixel is in the region.</summary>
    Outside,

    /// <summary>Undecided: some points may be in, some not.</summary>
    Border,

    /// <summary>Every point of the pixel is in the region.</summary>
    Inside,
}

/// <summary>A region as a test of pixels; a structure, so that the descent is compiled for each.</summary>
interface ICellTest
{
    /// <summary>Places a pixel; never wrong with Outside and Inside, as seldom as may be Border.</summary>
    CellPlace Place(in CellShape cell);
}
