using System.Runtime.CompilerServices;

namespace Lamost.Vo.Sky;

/// <summary>A pixel as a square of the grid on its base pixel.</summary>
/// <param name="Order">0 to 29.</param>
/// <param name="Face">The base pixel, 0 to 11.</param>
/// <param name="X">The column, counted towards the north-east side; 0 to 2^order - 1.</param>
/// <param name="Y">The row, counted towards the north-west side; 0 to 2^order - 1.</param>
readonly record struct GridCell(int Order, int Face, int X, int Y)
{
    /// <summary>The side of the square when the base pixel's is 1: 2^-order, exactly.</summary>
    public double Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.UInt64BitsToDouble((ulong)(1023 - Order) << 52);
    }

    /// <summary>The number of the pixel.</summary>
    public long Pixel => ((long)Face << (2 * Order)) + Morton.Interleave(X, Y);

    /// <summary>The square of a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GridCell Of(int order, long pixel)
    {
        int face = (int)(pixel >> (2 * order));
        long inFace = pixel & ((1L << (2 * order)) - 1);
        return new GridCell(order, face, Morton.EvenBits(inFace), Morton.EvenBits(inFace >> 1));
    }
}
