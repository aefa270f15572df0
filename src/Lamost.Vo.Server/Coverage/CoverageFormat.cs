using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Server.Http;
using Microsoft.Net.Http.Headers;

namespace Lamost.Vo.Server.Coverage;

/// <summary>A form of coverage maps: FITS, JSON or text (MOC 2.0, 4.3 and appendix C).</summary>
/// <param name="Name">What <c>FORMAT</c> calls it.</param>
/// <param name="Extension">Of its files, with the dot.</param>
/// <param name="MediaType">Without parameters.</param>
public sealed record CoverageFormat(string Name, string Extension, string MediaType)
{
    /// <summary>A binary table: NUNIQ for the sky, RANGE for space and time.</summary>
    public static CoverageFormat Fits { get; } = new("fits", ".fits", MocFits.MediaType);

    /// <summary>Orders with lists of cells.</summary>
    public static CoverageFormat Json { get; } = new("json", ".json", "application/json");

    /// <summary>Orders with cells and ranges of cells, as registries and ADQL take them.</summary>
    public static CoverageFormat Ascii { get; } = new("ascii", ".txt", "text/plain");

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<CoverageFormat> All { get; } = [Fits, Json, Ascii];

    /// <summary>The name without the extension of a form, and that form; null for a name without one.</summary>
    public static (string Name, CoverageFormat? Format) Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var format = All.FirstOrDefault(f => name.EndsWith(f.Extension, StringComparison.OrdinalIgnoreCase));
        return format is null ? (name, null) : (name[..^format.Extension.Length], format);
    }

    /// <summary>
    /// The form that a request wants: by the extension of its address, by <c>RESPONSEFORMAT</c> or <c>FORMAT</c> (a name, or a media type, whose parameters count for nothing),
    /// by an <c>Accept</c> that names one of them and no wildcard that is as welcome; else FITS.
    /// </summary>
    /// <param name="extension">What the address says; null for nothing.</param>
    /// <param name="parameters">Of the request.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="Archive.Errors.VoException">LVO-COV-1002: there is no such form.</exception>
    public static CoverageFormat Choose(CoverageFormat? extension, DaliParameters parameters, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (extension is not null) return extension;
        if ((parameters.Single("RESPONSEFORMAT") ?? parameters.Single("FORMAT")) is { } asked)
        {
            var wanted = asked.Split(';')[0].Trim();
            return All.FirstOrDefault(f => Is(wanted, f.Name) || Is(wanted, f.MediaType) || Is("." + wanted, f.Extension))
                ?? (Is(wanted, "image/fits") ? Fits : throw CoverageErrors.Format(asked));
        }
        ArgumentNullException.ThrowIfNull(request);
        // What the answer depends on, for caches between.
        request.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        var accepted = request.GetTypedHeaders().Accept;
        var named = All.Select(f => (Format: f, Quality: accepted.Where(a => a.MediaType.Equals(f.MediaType, StringComparison.OrdinalIgnoreCase)).Max(a => (double?)(a.Quality ?? 1)))).Where(n => n.Quality > 0).ToList();
        return named is [var one] && !accepted.Any(a => (a.MatchesAllTypes || a.MatchesAllSubTypes) && (a.Quality ?? 1) >= one.Quality) ? one.Format : Fits;
    }

    static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
