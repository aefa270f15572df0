namespace Lamost.Vo.Spectra.Preview;

/// <summary>Lines of one label that astronomers look for.</summary>
/// <param name="Label">Short.</param>
/// <param name="Wavelengths">At rest, in vacuum, Angstrom, ascending.</param>
sealed record SpectralLine(string Label, params double[] Wavelengths);

/// <summary>
/// Which lines to mark in which spectra, the more telling ones first. Wavelengths in vacuum: of galaxies and quasars after the table of spectral lines of SDSS DR7,
/// others as the NIST Atomic Spectra Database has them in air, converted; heads of TiO and C2 from air as commonly tabulated, to 1 Angstrom.
/// </summary>
static class SpectralLines
{
    /// <summary>Spectra of less than this, in Angstrom, have room for weak lines.</summary>
    const double NarrowRange = 1000;

    static readonly SpectralLine Ha = new("Hα", 6564.61), Hb = new("Hβ", 4862.68), Hg = new("Hγ", 4341.68), Hd = new("Hδ", 4102.89);
    static readonly SpectralLine K = new("Ca K", 3934.78), HK = new("Ca H K", 3934.78, 3969.59);
    static readonly SpectralLine G = new("G", 4305.61), MgB = new("Mg b", 5168.76, 5174.13, 5185.05), NaD = new("Na D", 5891.58, 5897.56);
    static readonly SpectralLine CaT = new("Ca II", 8500.36, 8544.44, 8664.52);

    static readonly SpectralLine[] Hot =
    [
        Ha, Hb, Hg, Hd, new("He I", 4472.73), new("He I", 5877.25), new("He II", 4687.02), K, new("H8", 3890.15), new("Hε", 3971.20), new("He I", 6680.00),
        new("Pa", 8752.87, 8865.22, 9017.38), new("H9", 3836.47),
    ];

    static readonly SpectralLine[] White = [Ha, Hb, Hg, Hd, K, new("Hε", 3971.20), new("He I", 4472.73), new("He I", 5877.25), new("H8", 3890.15)];

    static readonly SpectralLine[] Middle =
    [
        Ha, Hb, K, MgB, CaT, Hg, Hd, NaD, new("Hε", 3971.20), new("H8", 3890.15), new("Pa", 8752.87, 8865.22, 9017.38), new("O I", 7774.1, 7776.3, 7777.5),
        new("H9", 3836.47),
    ];

    static readonly SpectralLine[] Cool =
    [
        Ha, MgB, HK, NaD, CaT, Hb, G, Hg, Hd, new("Fe", 5271.9), new("Ca", 4227.92), new("Fe", 4384.78),
    ];

    static readonly SpectralLine[] Molecular =
    [
        Ha, NaD, CaT, new("TiO", 7055), new("TiO", 6160), new("TiO", 4956), new("TiO", 5449), new("TiO", 6653), new("Hβ", 4862.68), MgB, HK,
        new("Na", 8185.5, 8197.1), new("K", 7667.0, 7701.1),
        new("TiO", 8434), new("TiO", 8862), new("Ca", 4227.92),
    ];

    static readonly SpectralLine[] Carbon = [new("C₂", 5166.7), new("C₂", 4738.4), new("C₂", 5637.1), Ha, NaD, CaT, new("Hβ", 4862.68)];

    static readonly SpectralLine[] Weak =
    [
        new("Fe I", 5271.90), new("Li", 6709.66), new("Ca I", 6440.85), new("Ca I", 6464.35), new("Cr I", 5206.04, 5207.49, 5209.87), new("Fe I", 5329.52),
        new("Fe I", 5228.33), new("Ba II", 6498.69),
        new("Fe I", 6401.77), new("Fe I", 5080.16), new("Fe I", 6679.83), new("Ni I", 6645.46), new("Fe I", 4958.98),
    ];

    static readonly SpectralLine[] Galaxy =
    [
        Ha, new("[O III]", 4960.30, 5008.24), Hb, new("[O II]", 3727.09, 3729.88), HK, new("Mg", 5176.63), new("Na", 5895.60), new("[S II]", 6718.29, 6732.67),
        new("[N II]", 6549.85, 6585.27), G, Hg, Hd,
        new("[Ne III]", 3869.86), new("[O I]", 6302.05), CaT,
    ];

    static readonly SpectralLine[] Quasar =
    [
        new("Lyα", 1215.67), new("C IV", 1549.48), new("C III]", 1908.73), new("Mg II", 2799.12), Ha, Hb, new("[O III]", 4960.30, 5008.24),
        new("[O II]", 3727.09, 3729.88), Hg, new("Si IV", 1399.8),
        new("N V", 1240.81), new("He II", 1640.42), new("[Ne V]", 3426.85), new("[Ne III]", 3869.86), Hd, new("[S II]", 6718.29, 6732.67), new("Lyβ", 1025.72),
        new("O I", 1305.53), new("C II", 1335.31),
    ];

    /// <summary>Where the air of the Earth absorbs: the B and the A band of oxygen, vacuum, as observed.</summary>
    internal static IReadOnlyList<Interval> Telluric { get; } = [new(6869, 6947), new(7594, 7702)];

    /// <summary>What to mark.</summary>
    /// <param name="description">Of the spectrum; nothing is marked in a target of an unknown class, or in one beyond the Galaxy without redshift.</param>
    /// <param name="range">Of the spectrum, Angstrom.</param>
    internal static IReadOnlyList<SpectralLine> Of(DatasetDescription description, Interval range) => description.TargetClass?.Trim().ToUpperInvariant() switch
    {
        "STAR" => range.Span < NarrowRange ? [.. Star(description.SpectralType), .. Weak] : Star(description.SpectralType),
        "GALAXY" when description.Redshift is not null => Galaxy,
        "QSO" when description.Redshift is not null => Quasar,
        _ => [],
    };

    /// <summary>What wavelengths at rest are to be multiplied with.</summary>
    internal static double Shift(DatasetDescription description) => description.IsRestFrame ? 1 : 1 + (description.Redshift ?? 0);

    // Types are written G5, A4V, dM3, gM0, sdF7, WD, WDMagnetic, Carbon, CV.
    static SpectralLine[] Star(string? type)
    {
        type = type?.Trim() ?? "";
        if (type.StartsWith("WD", StringComparison.OrdinalIgnoreCase)) return White;
        return type.TrimStart('s', 'd', 'g') switch
        {
            ['O' or 'B', ..] => Hot,
            ['A' or 'F', ..] => Middle,
            ['M', ..] => Molecular,
            ['C', 'V', ..] => Hot,
            ['C', ..] => Carbon,
            _ => Cool,
        };
    }
}
