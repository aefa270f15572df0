namespace Lamost.Vo.Tables.Formats;

/// <summary>
/// A media type as clients write it: any case, blanks anywhere, values quoted or not, parameters in any order, and a blank for a plus sign
/// that was not encoded in a query.
/// </summary>
/// <param name="Name">Type and subtype in lower case; or whatever else stood there, such as the short name of a format.</param>
/// <param name="Parameters">By name, which has no case; values as written. The first of a name counts.</param>
readonly record struct MediaType(string Name, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Never fails: what is no media type is a name that nobody knows.</summary>
    internal static MediaType Parse(string text)
    {
        var parts = Split(text);
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) continue;
            parameters.TryAdd(part[..equals].Trim(), Unquote(part[(equals + 1)..].Trim()));
        }
        var slash = parts[0].Split('/', 2, StringSplitOptions.TrimEntries);
        return new(string.Join('/', slash).Replace(' ', '+').ToLowerInvariant(), parameters);
    }

    /// <summary>Splits at the semicolons that are not quoted; there is at least one part.</summary>
    static List<string> Split(string text)
    {
        var parts = new List<string>();
        var from = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            if (text[i] != ';' || quoted) continue;
            parts.Add(text[from..i].Trim());
            from = i + 1;
        }
        parts.Add(text[from..].Trim());
        return parts;
    }

    static string Unquote(string value) => value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1].Trim() : value;
}
