using System.Text;
using System.Text.Json;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Spectra.Preview;

namespace Lamost.Vo.Server.Spectra;

/// <summary>
/// One source across all its visits, LRS and MRS, all releases: <c>/source/{uid}</c> is a page, with an extension <c>.svg</c> and <c>.png</c> its plot, <c>.json</c> its data.
/// As a table it is <c>lamost.source_spectra</c> in TAP.
/// </summary>
public sealed class SourceEndpoint(SpectrumLibrary library, ServiceUrls urls, ServiceLimits limits)
{
    /// <summary>Spectra that are drawn over one another at most; of more, so many evenly spread in time.</summary>
    public const int MaxDrawn = 120;

    /// <summary>Adds the endpoint.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/source/{name}", ["GET", "HEAD"], ErrorAnswer.Guard(new PlainErrorDress(), AnswerAsync));

    async Task AnswerAsync(HttpContext http)
    {
        var name = (string)http.Request.RouteValues["name"]!;
        var (uid, form) = Path.GetExtension(name).ToLowerInvariant() is (".svg" or ".png" or ".json") and var extension ? (name[..^extension.Length], extension) : (name, "");
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var entries = library.Feeds.Count == 0 ? [] : await library.Store.OfSourceAsync(library.Feeds, uid.ToUpperInvariant(), limits.SourceMaxSpectra, http.RequestAborted).ConfigureAwait(false);
        if (entries.Count == 0)
            throw new VoException(new VoError("LVO-HTTP-1404", Remedy.MendRequest, $"There is no source \"{(uid.Length <= 60 ? uid : uid[..60])}\" with spectra.")
            {
                Hint = "Sources are named by uid, e.g. G16686085832496, which every catalogue has as a column.",
            });
        switch (form)
        {
            case ".json":
                await SpectrumEndpoint.SendAsync(http, Json(entries, urls.Root(http.Request)), "application/json", name).ConfigureAwait(false);
                break;
            case ".svg":
                await SpectrumEndpoint.SendAsync(http, Encoding.UTF8.GetBytes(SourcePlot.Svg(await HistoryAsync(entries, http.RequestAborted).ConfigureAwait(false), Picture(parameters))), "image/svg+xml", name).ConfigureAwait(false);
                break;
            case ".png":
                await SpectrumEndpoint.SendAsync(http, SourcePlot.Png(await HistoryAsync(entries, http.RequestAborted).ConfigureAwait(false), Picture(parameters)), "image/png", name).ConfigureAwait(false);
                break;
            default:
                var page = SourcePage.Html(uid.ToUpperInvariant(), entries, urls.Root(http.Request));
                await SpectrumEndpoint.SendAsync(http, Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8", uid + ".html").ConfigureAwait(false);
                break;
        }
    }

    static PreviewOptions Picture(DaliParameters parameters) => SpectrumProducts.Picture(parameters, SourcePlot.DefaultOptions);

    async Task<SourceHistory> HistoryAsync(IReadOnlyList<SpectrumEntry> entries, CancellationToken cancel)
    {
        // Of a visit at medium resolution its coadds, or where there are none its exposures.
        var coadded = entries.Where(e => e.Minute is null).Select(e => (e.Feed.Release, e.Observation)).ToHashSet();
        var drawn = entries.Where(e => e.FileBytes is not null && (e.Minute is null || !coadded.Contains((e.Feed.Release, e.Observation)))).DistinctBy(e => e.Key).ToList();
        if (drawn.Count > MaxDrawn) drawn = [.. Enumerable.Range(0, MaxDrawn).Select(i => drawn[i * (drawn.Count - 1) / (MaxDrawn - 1)])];
        var spectra = new List<EpochSpectrum>();
        await foreach (var item in SpectrumSequence.MakeAsync(library, [.. drawn.Select(e => e.Id)], library.Read, cancel).ConfigureAwait(false))
            if (item is { Made: { } spectrum, Entry: { } entry }) spectra.Add(new EpochSpectrum(spectrum, entry.Feed.Definition.Instrument, (entry.TimeStart + entry.TimeStop) / 2));
        // Both arms of an exposure have the velocity that was found from both, and releases repeat it.
        var velocities = entries.Where(e => e.Velocity is not null).DistinctBy(e => (e.Observation, e.Minute, e.Velocity))
            .Select(e => new EpochVelocity((e.TimeStart + e.TimeStop) / 2, e.Velocity!.Value, e.VelocityError, e.Feed.Definition.IsMedium));
        return new SourceHistory(entries[0].Target, spectra, [.. velocities]) { Simulated = entries.Any(e => e.Feed.Simulated) };
    }

    static byte[] Json(IReadOnlyList<SpectrumEntry> entries, string root) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        uid = entries[0].Source,
        target = entries[0].Target,
        simulated = entries.Any(e => e.Feed.Simulated),
        spectra = entries.Select(e => new
        {
            release = e.Feed.Release,
            instrument = e.Feed.Definition.Instrument,
            kind = e.Minute is null ? "coadd" : "exposure",
            arm = e.Arm switch { 1 => "B", 2 => "R", _ => null },
            spectrum = e.Key,
            obsid = e.Observation,
            mjd = (e.TimeStart + e.TimeStop) / 2,
            exposure = e.Exposure,
            snr = e.SignalToNoise,
            @class = e.Class,
            subclass = e.Type,
            redshift = e.Redshift,
            rv = e.Velocity,
            rv_error = e.VelocityError,
            access_url = e.FileBytes is null ? null : $"{root}/spectra/{e.Feed.Release}/{e.Key}.fits",
        }),
    }, JsonForm);

    static readonly JsonSerializerOptions JsonForm = new() { WriteIndented = true, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}
