using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>A table that comes with a query, as the parameter UPLOAD names it (TAP 1.1, 2.7.6).</summary>
/// <param name="Table">The name in schema TAP_UPLOAD.</param>
/// <param name="Uri">Where it is: <c>param:label</c>, or an address.</param>
public sealed record UploadReference(string Table, string Uri)
{
    const string Inline = "param:";

    /// <summary>Whether it is a part of the request.</summary>
    public bool IsInline => Uri.StartsWith(Inline, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of that part.</summary>
    public string Label => Uri[Inline.Length..];

    /// <summary>Reads the values of UPLOAD; each may hold several tables with semicolons between them, as TAP 1.0 had it.</summary>
    /// <exception cref="VoException">LVO-UPL-1001 to 1004, 1006.</exception>
    public static IReadOnlyList<UploadReference> Parse(IReadOnlyList<string> values, UploadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(limits);
        var all = values.SelectMany(Pieces).Select(One).Distinct().ToList();
        if (all.Count > limits.Tables) throw UploadErrors.TooMany(all.Count, limits.Tables);
        if (all.GroupBy(u => u.Table, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same) throw UploadErrors.SameName(same.Key);
        return all;
    }

    // An address may hold semicolons itself: a piece without a name of its own belongs to the one before.
    static List<string> Pieces(string value)
    {
        var pieces = new List<string>();
        foreach (var piece in value.Split(';'))
        {
            if (pieces.Count > 0 && !piece.Contains(',', StringComparison.Ordinal) && piece.Trim().Length > 0) pieces[^1] += ";" + piece;
            else if (piece.Trim().Length > 0) pieces.Add(piece);
        }
        return pieces;
    }

    static UploadReference One(string text)
    {
        if (text.Split(',', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } uri]) throw UploadErrors.Malformed(text);
        if (!AdqlLanguage.IsRegular(name)) throw UploadErrors.BadName(name);
        var reference = new UploadReference(name, uri);
        if (reference.IsInline) return reference;
        if (!System.Uri.TryCreate(uri, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
            throw UploadErrors.BadScheme(name, uri);
        return reference;
    }
}
