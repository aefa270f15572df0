namespace Lamost.Vo.Archive.Releases;

/// <summary>Reads <c>lvo:spectra</c> of a table.</summary>
static class SpectraReader
{
    const string SpectraKey = "lvo:spectra";

    /// <summary>Diameter of a fibre in arcsec at most: what obscore.yaml promises of its circles (<c>lvo:around_position</c>) rests on it.</summary>
    public const double LargestAperture = 7.2;

    static readonly string[] Keys =
    [
        "resolution", "facility", "instrument", "collection", "creator", "reference", "flux_calibration", "band", "band_blue", "band_red", "resolving_power", "aperture",
        "key", "observation", "source", "target", "fibre", "place", "day", "arm", "minute", "coadd", "plan", "class", "common_class", "type", "redshift", "velocity", "velocity_error",
        "snr",
    ];

    /// <summary>Reads it; null where the table has none.</summary>
    /// <param name="table">The keys of the table.</param>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="hasPosition">Whether it has a main position, which spectra need.</param>
    /// <param name="errors">Where faults go.</param>
    public static SpectraDefinition? Read(KeyReader table, string name, IReadOnlyList<ColumnDefinition> columns, bool hasPosition, DefinitionErrors errors)
    {
        if (!table.Has(SpectraKey)) return null;
        if (table.At(SpectraKey) is not YamlMap map)
        {
            table.Fault(SpectraKey, "Must be a mapping.");
            return null;
        }
        if (!hasPosition) table.Fault(SpectraKey, "Spectra need 'lvo:position' too.");
        var keys = new KeyReader(map, $"{name} {SpectraKey}", Keys, errors);
        var resolution = keys.Required("resolution");
        if (resolution is not ("low" or "medium" or "")) keys.Fault("resolution", $"Must be low or medium, not '{resolution}'.");
        var calibration = keys.Required("flux_calibration");
        if (calibration is not ("RELATIVE" or "UNCALIBRATED" or "NORMALIZED" or "ABSOLUTE" or ""))
            keys.Fault("flux_calibration", $"Must be RELATIVE, UNCALIBRATED, NORMALIZED or ABSOLUTE, not '{calibration}'.");
        foreach (var key in (string[])["band", "resolving_power", "aperture", "snr"]) keys.Require(key);
        var velocity = Columns("velocity");
        var errorColumns = Columns("velocity_error");
        if (velocity.Count != errorColumns.Count) keys.Fault("velocity_error", "Must be as many as 'velocity'.");
        var fibre = Columns("fibre");
        if (keys.Number("aperture") > LargestAperture) keys.Fault("aperture", $"Must be at most {LargestAperture} arcsec.");
        if (fibre.Count is not (0 or 2)) keys.Fault("fibre", "Must name two columns: longitude, latitude.");
        keys.Require("place");
        var place = Columns("place");
        if (keys.Has("place") && place.Count != 4) keys.Fault("place", "Must name four columns: local modified Julian day, plan, spectrograph, fibre.");
        return new SpectraDefinition
        {
            IsMedium = resolution == "medium",
            Facility = keys.Required("facility"),
            Instrument = keys.Required("instrument"),
            Collection = keys.Required("collection"),
            Creator = keys.Required("creator"),
            Reference = keys.Text("reference"),
            FluxCalibration = calibration,
            Bands = [Band("band", null), Band("band_blue", "band"), Band("band_red", "band")],
            ResolvingPower = Positive("resolving_power"),
            Aperture = Positive("aperture"),
            Key = Needed("key"),
            Observation = Needed("observation"),
            Source = Needed("source"),
            Target = Needed("target"),
            Fibre = fibre,
            Place = place,
            Day = Needed("day"),
            Arm = Column("arm"),
            Minute = Column("minute"),
            Coadd = Column("coadd"),
            Plan = keys.Text("plan"),
            Class = Column("class"),
            CommonClass = keys.Text("common_class"),
            Type = Column("type"),
            Redshift = Columns("redshift"),
            Velocity = velocity,
            VelocityError = errorColumns,
            SignalToNoise = Columns("snr"),
        };

        List<string> Columns(string key)
        {
            var names = new List<string>();
            foreach (var text in keys.Texts(key))
            {
                var column = columns.FirstOrDefault(c => string.Equals(c.Name, text.Value, StringComparison.OrdinalIgnoreCase));
                if (column is null) keys.Fault(key, $"{name} has no column '{text.Value}'.{DefinitionErrors.Suggest(text.Value, [.. columns.Select(c => c.Name)])}");
                else names.Add(column.Name);
            }
            return names;
        }

        string? Column(string key)
        {
            var names = Columns(key);
            if (names.Count > 1) keys.Fault(key, "Must be one column.");
            return names.FirstOrDefault();
        }

        string Needed(string key)
        {
            keys.Require(key);
            return Column(key) ?? "";
        }

        double Positive(string key)
        {
            var value = keys.Number(key) ?? 1;
            if (value <= 0) keys.Fault(key, "Must be more than 0.");
            return value;
        }

        WavelengthRange Band(string key, string? otherwise)
        {
            if (!keys.Has(key) && otherwise is not null) key = otherwise;
            var ends = keys.Texts(key).Select(t => KeyReader.TryNumber(t.Value, out var end) ? end : double.NaN).ToList();
            if (ends is [> 0 and var low, var high] && high > low) return new WavelengthRange(low, high);
            if (keys.Has(key)) keys.Fault(key, "Must be two numbers in m, e.g. [3.7e-7, 9.1e-7].");
            return new WavelengthRange(1, 2);
        }
    }
}
