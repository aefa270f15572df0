using System.Security.Cryptography;
using System.Text;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Server.Http;
using Microsoft.Net.Http.Headers;

namespace Lamost.Vo.Server.Hips;

/// <summary>
/// HiPS 1.0: of each published table with a position a progressive catalogue and a density map, the same of the result of any finished job, and the list of all that are
/// published. All but the pages for people is made of the database or of a result when it is asked for.
/// </summary>
public sealed class HipsEndpoints(HipsLibrary library, HipsRecords records, DensityPictures pictures, ServiceUrls urls)
{
    const string Tsv = "text/tab-separated-values; charset=utf-8", Png = "image/png", Plain = "text/plain; charset=utf-8";

    // Whether data changed tells hips_release_date, which clients look at; until they do, tiles may be an hour old.
    const string Public = "public, max-age=3600", Private = "private, max-age=3600", Fresh = "no-cache";

    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Add("/hipslist", ListAsync);
        Add("/hips/{release}/{table}", TableAsync);
        Add("/hips/{release}/{table}/density/{**file}", TableAsync);
        Add("/hips/{release}/{table}/{**file}", TableAsync);
        Add("/hips/jobs/{id}", JobAsync);
        Add("/hips/jobs/{id}/density/{**file}", JobAsync);
        Add("/hips/jobs/{id}/{**file}", JobAsync);

