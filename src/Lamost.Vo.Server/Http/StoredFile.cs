using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Tables;
using Microsoft.Net.Http.Headers;

namespace Lamost.Vo.Server.Http;

/// <summary>Sends a result that lies in a file: with its length, a strong ETag, its digest, and parts of it where asked (RFC 9110, 14).</summary>
public static class StoredFile
{
    /// <summary>Sends the file.</summary>
    /// <param name="http">The request; nothing of its response has been sent.</param>
    /// <param name="path">The file.</param>
    /// <param name="result">What is in it.</param>
    public static Task SendAsync(HttpContext http, string path, JobResult result)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(result);
        var headers = http.Response.Headers;
        // RFC 9530; the digest is of the file, whatever part of it is sent.
        headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(result.Sha256))}:";
        headers[TableResponse.StatusField] = TableResponse.Status(result.Overflow ? TableStatus.Overflow : TableStatus.Complete);
        headers.ContentDisposition = $"inline; filename=\"lamost-{result.Sha256[..12]}{Path.GetExtension(result.File)}\"";
        return TypedResults.PhysicalFile(path, result.MediaType, fileDownloadName: null, lastModified: File.GetLastWriteTimeUtc(path),
            entityTag: new EntityTagHeaderValue($"\"{result.Sha256}\""), enableRangeProcessing: true).ExecuteAsync(http);
    }
}
