using Lamost.Vo.Archive.Errors;
using Microsoft.Extensions.Primitives;

namespace Lamost.Vo.Server.Http;

/// <summary>
/// The parameters of a request to a DALI service (DALI 1.1, 2): from the query string and, with POST, from the form; names without regard to
/// case, values as sent, unknown ones kept and ignored. A value that is empty counts as absent, as clients send empty fields of forms.
/// </summary>
public sealed class DaliParameters
{
    readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the parameters of a request.</summary>
    /// <exception cref="VoException">LVO-HTTP-1001: the body is no form, or malformed.</exception>
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
        try
        {
            var form = await request.ReadFormAsync(cancel).ConfigureAwait(false);
            foreach (var (name, values) in form) parameters.Add(name, values);
            foreach (var part in form.Files) parameters.Add(part.Name, await TextAsync(part, cancel).ConfigureAwait(false));
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
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

    // Some clients send plain fields as parts with a file name. The whole body is in memory or in a file by now, and its length is limited.
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
