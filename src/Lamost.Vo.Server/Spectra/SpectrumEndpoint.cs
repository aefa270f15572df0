using System.IO.Compression;
using System.Security.Cryptography;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Spectra.Preview;
using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Spectra.Writing;
using Microsoft.Net.Http.Headers;

namespace Lamost.Vo.Server.Spectra;

/// <summary>
/// Single spectra: <c>/spectra/{release}/{key}</c> is the file as the survey published it, with an extension it is a form of the spectrum: <c>.fits</c>, <c>.vot</c>,
/// <c>.csv</c>, <c>.json</c>, <c>.png</c>, <c>.svg</c>. All with length, ETag and ranges (RFC 9110, 8.8.3 and 14).
/// </summary>
public sealed class SpectrumEndpoint(SpectrumLibrary library)
{
    const string CacheControl = "public, max-age=300";

    /// <summary>Adds the endpoint.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/spectra/{release}/{name}", ["GET", "HEAD"], ErrorAnswer.Guard(new PlainErrorDress(), AnswerAsync));

    async Task AnswerAsync(HttpContext http)
    {
        var (release, name) = ((string)http.Request.RouteValues["release"]!, (string)http.Request.RouteValues["name"]!);
        var extension = Path.GetExtension(name);
        if (!SpectrumIdentifier.TryParse(Path.GetFileNameWithoutExtension(name), release.ToLowerInvariant(), out var id))
            throw library.Unknown(new SpectrumId(release, name.Length <= 60 ? name : name[..60] + "..."));
        var format = extension.Length == 0 ? null : SpectrumFormats.All.FirstOrDefault(f => extension.AsSpan(1).Equals(f.Extension, StringComparison.OrdinalIgnoreCase))
            ?? throw new VoException(new VoError("LVO-HTTP-1404", Remedy.MendRequest, $"There is no form \"{extension}\" of spectra.")
            {
                Hint = $"There are {string.Join(", ", SpectrumFormats.All.Select(f => "." + f.Extension))}, and the file of the survey without an extension.",
            });
        var picture = SpectrumProducts.Picture(await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false), new PreviewOptions());
        var entry = await library.FindAsync(id, http.RequestAborted).ConfigureAwait(false);
        var place = await library.PlaceAsync(entry, http.RequestAborted).ConfigureAwait(false);
        http.Response.Headers.CacheControl = CacheControl;
        if (format is null) await SendFileAsync(http, entry, place).ConfigureAwait(false);
        else await SendAsync(http, SpectrumProducts.Make(format, library.Read(entry, place), library.Describe(entry), picture), format.MediaType, $"{id.Release}-{id.Key}.{format.Extension}").ConfigureAwait(false);
    }

    /// <summary>Sends bytes that were made, under the digest of what they are.</summary>
    internal static Task SendAsync(HttpContext http, ReadOnlyMemory<byte> bytes, string mediaType, string fileName)
    {
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{fileName}\"";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span)[..12])}\"");
        return TypedResults.Bytes(bytes, mediaType, fileDownloadName: null, enableRangeProcessing: true, entityTag: tag).ExecuteAsync(http);
    }

    // A file that lies there packed is sent so to who takes it, and unpacked to who does not: in both cases it is a FITS file (RFC 9110, 8.4).
    async Task SendFileAsync(HttpContext http, SpectrumEntry entry, SpectrumPlace place)
    {
        var bytes = library.ReadBytes(entry, place);
        var isPacked = bytes is [0x1f, 0x8b, ..];
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var tag = place.Md5;
        if (isPacked && AcceptsGzip(http.Request))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            tag += "-gzip";
        }
        else if (isPacked) bytes = Unpacked(entry, bytes);
        var name = Path.GetFileName(place.Path);
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{(name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name)}\"";
        await TypedResults.Bytes(bytes, "application/fits", fileDownloadName: null, enableRangeProcessing: true, lastModified: place.Time, entityTag: new EntityTagHeaderValue($"\"{tag}\"")).ExecuteAsync(http).ConfigureAwait(false);
    }

    static byte[] Unpacked(SpectrumEntry entry, byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = gzip.Read(buffer)) > 0;)
            {
                if (plain.Length + read > SpectrumFileReader.MaxBytes) throw new InvalidDataException($"It has more than {SpectrumFileReader.MaxBytes} bytes unpacked.");
                plain.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException e)
        {
            throw SpectrumFailures.Lost(entry.Id, e);
        }
        return plain.ToArray();
    }

    static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Quality is not 0 && (e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) || e.Value == "*"));
}
