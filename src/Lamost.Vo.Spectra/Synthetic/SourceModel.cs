namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>Light of a source over a grid, without noise, in any unit.</summary>
/// <param name="Grid">The pixels.</param>
/// <param name="Flux">What arrives.</param>
/// <param name="Continuum">What would arrive without lines and bands.</param>
sealed record SourceModel(Grid Grid, double[] Flux, double[] Continuum)
{
    const double SecondRadiation = 1.438776877e8;

    /// <summary>Invents the light of a target.</summary>
    /// <param name="target">What it is.</param>
    /// <param name="grid">The pixels.</param>
    /// <param name="stretch">1 + redshift.</param>
    public static SourceModel Of(SyntheticTarget target, Grid grid, double stretch) => target.Class?.Trim().ToUpperInvariant() switch
    {
        "STAR" => StarModel.Of(StellarParameters.Of(target), grid, stretch),
        // A file of medium resolution has stars only, whatever the row lacks.
        null or "" when target.FileName.IsMedium => StarModel.Of(StellarParameters.Of(target), grid, stretch),
        "GALAXY" => GalaxyModel.Of(target, grid, stretch),
        "QSO" => QuasarModel.Of(target, grid, stretch),
        _ => Featureless(grid, stretch),
    };

    /// <summary>Planck's law by wavelength, 1 at 5500 Angstrom.</summary>
    public static double Planck(double wavelength, double kelvin) =>
        Math.Pow(5500 / wavelength, 5) * (Math.Exp(SecondRadiation / (5500 * kelvin)) - 1) / (Math.Exp(SecondRadiation / (wavelength * kelvin)) - 1);

    /// <summary>Builds the light of absorbed and emitted parts.</summary>
    /// <param name="grid">The pixels.</param>
    /// <param name="continuum">Without lines.</param>
    /// <param name="depth">Optical depth in front of it.</param>
    /// <param name="emission">Emission in units of the continuum; null for none.</param>
    public static SourceModel Build(Grid grid, double[] continuum, double[] depth, double[]? emission = null)
    {
        var flux = new double[continuum.Length];
        for (var i = 0; i < flux.Length; i++) flux[i] = continuum[i] * (Math.Exp(-depth[i]) + (emission?[i] ?? 0));
        return new SourceModel(grid, flux, continuum);
    }

    static SourceModel Featureless(Grid grid, double stretch)
    {
        var continuum = Array.ConvertAll(grid.Wavelength, w => Planck(w / stretch, 4500));
        return new SourceModel(grid, [.. continuum], continuum);
    }
}
