using System.Globalization;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Soda;
using Lamost.Vo.Tables;
using ServiceDescriptor = Lamost.Vo.Tables.ServiceDescriptor;

namespace Lamost.Vo.Server.Spectra;

/// <summary>The services that do more with a spectrum, as answers describe them: its links, and parts of it (DataLink 1.1, 4; SODA 1.0, 4).</summary>
static class SpectrumServices
{
    /// <summary>The standard of <c>/datalink/links</c>.</summary>
    public const string LinksStandard = "ivo://ivoa.net/std/DataLink#links-1.1";

    /// <summary>The standard of <c>/soda/sync</c>.</summary>
    public const string SodaStandard = "ivo://ivoa.net/std/SODA#sync-1.0";

    /// <summary>The media type of links; clients compare it letter by letter.</summary>
    public const string LinksMediaType = "application/x-votable+xml;content=datalink";

    /// <summary>Both services, with the identifier taken from a column.</summary>
    /// <param name="root">The address of the service.</param>
    /// <param name="columnId">The ID of the column.</param>
    /// <param name="release">The release of keys that stand alone in the column; null where it has whole identifiers.</param>
    /// <param name="feeds">What spectra there are.</param>
    public static IReadOnlyList<ServiceDescriptor> For(string root, string columnId, string? release, IReadOnlyList<SpectrumFeed> feeds)
    {
        var id = new TableParameter("ID", CellType.Text, "") { Ucd = "meta.id;meta.main", ColumnId = columnId, Description = "Identifier of the spectrum." };
        return [Links(root, "datalink", id, release), Soda(root, "soda", id, release, feeds.SelectMany(f => f.Definition.Bands).Min(b => b.Low), feeds.SelectMany(f => f.Definition.Bands).Max(b => b.High))];
    }

    /// <summary>The links of a spectrum.</summary>
    public static ServiceDescriptor Links(string root, string xmlId, TableParameter id, string? release) => new(xmlId, root + "/datalink/links", [id, .. Release(release)])
    {
        StandardId = LinksStandard,
        ContentType = LinksMediaType,
        Name = "Links",
        Description = "All that there is of a spectrum: its file, other forms, a preview, other spectra of the same source.",
    };

    /// <summary>Parts and other forms of a spectrum.</summary>
    /// <param name="root">The address of the service.</param>
    /// <param name="xmlId">Of the descriptor.</param>
    /// <param name="id">Which spectrum.</param>
    /// <param name="release">The release where the identifier is a key alone.</param>
    /// <param name="low">The shortest wavelength that there is, m.</param>
    /// <param name="high">The longest wavelength that there is, m.</param>
    public static ServiceDescriptor Soda(string root, string xmlId, TableParameter id, string? release, double low, double high) => new(xmlId, root + "/soda/sync",
    [
        id,
        .. Release(release),
        new TableParameter("BAND", CellType.DoubleArray, "")
        {
            ArraySize = "2",
            Xtype = "interval",
            Unit = "m",
            Ucd = "em.wl;stat.interval",
            Description = "Wavelengths (vacuum, as observed) to keep: from and to.",
            // The widest interval stands in MAX (SODA 1.0, 4.2): a single number would be no value of an interval, at which astropy stops.
            Values = new ParameterValues([], null, $"{Number(low)} {Number(high)}"),
        },
        new TableParameter("FORMAT", CellType.Text, "") { Ucd = "meta.code.mime", Description = "Form of what is given.", Values = new ParameterValues([.. SodaRequest.Formats.Select(f => f.MediaType)]) },
        new TableParameter("FLUXCALIB", CellType.Text, "")
        {
            Ucd = "meta.code.qual",
            Description = "normalized for the flux over the continuum: LAMOST's own where the file has it, else over a fitted one.",
            Values = new ParameterValues(["relative", "normalized"]),
        },
        new TableParameter("REDSHIFT", CellType.Text, "")
        {
            Ucd = "src.redshift",
            Description = "Wavelengths are divided by 1 + this: a number, or the word target for what the catalogue says. BAND is of the wavelengths as observed.",
        },
        // Text, as a number that is empty is None to astropy, at which pyVO 1.4 stops.
        new TableParameter("RESAMPLE", CellType.Text, "")
        {
            Ucd = "em.wl;spect.binSize",
            Description = $"Step of a regular grid of wavelengths that the flux is put on, so that its integral is kept: Angstrom, {Number(SodaRequest.LeastStep)} to {Number(SodaRequest.GreatestStep)}.",
        },
    ])
    {
        StandardId = SodaStandard,
        Name = "Cut-outs",
        Description = "A part of a spectrum, normalized, at rest or on another grid, in the form of your choice.",
    };

    static IEnumerable<TableParameter> Release(string? release) =>
        release is null ? [] : [new TableParameter("RELEASE", CellType.Text, release) { Ucd = "meta.version", Description = "The release of identifiers that are a key alone." }];

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
