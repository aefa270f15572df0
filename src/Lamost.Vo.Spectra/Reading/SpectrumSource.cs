using System.Buffers;

namespace Lamost.Vo.Spectra.Reading;

/// <summary>Where the file has one spectrum. What the headers say of it is read; pixels are read on demand.</summary>
/// <param name="Name">Of the spectrum.</param>
/// <param name="Wavelength">How to get at the wavelengths.</param>
/// <param name="Flux">The flux; all others are as long.</param>
/// <param name="InverseVariance">Inverse variances.</param>
sealed record SpectrumSource(string Name, WavelengthAxis Wavelength, NumberVector Flux, NumberVector InverseVariance)
{
    /// <summary>What LAMOST writes into all pixels of a normalised flux that it has not.</summary>
    const double NoValue = -9999;

    public SpectrumArm Arm { get; init; }
    public long? Minute { get; init; }
    public IReadOnlyList<long> Minutes { get; init; } = [];
    public double? ExposureSeconds { get; init; }
    public double? SignalToNoise { get; init; }
    public NumberVector? AndMask { get; init; }
    public NumberVector? OrMask { get; init; }
    public NumberVector? Normalized { get; init; }

    /// <summary>Reads the spectrum.</summary>
    public Spectrum Spectrum(ReadOnlyMemory<byte> memory)
    {
        var file = memory.Span;
        var (wavelength, flux, variance) = (new double[Flux.Count], new double[Flux.Count], new double[Flux.Count]);
        var isReversed = Wavelength.CopyTo(file, wavelength);
        Flux.CopyTo(file, flux);
        InverseVariance.CopyTo(file, variance);
        foreach (ref var value in flux.AsSpan()) if (!double.IsFinite(value)) value = double.NaN;
        foreach (ref var value in variance.AsSpan()) if (!(value > 0 && value <= double.MaxValue)) value = 0;
        var normalized = NormalizedFlux(file);
        var (and, or) = (AndMask?.Bits(file), OrMask?.Bits(file));
        if (isReversed)
        {
            foreach (var values in (double[]?[])[flux, variance, normalized]) values.AsSpan().Reverse();
            foreach (var bits in (int[]?[])[and, or]) bits.AsSpan().Reverse();
        }
        return new Spectrum(Name, wavelength, flux, variance)
        {
            Arm = Arm,
            Minute = Minute,
            Minutes = Minutes,
            ExposureSeconds = ExposureSeconds,
            SignalToNoise = SignalToNoise,
            AndMask = and,
            OrMask = or,
            Normalized = normalized,
            IsDoublePrecision = IsDoublePrecision(normalized is not null),
        };
    }

    bool IsDoublePrecision(bool isNormalized) => !(Flux.IsSinglePrecision && InverseVariance.IsSinglePrecision && (!isNormalized || Normalized!.IsSinglePrecision));

    /// <summary>Reads what an archive keeps of it.</summary>
    public SpectrumSummary Summary(ReadOnlyMemory<byte> memory)
    {
        var buffer = ArrayPool<double>.Shared.Rent(Flux.Count);
        try
        {
            var wavelength = buffer.AsSpan(0, Flux.Count);
            Wavelength.CopyTo(memory.Span, wavelength);
            var (first, last) = (wavelength[0], wavelength[^1]);
            Normalized?.CopyTo(memory.Span, wavelength);
            var isNormalized = Normalized is not null && wavelength.ContainsAnyExcept(NoValue);
            return new SpectrumSummary(Name, Arm, Flux.Count, first, last)
            {
                Minute = Minute,
                Minutes = Minutes,
                ExposureSeconds = ExposureSeconds,
                SignalToNoise = SignalToNoise,
                IsDoublePrecision = IsDoublePrecision(isNormalized),
                HasAndMask = AndMask is not null,
                HasOrMask = OrMask is not null,
                IsNormalized = isNormalized,
            };
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    double[]? NormalizedFlux(ReadOnlySpan<byte> file)
    {
        if (Normalized is null) return null;
        var values = new double[Flux.Count];
        Normalized.CopyTo(file, values);
        if (!values.AsSpan().ContainsAnyExcept(NoValue)) return null;
        foreach (ref var value in values.AsSpan()) if (!double.IsFinite(value) || value == NoValue) value = double.NaN;
        return values;
    }
}
