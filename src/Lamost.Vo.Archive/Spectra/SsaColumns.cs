using System.Collections.Concurrent;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>A column of an SSA answer, and the SQL of its value over a row <c>s</c> of the view of spectra.</summary>
/// <param name="Column">What clients see.</param>
/// <param name="Sql">The expression; <c>$1</c> is the address of the service, <c>$2</c> the authority.</param>
sealed record SsaColumn(TableColumn Column, string Sql);

/// <summary>
/// The columns of SSA answers (SSA 1.1, 4.2.5 and appendix A), under the names that DaCHS gave them, since scripts and SPLAT go by those. Text is never null where SPLAT
/// reads it. What is the same for all rows stands in parameters of the table.
/// </summary>
static class SsaColumns
{
    /// <summary>The name, also the XML ID, of the column that service descriptors refer to; SPLAT looks for it.</summary>
    public const string PublisherDid = "ssa_pubDID";

    static readonly ConcurrentDictionary<SsaProduct, IReadOnlyList<SsaColumn>> Known = new();

    /// <summary>All columns; made once for each form.</summary>
    /// <param name="product">In what form spectra are offered.</param>
    public static IReadOnlyList<SsaColumn> All(SsaProduct product) => Known.GetOrAdd(product, Make);

    static IReadOnlyList<SsaColumn> Make(SsaProduct product) =>
    [
        Text("accref", $"$1 || s.path || '{product.Suffix}'", "Access.Reference", "meta.ref.url", "Where the spectrum can be had."),
        Text("mime", $"'{product.MediaType}'::text", "Access.Format", "meta.code.mime", "Media type of what accref gives."),
        Long("accsize", product.Size is { } size ? $"(({size}) + 999)::int8 / 1000" : "NULL::int8", "Access.Size", "phys.size;meta.file", "kbyte", "Size of what accref gives, rounded up."),
        Text("ssa_dstitle", "s.collection || ' spectrum of ' || s.target || CASE WHEN s.arm = 1 THEN ', blue arm' WHEN s.arm = 2 THEN ', red arm' ELSE '' END", "DataID.Title", "meta.title;meta.dataset", "Title."),
        Text(PublisherDid, "'ivo://' || $2 || s.did", "Curation.PublisherDID", "meta.ref.url;meta.curation", "Identifier of the spectrum at this service; DataLink and SODA take it as ID."),
        Text("ssa_creatorDID", "s.collection || '/' || s.key", "DataID.CreatorDID", "meta.id", "Identifier of the spectrum in the survey."),
        Text("ssa_collection", "s.collection", "DataID.Collection", null, "The survey, its release and instrument."),
        Text("ssa_instrument", "s.instrument", "DataID.Instrument", "meta.id;instr", "Instrument."),
        // A day without a time is what pyVO takes.
        Day("ssa_date", "s.modified::date", "DataID.Date", "time;meta.dataset", "When the file was written."),
        Text("ssa_version", "s.version", "DataID.Version", "meta.version;meta.dataset", "Version of the release."),
        Text("ssa_creator", "s.creator", "DataID.Creator", null, "Who made the data."),
        Text("ssa_reference", "coalesce(s.reference, '')", "Curation.Reference", "meta.bib.bibcode", "What to cite."),
        Text("ssa_targname", "s.target", "Target.Name", "meta.id;src", "Name of the target."),
        Point("ssa_targetpos", "ARRAY[s.ra, s.dec]", "Target.Pos", "pos.eq;src", "Position of the target in the catalogue (ICRS)."),
        Text("ssa_targclass", "s.target_class", "Target.Class", "src.class", "Class of the target: star, galaxy, qso, unknown."),
        Text("ssa_spectype", "coalesce(s.type, '')", "Target.SpectralClass", "src.spType", "Spectral type."),
        Double("ssa_redshift", "s.redshift", "Derived.Redshift.Value", "src.redshift", null, "Redshift measured in it; for a star its radial velocity in units of the speed of light."),
        Double("ssa_redshift_error", "s.redshift_error", "Derived.Redshift.StatError", "stat.error;src.redshift", null, "Error of ssa_redshift."),
        Double("radial_velocity", "s.velocity", null, "spect.dopplerVeloc.opt", "km/s", "Heliocentric radial velocity."),
        Float("ssa_snr", "s.snr", "Derived.SNR", "stat.snr", null, "Signal-to-noise ratio."),
        Long("ssa_length", "s.pixels::int8", "Dataset.Length", "meta.number", null, "Number of pixels."),
        Point("ssa_location", "ARRAY[s.s_ra, s.s_dec]", "Char.SpatialAxis.Coverage.Location.Value", "pos.eq", "Where the fiber pointed (ICRS)."),
        Double("location_ra", "s.s_ra", null, "pos.eq.ra;meta.main", "deg", "Right ascension at which the fiber pointed (ICRS)."),
        Double("location_dec", "s.s_dec", null, "pos.eq.dec;meta.main", "deg", "Declination at which the fiber pointed (ICRS)."),
        Double("ssa_aperture", "s.aperture", "Char.SpatialAxis.Coverage.Bounds.Extent", "instr.fov", "deg", "Diameter of the fiber on the sky."),
        Double("ssa_dateObs", "(s.t_min + s.t_max) / 2", "Char.TimeAxis.Coverage.Location.Value", "time.epoch", "d", "Middle of the observation, MJD (UTC)."),
        Double("ssa_timeExt", "coalesce(s.exposure, (s.t_max - s.t_min) * 86400)", "Char.TimeAxis.Coverage.Bounds.Extent", "time.duration", "s", "Exposure time, of all exposures together."),
        Double("ssa_timestart", "s.t_min", "Char.TimeAxis.Coverage.Bounds.Start", "time.start;obs.exposure", "d", "Begin of the first exposure, MJD (UTC)."),
        Double("ssa_timestop", "s.t_max", "Char.TimeAxis.Coverage.Bounds.Stop", "time.end;obs.exposure", "d", "End of the last exposure, MJD (UTC)."),
        Double("ssa_specmid", "(s.em_min + s.em_max) / 2", "Char.SpectralAxis.Coverage.Location.Value", "em.wl;instr.bandpass", "m", "Middle of the wavelengths (vacuum)."),
        Double("ssa_specext", "s.em_max - s.em_min", "Char.SpectralAxis.Coverage.Bounds.Extent", "em.wl;instr.bandwidth", "m", "Range of the wavelengths."),
        Double("ssa_specstart", "s.em_min", "Char.SpectralAxis.Coverage.Bounds.Start", "em.wl;stat.min", "m", "Shortest wavelength (vacuum)."),
        Double("ssa_specend", "s.em_max", "Char.SpectralAxis.Coverage.Bounds.Stop", "em.wl;stat.max", "m", "Longest wavelength (vacuum)."),
        Double("ssa_specres", "(s.em_min + s.em_max) / 2 / s.resolving_power", "Char.SpectralAxis.Resolution", "spect.resolution;em", "m", "Spectral resolution at the middle, full width at half maximum."),
        Float("ssa_resPower", "s.resolving_power::float4", "Char.SpectralAxis.ResPower", "spect.resolution", null, "Resolving power."),
        Text("ssa_fluxcalib", "s.flux_calibration", "Char.FluxAxis.Calibration", null, "Calibration of the flux: RELATIVE, UNCALIBRATED."),
        Text("ssa_spectralucd", "'em.wl'::text", "Char.SpectralAxis.Ucd", null, "Kind of the spectral axis: wavelength in vacuum."),
        Text("ssa_spectralname", "'wavelength'::text", "Char.SpectralAxis.Name", null, "Column of the spectral axis."),
        Text("ssa_spectralunit", "'Angstrom'::text", "Char.SpectralAxis.Unit", "meta.unit", "Unit of the spectral axis."),
        Text("ssa_fluxucd", "'phot.flux.density;em.wl'::text", "Char.FluxAxis.Ucd", null, "Kind of the flux axis."),
        Text("ssa_fluxname", "'flux'::text", "Char.FluxAxis.Name", null, "Column of the flux."),
        Text("preview", "$1 || s.path || '.png'", null, "meta.ref.url;meta.preview", "A plot of the spectrum."),
        Text("uid", "coalesce(s.source, '')", null, "meta.id.cross", "Identifier of the source, the same in all its spectra and releases."),
        Text("release", "s.release", null, "meta.version", "Release: the schema of its catalogues."),
    ];

