namespace Lamost.Vo.Sky;

/// <summary>A run of consecutive cells of the finest order: HEALPix NESTED pixels of order 29 on the sky, microseconds in time.</summary>
/// <param name="First">The first cell, inclusive.</param>
/// <param name="Last">The last cell, inclusive; not less than <paramref name="First"/>.</param>
public readonly record struct PixelRange(long First, long Last);
