namespace Lamost.Vo.Archive.Spectra;

/// <summary>The identifiers of spectra: <c>ivo://authority/release?key</c>; where the release is known by other means, the key alone.</summary>
public static class SpectrumIdentifier
{
    const string Scheme = "ivo://";

    /// <summary>The longest key and the longest name of a release.</summary>
    const int MaxLength = 64;

    /// <summary>The identifier of a spectrum.</summary>
    public static string Of(string authority, SpectrumId id) => $"{Scheme}{authority}/{id.Release}?{id.Key}";

    /// <summary>Parses an identifier. The authority is not looked at: a mirror has its own, and identifiers outlive it (upper and lower case do not differ there, nor in the release).</summary>
    /// <param name="text">As a client sends it.</param>
    /// <param name="release">The release of a key that stands alone; null for none.</param>
    /// <param name="id">What it names, whether or not there is such a spectrum.</param>
    /// <returns>False when it is no identifier.</returns>
    public static bool TryParse(string text, string? release, out SpectrumId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        id = default;
        var rest = text.Trim();
        if (rest.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            if (rest.IndexOf('/', Scheme.Length) is not (> 0 and var slash)) return false;
            rest = rest[(slash + 1)..];
        }
        var mark = rest.IndexOfAny(['?', '/']);
        if (mark >= 0) (release, rest) = (rest[..mark].ToLowerInvariant(), rest[(mark + 1)..]);
        if (release is null or { Length: 0 or > MaxLength } || !IsKey(rest)) return false;
        id = new SpectrumId(release, rest.ToUpperInvariant());
        return true;
    }

    static bool IsKey(string text) => text.Length is > 0 and <= MaxLength && text.All(char.IsAsciiLetterOrDigit);
}
