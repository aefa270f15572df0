namespace Lamost.Vo.Spectra.Writing;

/// <summary>
/// The facts of a spectrum as a whole, by the Spectrum data model (SpectrumDM 1.2, sections 3 to 5; utypes as in 1.0). Those that the model demands are always there, an
/// unknown number as NaN and an unknown text empty; of the others, those that are known.
/// </summary>
static class SpectrumItems
{
    const double SecondsPerDay = 86400;

    internal static List<SpectrumItem> Of(Spectrum spectrum, DatasetDescription about) =>
        [.. Dataset(spectrum), .. Target(about), .. Char(spectrum, about), .. Curation(about), .. DataId(about), .. Derived(about), .. CoordSys(about)];

    /// <summary>The title, which says that invented data is.</summary>
    internal static string Title(DatasetDescription about) =>
        about.Simulated && !about.Title.Contains("simulated", StringComparison.OrdinalIgnoreCase) ? about.Title + " (simulated data)" : about.Title;

    static IEnumerable<SpectrumItem> Dataset(Spectrum spectrum) =>
    [
        new("data_model", "DataModel", "Spectrum-1.0") { Keyword = "VOCLASS", FitsValue = "SPECTRUM 1.0", Description = "Data model" },
        new("dataset_type", "Type", "Spectrum") { Keyword = "VOSEGT", Description = "Kind of dataset" },
        new("length", "Length", (long)spectrum.Length) { Ucd = "meta.number", Keyword = "DATALEN", Description = "Number of pixels" },
        new("time_si", "TimeSI", "86400 T") { Keyword = "TIMESDIM", Description = "Dimension of times" },
        new("spectral_si", "SpectralSI", "1E-10 L") { Keyword = "SPECSDIM", Description = "Dimension of the spectral axis" },
        new("flux_si", "FluxSI", "") { Description = "Dimension of flux: none, it is relative" },
        new("part", null, spectrum.Name) { Keyword = "PART", Description = "Which spectrum of its LAMOST file" },
    ];

    static IEnumerable<SpectrumItem> Target(DatasetDescription about)
    {
        yield return new("target_name", "Target.Name", about.TargetName) { Ucd = "meta.id;src", Keyword = "OBJECT", Description = "Name of the target" };
        if (about.TargetClass is { } @class)
            yield return new("target_class", "Target.Class", @class) { Ucd = "src.class", Keyword = "SRCCLASS", Description = "Class of the target" };
        if (about.SpectralType is { } type)
            yield return new("spectral_type", "Target.SpectralClass", type) { Ucd = "src.spType", Keyword = "SPECTYPE", Description = "Spectral type" };
        if (about.Redshift is { } z)
            yield return new("target_redshift", "Target.Redshift", z) { Ucd = "src.redshift", Keyword = "REDSHIFT", Description = "Redshift of the target" };
    }

