namespace Lamost.Vo.Sky;

/// <summary>
/// Cells by which positions are matched: pixels of one NESTED order, at least twice as wide as a radius, so that a circle of that radius meets the cell of
/// its centre and at most three beside it, on the sides that are within reach. All is read off the bits of the centre's pixel of order 29 (docs/dev/matches.md).
/// </summary>
/// <param name="Shift">Bits by which a pixel of order 29 is shifted to give its cell: twice the orders between them; even, at most 56.</param>
/// <param name="Reach">The radius in steps of the grid of order 29, rounded up; at most half a cell.</param>
public readonly record struct MatchCells(int Shift, long Reach)
{
    /// <summary>The largest radius that has cells, in degrees, inclusive.</summary>
    public const double LargestRadius = 9;

    /// <summary>
    /// Steps of the grid of order 29 that a way of one radian crosses at most. The coordinates in a base pixel are steepest at the poles: there a way across the
    /// meridians crosses sqrt(3/2) a radian in one coordinate (s = sqrt(6) sin(theta / 2)) and one along them 2/pi of that, together 1.4518.
    /// </summary>
    public const double StepsPerRadian = 1.46 * (1 << Healpix.MaxOrder);

    const long EvenBits = 0x5555555555555555;

    /// <summary>The cells for a radius.</summary>
    /// <param name="radiusDeg">Degrees, 0 to <see cref="LargestRadius"/>, both inclusive.</param>
    /// <param name="leastShift">Cells are not finer than this; even, 0 to 56.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is out of range, or NaN.</exception>
    public static MatchCells For(double radiusDeg, int leastShift)
    {
        if (!(radiusDeg is >= 0 and <= LargestRadius)) throw new ArgumentOutOfRangeException(nameof(radiusDeg), radiusDeg, "A radius of 0 to 9 degrees has cells.");
        var reach = (long)Math.Ceiling(radiusDeg * (Math.PI / 180) * StepsPerRadian) + 2;
        var shift = leastShift;
        while (1L << (shift / 2) < 2 * reach) shift += 2;
        return new MatchCells(shift, reach);
    }

    /// <summary>The bits of a pixel of order 29 that hold the place in x inside its cell; those of y are one place higher.</summary>
    public long Fraction => EvenBits & ((1L << Shift) - 1);

    /// <summary>A circle stays inside its centre's cell, in x, when the <see cref="Fraction"/> of its pixel is from here ...</summary>
    public long Low => (long)Morton.Spread((ulong)Reach);

    /// <summary>... to here, both inclusive.</summary>
    public long High => (long)Morton.Spread((ulong)((1L << (Shift / 2)) - Reach)) - 1;
}
