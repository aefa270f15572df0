namespace Lamost.Vo.Spectra.Preview;

/// <summary>
/// A spectrum as lines of a picture: of each column of pixels at most the first, the least, the greatest and the last flux, so that nothing that could be seen is lost
/// and a picture is no larger for more pixels.
/// </summary>
sealed class Curve
{
    readonly List<PlotPoint> _line = [], _upper = [], _lower = [];

    /// <summary>The lines between gaps.</summary>
    internal List<PlotPoint[]> Lines { get; } = [];

    /// <summary>Polygons around them, of one standard deviation to both sides.</summary>
    internal List<PlotPoint[]> Bands { get; } = [];

    /// <summary>Where there are pixels without usable data: from and to, units of the canvas, ascending.</summary>
    internal List<Interval> Gaps { get; } = [];

    /// <summary>Where flux is above the plot by more than its error.</summary>
    internal List<double> Above { get; } = [];

    /// <summary>Where flux is below it by more than its error.</summary>
    internal List<double> Below { get; } = [];

    /// <summary>Makes the lines of a spectrum.</summary>
    /// <param name="spectrum">Any.</param>
    /// <param name="scale">Where numbers are.</param>
    /// <param name="column">Width of a column, units.</param>
    /// <param name="extremesOnly">Of each column the least and the greatest flux, not the first and the last: enough for noise.</param>
    internal static Curve Of(Spectrum spectrum, PlotScale scale, double column, bool extremesOnly)
    {
        var curve = new Curve();
        for (var i = 0; i < spectrum.Length;)
        {
            if (!FluxRange.IsUsable(spectrum, i))
            {
                curve.Gap(spectrum, scale, i);
                i++;
                continue;
            }
            var at = Column(i);
            var end = i + 1;
            while (end < spectrum.Length && Column(end) == at && FluxRange.IsUsable(spectrum, end)) end++;
            curve.Add(spectrum, scale, i, end, extremesOnly);
            i = end;
        }
        curve.Break();
        return curve;

        double Column(int pixel) => Math.Floor(scale.AtX(spectrum.Wavelength[pixel]) / column);
    }

    void Add(Spectrum spectrum, PlotScale scale, int from, int to, bool extremesOnly)
    {
        var (least, greatest) = (from, from);
        var (low, high) = (double.MaxValue, double.MinValue);
        var (above, below) = (false, false);
        for (var i = from; i < to; i++)
        {
            var (flux, error) = (spectrum.Flux[i], spectrum.Error(i));
            if (flux < spectrum.Flux[least]) least = i;
            if (flux > spectrum.Flux[greatest]) greatest = i;
            (low, high) = (Math.Min(low, flux - error), Math.Max(high, flux + error));
            (above, below) = (above || flux - error > scale.Y.High, below || flux + error < scale.Y.Low);
        }
        var (second, third) = least < greatest ? (least, greatest) : (greatest, least);
        PlotPoint Place(int i) => new(scale.AtX(spectrum.Wavelength[i]), scale.AtY(spectrum.Flux[i]));
        if (second > from && !extremesOnly) _line.Add(Place(from));
        _line.Add(Place(second));
        if (third > second) _line.Add(Place(third));
        if (to - 1 > third && !extremesOnly) _line.Add(Place(to - 1));

        var x = scale.AtX((spectrum.Wavelength[from] + spectrum.Wavelength[to - 1]) / 2);
        _upper.Add(new(x, scale.AtY(high)));
        _lower.Add(new(x, scale.AtY(low)));
        if (above) Above.Add(x);
        if (below) Below.Add(x);
    }

    void Gap(Spectrum spectrum, PlotScale scale, int pixel)
    {
        Break();
        var wavelength = spectrum.Wavelength;
        var from = pixel == 0 ? wavelength[0] : (wavelength[pixel - 1] + wavelength[pixel]) / 2;
        var to = pixel == wavelength.Length - 1 ? wavelength[^1] : (wavelength[pixel] + wavelength[pixel + 1]) / 2;
        var gap = new Interval(scale.AtX(from), scale.AtX(to));
        if (Gaps.Count > 0 && gap.Low - Gaps[^1].High < 1) Gaps[^1] = Gaps[^1] with { High = gap.High };
        else Gaps.Add(gap);
    }

    void Break()
    {
        if (_line.Count == 0) return;
        Lines.Add([.. _line]);
        _lower.Reverse();
        if (_upper.Count > 1) Bands.Add([.. _upper, .. _lower]);
        _line.Clear();
        _upper.Clear();
        _lower.Clear();
    }
}
