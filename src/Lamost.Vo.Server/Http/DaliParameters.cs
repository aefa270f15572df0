using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Microsoft.Extensions.Primitives;

namespace Lamost.Vo.Server.Http;

/// <summary>
/// The parameters of a request to a DALI service (DALI 1.1, 2): from the query string and, with POST, from the form; names without regard to
/// case, values as sent, unknown ones kept and ignored. A value that is empty counts as absent, as clients send empty fields of forms.
/// </summary>
public sealed class DaliParameters
{
    readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, IFormFile> _parts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameters of a job.</summary>
    public static DaliParameters Of(IEnumerable<(string Name, string Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var parameters = new DaliParameters();
        foreach (var (name, value) in values) parameters.Add(name, value);
        return parameters;
    }

    /// <summary>Reads the parameters of a request.</summary>
    /// <exception cref="VoException">LVO-HTTP-1001: the body is no form, or malformed. LVO-HTTP-1004: the service has no room for it. LVO-HTTP-1005: it is too slow.</exception>
    /// <exception cref="BadHttpRequestException">With status 413: the body is too large.</exception>
    public static async Task<DaliParameters> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var parameters = new DaliParameters();
        foreach (var (name, values) in request.Query) parameters.Add(name, values);
        if (!HttpMethods.IsPost(request.Method) || request.ContentLength == 0) return parameters;
        if (!request.HasFormContentType)
        {
            if (request.ContentType is null) return parameters;
            throw new VoException(new VoError("LVO-HTTP-1001", Remedy.MendRequest, $"The body of the request is of type \"{request.ContentType}\".")
            {
                Hint = "Send application/x-www-form-urlencoded or multipart/form-data.",
            });
        }
        // A client that sends ever more slowly, or nothing any more, is let go; Kestrel's own limit is of the average rate.
        var seconds = request.HttpContext.RequestServices.GetRequiredService<ServiceLimits>().RequestSeconds;
        try
        {
            var form = await request.ReadFormAsync(cancel).WaitAsync(TimeSpan.FromSeconds(seconds), cancel).ConfigureAwait(false);
            foreach (var (name, values) in form) parameters.Add(name, values);
            await parameters.TakePartsAsync(form.Files, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // (Cancelling the reading would abort the connection, and nobody would hear why.)
            throw new VoException(new VoError("LVO-HTTP-1005", Remedy.MendRequest, $"The body of the request did not come within {seconds} s."));
        }
        catch (IOException e) when (Archive.Jobs.JobFiles.IsDiskFull(e))
        {
            throw new VoException(new VoError("LVO-HTTP-1004", Remedy.TryLater, "The service has no room left for the body of the request.")
            {
                Hint = "Try again in some minutes, and tell the operator if it happens again.",
            }, e);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            if (e.Message.Contains("length limit", StringComparison.Ordinal))
                throw new BadHttpRequestException(e.Message, StatusCodes.Status413PayloadTooLarge, e);
            throw new VoException(new VoError("LVO-HTTP-1001", Remedy.MendRequest, $"The body of the request cannot be read: {e.Message}")
            {
                Hint = "Send application/x-www-form-urlencoded or multipart/form-data within the limits of the capabilities.",
            }, e);
        }
        return parameters;
    }

    /// <summary>The value of a single-valued parameter; null when absent.</summary>
    /// <exception cref="VoException">LVO-HTTP-1002: it is there with different values (DALI 1.1, 2.1).</exception>
    public string? Single(string name)
    {
        if (!_values.TryGetValue(name, out var values)) return null;
        if (values.Any(v => v != values[0]))
            throw new VoException(new VoError("LVO-HTTP-1002", Remedy.MendRequest, $"The parameter {name.ToUpperInvariant()} is given {values.Count} times with different values.")
            {
                Hint = "Give it once.",
            });
        return values[0];
    }

    /// <summary>All values of a parameter that may have several, in the order given.</summary>
    public IReadOnlyList<string> Several(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <summary>All parameters and their values, without the parts that hold tables.</summary>
    public IEnumerable<(string Name, string Value)> All => _values.SelectMany(v => v.Value.Select(value => (v.Key, value)));

    /// <summary>The parts that hold tables, by the label that UPLOAD names.</summary>
    public IReadOnlyDictionary<string, IFormFile> Parts => _parts;

    /// <summary>The labels of parts that the values of UPLOAD name (TAP 1.1, 2.7.6: <c>name,param:label</c>).</summary>
    public static IEnumerable<string> Labels(IEnumerable<string> uploads) => uploads.SelectMany(u => u.Split(';'))
        .Select(u => u.Split(',', 2)).Where(p => p.Length == 2).Select(p => p[1].Trim())
        .Where(uri => uri.StartsWith("param:", StringComparison.OrdinalIgnoreCase)).Select(uri => uri["param:".Length..]);

    // Some clients send plain fields as parts with a file name, and others a table as a field: what UPLOAD names is a table, all else a field. The whole body is
    // in memory or in a file by now, and its length is limited.
    async Task TakePartsAsync(IFormFileCollection parts, CancellationToken cancel)
    {
        foreach (var part in parts.Where(p => p.Name.Equals("UPLOAD", StringComparison.OrdinalIgnoreCase))) Add(part.Name, await TextAsync(part, cancel).ConfigureAwait(false));
        var labels = Labels(Several("UPLOAD")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts)
        {
            if (part.Name.Equals("UPLOAD", StringComparison.OrdinalIgnoreCase)) continue;
            if (labels.Contains(part.Name)) _parts[part.Name] = part;
            else Add(part.Name, await TextAsync(part, cancel).ConfigureAwait(false));
        }
        foreach (var label in labels)
        {
            if (_parts.ContainsKey(label) || !_values.Remove(label, out var text)) continue;
            var bytes = System.Text.Encoding.UTF8.GetBytes(text[0]);
            _parts[label] = new FormFile(new MemoryStream(bytes), 0, bytes.Length, label, label);
        }
    }

    static async Task<string> TextAsync(IFormFile part, CancellationToken cancel)
    {
        using var reader = new StreamReader(part.OpenReadStream());
        return await reader.ReadToEndAsync(cancel).ConfigureAwait(false);
    }

    void Add(string name, StringValues values)
    {
        foreach (var value in values)
        {
            if (string.IsNullOrEmpty(value)) continue;
            if (!_values.TryGetValue(name, out var list)) _values.Add(name, list = []);
            list.Add(value);
        }
    }
}
