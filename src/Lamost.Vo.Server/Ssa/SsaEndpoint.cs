using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Server.Ssa;

/// <summary>Simple Spectral Access 1.1 on one release, <c>/ssa/{release}</c>, and on all, <c>/ssa</c>.</summary>
public sealed class SsaEndpoint(CatalogCache catalog, QueryService queries, ServiceOptions options, ServiceUrls urls, ServiceLimits limits)
{
    /// <summary>Adds the endpoint.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/ssa", "/ssa/{release}"]) routes.MapMethods(path, ["GET", "POST", "HEAD"], ErrorAnswer.Guard(new SsaErrorDress(), AnswerAsync));
    }

    async Task AnswerAsync(HttpContext http)
    {
        var release = (http.Request.RouteValues["release"] as string)?.ToLowerInvariant();
        var feeds = catalog.Current.Feeds.Where(f => release is null || f.Release == release).ToList();
        if (feeds.Count == 0) throw NoSpectra(release);
        var request = SsaRequest.From(await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false), release, limits);
        var header = SsaHeader.Of(request, options, urls.Root(http.Request), feeds);
        var hint = $"The answer was cut after {request.MaxRows} rows. For more, raise MAXREC (at most {limits.SsaMaxRows}), search a smaller place, or ask ivoa.obscore by TAP.";
        if (request.MaxRows == 0 || HttpMethods.IsHead(http.Request.Method))
        {
            await SendAsync(http, header with { KnownEnding = request.IsMetadata ? TableEnding.Complete : new TableEnding(TableStatus.Overflow, hint) }, null).ConfigureAwait(false);
            return;
        }
        await using var run = await queries.StartAsync(request.Query, urls.Root(http.Request), options.Authority, request.MaxRows, http.RequestAborted).ConfigureAwait(false);
        if (!await TableResponse.IsInTimeAsync(run.FirstRowAsync(), limits.SyncTimeoutSeconds, http.RequestAborted).ConfigureAwait(false))
            throw new VoException(new VoError("LVO-SSA-1101", Remedy.TryLater, $"The search gave no row within {limits.SyncTimeoutSeconds} s and was stopped.")
            {
                Hint = "Give POS and a small SIZE, or ask ivoa.obscore by TAP, where a query that takes long becomes a job.",
            });
        if (request.MaxRows > limits.SsaDefaultRows)
        {
            await TableResponse.SendAsync(http, run, header, Writer(), VotableOptions.MediaType, hint).ConfigureAwait(false);
            return;
        }
        // The status stands at the head alone (SSA 1.1, 4.2.1), so the end is waited for.
        var rows = new RowSpool();
        var status = await run.WriteRowsAsync(rows, http.Response.BodyWriter).ConfigureAwait(false);
        await SendAsync(http, header with { KnownEnding = new TableEnding(status, status == TableStatus.Overflow ? hint : null) }, rows).ConfigureAwait(false);
    }

    static async Task SendAsync(HttpContext http, TableHeader header, RowSpool? rows)
    {
        var ending = header.KnownEnding!.Value;
        http.Response.ContentType = VotableOptions.MediaType;
        http.Response.Headers[TableResponse.StatusField] = TableResponse.Status(ending.Status);
        if (HttpMethods.IsHead(http.Request.Method)) return;
        var writer = Writer();
        writer.Begin(http.Response.BodyWriter, header);
        rows?.Replay(writer, http.Response.BodyWriter);
        writer.End(http.Response.BodyWriter, ending);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    static VotableWriter Writer() => new(VotableSerialization.TableData);

    VoException NoSpectra(string? release)
    {
        var releases = catalog.Current.Feeds.Select(f => f.Release).Distinct().ToList();
        return new VoException(new VoError("LVO-HTTP-1404", Remedy.MendRequest, release is null ? "The archive has no spectra." : $"There are no spectra of {release}.")
        {
            Hint = releases.Count == 0 ? "The operator has to load a catalogue of spectra." : $"There are spectra of {string.Join(", ", releases)}: /ssa/{releases[0]}, or /ssa for all.",
        });
    }
}
