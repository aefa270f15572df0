namespace Lamost.Vo.Spectra.Processing;

/// <summary>
/// Brings a spectrum onto a regular grid, conserving the integral of its flux, which is taken as a density in wavelength that is level within a pixel. A pixel reaches half way to
/// its neighbours, but over a gap no further than its other side allows.
/// </summary>
/// <remarks>
/// The flux of a new pixel is the mean of the good pixels under it (<see cref="Spectrum.IsGood"/>), weighted with the width of what they share; its variance is that of this mean.
/// The noise of neighbours is correlated where they share a pixel, which an inverse variance cannot say. A new pixel of which good ones cover less than half has no data: flux NaN,
/// inverse variance 0. Masks have the bits of the pixels that count; where none does, of all below: so a good new pixel has no bit in its AND mask. Normalised flux goes
/// the way of flux.
/// </remarks>
public static class Resampling
{
    /// <summary>The most pixels of a result.</summary>
    public const int MostPixels = 100_000;

    /// <summary>The least part of a new pixel that good ones must cover.</summary>
    const double LeastCover = 0.5;

    /// <summary>A shared part of a pixel below this is rounding.</summary>
    const double Sliver = 1e-6;

    internal static Spectrum Resample(Spectrum spectrum, SpectralGrid grid)
    {
        // One pixel has no width.
        if (spectrum.Length < 2) return spectrum;
        var wavelength = spectrum.Wavelength;
        var wanted = grid.Count(wavelength[0], wavelength[^1]);
        if (!(wanted <= MostPixels)) throw new ArgumentOutOfRangeException(nameof(grid), grid.Step, $"The step would make {wanted:G6} pixels; {MostPixels} are the most.");
        var count = (int)wanted;
        var (low, high) = Edges(wavelength);
        var result = spectrum with
        {
            Wavelength = [.. Enumerable.Range(0, count).Select(i => grid.Centre(wavelength[0], i))],
            Flux = new double[count],
            InverseVariance = new double[count],
            AndMask = spectrum.AndMask is null ? null : new int[count],
            OrMask = spectrum.OrMask is null ? null : new int[count],
            Normalized = spectrum.Normalized is null ? null : new double[count],
        };
        for (int pixel = 0, first = 0; pixel < count; pixel++)
        {
            var centre = result.Wavelength[pixel];
            var from = (grid.Centre(wavelength[0], pixel - 1) + centre) / 2;
            var to = (centre + grid.Centre(wavelength[0], pixel + 1)) / 2;
            while (first < spectrum.Length && high[first] <= from) first++;
            new Bin(spectrum, low, high, from, to, first).Write(result, pixel);
        }
        return result;
    }

    /// <summary>Where pixels begin and end.</summary>
    static (double[] Low, double[] High) Edges(double[] wavelength)
    {
        var (low, high) = (new double[wavelength.Length], new double[wavelength.Length]);
        for (var i = 0; i < wavelength.Length; i++)
        {
            var before = i > 0 ? wavelength[i] - wavelength[i - 1] : wavelength[1] - wavelength[0];
            var after = i < wavelength.Length - 1 ? wavelength[i + 1] - wavelength[i] : before;
            low[i] = wavelength[i] - Math.Min(before, 2 * after) / 2;
            high[i] = wavelength[i] + Math.Min(after, 2 * before) / 2;
        }
        return (low, high);
    }

    /// <summary>What gathers for one new pixel.</summary>
    ref struct Bin
    {
        readonly double _cover, _flux, _variance, _normalizedCover, _normalized;
        readonly int _and, _or, _allAnd, _allOr;
        readonly double _width;

        internal Bin(Spectrum spectrum, double[] low, double[] high, double from, double to, int first)
        {
            _width = to - from;
            for (var i = first; i < spectrum.Length && low[i] < to; i++)
            {
                var shared = Math.Min(to, high[i]) - Math.Max(from, low[i]);
                if (shared <= Sliver * Math.Min(_width, high[i] - low[i])) continue;
                var (and, or) = (spectrum.AndMask?[i] ?? 0, spectrum.OrMask?[i] ?? 0);
                _allAnd |= and;
                _allOr |= or;
                if (!spectrum.IsGood(i)) continue;
                _cover += shared;
                _flux += shared * spectrum.Flux[i];
                _variance += shared * shared / spectrum.InverseVariance[i];
                _and |= and;
                _or |= or;
                if (spectrum.Normalized is not { } normalized || !double.IsFinite(normalized[i])) continue;
                _normalizedCover += shared;
                _normalized += shared * normalized[i];
            }
        }

        internal readonly void Write(Spectrum to, int pixel)
        {
            var isGood = _cover >= LeastCover * _width;
            to.Flux[pixel] = isGood ? SpectrumOperations.Rounded(to, _flux / _cover) : double.NaN;
            to.InverseVariance[pixel] = isGood ? SpectrumOperations.RoundedVariance(to, _cover * _cover / _variance) : 0;
            if (to.AndMask is { } and) and[pixel] = isGood ? _and : _allAnd;
            if (to.OrMask is { } or) or[pixel] = isGood ? _or : _allOr;
            if (to.Normalized is { } normalized) normalized[pixel] = isGood && _normalizedCover > 0 ? SpectrumOperations.Rounded(to, _normalized / _normalizedCover) : double.NaN;
        }
    }
}
