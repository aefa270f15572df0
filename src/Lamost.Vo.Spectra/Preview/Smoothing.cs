namespace Lamost.Vo.Spectra.Preview;

/// <summary>Makes what is in a noisy spectrum visible.</summary>
static class Smoothing
{
    /// <summary>Below this signal-to-noise of the median pixel, the eye sees noise rather than a spectrum.</summary>
    const double ClearSignal = 8;

    const int LeastPixels = 5, MostPixels = 25, SampledPixels = 500;

    /// <summary>Over how many pixels to take the mean: odd; 1 when the spectrum is clear as it is, or has no usable pixel.</summary>
    internal static int Pixels(Spectrum spectrum)
    {
        var signal = Signal(spectrum);
        if (double.IsNaN(signal) || signal >= ClearSignal) return 1;
        var wanted = Math.Pow(ClearSignal / Math.Max(signal, 0.1), 2);
        return Math.Clamp((int)wanted, LeastPixels, MostPixels) | 1;
    }

    /// <summary>The median of flux over its error, in a sample of pixels; NaN when none is usable.</summary>
    internal static double Signal(Spectrum spectrum)
    {
        List<double> ratios = [];
        var step = Math.Max(1, spectrum.Length / SampledPixels);
        for (var i = 0; i < spectrum.Length; i++)
        {
            if (!FluxRange.IsUsable(spectrum, i)) continue;
            ratios.Add(spectrum.Flux[i] / spectrum.Error(i));
            i += step - 1;
        }
        ratios.Sort();
        return ratios.Count == 0 ? double.NaN : ratios[ratios.Count / 2];
    }

    /// <summary>The running mean of usable pixels, weighted by inverse variance; unusable pixels stay so.</summary>
    internal static Spectrum Mean(Spectrum spectrum, int pixels)
    {
        var flux = new double[spectrum.Length];
        for (var i = 0; i < flux.Length; i++)
        {
            var (from, to) = (Math.Max(0, i - pixels / 2), Math.Min(flux.Length, i + pixels / 2 + 1));
            flux[i] = FluxRange.IsUsable(spectrum, i) ? Weighted(spectrum, from, to).Flux : double.NaN;
        }
        return spectrum with { Flux = flux };
    }

    /// <summary>Of each so many pixels one with their mean; without data when none of them is usable.</summary>
    internal static Spectrum Bin(Spectrum spectrum, int pixels)
    {
        var length = (spectrum.Length + pixels - 1) / pixels;
        var (wavelength, flux, inverse) = (new double[length], new double[length], new double[length]);
        for (var i = 0; i < length; i++)
        {
            var (from, to) = (i * pixels, Math.Min(spectrum.Length, (i + 1) * pixels));
            wavelength[i] = (spectrum.Wavelength[from] + spectrum.Wavelength[to - 1]) / 2;
            (flux[i], inverse[i]) = Weighted(spectrum, from, to);
        }
        return new(spectrum.Name, wavelength, flux, inverse) { Arm = spectrum.Arm };
    }

    static (double Flux, double InverseVariance) Weighted(Spectrum spectrum, int from, int to)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var i = from; i < to; i++)
        {
            if (!FluxRange.IsUsable(spectrum, i)) continue;
            sum += spectrum.Flux[i] * spectrum.InverseVariance[i];
            weights += spectrum.InverseVariance[i];
        }
        return weights > 0 ? (sum / weights, weights) : (double.NaN, 0);
    }
}
