using BenchmarkDotNet.Attributes;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Benchmarks;

/// <summary>Position to pixel of order 29, one position a call, over positions in random order: what loading pays for a row.</summary>
[MemoryDiagnoser]
public class SkyPositions
{
    const int Count = 1 << 18; // more than a branch predictor learns by heart
    readonly double[] _lon = new double[Count];
    readonly double[] _lat = new double[Count];

    [GlobalSetup]
    public void MakePositions()
    {
        var random = new Random(29);
        for (int i = 0; i < Count; i++) (_lon[i], _lat[i]) = (360 * random.NextDouble(), Math.Asin((2 * random.NextDouble()) - 1) * 180 / Math.PI);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long PixelOf()
    {
        long sum = 0;
        for (int i = 0; i < Count; i++) sum += Healpix.PixelOf(Healpix.MaxOrder, _lon[i], _lat[i]);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double Distance()
    {
        double sum = 0;
        for (int i = 0; i < Count; i++) sum += AngularDistance.Degrees(10, 41, _lon[i], _lat[i]);
        return sum;
    }
}
