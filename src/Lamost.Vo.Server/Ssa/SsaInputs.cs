using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Ssa;

/// <summary>The parameters that SSA takes here, as FORMAT=METADATA announces them (SSA 1.1, 4.2.6).</summary>
static class SsaInputs
{
    /// <summary>All of them, as PARAMs whose names begin with <c>INPUT:</c>.</summary>
    public static IReadOnlyList<TableParameter> All { get; } =
    [
        Text("POS", "pos.eq", "ssa:Char.SpatialAxis.Coverage.Location.Value", "Center of the search: right ascension and declination in decimal degrees with a comma between; after a semicolon ICRS (meant without one), FK5, GALACTIC or ECLIPTIC."),
        Number("SIZE", "deg", "phys.angSize", SsaRequest.DefaultSize, "Diameter of the search; 0 for spectra whose fiber saw the position."),
        Text("BAND", "em.wl", null, "Wavelengths in m (vacuum): a value that the spectrum has, a range low/high of which it has some, a list of them, or names: V, r, optical. After a semicolon source or observer."),
        Text("TIME", "time.epoch", null, "Time of the observation in ISO 8601 (UTC), e.g. 2015-09, a range 2015-09-01/2015-10-15, or a list of them."),
        Text("FORMAT", "meta.code.mime", null, "Form of the spectra that the answer leads to.",
            ["all", "compliant", "native", "graphic", "fits", "votable", "metadata", "application/fits", "application/x-votable+xml", "text/csv", "image/png", "image/svg+xml"], "all"),
        Text("SPECRP", "spect.resolution", null, "Least resolving power, or a range; low resolution has 1800, medium resolution 7500."),
        Text("SNR", "stat.snr", null, "Least signal-to-noise ratio, or a range."),
        Text("SPATRES", "pos.angResolution", null, "Coarsest spatial resolution in degrees, or a range; the fibers have 3.3 arcsec."),
        Text("TIMERES", "time.resolution", null, "Longest exposure in s, or a range."),
        Text("REDSHIFT", "src.redshift", null, "Range of redshifts; of stars the radial velocity over the speed of light."),
        Text("TARGETNAME", "meta.id;src", null, "Names from coordinates as LAMOST gives them, or identifiers of sources (uid)."),
        Text("TARGETCLASS", "src.class", null, "Classes of targets.", ["star", "galaxy", "qso", "unknown"]),
        Text("FLUXCALIB", null, null, "Least calibration of the flux.", ["absolute", "relative", "normalized", "any"], "any"),
        Text("WAVECALIB", null, null, "Least calibration of the wavelengths; all are absolute.", ["absolute", "relative", "any"], "any"),
        Text("PUBDID", "meta.ref.url;meta.curation", "ssa:Curation.PublisherDID", "Identifiers of spectra at this service."),
        Text("CREATORDID", "meta.id", "ssa:DataID.CreatorDID", "Identifiers of spectra in the survey."),
        Text("COLLECTION", null, "ssa:DataID.Collection", "Part of the name of a collection, e.g. MRS."),
        Text("MTIME", "time", null, "When the file was written: a range in ISO 8601."),
        Whole("TOP", "The nearest, so many."),
        Whole("MAXREC", "Rows of the answer at most; 0 for the columns alone."),
        Text("COMPRESS", "meta.code", null, "Taken, and without effect: what clients accept compressed they get so.", ["true", "false"], "false"),
        Text("RUNID", "meta.id", null, "A name for the request in the log."),
        Text("REQUEST", null, null, "What to do.", ["queryData"], "queryData"),
        Text("VERSION", "meta.version", null, "Version of the protocol.", ["1.0", "1.1"], "1.1"),
    ];

    static TableParameter Text(string name, string? ucd, string? utype, string description, IReadOnlyList<string>? options = null, string value = "") =>
        new($"INPUT:{name}", CellType.Text, value) { Ucd = ucd, Utype = utype, Description = description, Values = options is null ? null : new ParameterValues(options) };

    static TableParameter Number(string name, string unit, string ucd, double value, string description) =>
        new($"INPUT:{name}", CellType.Double, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)) { Unit = unit, Ucd = ucd, Description = description, Values = new ParameterValues([], "0", "360") };

    static TableParameter Whole(string name, string description) => new($"INPUT:{name}", CellType.Int, "") { Description = description, Values = new ParameterValues([], "0") };
}
