using System.Globalization;
using System.Text;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Metadata;

namespace Lamost.Vo.Server.Hips;

/// <summary>The properties of the HiPS of the service: who made what of which data (HiPS 1.0, 4.4.1), as <c>properties</c> and <c>/hipslist</c> have them.</summary>
public sealed class HipsRecords(CatalogCache catalog, ServiceOptions options)
{
    const string Version = "1.4";

    /// <summary>About how many bytes a cell of a tile takes.</summary>
    const int CellBytes = 9;

    /// <summary>About how many bytes a tile of a density map takes.</summary>
    const int PictureBytes = 20_000;

    /// <summary>Who may copy a HiPS (HiPS 1.0, 4.4.1): everybody, but nobody what is invented, or what has the identifiers of an installation that is not set up.</summary>
    /// <param name="isSetUp">Whether there is a file of settings.</param>
    /// <param name="simulated">Whether the rows are invented.</param>
    public static string Status(bool isSetUp, bool simulated) => isSetUp && !simulated ? "public master clonable" : "private master unclonable";

    /// <summary>The properties of the HiPS of a published table.</summary>
    /// <param name="root">The address of the service, without a trailing slash.</param>
    /// <param name="table">The table.</param>
    /// <param name="index">Its tiles.</param>
    /// <param name="density">Whether of the density map, else of the progressive catalogue.</param>
    /// <param name="columns">Columns of a tile; 0 when not known.</param>
    public IReadOnlyList<(string Key, string Value)> OfTable(string root, CatalogTable table, HipsIndex index, bool density, int columns = 20)
    {
        var published = catalog.Current;
        // A table of stars of a release is by whom its spectra are by.
        var spectra = published.FeedOf(table) ?? published.Feeds.FirstOrDefault(f => f.Release == table.PhysicalSchema && table.Name.StartsWith(f.Table.Split('_')[0], StringComparison.OrdinalIgnoreCase))
            ?? published.Feeds.FirstOrDefault(f => f.Release == table.PhysicalSchema);
        var version = published.Releases.GetValueOrDefault(table.Schema)?.Version;
        var release = $"{table.Schema.ToUpperInvariant()}{(version is null ? "" : $" {version}")}";
        var collection = spectra?.Definition.Collection.Replace("{RELEASE}", spectra.Release.ToUpperInvariant(), StringComparison.Ordinal) ?? release;
        var path = $"hips/{table.Schema}/{table.Name}{(density ? "/density" : "")}";
        var title = $"{spectra?.Definition.Facility ?? options.Publisher} {table.Schema.ToUpperInvariant()} {table.Name}{(density ? ", density" : "")}{(table.Simulated ? " (simulated)" : "")}";
        var record = Begin(path, title, index.BuiltAt, density);
        Add(record, "obs_collection", collection);
        Add(record, "obs_description", (density ? "Rows for each square degree, in logarithmic colours, of: " : "") + table.Description
            + (table.Simulated ? " The rows are simulated: invented numbers with realistic distributions, not observations." : "")
            + (!density && index.Score is { } score ? $" Rows are shown by {score}." : ""));
        if (spectra is not null)
        {
            Add(record, "obs_ack", $"Data of {spectra.Definition.Creator}, {release}.{(spectra.Definition.Reference is { } cited ? $" Please cite {cited}." : "")}");
            Add(record, "prov_progenitor", $"{collection}, {release}: table {table.Name}");
            Add(record, "bib_reference", spectra.Definition.Reference);
            Add(record, "obs_copyright", spectra.Definition.Creator);
            Add(record, "em_min", Number(spectra.Definition.Bands.Min(b => b.Low)));
            Add(record, "em_max", Number(spectra.Definition.Bands.Max(b => b.High)));
        }
        Add(record, "obs_regime", "Optical");
        Add(record, "t_min", index.TimeStart is { } first ? Number(first) : null);
        Add(record, "t_max", index.TimeStop is { } last ? Number(last) : null);
        Add(record, "client_category", density ? "Image/Optical/Density" : "Catalog/Spectroscopy");
        Add(record, "hips_status", Status(options.Settings.IsSetUp, table.Simulated));
        Sky(record, index.SkyFraction, index.Centre);
        Shape(record, $"{root}/{path}", density, index.Order, index.Rows, columns, (int)(index.SkyFraction * 4 * 49_152) + 1);
        return record;
    }

