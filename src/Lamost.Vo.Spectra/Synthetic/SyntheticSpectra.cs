using System.Globalization;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>
/// Invents files of spectra that look like those of LAMOST, for a demonstration archive and for benchmarks: light of the class, the type and the parameters
/// that a catalogue states, shifted by its velocity, at the resolution of the instrument, with noise such that the signal-to-noise is the stated one. The
/// headers say that they are invented; no use for science is meant. Safe for use by several threads at once.
/// </summary>
public static class SyntheticSpectra
{
    const double LightSpeed = 299792.458;

    /// <summary>Invents a file; the same target gives the same values on the same machine.</summary>
    /// <exception cref="ArgumentException">
    /// The target cannot be: NaN in a number, a redshift of -1 or less, a file of medium resolution without spectra or with two of the same arm and minute,
    /// a layout of the other resolution.
    /// </exception>
    public static SpectrumFile Make(SyntheticTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var layout = Layout(target);
        var stretch = 1 + Shift(target);
        if (!(stretch is > 0 and < 100)) throw new ArgumentException("A redshift is more than -1 and less than 99.", nameof(target));
        if (!double.IsFinite(target.Ra) || Math.Abs(target.Dec) is not <= 90) throw new ArgumentException("The position is none.", nameof(target));
        IReadOnlyList<Spectrum> spectra;
        if (target.FileName.IsMedium)
        {
            Check(target);
            spectra = MediumResolution.Make(target, stretch, asArrays: layout == SpectrumLayout.MediumArrays);
        }
        else
        {
            spectra = [LowResolution.Make(target, SourceModel.Of(target, Grid.Low, stretch), normalized: layout == SpectrumLayout.Table && target.WithNormalizedFlux)];
        }
        var file = new SpectrumFile(layout, SyntheticHeader.Observation(target), spectra) { Headers = [] };
        // The header is made as it will be written, and read again, so that the model has what a reader of the file would find.
        var values = HeaderValues.Of(file);
        SyntheticHeader.Invent(values, target);
        return file with { Headers = [.. LamostFileWriter.Headers(file, values).Select((bytes, hdu) => Header(bytes, hdu))] };

        static FitsHeader Header(byte[] bytes, int hdu)
        {
            using var stream = new MemoryStream(bytes);
            return FitsHeader.Read(stream, hdu)!;
        }
    }

    /// <summary>Number of a release: 10 of <c>DR10</c>, <c>LAMOST DR10 v2.0</c>; 0 when there is none in it.</summary>
    internal static int ReleaseNumber(string release)
    {
        var at = release.IndexOf("DR", StringComparison.OrdinalIgnoreCase);
        var digits = at < 0 ? "" : string.Concat(release[(at + 2)..].TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    static SpectrumLayout Layout(SyntheticTarget target)
    {
        var isNew = ReleaseNumber(target.Release) is 0 or > 8;
        var layout = target.Layout ?? (target.FileName.IsMedium, isNew) switch
        {
            (false, false) => SpectrumLayout.Image,
            (false, true) => SpectrumLayout.Table,
            (true, false) => SpectrumLayout.MediumPixels,
            (true, true) => SpectrumLayout.MediumArrays,
        };
        var isMedium = layout is SpectrumLayout.MediumPixels or SpectrumLayout.MediumArrays;
        return isMedium == target.FileName.IsMedium ? layout : throw new ArgumentException($"The layout {layout} is not one of {target.FileName}.", nameof(target));
    }

    static double Shift(SyntheticTarget target) => target.Redshift is { } redshift and not -9999 ? redshift
        : target.RadialVelocity is { } velocity and not -9999 ? velocity / LightSpeed : 0;

    static void Check(SyntheticTarget target)
    {
        if (target.Arms.Count == 0) throw new ArgumentException("A file of medium resolution has at least one spectrum.", nameof(target));
        if (target.Arms.Any(a => a.Arm == SpectrumArm.Both || !(a.SignalToNoise is >= 0 and < 1e6) || Math.Abs(a.RadialVelocity ?? 0) is not < LightSpeed / 2))
            throw new ArgumentException("A spectrum of medium resolution is of one arm, with a signal-to-noise of at least 0.", nameof(target));
        if (target.Arms.DistinctBy(a => (a.Arm, a.Minute)).Count() < target.Arms.Count) throw new ArgumentException("Two spectra are of the same arm and minute.",
            nameof(target));
    }
}
