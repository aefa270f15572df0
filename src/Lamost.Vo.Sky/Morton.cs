using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamost.Vo.Sky;

/// <summary>The interleaving of two coordinates that gives NESTED pixels their order: bits of x at the even places, of y at the odd ones.</summary>
static class Morton
{
    /// <summary>Interleaves two coordinates of at most 31 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Interleave(long x, long y)
    {
        if (!Pclmulqdq.IsSupported) return (long)(Spread((ulong)x) | (Spread((ulong)y) << 1));
        // The product of a number with itself without carries has its bits at the even places: a square of a polynomial over GF(2).
        var both = Vector128.Create(x, y);
        var evenX = Pclmulqdq.CarrylessMultiply(both, both, 0x00);
        var evenY = Pclmulqdq.CarrylessMultiply(both, both, 0x11);
        return evenX.ToScalar() | (evenY.ToScalar() << 1);
    }

    /// <summary>The x coordinate: the bits at the even places. For y, shift the code right by one first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EvenBits(long code)
    {
        ulong v = (ulong)code & 0x5555555555555555;
        v = (v | (v >> 1)) & 0x3333333333333333;
        v = (v | (v >> 2)) & 0x0F0F0F0F0F0F0F0F;
        v = (v | (v >> 4)) & 0x00FF00FF00FF00FF;
        v = (v | (v >> 8)) & 0x0000FFFF0000FFFF;
        return (int)(v | (v >> 16));
    }

    /// <summary>The same as one half of <see cref="Interleave"/>, in plain arithmetic, for processors without the instruction.</summary>
    public static ulong Spread(ulong v)
    {
        v = (v | (v << 16)) & 0x0000FFFF0000FFFF;
        v = (v | (v << 8)) & 0x00FF00FF00FF00FF;
        v = (v | (v << 4)) & 0x0F0F0F0F0F0F0F0F;
        v = (v | (v << 2)) & 0x3333333333333333;
        return (v | (v << 1)) & 0x5555555555555555;
    }
}
