namespace Lamost.Vo.Sky;

/// <summary>A run of consecutive HEALPix NESTED pixels of order 29.</summary>
/// <param name="First">The first pixel, inclusive.</param>
/// <param name="Last">The last pixel, inclusive; not less than <paramref name="First"/>.</param>
public readonly record struct PixelRange(long First, long Last);
