using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Preview;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Spectra;

/// <summary>
/// Many spectra in one answer: <c>POST /spectra/batch</c>. A tar archive with a file for each and, at its end, <c>manifest.csv</c>, or one FITS file or VOTable with a table for
/// each. They come in the order in which they were asked for, as a stream; what is not there is told in the manifest, or in the last INFO of a VOTable.
/// </summary>
public sealed class BatchEndpoint(SpectrumLibrary library, JobStore jobs, JobFiles files, ServiceLimits limits)
{
    /// <summary>The name of the last file of an archive.</summary>
    public const string Manifest = "manifest.csv";

    /// <summary>Adds the endpoint.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/spectra/batch", ["POST"], ErrorAnswer.Guard(new PlainErrorDress(), AnswerAsync));

    async Task AnswerAsync(HttpContext http)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var request = await BatchRequest.FromAsync(parameters, jobs, files, limits, http.RequestAborted).ConfigureAwait(false);
        if (request.IsTar) await TarAsync(http, request).ConfigureAwait(false);
        else await TogetherAsync(http, request).ConfigureAwait(false);
    }

    async Task TarAsync(HttpContext http, BatchRequest request)
    {
        Begin(http, "application/x-tar", "lamost-spectra.tar");
        var manifest = new StringBuilder("number,identifier,file,bytes,failure\n");
        await using (var tar = new TarWriter(http.Response.BodyWriter.AsStream(leaveOpen: true), TarEntryFormat.Ustar, leaveOpen: true))
        {
            var number = 0;
            var names = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var item in SpectrumSequence.MakeAsync(library, request.Ids, (e, p) => File(request, e, p), http.RequestAborted).ConfigureAwait(false))
            {
                number++;
                var failure = item.Failure?.Message;
                if (item.Failure is null && names.Add(item.Made.Name)) await WriteAsync(tar, item.Made.Name, item.Made.Bytes, http.RequestAborted).ConfigureAwait(false);
                // Several spectra of medium resolution are in one file, which is there once.
                manifest.Append(CultureInfo.InvariantCulture, $"{number},{item.Id.Release}?{item.Id.Key},{item.Made.Name},{(failure is null ? item.Made.Bytes.Length : null)},{Quoted(failure)}\n");
            }
            await WriteAsync(tar, Manifest, Encoding.UTF8.GetBytes(manifest.ToString()), http.RequestAborted).ConfigureAwait(false);
        }
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    async Task TogetherAsync(HttpContext http, BatchRequest request)
    {
        Begin(http, request.Form!.MediaType, $"lamost-spectra.{request.Form.Extension}");
        var output = http.Response.BodyWriter;
        var writer = SpectrumCollectionWriter.Create(request.Form)!;
        writer.Begin(output, string.Create(CultureInfo.InvariantCulture, $"{request.Ids.Count} spectra"));
        var failures = new List<string>();
        await foreach (var item in SpectrumSequence.MakeAsync<(Spectrum Spectrum, DatasetDescription About)>(library, request.Ids, (e, p) => (library.Read(e, p), library.Describe(e)), http.RequestAborted).ConfigureAwait(false))
        {
            if (item.Failure is { } failure) failures.Add($"{item.Id.Release}?{item.Id.Key}: {failure.Message}");
            else writer.Add(output, item.Id.Key, item.Made.Spectrum, item.Made.About);
            if (output.UnflushedBytes >= 64 << 10) await QueryRun.FlushAsync(output, http.RequestAborted).ConfigureAwait(false);
        }
        writer.End(output, failures.Count == 0 ? TableEnding.Complete
            : new TableEnding(TableStatus.Overflow, string.Create(CultureInfo.InvariantCulture, $"{failures.Count} of {request.Ids.Count} spectra are not here:\n{string.Join('\n', failures)}")));
        await output.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    (string Name, ReadOnlyMemory<byte> Bytes) File(BatchRequest request, SpectrumEntry entry, SpectrumPlace place)
    {
        if (request.Form is { } form) return ($"{entry.Feed.Release}/{entry.Key}.{form.Extension}", SpectrumProducts.Make(form, library.Read(entry, place), library.Describe(entry), new PreviewOptions()));
        return ($"{entry.Feed.Release}/{Path.GetFileName(place.Path)}", library.ReadBytes(entry, place));
    }

    static async Task WriteAsync(TarWriter tar, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var entry = new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes.ToArray(), writable: false), Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead };
        await tar.WriteEntryAsync(entry, cancel).ConfigureAwait(false);
    }

    static void Begin(HttpContext http, string mediaType, string fileName)
    {
        http.Response.ContentType = mediaType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
    }

    static string Quoted(string? text) => text is null ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
