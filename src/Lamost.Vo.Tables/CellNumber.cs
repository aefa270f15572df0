using System.Buffers.Binary;

namespace Lamost.Vo.Tables;

/// <summary>The numbers in cells.</summary>
public static class CellNumber
{
    /// <summary>Whether cells are single numbers.</summary>
    public static bool IsNumber(this CellType type) => type is CellType.Double or CellType.Float or CellType.Long or CellType.Int or CellType.Short;

    /// <summary>The number of a cell; of a long one the nearest.</summary>
    /// <param name="type">One for which <see cref="IsNumber"/> holds.</param>
    /// <param name="cell">The cell, not null, laid out as the type says.</param>
    public static double Of(CellType type, ReadOnlySpan<byte> cell) => type switch
    {
        CellType.Double => BinaryPrimitives.ReadDoubleBigEndian(cell),
        CellType.Float => BinaryPrimitives.ReadSingleBigEndian(cell),
        CellType.Long => BinaryPrimitives.ReadInt64BigEndian(cell),
        CellType.Int => BinaryPrimitives.ReadInt32BigEndian(cell),
        CellType.Short => BinaryPrimitives.ReadInt16BigEndian(cell),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Cells of this type are no numbers."),
    };
}