    /// <summary>The properties of the HiPS of a job's result.</summary>
    public IReadOnlyList<(string Key, string Value)> OfJob(string root, Job job, HipsCatalogue catalogue, CellCounts cells, bool density)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(cells);
        var path = $"hips/jobs/{job.Id}{(density ? "/density" : "")}";
        var record = Begin(path, $"Result of {job.RunId ?? $"job {job.Id[..Math.Min(8, job.Id.Length)]}"}{(density ? ", density" : "")}", catalogue.BuiltAt, density);
        Add(record, "obs_description", string.Create(CultureInfo.InvariantCulture, $"The {catalogue.Rows} rows of a query's result{(density ? " for each square degree" : "")}, kept until {job.Destruction:yyyy-MM-ddTHH:mm}Z."));
        Add(record, "hips_status", "private master unclonable");
        Sky(record, cells.SkyFraction, cells.Densest());
        Shape(record, $"{root}/{path}", density, catalogue.Order, catalogue.Rows, catalogue.Header.Columns.Count, 1 + cells.Cells.Length / 16);
        return record;
    }

    /// <summary>Records as text: a line for each property, an empty one between records.</summary>
    public static string Text(IEnumerable<IReadOnlyList<(string Key, string Value)>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var text = new StringBuilder();
        foreach (var record in records)
        {
            if (text.Length > 0) text.Append('\n');
            foreach (var (key, value) in record) text.Append(CultureInfo.InvariantCulture, $"{key,-20} = {value}\n");
        }
        return text.ToString();
    }

    List<(string, string)> Begin(string path, string title, DateTimeOffset time, bool density)
    {
        var written = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        var record = new List<(string, string)>();
        Add(record, "creator_did", $"ivo://{options.Authority}/{path}");
        Add(record, "hips_creator", options.Publisher);
        Add(record, "hips_builder", ServiceVersion.Product);
        Add(record, "hips_version", Version);
        Add(record, "hips_creation_date", written);
        Add(record, "hips_release_date", written);
        Add(record, "dataproduct_type", density ? "image" : "catalog");
        if (density) Add(record, "dataproduct_subtype", "color");
        Add(record, "obs_title", title);
        return record;
    }

    static void Sky(List<(string, string)> record, double fraction, Sky.SkyPoint? centre)
    {
        Add(record, "moc_sky_fraction", Number(fraction));
        Add(record, "moc_order", CellCounts.Order.ToString(CultureInfo.InvariantCulture));
        if (centre is not { } at) return;
        Add(record, "hips_initial_ra", at.LonDeg.ToString("0.#####", CultureInfo.InvariantCulture));
        Add(record, "hips_initial_dec", at.LatDeg.ToString("+0.#####;-0.#####;0", CultureInfo.InvariantCulture));
        Add(record, "hips_initial_fov", "15");
    }

    static void Shape(List<(string, string)> record, string url, bool density, int order, long rows, int columns, int pictures)
    {
        Add(record, "hips_service_url", url);
        Add(record, "hips_frame", "equatorial");
        Add(record, "hips_tile_format", density ? "png" : "tsv");
        if (density)
        {
            Add(record, "hips_order", DensityMap.MaxOrder.ToString(CultureInfo.InvariantCulture));
            Add(record, "hips_order_min", "0");
            Add(record, "hips_tile_width", DensityMap.TileWidth.ToString(CultureInfo.InvariantCulture));
            var pixel = Math.Sqrt(CellCounts.CellArea) * (1 << CellCounts.Order) / (1 << DensityMap.MaxOrder) / DensityMap.TileWidth;
            Add(record, "hips_pixel_scale", pixel.ToString("0.########", CultureInfo.InvariantCulture));
            Add(record, "s_pixel_scale", Math.Sqrt(CellCounts.CellArea).ToString("0.####", CultureInfo.InvariantCulture));
            Add(record, "hips_estsize", ((long)pictures * PictureBytes / 1024).ToString(CultureInfo.InvariantCulture));
            return;
        }
        Add(record, "hips_order", order.ToString(CultureInfo.InvariantCulture));
        Add(record, "hips_cat_nrows", rows.ToString(CultureInfo.InvariantCulture));
        // What Aladin calls it.
        Add(record, "nb_rows", rows.ToString(CultureInfo.InvariantCulture));
        Add(record, "hips_estsize", (rows * columns * CellBytes / 1024).ToString(CultureInfo.InvariantCulture));
    }

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // A value is one line.
    static void Add(List<(string, string)> record, string key, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) record.Add((key, value.ReplaceLineEndings(" ").Trim()));
    }
}
