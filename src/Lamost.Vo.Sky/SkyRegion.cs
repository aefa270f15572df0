using System.Globalization;
using System.Text;

namespace Lamost.Vo.Sky;

/// <summary>A region as STC-S writes it, in ICRS. Immutable.</summary>
public abstract record SkyRegion
{
    /// <summary>True when a position is in the region, outlines included.</summary>
    /// <param name="lonDeg">Longitude in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude in degrees, -90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is outside -90 to 90, or a coordinate not finite.</exception>
    public abstract bool Contains(double lonDeg, double latDeg);

    /// <summary>The STC-S text, with its frame.</summary>
    public string ToStcs()
    {
        var text = new StringBuilder();
        Write(text, " ICRS");
        return text.ToString();
    }

    internal abstract void Write(StringBuilder text, string frame);

    private protected static void Write(StringBuilder text, string word, string frame, params ReadOnlySpan<double> numbers)
    {
        text.Append(word).Append(frame);
        foreach (double number in numbers) text.Append(CultureInfo.InvariantCulture, $" {number:R}");
    }

    private protected static void Write(StringBuilder text, string word, string frame, IEnumerable<SkyRegion> regions)
    {
        text.Append(word).Append(frame).Append(" (");
        bool following = false;
        foreach (var region in regions)
        {
            if (following) text.Append(' ');
            region.Write(text, "");
            following = true;
        }
        text.Append(')');
    }
}

/// <summary>One position.</summary>
/// <param name="Position">Degrees.</param>
public sealed record PositionRegion(SkyPoint Position) : SkyRegion
{
    /// <inheritdoc/>
    public override bool Contains(double lonDeg, double latDeg) => AngularDistance.Degrees(Position.LonDeg, Position.LatDeg, lonDeg, latDeg) == 0;

    internal override void Write(StringBuilder text, string frame) => Write(text, "Position", frame, Position.LonDeg, Position.LatDeg);
}

/// <summary>A circle.</summary>
/// <param name="Circle">The circle.</param>
public sealed record CircleRegion(Circle Circle) : SkyRegion
{
    /// <inheritdoc/>
    public override bool Contains(double lonDeg, double latDeg) => Circle.Contains(lonDeg, latDeg);

    internal override void Write(StringBuilder text, string frame) => Write(text, "Circle", frame, Circle.LonDeg, Circle.LatDeg, Circle.RadiusDeg);
}

/// <summary>A polygon.</summary>
/// <param name="Polygon">The polygon.</param>
public sealed record PolygonRegion(Polygon Polygon) : SkyRegion
{
    /// <inheritdoc/>
    public override bool Contains(double lonDeg, double latDeg) => Polygon.Contains(lonDeg, latDeg);

    internal override void Write(StringBuilder text, string frame)
    {
        var numbers = new double[2 * Polygon.Vertices.Length];
        for (int i = 0; i < Polygon.Vertices.Length; i++) (numbers[2 * i], numbers[(2 * i) + 1]) = (Polygon.Vertices[i].LonDeg, Polygon.Vertices[i].LatDeg);
        Write(text, "Polygon", frame, numbers);
    }
}

/// <summary>What is in any of some regions.</summary>
/// <param name="Regions">At least one.</param>
public sealed record UnionRegion(IReadOnlyList<SkyRegion> Regions) : SkyRegion
{
    /// <inheritdoc/>
    public override bool Contains(double lonDeg, double latDeg) => Regions.Any(r => r.Contains(lonDeg, latDeg));

    internal override void Write(StringBuilder text, string frame) => Write(text, "Union", frame, Regions);
}

/// <summary>What is in all of some regions.</summary>
/// <param name="Regions">At least one.</param>
public sealed record IntersectionRegion(IReadOnlyList<SkyRegion> Regions) : SkyRegion
{
    /// <inheritdoc/>
    public override bool Contains(double lonDeg, double latDeg) => Regions.All(r => r.Contains(lonDeg, latDeg));

    internal override void Write(StringBuilder text, string frame) => Write(text, "Intersection", frame, Regions);
}

/// <summary>What is not in a region.</summary>
/// <param name="Region">The region.</param>
public sealed record NotRegion(SkyRegion Region) : SkyRegion
{
    /// <inheritdoc/>
    public override bool Contains(double lonDeg, double latDeg) => !Region.Contains(lonDeg, latDeg);

    internal override void Write(StringBuilder text, string frame) => Write(text, "Not", frame, [Region]);
}
