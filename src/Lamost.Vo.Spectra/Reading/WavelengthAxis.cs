namespace Lamost.Vo.Spectra.Reading;

/// <summary>The wavelengths of a spectrum: as stored, as their logarithms, or from the two numbers of a logarithmic grid.</summary>
/// <param name="Stored">Angstrom or log10 of it; null for a grid.</param>
/// <param name="Hdu">Whose they are.</param>
/// <param name="IsLogarithm">Whether logarithms are stored.</param>
/// <param name="Start">Of a grid, log10 of the first wavelength.</param>
/// <param name="Step">Of a grid, what is added from pixel to pixel.</param>
sealed record WavelengthAxis(Hdu Hdu, NumberVector? Stored, bool IsLogarithm, double Start = 0, double Step = 0)
{
    /// <summary>Bounds that no spectrum of LAMOST comes near, in Angstrom, but other units do.</summary>
    const double Least = 1000, Greatest = 100_000;

    /// <summary>Reads the wavelengths, ascending; Angstrom.</summary>
    /// <returns>True when they are stored from the greatest to the least, so that all else is to be reversed too.</returns>
    /// <exception cref="FileFault">They are not in strict order, or no wavelengths.</exception>
    public bool CopyTo(ReadOnlySpan<byte> file, Span<double> to)
    {
        if (Stored is not null) Stored.CopyTo(file, to);
        else for (var i = 0; i < to.Length; i++) to[i] = Start + i * Step;
        if (IsLogarithm) foreach (ref var value in to) value = Math.Pow(10, value);
        // The single exposures of the red arm are stored so.
        var isReversed = to.Length > 1 && to[0] > to[^1];
        if (isReversed) to.Reverse();
        for (var i = 0; i < to.Length; i++)
        {
            if (!(to[i] is >= Least and <= Greatest)) throw Bad(i, isReversed, to, $"outside {Least} to {Greatest}");
            if (i > 0 && !(to[i] > to[i - 1])) throw Bad(i, isReversed, to, "not in strict order with its neighbour");
        }
        return isReversed;
    }

    FileFault Bad(int index, bool isReversed, ReadOnlySpan<double> values, string what)
    {
        var pixel = (isReversed ? values.Length - 1 - index : index) + 1;
        var source = Stored?.Name ?? "COEFF0 + i * COEFF1";
        return Hdu.Bad($"{source}: the wavelength of pixel {pixel} of {values.Length} is {values[index]:G9} Angstrom, {what}; wavelengths must be finite and strictly ascending or descending");
    }
}
