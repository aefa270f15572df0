using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Hips;

/// <summary>Where counted rows are, as a coverage map.</summary>
public static class CellMoc
{
    /// <summary>The map of order <see cref="CellCounts.Order"/> of cells that have rows.</summary>
    public static Moc ToMoc(this CellCounts cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var builder = new MocBuilder(CellCounts.Order);
        foreach (var cell in cells.Cells) builder.AddCell(cell);
        return builder.Build();
    }

    /// <summary>The same as a FITS file.</summary>
    public static byte[] ToMocFile(this CellCounts cells)
    {
        using var file = new MemoryStream();
        MocFits.Write(cells.ToMoc(), file);
        return file.ToArray();
    }
}
