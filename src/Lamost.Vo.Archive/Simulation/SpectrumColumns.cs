namespace Lamost.Vo.Archive.Simulation;

/// <summary>The columns of the general and the stellar catalogues.</summary>
static class SpectrumColumns
{
    static readonly byte[] Obj = "Obj"u8.ToArray(), Standard = "F-Std"u8.ToArray();
    static readonly byte[] Star = "STAR"u8.ToArray(), Galaxy = "GALAXY"u8.ToArray(), Quasar = "QSO"u8.ToArray();
    static readonly byte[] Blue = "B"u8.ToArray(), Red = "R"u8.ToArray();

    // The order of MediumSpectrum.Abundances.
    static readonly string[] Elements = ["c_fe", "n_fe", "o_fe", "mg_fe", "al_fe", "si_fe", "s_fe", "ca_fe", "ti_fe", "cr_fe", "ni_fe", "cu_fe"];

    /// <summary>What every fibre of a plate has.</summary>
    public static readonly ColumnSet<Observation> OfObservation = new ColumnSet<Observation>(o => o.Ra / 1e7, o => o.Dec / 1e7)
        .With(new Dictionary<string, Number<Observation>>
        {
            ["ra_obs"] = o => o.RaObs / 1e7,
            ["dec_obs"] = o => o.DecObs / 1e7,
            ["ra"] = o => o.Ra / 1e7,
            ["dec"] = o => o.Dec / 1e7,
            ["offsets_v"] = o => o.Offset,
        })
        .With(new Dictionary<string, Integer<Observation>>
        {
            ["obsid"] = o => o.Obsid,
            ["mjd"] = o => o.Plate.Mjd,
            ["lmjd"] = o => o.Plate.Mjd + 1,
            ["spid"] = o => o.Spid,
            ["fiberid"] = o => o.FiberId,
            ["offsets"] = o => o.Offset > 0 ? 1 : 0,
        })
        .With(new Dictionary<string, Text<Observation>>
        {
            ["designation"] = o => o.Designation(),
            ["planid"] = o => o.Plate.PlanId,
        })
        .With(new Dictionary<string, Day<Observation>> { ["obsdate"] = o => o.Plate.Date });

    /// <summary>What every spectrum has.</summary>
    public static readonly ColumnSet<Spectrum> OfSpectrum = OfObservation.Of<Spectrum>()
        .With(new Dictionary<string, Number<Spectrum>> { ["gaia_g_mean_mag"] = s => s.Source.Magnitude })
        .With(new Dictionary<string, Integer<Spectrum>>
        {
            ["gp_id"] = s => s.Source.Name,
            ["gaia_source_id"] = s => s.Source.GaiaId,
            ["fibermask"] = s => s.Fibermask,
        })
        .With(new Dictionary<string, Text<Spectrum>>
        {
            ["uid"] = s => s.Uid(),
            ["fibertype"] = s => s.IsStandard ? Standard : Obj,
        });

    /// <summary>Low resolution.</summary>
    public static readonly ColumnSet<LowSpectrum> OfLow = OfSpectrum.Of<LowSpectrum>()
        .With(new Dictionary<string, Number<LowSpectrum>>
        {
            ["snru"] = s => s.SnrU,
            ["snrg"] = s => s.SnrG,
            ["snrr"] = s => s.SnrR,
            ["snri"] = s => s.SnrI,
            ["snrz"] = s => s.SnrZ,
            ["z"] = s => s.Z,
            ["z_err"] = s => s.ZError,
            ["mag_ps_g"] = s => s.Source.PanStarrs[0],
            ["mag_ps_r"] = s => s.Source.PanStarrs[1],
            ["mag_ps_i"] = s => s.Source.PanStarrs[2],
            ["mag_ps_z"] = s => s.Source.PanStarrs[3],
            ["mag_ps_y"] = s => s.Source.PanStarrs[4],
            ["teff"] = s => s.Teff,
            ["teff_err"] = s => s.TeffError,
            ["logg"] = s => s.Logg,
            ["logg_err"] = s => s.LoggError,
            ["feh"] = s => s.Feh,
            ["feh_err"] = s => s.FehError,
            ["rv"] = s => s.Rv,
            ["rv_err"] = s => s.RvError,
            ["alpha_m"] = s => s.Alpha,
            ["alpha_m_err"] = s => s.AlphaError,
            ["vsini_lasp"] = s => s.Vsini,
        })
        .With(new Dictionary<string, Integer<LowSpectrum>>
        {
            ["ps_id"] = s => s.Source.PanStarrsId,
            ["with_norm_flux"] = s => s.HasParameters ? 1 : 0,
        })
        .With(new Dictionary<string, Text<LowSpectrum>>
        {
            ["class"] = s => s.Source.Class switch { ObjectClass.Star => Star, ObjectClass.Galaxy => Galaxy, _ => Quasar },
            ["subclass"] = s => s.Type is { } type ? type.Bytes : default,
        });

