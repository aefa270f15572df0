using System.Buffers;
using System.Text;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Reading;

namespace Lamost.Vo.Server.Spectra;

/// <summary>A request for many spectra, checked.</summary>
/// <param name="Ids">Which, in the order to give them; at least one.</param>
/// <param name="Form">The form of each.</param>
/// <param name="IsTar">True for a tar archive of files, false for one file with all of them.</param>
sealed record BatchRequest(IReadOnlyList<SpectrumId> Ids, SpectrumFormat? Form, bool IsTar)
{
    static readonly string[] IdentifierColumns = ["obs_publisher_did", "ssa_pubdid", "publisher_did"], KeyColumns = ["mobsid", "spectrum", "obsid"];

    /// <summary>Checks the parameters of a request: <c>ID</c> (repeated, or with commas or line breaks between), or <c>JOB</c>; <c>FORMAT</c>, <c>FILES</c>, <c>RELEASE</c>.</summary>
    /// <exception cref="VoException">LVO-SPEC-1001, 1002, LVO-JOB-1404.</exception>
    public static async Task<BatchRequest> FromAsync(DaliParameters parameters, JobStore jobs, JobFiles files, ServiceLimits limits, CancellationToken cancel)
    {
        var release = parameters.Single("RELEASE")?.ToLowerInvariant();
        var texts = parameters.Several("ID").SelectMany(v => v.Split([',', '\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var ids = texts.Select(t => Parse(t, release)).ToList();
        if (parameters.Single("JOB") is { } job) ids.AddRange(await OfJobAsync(job, release, jobs, files, limits, cancel).ConfigureAwait(false));
        if (ids.Count == 0) throw Refused("The request names no spectrum.", "Send ID=, as often as there are spectra, or JOB= with the address of a finished job whose result has a column obs_publisher_did, ssa_pubDID, obsid or mobsid.");
        if (ids.Count > limits.BatchMaxSpectra) throw Refused($"The request names {ids.Count} spectra.", $"At most {limits.BatchMaxSpectra} are given at once; divide it.");
        var (form, isTar) = FormOf(parameters.Single("FORMAT"), parameters.Single("FILES"));
        return new BatchRequest(ids, form, isTar);
    }

    static (SpectrumFormat? Form, bool IsTar) FormOf(string? format, string? files)
    {
        switch (format?.Split(';')[0].Trim().ToLowerInvariant())
        {
            case null or "tar" or "application/x-tar": break;
            case "fits" or "application/fits": return (SpectrumFormats.Fits, false);
            case "votable" or "application/x-votable+xml": return (SpectrumFormats.Votable, false);
            default: throw Unknown($"FORMAT asks for \"{Shown(format)}\".", "It is tar, or fits or votable for one file with a table for each spectrum.");
        }
        if (files is null || files.Equals("native", StringComparison.OrdinalIgnoreCase)) return (null, true);
        return (SpectrumFormats.Find(files) ?? throw Unknown($"FILES asks for \"{Shown(files)}\".", $"The files of a tar archive are native (those of the survey), {string.Join(", ", SpectrumFormats.All.Select(f => f.Name))}."), true);
    }

    static SpectrumId Parse(string text, string? release) => SpectrumIdentifier.TryParse(text, release, out var id) ? id
        : throw Refused($"\"{Shown(text)}\" is no identifier of a spectrum.", "Send whole identifiers, e.g. ivo://lamost.vo/dr10?353301001, or keys with RELEASE= beside them.");

    static async Task<IReadOnlyList<SpectrumId>> OfJobAsync(string job, string? release, JobStore jobs, JobFiles files, ServiceLimits limits, CancellationToken cancel)
    {
        // The address of a job ends with its identifier, which is all that it needs.
        var found = await jobs.GetAsync(job.TrimEnd('/').Split('/')[^1], cancel).ConfigureAwait(false);
        if (found.Result is not { } result) throw JobErrors.Nothing(found, "result");
        try
        {
            using var table = TableReaders.Open(File.OpenRead(Path.Combine(files.Directory(found.Id), result.File)), new TableReadLimits { Rows = limits.MaxRows, Bytes = long.MaxValue });
            return Read(table, release, limits.BatchMaxSpectra);
        }
        catch (TableReadException e)
        {
            throw Refused($"The result of the job cannot be read as a table: {e.Message}", "Run the query again with its result as VOTable, FITS or CSV.");
        }
    }

    static List<SpectrumId> Read(ITableSource table, string? release, int most)
    {
        var (column, isWhole) = Column(table.Columns, IdentifierColumns) is { } whole ? (whole, true) : Column(table.Columns, KeyColumns) is { } key ? (key, false)
            : throw Refused("The result of the job has no column with identifiers of spectra.", "Select obs_publisher_did (of ivoa.obscore), or obsid or mobsid with RELEASE= in the request.");
        var ofRelease = Column(table.Columns, ["release"]);
        if (!isWhole && release is null && ofRelease is null) throw Refused($"The column {table.Columns[column].Name} has keys, and nothing says of which release.", "Send RELEASE= in the request, or select the column release too.");
        var ids = new List<SpectrumId>();
        var row = new ArrayBufferWriter<byte>();
        while (table.Read(row))
        {
            if (ids.Count == most) throw Refused($"The result of the job has more than {most} rows.", "Run the query with TOP, or divide it.");
            var text = Text(row.WrittenSpan, table.Columns, column);
            if (text is not null) ids.Add(Parse(text, ofRelease is { } place ? Text(row.WrittenSpan, table.Columns, place) ?? release : release));
            row.ResetWrittenCount();
        }
        return ids;
    }

    static int? Column(IReadOnlyList<TableColumn> columns, string[] names)
    {
        foreach (var name in names)
            for (var i = 0; i < columns.Count; i++)
                if (columns[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        return null;
    }

    static string? Text(ReadOnlySpan<byte> row, IReadOnlyList<TableColumn> columns, int column)
    {
        var cells = new RowReader(row);
        for (var i = 0; i < column; i++) cells.Next(out _);
        if (!cells.Next(out var cell)) return null;
        return columns[column].Type switch
        {
            CellType.Short => System.Buffers.Binary.BinaryPrimitives.ReadInt16BigEndian(cell).ToString(System.Globalization.CultureInfo.InvariantCulture),
            CellType.Int => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(cell).ToString(System.Globalization.CultureInfo.InvariantCulture),
            CellType.Long => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(cell).ToString(System.Globalization.CultureInfo.InvariantCulture),
            CellType.Text or CellType.UnicodeText => Encoding.UTF8.GetString(cell).Trim(),
            _ => throw Refused($"The column {columns[column].Name} has neither text nor whole numbers.", "Identifiers of spectra are one or the other."),
        };
    }

    static string Shown(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..60] + "...";

    static VoException Refused(string message, string hint) => new(new VoError("LVO-SPEC-1001", Remedy.MendRequest, message) { Hint = hint });

    static VoException Unknown(string message, string hint) => new(new VoError("LVO-SPEC-1002", Remedy.MendRequest, message) { Hint = hint });
}
