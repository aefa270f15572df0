using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Registry;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Registry;

/// <summary>The publishing registry, <c>/oai</c>: OAI-PMH 2.0 as RegistryInterface 1.1, 2 wants it.</summary>
sealed class OaiEndpoint(RegistryStore store, RegistryUpdater updater, ServiceOptions options, ServiceUrls urls, ServiceLimits limits)
{
    /// <summary>Stands where an address of mail must stand, and nobody has given one.</summary>
    const string NoEmail = "not-set-up@example.org";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    string Url => urls.Usual + "/oai";

    /// <summary>Adds the endpoint.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/oai", ["GET", "POST", "HEAD"], ErrorAnswer.Guard(new PlainErrorDress(), AnswerAsync));

    async Task AnswerAsync(HttpContext http)
    {
        OaiRequest? request = null;
        try
        {
            request = await OaiRequest.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
            // A second that has not ended may yet bring changes: nobody is to keep the answer.
            http.Response.Headers.CacheControl = "no-store";
            await AnswerAsync(http, request).ConfigureAwait(false);
        }
        catch (VoException e) when (OaiErrors.Word(e.Error) is { } word)
        {
            if (word is "badVerb" or "badArgument") request = null;
            await XmlDocuments.AnswerAsync(http.Response, xml => OaiDocument.Write(xml, Url, request, DateTime.UtcNow, x => OaiDocument.Error(x, e.Error))).ConfigureAwait(false);
        }
    }

    async Task AnswerAsync(HttpContext http, OaiRequest request)
    {
        var cancel = http.RequestAborted;
        switch (request.Verb)
        {
            case "ListSets":
                if (request.Arguments.Count > 0) throw OaiErrors.BadToken();
                await SendAsync(DateTime.UtcNow, OaiDocument.Sets).ConfigureAwait(false);
                return;
            case "ListMetadataFormats":
                if (request.Arguments.GetValueOrDefault("identifier") is { } one && (await FindAsync(one, cancel).ConfigureAwait(false)).Record.Content is null) throw OaiErrors.NoFormats(one);
                await SendAsync(DateTime.UtcNow, OaiDocument.Formats).ConfigureAwait(false);
                return;
            case "Identify":
                var own = await FindAsync(RegistryRecords.RegistryId(options.Settings), cancel).ConfigureAwait(false);
                var earliest = await store.EarliestAsync(cancel).ConfigureAwait(false);
                await SendAsync(own.At, xml => OaiDocument.Identify(xml, options.Settings.Title.English, Url, options.Contact ?? NoEmail, earliest ?? own.At, own.Record)).ConfigureAwait(false);
                return;
            case "GetRecord":
                var format = OaiFormat.Find(request.Arguments["metadataPrefix"]) ?? throw OaiErrors.UnknownFormat(request.Arguments["metadataPrefix"]);
                var (record, at) = await FindAsync(request.Arguments["identifier"], cancel).ConfigureAwait(false);
                await SendAsync(at, xml => OaiDocument.Single(xml, record, format)).ConfigureAwait(false);
                return;
            default:
                var list = request.List();
                await ReadyAsync(cancel).ConfigureAwait(false);
                var page = await store.ListAsync(list.Range, list.After, limits.RegistryPageRecords, cancel).ConfigureAwait(false);
                if (page.Records.Count == 0) throw OaiErrors.NoRecords("No record changed in that time.");
                await SendAsync(page.At, xml => OaiDocument.List(xml, list, page)).ConfigureAwait(false);
                return;
        }

        Task SendAsync(DateTime at, Action<System.Xml.XmlWriter> content) => XmlDocuments.AnswerAsync(http.Response, xml => OaiDocument.Write(xml, Url, request, at, content));
    }

    async Task<(PublishedRecord Record, DateTime At)> FindAsync(string identifier, CancellationToken cancel)
    {
        if (identifier.Contains('\0', StringComparison.Ordinal)) throw OaiErrors.UnknownIdentifier(identifier);
        await ReadyAsync(cancel).ConfigureAwait(false);
        var (record, at) = await store.FindAsync(identifier, cancel).ConfigureAwait(false);
        return (record ?? throw OaiErrors.UnknownIdentifier(identifier), at);
    }

    async Task ReadyAsync(CancellationToken cancel)
    {
        try
        {
            await updater.Ready.WaitAsync(Patience, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw OaiErrors.NotReady();
        }
    }
}