    /// <summary>Medium resolution.</summary>
    public static readonly ColumnSet<MediumSpectrum> OfMedium = OfSpectrum.Of<MediumSpectrum>()
        .With(new Dictionary<string, Number<MediumSpectrum>>
        {
            ["snr"] = s => s.Snr,
            ["gaia_bp_mean_mag"] = s => s.Bp,
            ["gaia_rp_mean_mag"] = s => s.Rp,
            ["teff_lasp"] = s => s.Teff,
            ["teff_lasp_err"] = s => s.TeffError,
            ["logg_lasp"] = s => s.Logg,
            ["logg_lasp_err"] = s => s.LoggError,
            ["feh_lasp"] = s => s.Feh,
            ["feh_lasp_err"] = s => s.FehError,
            ["vsini_lasp"] = s => s.Vsini,
            ["vsini_lasp_err"] = s => s.VsiniError,
            ["alpha_m_lasp"] = s => s.Alpha,
            ["alpha_m_lasp_err"] = s => s.AlphaError,
            ["teff_cnn"] = s => s.CnnTeff,
            ["logg_cnn"] = s => s.CnnLogg,
            ["feh_cnn"] = s => s.CnnFeh,
            ["m_h_cnn"] = s => s.CnnMetals,
            ["alpha_m_cnn"] = s => s.CnnAlpha,
        })
        .With(Velocities(("rv_b", s => s.Blue), ("rv_r", s => s.Red), ("rv_br", s => s.Both), ("rv_lasp", s => s.Lasp)))
        .With(Elements.Select((name, n) => (name, n)).ToDictionary(e => e.name, e => (Number<MediumSpectrum>)(s => s.Abundances[e.n])))
        .With(new Dictionary<string, Integer<MediumSpectrum>>
        {
            ["lmjm"] = s => s.Minute,
            ["coadd"] = s => s.Exposure == 0 ? 1 : 0,
            ["rv_b_flag"] = s => double.IsNaN(s.Blue.Raw) ? 1 : 0,
            ["rv_r_flag"] = s => double.IsNaN(s.Red.Raw) ? 1 : 0,
            ["rv_br_flag"] = s => double.IsNaN(s.Both.Raw) ? 1 : 0,
            ["bad_b"] = _ => 0,
            ["bad_r"] = _ => 0,
        })
        .With(new Dictionary<string, Text<MediumSpectrum>>
        {
            ["mobsid"] = s => s.Mobsid(),
            ["band"] = s => s.IsRed ? Red : Blue,
        });

    static Dictionary<string, Number<MediumSpectrum>> Velocities(params (string Stem, Func<MediumSpectrum, Velocity> Of)[] kinds) => kinds
        .SelectMany<(string Stem, Func<MediumSpectrum, Velocity> Of), (string Name, Number<MediumSpectrum> Value)>(k =>
        [
            ($"{k.Stem}0", s => k.Of(s).Raw), ($"{k.Stem}0_err", s => k.Of(s).Error),
            ($"{k.Stem}1", s => k.Of(s).Corrected), ($"{k.Stem}1_err", s => k.Of(s).CorrectedError),
        ])
        .ToDictionary(p => p.Name, p => p.Value);
}
