namespace Lamost.Vo.Archive.Simulation;

/// <summary>The columns of the tables of sources with several visits, and what collects them.</summary>
static class EpochColumns
{
    /// <summary>Low resolution: lists by visit.</summary>
    public static readonly ColumnSet<EpochRow> OfLow = Lists("obsid_list", "midmjm_list", "z_list", "teff_list", "logg_list", "feh_list", "rv_list");

    /// <summary>Medium resolution: lists by visit, then lists by exposure.</summary>
    public static readonly ColumnSet<EpochRow> OfMedium = Lists("obsid_list", "teff_lasp_list", "logg_lasp_list", "feh_lasp_list",
        "lmjm_list", "rv_b0_list", "rv_b1_list", "rv_r0_list", "rv_r1_list", "rv_br0_list", "rv_br1_list");

    /// <summary>Collects visits at low resolution.</summary>
    public static EpochCollector Collect(LowSpectrumMaker maker) => (row, field, slot, visit) =>
    {
        var spectrum = maker.Make(field, slot, visit, 0);
        var has = spectrum.HasParameters;
        row.Visits++;
        row.Exposures += spectrum.Plate.Log.Exposures;
        row.Add(0, spectrum.Obsid, 0);
        row.Add(1, spectrum.Plate.Log.Middle, 0);
        row.Add(2, spectrum.Z, 6);
        row.Add(3, has ? spectrum.Teff : double.NaN, 2);
        row.Add(4, has ? spectrum.Logg : double.NaN, 3);
        row.Add(5, has ? spectrum.Feh : double.NaN, 3);
        row.Add(6, has ? spectrum.Rv : double.NaN, 2);
    };

    /// <summary>Collects visits at medium resolution, with all exposures, also those of plates that publish only their coadds.</summary>
    public static EpochCollector Collect(MediumSpectrumMaker maker) => (row, field, slot, visit) =>
    {
        var spectrum = maker.Make(field, slot, visit, 0);
        var has = spectrum.HasParameters;
        row.Visits++;
        row.Add(0, spectrum.Obsid, 0);
        row.Add(1, has ? spectrum.Teff : double.NaN, 2);
        row.Add(2, has ? spectrum.Logg : double.NaN, 3);
        row.Add(3, has ? spectrum.Feh : double.NaN, 3);
        for (var exposure = 1; exposure <= field.Plates[visit].Log.Exposures; exposure++)
        {
            maker.MakeExposure(field, slot, visit, exposure);
            row.Exposures++;
            row.Add(4, spectrum.Minute, 0);
            row.Add(5, spectrum.Blue.Raw, 2);
            row.Add(6, spectrum.Blue.Corrected, 2);
            row.Add(7, spectrum.Red.Raw, 2);
            row.Add(8, spectrum.Red.Corrected, 2);
            row.Add(9, spectrum.Both.Raw, 2);
            row.Add(10, spectrum.Both.Corrected, 2);
        }
    };

    static ColumnSet<EpochRow> Lists(params string[] names) => new ColumnSet<EpochRow>(r => r.Source.Ra, r => r.Source.Dec)
        .With(new Dictionary<string, Number<EpochRow>>
        {
            ["ura"] = r => r.Source.Ra,
            ["udec"] = r => r.Source.Dec,
        })
        .With(new Dictionary<string, Integer<EpochRow>>
        {
            ["gp_id"] = r => r.Source.Name,
            ["obs_number"] = r => r.Visits,
            ["exp_number"] = r => r.Exposures,
        })
        .With(new Dictionary<string, Text<EpochRow>> { ["uid"] = r => r.Uid() })
        .With(names.Select((name, list) => (name, list)).ToDictionary(p => p.name, p => (Text<EpochRow>)(r => r.List(p.list))));
}
