using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Server.Tap;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.VOTable;
using ServiceDescriptor = Lamost.Vo.Tables.ServiceDescriptor;

namespace Lamost.Vo.Server.DataLink;

/// <summary>
/// DataLink 1.1, <c>/datalink/links</c>: all that there is of spectra. Thousands of identifiers in one request are looked up in one query, and their links are sent as they
/// are made; identifiers keep their order.
/// </summary>
public sealed class LinksEndpoint(SpectrumLibrary library, ServiceUrls urls, ServiceOptions options, ServiceLimits limits)
{
    /// <summary>Spectra that are looked up together, with those of their sources.</summary>
    const int Batch = 500;

    /// <summary>Adds the endpoint.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/datalink/links", ["GET", "POST", "HEAD"], ErrorAnswer.Guard(new TapErrorDress(), AnswerAsync));

    async Task AnswerAsync(HttpContext http)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        Check(parameters.Single("RESPONSEFORMAT"));
        var root = urls.Root(http.Request);
        var release = parameters.Single("RELEASE")?.ToLowerInvariant();
        // Gaia's way to send many, in one value, is taken too; an identifier has no comma.
        var ids = parameters.Several("ID").SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var isCut = ids.Count > limits.LinksMaxIds;
        if (isCut) ids = ids[..limits.LinksMaxIds];
        var header = Header(root, ids, release);
        http.Response.ContentType = SpectrumServices.LinksMediaType;
        if (HttpMethods.IsHead(http.Request.Method)) return;
        var output = http.Response.BodyWriter;
        var writer = new VotableWriter(VotableSerialization.TableData);
        var rows = new LinkRows(library, root, options);
        var groups = ids.Chunk(Batch).ToList();
        // The first are found before anything is sent, so that what fails can be said.
        var links = groups.Count > 0 ? await rows.FindAsync(groups[0], release, limits.SourceMaxSpectra, http.RequestAborted).ConfigureAwait(false) : [];
        writer.Begin(output, header);
        for (var i = 0; i < groups.Count; i++)
        {
            if (i > 0) links = await rows.FindAsync(groups[i], release, limits.SourceMaxSpectra, http.RequestAborted).ConfigureAwait(false);
            foreach (var link in links)
            {
                writer.Row(output, link.Cells());
                if (output.UnflushedBytes >= 64 << 10) await QueryRun.FlushAsync(output, http.RequestAborted).ConfigureAwait(false);
            }
        }
        writer.End(output, isCut
            ? new TableEnding(TableStatus.Overflow, $"The links of the first {limits.LinksMaxIds} identifiers are here. Ask for the others in a further request.")
            : TableEnding.Complete);
        await output.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    TableHeader Header(string root, IReadOnlyList<string> ids, string? release)
    {
        var id = new TableParameter("ID", CellType.Text, "") { Ucd = "meta.id;meta.main", Description = "Identifiers of spectra, as SSA and ObsCore give them; may be repeated." };
        var bands = library.Feeds.SelectMany(f => f.Definition.Bands).ToList();
        // A cut-out of each spectrum is described once: which one it is of, its row says.
        var soda = bands.Count == 0 || ids.Count == 0
            ? null
            : SpectrumServices.Soda(root, LinkRows.SodaId, id with { ColumnId = LinkColumns.IdColumnId, Description = "Identifier of the spectrum." }, release, bands.Min(b => b.Low), bands.Max(b => b.High));
        return new TableHeader(LinkColumns.All)
        {
            Name = "links",
            Infos = [new TableInfo("standardID", SpectrumServices.LinksStandard)],
            Services = [.. soda is null ? [] : (ServiceDescriptor[])[soda], SpectrumServices.Links(root, "this", id, release ?? "") with { IsThis = true }],
        };
    }

    static void Check(string? format)
    {
        if (format is null || format.Split(';')[0].Trim().ToLowerInvariant() is "votable" or "application/x-votable+xml" or "text/xml") return;
        throw new VoException(new VoError("LVO-LINK-1001", Remedy.MendRequest, $"RESPONSEFORMAT asks for \"{(format.Length <= 60 ? format : format[..60])}\".") { Hint = "Links are given as VOTable alone." });
    }
}
