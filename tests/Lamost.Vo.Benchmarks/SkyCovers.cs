using BenchmarkDotNet.Attributes;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Benchmarks;

/// <summary>Covers of circles and polygons at random places; none may allocate.</summary>
[MemoryDiagnoser]
public class SkyCovers
{
    const int Count = 512;
    readonly Circle[] _circles = new Circle[Count];
    readonly Polygon[] _polygons = new Polygon[Count];
    SkyCover _cover = new(32);

    [Params(3.0 / 3600, 1.0)]
    public double RadiusDeg { get; set; }

    [Params(16, 32, 64)]
    public int MaxRanges { get; set; }

    [GlobalSetup]
    public void MakeRegions()
    {
        var random = new Random(29);
        _cover = new SkyCover(MaxRanges);
        for (int i = 0; i < Count; i++)
        {
            double lon = 360 * random.NextDouble(), lat = Math.Asin((1.9 * random.NextDouble()) - 0.95) * 180 / Math.PI;
            _circles[i] = new Circle(lon, lat, RadiusDeg);
            double width = RadiusDeg / Math.Cos(lat * Math.PI / 180);
            _polygons[i] = Polygon.FromDegrees([lon - width, lat - RadiusDeg, lon + width, lat - RadiusDeg, lon + width, lat + RadiusDeg, lon - width, lat + RadiusDeg]);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Circles()
    {
        int ranges = 0;
        foreach (var circle in _circles)
        {
            _cover.Cover(circle);
            ranges += _cover.Inside.Length + _cover.Border.Length;
        }
        return ranges;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Squares()
    {
        int ranges = 0;
        foreach (var polygon in _polygons)
        {
            _cover.Cover(polygon);
            ranges += _cover.Inside.Length + _cover.Border.Length;
        }
        return ranges;
    }
}
