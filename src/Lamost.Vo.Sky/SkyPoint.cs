namespace Lamost.Vo.Sky;

/// <summary>A position on the sky, ICRS, in degrees. It is not checked here: whatever takes one checks it.</summary>
/// <param name="LonDeg">Right ascension in degrees; any finite value, taken modulo 360 by those who use it.</param>
/// <param name="LatDeg">Declination in degrees, -90 to 90 inclusive.</param>
public readonly record struct SkyPoint(double LonDeg, double LatDeg);
