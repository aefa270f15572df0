using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Sky;
using Microsoft.Net.Http.Headers;

namespace Lamost.Vo.Server.Coverage;

/// <summary>How coverage maps are answered: the order, waiting for a map that is being made, and what tells a client that it has the map already.</summary>
public sealed class CoverageAnswers(ServiceLimits limits) : IDisposable
{
    const string Kept = "public, max-age=300";

    readonly SemaphoreSlim _fine = new(limits.Coverage.FineAnswers);

    /// <summary>An order that a request gives.</summary>
    /// <exception cref="Archive.Errors.VoException">LVO-COV-1001: it is none.</exception>
    public static int Order(DaliParameters parameters, string name, int usual, int most)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Single(name) is not { } text) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var order) && order <= most ? order : throw CoverageErrors.Order(name, text, most);
    }

    /// <summary>
    /// Answers with a map that changes only with what it is made of. A client that has it is told so before it is made (RFC 9110, 13.1); one that would wait too long is asked
    /// to come again.
    /// </summary>
    /// <param name="http">The request; nothing of its response has been sent.</param>
    /// <param name="wanted">The form and the name of the file.</param>
    /// <param name="identity">What the map is of, with all that it depends on.</param>
    /// <param name="changed">When that last changed; null when it is not known.</param>
    /// <param name="isFine">Whether the map is finer than those of which many fit into memory.</param>
    /// <param name="make">Makes the map and writes it.</param>
    /// <exception cref="Archive.Errors.VoException">LVO-COV-1101: it is not ready in time.</exception>
    public async Task AnswerAsync(HttpContext http, CoverageFile wanted, string identity, DateTimeOffset? changed, bool isFine, Func<CancellationToken, Task<byte[]>> make)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(wanted);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ServiceVersion.Product} {wanted.Format.Name} {identity}")))[..32];
        // Text may be compressed on its way; it is the same text.
        var tag = new EntityTagHeaderValue($"\"{digest}\"", isWeak: wanted.Format != CoverageFormat.Fits);
        http.Response.Headers.CacheControl = Kept;
        var known = http.Request.GetTypedHeaders().IfNoneMatch;
        if (known.Any(t => t.Compare(tag, useStrongComparison: false) || t == EntityTagHeaderValue.Any))
        {
            http.Response.GetTypedHeaders().ETag = tag;
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (isFine) await _fine.WaitAsync(http.RequestAborted).ConfigureAwait(false);
        try
        {
            var making = make(http.RequestAborted);
            if (!await TableResponse.IsInTimeAsync(making, limits.SyncTimeoutSeconds, http.RequestAborted).ConfigureAwait(false)) throw CoverageErrors.BeingMade(limits.SyncTimeoutSeconds);
            await SendAsync(http, wanted, await making.ConfigureAwait(false), tag, changed).ConfigureAwait(false);
        }
        finally
        {
            if (isFine) _fine.Release();
        }
    }

    /// <summary>Answers with a map that is made for one request, and not kept.</summary>
    public static Task SendOnceAsync(HttpContext http, CoverageFile wanted, byte[] map)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.CacheControl = "no-cache";
        return SendAsync(http, wanted, map, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(map))[..32]}\"", isWeak: wanted.Format != CoverageFormat.Fits), null);
    }

    /// <summary>A map of the sky in a form.</summary>
    public static byte[] Written(Moc moc, CoverageFormat format, MocLabels labels)
    {
        ArgumentNullException.ThrowIfNull(moc);
        return Written(format, file => MocFits.Write(moc, file, labels), moc.WriteJson, moc.WriteText);
    }

    /// <summary>A map of space and time in a form.</summary>
    public static byte[] Written(StMoc moc, CoverageFormat format, MocLabels labels)
    {
        ArgumentNullException.ThrowIfNull(moc);
        return Written(format, file => MocFits.Write(moc, file, labels), moc.WriteJson, moc.WriteText);
    }

    /// <inheritdoc/>
    public void Dispose() => _fine.Dispose();

    static byte[] Written(CoverageFormat format, Action<Stream> fits, Action<TextWriter> json, Action<TextWriter> ascii)
    {
        using var file = new MemoryStream();
        if (format == CoverageFormat.Fits) fits(file);
        else
        {
            using var text = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" };
            (format == CoverageFormat.Json ? json : ascii)(text);
            text.Write('\n');
        }
        return file.ToArray();
    }

    static Task SendAsync(HttpContext http, CoverageFile wanted, byte[] map, EntityTagHeaderValue tag, DateTimeOffset? changed)
    {
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{wanted.Name}{wanted.Format.Extension}\"";
        return TypedResults.Bytes(map, wanted.Format.MediaType, fileDownloadName: null, enableRangeProcessing: wanted.Format == CoverageFormat.Fits, lastModified: changed, entityTag: tag).ExecuteAsync(http);
    }
}

/// <summary>A file with a map.</summary>
/// <param name="Name">Its name without an extension, of letters, digits, dots, minus and underscores.</param>
/// <param name="Format">Its form.</param>
public sealed record CoverageFile(string Name, CoverageFormat Format);