    static SsaColumn Text(string name, string sql, string? utype, string? ucd, string description) => Make(name, CellType.Text, sql, utype, ucd, null, description);

    static SsaColumn Day(string name, string sql, string? utype, string? ucd, string description) => Make(name, CellType.Date, sql, utype, ucd, null, description);

    static SsaColumn Long(string name, string sql, string? utype, string? ucd, string? unit, string description) => Make(name, CellType.Long, sql, utype, ucd, unit, description);

    static SsaColumn Float(string name, string sql, string? utype, string? ucd, string? unit, string description) => Make(name, CellType.Float, sql, utype, ucd, unit, description);

    static SsaColumn Double(string name, string sql, string? utype, string? ucd, string? unit, string description) => Make(name, CellType.Double, sql, utype, ucd, unit, description);

    static SsaColumn Point(string name, string sql, string? utype, string? ucd, string description)
    {
        var made = Make(name, CellType.DoubleArray, sql, utype, ucd, "deg", description);
        return made with { Column = made.Column with { ArrayLength = 2, Xtype = "point" } };
    }

    static SsaColumn Make(string name, CellType type, string sql, string? utype, string? ucd, string? unit, string description) => new(
        new TableColumn(name, type)
        {
            Id = name == PublisherDid ? name : null,
            Utype = utype is null ? null : $"ssa:{utype}",
            Ucd = ucd,
            Unit = unit,
            Description = description,
            CoordinateSystemId = name is "ssa_location" or "location_ra" or "location_dec" or "ssa_targetpos" ? "ICRS" : null,
        }, sql);
}

/// <summary>In what form an SSA answer offers spectra.</summary>
/// <param name="MediaType">Of what the addresses give.</param>
/// <param name="Suffix">What the addresses end with.</param>
/// <param name="Size">SQL of the size in bytes; null where it is known only when it is made.</param>
public sealed record SsaProduct(string MediaType, string Suffix, string? Size)
{
    /// <summary>A FITS table in the Spectrum data model: what is offered unless asked otherwise.</summary>
    public static SsaProduct Fits { get; } = new("application/fits", ".fits", "s.product_bytes");

    /// <summary>The file of the survey.</summary>
    public static SsaProduct Native { get; } = new("application/fits", "", "s.file_bytes");

    /// <summary>A VOTable in the Spectrum data model.</summary>
    public static SsaProduct Votable { get; } = new("application/x-votable+xml", ".vot", null);

    /// <summary>Comma-separated values.</summary>
    public static SsaProduct Csv { get; } = new("text/csv", ".csv", null);

    /// <summary>A plot as a bitmap.</summary>
    public static SsaProduct Png { get; } = new("image/png", ".png", null);

    /// <summary>A plot as a drawing.</summary>
    public static SsaProduct Svg { get; } = new("image/svg+xml", ".svg", null);
}