    static IEnumerable<SpectrumItem> Char(Spectrum spectrum, DatasetDescription about)
    {
        var (from, to) = (spectrum.Wavelength[0], spectrum.Wavelength[^1]);
        var (start, stop) = (about.TimeStart ?? double.NaN, about.TimeStop ?? double.NaN);
        var middle = (from + to) / 2;
        return
        [
            new("spatial_axis_ucd", "Char.SpatialAxis.UCD", "pos.eq") { Ucd = "meta.ucd", Keyword = "SKY_UCD", Description = "Kind of position" },
            new("spatial_axis_unit", "Char.SpatialAxis.Unit", "deg") { Ucd = "meta.unit", Description = "Unit of positions" },
            new("position", "Char.SpatialAxis.Coverage.Location.Value", (about.Ra, about.Dec))
                { Unit = "deg", Ucd = "pos;pos.eq", Keyword = "RA,DEC", Description = "Where the fibre pointed, ICRS" },
            new("aperture", "Char.SpatialAxis.Coverage.Bounds.Extent", about.Aperture)
                { Unit = "deg", Ucd = "phys.angSize;instr.fov", Keyword = "APERTURE", Description = "Diameter of the fibre" },

            new("time_axis_ucd", "Char.TimeAxis.UCD", "time") { Ucd = "meta.ucd", Description = "Kind of time" },
            new("time_axis_unit", "Char.TimeAxis.Unit", "d") { Ucd = "meta.unit", Keyword = "TIMEUNIT", Description = "Unit of times" },
            new("time_middle", "Char.TimeAxis.Coverage.Location.Value", (start + stop) / 2)
                { Unit = "d", Ucd = "time.epoch", Keyword = "TMID", Description = "Middle of the exposure, MJD (UTC)" },
            new("time_extent", "Char.TimeAxis.Coverage.Bounds.Extent", (stop - start) * SecondsPerDay)
                { Unit = "s", Ucd = "time.duration", Keyword = "TELAPSE", FitsValue = stop - start, FitsUnit = "d", Description = "From begin to end" },
            new("time_start", "Char.TimeAxis.Coverage.Bounds.Start", start)
                { Unit = "d", Ucd = "time.start;obs.exposure", Keyword = "TSTART", Description = "Begin of the exposure, MJD (UTC)" },
            new("time_stop", "Char.TimeAxis.Coverage.Bounds.Stop", stop)
                { Unit = "d", Ucd = "time.end;obs.exposure", Keyword = "TSTOP", Description = "End of the exposure, MJD (UTC)" },
            new("exposure", "Char.TimeAxis.Coverage.Support.Extent", about.ExposureSeconds ?? double.NaN)
                { Unit = "s", Ucd = "time.duration;obs.exposure", Keyword = "EXPOSURE", Description = "Time of exposure" },

            new("spectral_axis_name", "Char.SpectralAxis.Name", "wavelength") { Description = "Column of the spectral axis" },
            new("spectral_axis_ucd", "Char.SpectralAxis.UCD", "em.wl") { Ucd = "meta.ucd", Description = "Kind of the spectral axis: wavelength in vacuum" },
            new("spectral_axis_unit", "Char.SpectralAxis.Unit", "Angstrom") { Ucd = "meta.unit", Description = "Unit of the spectral axis" },
            new("spectral_location", "Char.SpectralAxis.Coverage.Location.Value", middle)
                { Unit = "Angstrom", Ucd = "em.wl;instr.bandpass", Keyword = "SPEC_VAL", Description = "Middle of the range" },
            new("spectral_extent", "Char.SpectralAxis.Coverage.Bounds.Extent", to - from)
                { Unit = "Angstrom", Ucd = "em.wl;instr.bandwidth", Keyword = "SPEC_BW", Description = "Width of the range" },
            new("spectral_start", "Char.SpectralAxis.Coverage.Bounds.Start", from)
                { Unit = "Angstrom", Ucd = "em.wl;stat.min", Keyword = "TDMIN1", Description = "First pixel" },
            new("spectral_stop", "Char.SpectralAxis.Coverage.Bounds.Stop", to)
                { Unit = "Angstrom", Ucd = "em.wl;stat.max", Keyword = "TDMAX1", Description = "Last pixel" },
            new("spectral_bin", "Char.SpectralAxis.Accuracy.BinSize", spectrum.Length > 1 ? (to - from) / (spectrum.Length - 1) : double.NaN)
                { Unit = "Angstrom", Ucd = "em.wl;spect.binSize", Keyword = "SPEC_BIN", Description = "Mean width of a pixel" },
            new("spectral_resolution", "Char.SpectralAxis.Resolution", middle / about.ResolvingPower)
                { Unit = "Angstrom", Ucd = "spect.resolution;em.wl", Keyword = "SPEC_RES", Description = "Full width at half maximum at the middle" },
            new("resolving_power", "Char.SpectralAxis.ResPower", about.ResolvingPower) { Ucd = "spect.resolution", Keyword = "SPEC_RP", Description = "Resolving power" },
            new("spectral_calibration", "Char.SpectralAxis.Calibration", "ABSOLUTE")
                { Ucd = "meta.code.qual", Keyword = "SPEC_CAL", Description = "Calibration of wavelengths" },

            new("flux_axis_name", "Char.FluxAxis.Name", "flux") { Description = "Column of the flux axis" },
            new("flux_axis_ucd", "Char.FluxAxis.UCD", "phot.flux.density;em.wl") { Ucd = "meta.ucd", Description = "Kind of flux" },
            new("flux_axis_unit", "Char.FluxAxis.Unit", "") { Ucd = "meta.unit", Description = "Unit of flux: none, it is relative" },
            new("flux_calibration", "Char.FluxAxis.Calibration", about.FluxCalibration)
                { Ucd = "meta.code.qual", Keyword = "FLUX_CAL", Description = "Calibration of flux" },
            new("quality_0", "Data.FluxAxis.Quality.0", "good") { Ucd = "meta.note", Description = "What quality 0 means" },
            new("quality_1", "Data.FluxAxis.Quality.1", "bad: there is no data, or a bit is set that was set in every exposure")
                { Ucd = "meta.note", Description = "What quality 1 means" },
        ];
    }