        void Add(string pattern, RequestDelegate handler) => routes.MapMethods(pattern, ["GET", "HEAD"], ErrorAnswer.Guard(new PlainErrorDress(), handler));
    }

    Task ListAsync(HttpContext http)
    {
        var root = urls.Root(http.Request);
        var text = HipsRecords.Text(library.Tables.SelectMany(t => (bool[])[false, true], (t, density) => records.OfTable(root, t.Table, t.Index, density)));
        return SendAsync(http, Encoding.UTF8.GetBytes(text), Plain, null, Fresh);
    }

    async Task TableAsync(HttpContext http)
    {
        var (release, name) = (Value(http, "release"), Value(http, "table"));
        var (table, index, catalogue) = library.OfTable(release, name);
        var density = IsDensity(http);
        var set = new HipsSet($"{table.PhysicalSchema}.{table.PhysicalName} {index.BuiltAt.UtcTicks:x}", catalogue, density, Public, table.Simulated,
            () => Task.FromResult(records.OfTable(urls.Root(http.Request), table, index, density, catalogue.Header.Columns.Count)));
        try
        {
            await AnswerAsync(http, set).ConfigureAwait(false);
        }
        catch (VoException e) when (e.Error.Code == HipsErrors.BeingMadeCode)
        {
            library.Wake();
            throw;
        }
    }

    async Task JobAsync(HttpContext http)
    {
        var (job, catalogue) = await library.OfJobAsync(Value(http, "id"), http.RequestAborted).ConfigureAwait(false);
        var density = IsDensity(http);
        var key = $"{job.Id} {catalogue.BuiltAt.UtcTicks:x}";
        await AnswerAsync(http, new HipsSet(key, catalogue, density, Private, false, async () =>
            records.OfJob(urls.Root(http.Request), job, catalogue, await pictures.CellsAsync(key, catalogue, http.RequestAborted).ConfigureAwait(false), density))).ConfigureAwait(false);
    }

    static string Value(HttpContext http, string name) => (string?)http.Request.RouteValues[name] ?? "";

    static bool IsDensity(HttpContext http) => ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText!.Contains("/density/", StringComparison.Ordinal);

    Task AnswerAsync(HttpContext http, HipsSet set)
    {
        var parts = Value(http, "file").Split('/');
        return parts switch
        {
            [""] or ["index.html"] => PageAsync(http, set),
            ["properties"] => PropertiesAsync(http, set),
            ["Moc.fits"] => MocAsync(http, set),
            ["metadata.xml" or "Metadata.xml"] when !set.Density => SendAsync(http, set.Catalogue.Metadata(), "text/xml; charset=utf-8", Tag(set, "metadata"), set.CacheControl),
            ["preview.png"] => PictureAsync(http, set, "sky", () => pictures.PreviewAsync(set.Key, set.Catalogue, http.RequestAborted)),
            [var order, "Allsky.tsv"] when !set.Density => AllskyAsync(http, set, order),
            ["Norder3", "Allsky.png"] when set.Density => PictureAsync(http, set, "all", () => pictures.AllskyAsync(set.Key, set.Catalogue, http.RequestAborted)),
            [var order, var directory, var file] when Path.GetExtension(file.AsSpan()).SequenceEqual(set.Extension) => TileAsync(http, set, order, directory, file[..^set.Extension.Length]),
            _ when parts[0].StartsWith("Norder", StringComparison.Ordinal) => Nothing(http, set),
            _ => throw HipsErrors.Unknown($"A HiPS has no file {HipsLibrary.Short(string.Join('/', parts))}.",
                set.Density ? "It has properties, Moc.fits, preview.png, Norder3/Allsky.png, Norder{K}/Dir{D}/Npix{N}.png and index.html." : "It has properties, metadata.xml, Moc.fits, Norder{K}/Allsky.tsv, Norder{K}/Dir{D}/Npix{N}.tsv and index.html."),
        };
    }

    async Task TileAsync(HttpContext http, HipsSet set, string order, string directory, string pixel)
    {
        if (!TileAddress.TryParse(order, directory, pixel, out var tile))
        {
            await Nothing(http, set).ConfigureAwait(false);
            return;
        }
        // (An array that is null would become memory that is empty.)
        ReadOnlyMemory<byte>? bytes = null;
        if (!set.Density) bytes = await set.Catalogue.TileAsync(tile, http.RequestAborted).ConfigureAwait(false);
        else if (await pictures.TileAsync(set.Key, set.Catalogue, tile, http.RequestAborted).ConfigureAwait(false) is { } picture) bytes = picture;
        if (bytes is { } found) await SendAsync(http, found, set.Density ? Png : Tsv, Tag(set, tile.ToString()), set.CacheControl).ConfigureAwait(false);
        else await Nothing(http, set).ConfigureAwait(false);
    }

    static async Task AllskyAsync(HttpContext http, HipsSet set, string text)
    {
        if (!TileAddress.TryOrder(text, out var order) || order is < Pyramid.MinOrder or > Pyramid.LastAllskyOrder)
        {
            await Nothing(http, set).ConfigureAwait(false);
            return;
        }
        await SendAsync(http, await set.Catalogue.AllskyAsync(order, http.RequestAborted).ConfigureAwait(false), Tsv, Tag(set, $"all{order}"), set.CacheControl).ConfigureAwait(false);
    }

    // Clients read whatever body comes as rows, or as a picture: a tile that is not there has none.
    static Task Nothing(HttpContext http, HipsSet set)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = set.Density ? Png : Tsv;
        http.Response.ContentLength = 0;
        http.Response.Headers.CacheControl = set.CacheControl;
        return Task.CompletedTask;
    }

    static async Task PropertiesAsync(HttpContext http, HipsSet set) =>
        await SendAsync(http, Encoding.UTF8.GetBytes(HipsRecords.Text([await set.Properties().ConfigureAwait(false)])), Plain, null, Fresh).ConfigureAwait(false);

    async Task MocAsync(HttpContext http, HipsSet set)
    {
        var cells = await pictures.CellsAsync(set.Key, set.Catalogue, http.RequestAborted).ConfigureAwait(false);
        var file = await library.KeptAsync((set.Key, "moc"), _ => Task.FromResult(cells.ToMocFile()), static bytes => bytes.Length + 1000, http.RequestAborted).ConfigureAwait(false);
        await SendAsync(http, file, "application/fits", Tag(set, "moc"), set.CacheControl).ConfigureAwait(false);
    }

    static async Task PageAsync(HttpContext http, HipsSet set)
    {
        var page = HipsPage.Html(await set.Properties().ConfigureAwait(false), set.Density, set.IsSimulated, set.Catalogue.Header);
        await SendAsync(http, Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8", null, Fresh).ConfigureAwait(false);
    }

    static async Task PictureAsync(HttpContext http, HipsSet set, string name, Func<Task<byte[]>> picture) =>
        await SendAsync(http, await picture().ConfigureAwait(false), Png, Tag(set, name), set.CacheControl).ConfigureAwait(false);

    // Weak, as it is the same whether it is sent packed or not. The tiles of one building never change.
    static EntityTagHeaderValue Tag(HipsSet set, string name) => Tag(Encoding.UTF8.GetBytes($"{set.Key} {set.Density} {name}"));

    static EntityTagHeaderValue Tag(ReadOnlySpan<byte> bytes) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..12])}\"", isWeak: true);

    static Task SendAsync(HttpContext http, ReadOnlyMemory<byte> bytes, string mediaType, EntityTagHeaderValue? tag, string cacheControl)
    {
        http.Response.Headers.CacheControl = cacheControl;
        return TypedResults.Bytes(bytes, mediaType, fileDownloadName: null, enableRangeProcessing: false, entityTag: tag ?? Tag(bytes.Span)).ExecuteAsync(http);
    }

    /// <summary>What is asked about.</summary>
    /// <param name="Key">Names it and its version.</param>
    /// <param name="Catalogue">The rows.</param>
    /// <param name="Density">Whether it is their density.</param>
    /// <param name="CacheControl">Who may keep tiles.</param>
    /// <param name="IsSimulated">Whether the rows are invented.</param>
    /// <param name="Properties">Its properties.</param>
    sealed record HipsSet(string Key, HipsCatalogue Catalogue, bool Density, string CacheControl, bool IsSimulated, Func<Task<IReadOnlyList<(string Key, string Value)>>> Properties)
    {
        /// <summary>The extension of tiles.</summary>
        public string Extension => Density ? ".png" : ".tsv";
    }
}
