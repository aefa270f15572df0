namespace Lamost.Vo.Spectra.Preview;

/// <summary>All spectra of one arm over each other, divided by their medians, coloured by time.</summary>
sealed class EpochOverlay
{
    /// <summary>Points of all curves together, so that hundreds of epochs stay a small file.</summary>
    const int MostPoints = 30_000;

    /// <summary>Points of a curve at least.</summary>
    const int LeastPoints = 60;

    /// <summary>The part of the spectra that may be cut at either side: a few bad ones do not squeeze the others.</summary>
    const double BadShare = 0.15;

    /// <summary>Spectra whose median pixel has less than this over its error would be nothing but noise after division by their median.</summary>
    const double LeastSignal = 2;

    readonly List<(Spectrum Spectrum, double Mjd)> _curves = [];

    /// <param name="epochs">Of one arm; those without signal are left out.</param>
    /// <param name="columns">Width of the plot, pixels.</param>
    /// <param name="offset">Shift from a spectrum to the next, in medians.</param>
    internal EpochOverlay(IEnumerable<EpochSpectrum> epochs, double columns, double offset)
    {
        var all = epochs.ToList();
        var usable = all.Where(e => Smoothing.Signal(e.Spectrum) > LeastSignal).OrderBy(e => e.Mjd).ToList();
        var points = Math.Clamp(MostPoints / Math.Max(1, usable.Count), LeastPoints, Math.Max(LeastPoints, (int)(2 * columns)));
        List<double> lows = [], highs = [];
        foreach (var epoch in usable)
        {
            var spectrum = epoch.Spectrum;
            var noisy = Smoothing.Pixels(spectrum);
            if (noisy > 1) spectrum = Smoothing.Mean(spectrum, noisy);
            spectrum = Normalise(Smoothing.Bin(spectrum, Math.Max(1, (spectrum.Length + points - 1) / points)), _curves.Count * offset);
            if (FluxRange.Of(spectrum) is not { } range) continue;
            _curves.Add((spectrum, epoch.Mjd));
            lows.Add(range.Low);
            highs.Add(range.High);
            var wavelengths = SpectrumPanel.Range(spectrum);
            X = _curves.Count == 1 ? wavelengths : new(Math.Min(X.Low, wavelengths.Low), Math.Max(X.High, wavelengths.High));
        }
        LeftOut = all.Count - _curves.Count;
        if (_curves.Count == 0) return;
        lows.Sort();
        highs.Sort();
        // Shifted spectra are all to be seen; of those over each other, a few may be cut.
        var cut = offset == 0 ? (int)Math.Round(BadShare * (_curves.Count - 1)) : 0;
        Y = new(lows[cut], highs[^(cut + 1)]);
    }

    /// <summary>How many spectra have no signal.</summary>
    internal int LeftOut { get; }

    internal bool HasData => _curves.Count > 0;

    /// <summary>Wavelengths of all.</summary>
    internal Interval X { get; } = new(0, 1);

    /// <summary>Of nearly all.</summary>
    internal Interval Y { get; } = new(0, 1);

    internal void Draw(ICanvas canvas, PlotScale scale, TimeColours colours)
    {
        var opacity = _curves.Count switch { <= 4 => 0.95, <= 12 => 0.85, <= 40 => 0.6, <= 120 => 0.4, _ => 0.28 };
        canvas.Clip(scale.Area);
        foreach (var (spectrum, mjd) in Mixed())
            canvas.Lines(Curve.Of(spectrum, scale, 0.5, false).Lines, colours.Of(mjd).Veil(opacity), 1);
        canvas.Clip(null);
    }

    // Many that are drawn by time would show the last ones only.
    IEnumerable<(Spectrum Spectrum, double Mjd)> Mixed() =>
        _curves.Count <= TimeColours.MostListed ? _curves : _curves.Select((c, i) => (Curve: c, Order: i * 0.6180339887 % 1)).OrderBy(c => c.Order).Select(c => c.Curve);

    static Spectrum Normalise(Spectrum spectrum, double shift)
    {
        var median = FluxRange.Median(spectrum) is { } m and > 0 ? m : double.NaN;
        return spectrum with
        {
            Flux = Array.ConvertAll(spectrum.Flux, f => f / median + shift),
            InverseVariance = Array.ConvertAll(spectrum.InverseVariance, v => v * median * median),
        };
    }
}