    static IEnumerable<SpectrumItem> Curation(DatasetDescription about)
    {
        yield return new("publisher", "Curation.Publisher", about.Publisher) { Ucd = "meta.curation", Keyword = "VOPUB", Description = "Publisher" };
        yield return new("publisher_did", "Curation.PublisherDID", about.PublisherDid) { Ucd = "meta.ref.uri", Keyword = "DS_IDPUB", Description = "Publisher's identifier" };
        if (about.Version is { } version)
            yield return new("publisher_version", "Curation.Version", version) { Ucd = "meta.version", Keyword = "VOVER", Description = "Release" };
        if (about.Reference is { } reference)
            yield return new("reference", "Curation.Reference", reference) { Ucd = "meta.bib.bibcode", Keyword = "VOREF", Description = "What to cite" };
    }

    static IEnumerable<SpectrumItem> DataId(DatasetDescription about) =>
    [
        new("title", "DataID.Title", Title(about)) { Ucd = "meta.title;meta.dataset", Keyword = "TITLE", Description = "Title" },
        new("creator", "DataID.Creator", about.Creator) { Keyword = "AUTHOR", Description = "Who made the data" },
        new("collection", "DataID.Collection", about.Collection) { Keyword = "COLLECT1", Description = "Collection" },
        new("instrument", "DataID.Instrument", about.Instrument) { Ucd = "meta.id;instr", Keyword = "INSTRUME", Description = "Instrument" },
        new("data_source", "DataID.DataSource", about.Simulated ? "artificial" : "survey") { Keyword = "DSSOURCE", Description = "Where the data is from" },
        new("creation_type", "DataID.CreationType", about.CreationType) { Keyword = "CRETYPE", Description = "How it was made of the archive's data" },
        new("bandpass", "DataID.Bandpass", "Optical") { Ucd = "instr.bandpass", Keyword = "SPECBAND", Description = "Part of the spectrum" },
    ];

    static IEnumerable<SpectrumItem> Derived(DatasetDescription about)
    {
        if (about.SignalToNoise is { } ratio) yield return new("snr", "Derived.SNR", ratio) { Ucd = "stat.snr", Keyword = "DER_SNR", Description = "Signal-to-noise" };
        if (about.Redshift is { } z)
            yield return new("redshift", "Derived.Redshift.Value", z) { Ucd = "src.redshift", Keyword = "DER_Z", Description = "Redshift, measured in it" };
        if (about.RedshiftError is { } error)
            yield return new("redshift_error", "Derived.Redshift.Accuracy.StatError", error) { Ucd = "stat.error;src.redshift", Keyword = "DER_ZERR", Description = "Its error" };
    }

    static IEnumerable<SpectrumItem> CoordSys(DatasetDescription about)
    {
        yield return new("space_frame", "CoordSys.SpaceFrame.Name", "ICRS") { Keyword = "RADECSYS", Description = "Frame of positions" };
        yield return new("time_frame", "CoordSys.TimeFrame.Name", "UTC") { Ucd = "time.scale", Keyword = "TIMESYS", Description = "Scale of times" };
        yield return new("time_zero", "CoordSys.TimeFrame.Zero", 0.0) { Unit = "d", Ucd = "time;arith.zp", Keyword = "MJDREF", Description = "Zero of times as an MJD" };
        var (from, fits) = about.IsRestFrame ? ("CUSTOM", "SOURCE") : ("HELIOCENTER", "HELIOCEN");
        yield return new("spectral_frame", "CoordSys.SpectralFrame.RefPos", from) { Keyword = "SPECSYS", FitsValue = fits, Description = "Where wavelengths are as seen from" };
        if (about is { IsRestFrame: true, Redshift: { } z })
            yield return new("rest_redshift", "CoordSys.SpectralFrame.Redshift", z) { Keyword = "REST_Z", Description = "Wavelengths were divided by 1 + this" };
    }
}
