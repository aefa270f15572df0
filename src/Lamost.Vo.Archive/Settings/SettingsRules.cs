using System.Globalization;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Settings;

/// <summary>What single values of the settings must be. A value that is not right goes to the errors, and comes back as if it were missing.</summary>
static partial class SettingsRules
{
    const int LongestShortName = 11;

    /// <summary>An authority (IVOA Identifiers 2.0, 2.3.2).</summary>
    public static string Authority(KeyReader keys)
    {
        var value = keys.Required("authority").Trim();
        if (value.Length == 0) return InstallationSettings.PlaceholderAuthority;
        if (value.StartsWith("ivo://", StringComparison.OrdinalIgnoreCase)) keys.Fault("authority", $"Must be the authority alone: '{value["ivo://".Length..].Split('/')[0]}'.");
        else if (!AuthorityForm().IsMatch(value))
            keys.Fault("authority", $"'{value}' is no authority: at least three letters, digits, and -_.!~*'()+=, of which the first is a letter or a digit. Take a domain of your own backwards, e.g. org.example.lamost.");
        else if (value.Equals(InstallationSettings.PlaceholderAuthority, StringComparison.OrdinalIgnoreCase))
            keys.Fault("authority", $"'{value}' is what installations have whose operator has chosen none. Take a domain of your own backwards, e.g. org.example.lamost.");
        return value;
    }

    /// <summary>A key below the authority, or an identifier of another; null when missing.</summary>
    public static string? Identifier(KeyReader keys, string key)
    {
        if (keys.Text(key)?.Trim() is not { } value) return null;
        if (!IdentifierForm().IsMatch(value)) keys.Fault(key, $"'{value}' is neither a key, e.g. org, nor a whole identifier of an organization that is registered elsewhere, e.g. ivo://org.example/org.");
        else if (value is "registry" or "tap") keys.Fault(key, $"'{value}' is the key of another record of the service; choose another, e.g. org.");
        return value;
    }

    /// <summary>A day, <c>2025-03-01</c>; null when missing.</summary>
    public static DateOnly? Day(KeyReader keys, string key)
    {
        if (keys.Text(key) is not { } text) return null;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) keys.Fault(key, $"Must be a day, e.g. 2025-03-01, not '{text}'.");
        else if (day > DateOnly.FromDateTime(DateTime.UtcNow)) keys.Fault(key, $"{text} has not come yet.");
        else return day;
        return null;
    }

    /// <summary>An address of the web; null when missing.</summary>
    public static Uri? Url(KeyReader keys, string key)
    {
        if (keys.Text(key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0) return url;
        keys.Fault(key, $"Must be an address that begins with https:// or http://, not '{text}'.");
        return null;
    }

    /// <summary>An address of mail, as OAI-PMH demands it; null when missing.</summary>
    public static string? Email(KeyReader keys, string key)
    {
        if (keys.Text(key)?.Trim() is not { } value) return null;
        if (EmailForm().IsMatch(value)) return value;
        keys.Fault(key, $"Must be an address of mail, e.g. vo@example.org, not '{value}'.");
        return null;
    }

    /// <summary>A number with the code of its country; null when missing.</summary>
    public static string? Telephone(KeyReader keys, string key)
    {
        if (keys.Text(key)?.Trim() is not { } value) return null;
        if (TelephoneForm().IsMatch(value)) return value;
        keys.Fault(key, $"Must begin with the code of the country, e.g. \"+86 10 1234 5678\" (in quotes), not '{value}'.");
        return null;
    }

    /// <summary>A name short enough for others to be made of it; null when missing.</summary>
    public static string? ShortName(KeyReader keys)
    {
        if (keys.Text("short_name")?.Trim() is not { } value) return null;
        if (value.Length > LongestShortName) keys.Fault("short_name", $"'{value}' has {value.Length} characters; at most {LongestShortName}, since names of releases follow it and VOResource has room for 16.");
        return value;
    }

    /// <summary>A bibcode: nineteen characters that begin with the year; null when missing.</summary>
    public static string? Bibcode(KeyReader keys, string key)
    {
        if (keys.Text(key)?.Trim() is not { } value) return null;
        if (BibcodeForm().IsMatch(value)) return value;
        keys.Fault(key, $"Must be a bibcode of 19 characters, e.g. 2012RAA....12.1197C, not '{value}'.");
        return null;
    }

    /// <summary>Digital object identifiers, without <c>doi:</c>.</summary>
    public static IReadOnlyList<string> Dois(KeyReader keys)
    {
        var dois = new List<string>();
        foreach (var text in keys.Texts("dois"))
        {
            var value = text.Value.Trim();
            foreach (var prefix in (string[])["doi:", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"])
                if (value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) value = value[prefix.Length..];
            if (DoiForm().IsMatch(value)) dois.Add(value);
            else keys.Fault("dois", $"'{text.Value}' is no DOI; write e.g. doi:10.12149/100000.");
        }
        return dois;
    }

    /// <summary>Terms of the Unified Astronomy Thesaurus, in the form of the IVOA's vocabulary.</summary>
    public static IReadOnlyList<string> Subjects(KeyReader keys)
    {
        var terms = new List<string>();
        foreach (var text in keys.Texts("subjects"))
        {
            if (TermForm().IsMatch(text.Value)) terms.Add(text.Value);
            else
                keys.Fault("subjects", $"'{text.Value}' is not written as a term of the UAT (http://www.ivoa.net/rdf/uat): small letters with hyphens, e.g. {Suggested(text.Value)}.");
        }
        return terms;
    }

    /// <summary>A creator.</summary>
    public static CreatorSettings Creator(KeyReader keys)
    {
        var name = Line(keys.Required("name"))!;
        var orcid = keys.Text("orcid")?.Trim();
        if (orcid is null) return new CreatorSettings(name);
        foreach (var prefix in (string[])["orcid:", "https://orcid.org/"])
            if (orcid.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) orcid = orcid[prefix.Length..];
        if (OrcidForm().IsMatch(orcid) && OrcidCheck(orcid)) return new CreatorSettings(name, orcid.ToUpperInvariant());
        keys.Fault("orcid", OrcidForm().IsMatch(orcid)
            ? $"The last character of '{orcid}', which guards the others, does not fit them: a slip of the pen."
            : $"Must be sixteen digits in groups of four, e.g. 0000-0002-1825-0097, not '{orcid}'.");
        return new CreatorSettings(name);
    }

    /// <summary>A text as one line; null stays null.</summary>
    public static string? Line(string? text) => text is null ? null : Blank().Replace(text.Trim(), " ");

    // ISO 7064, MOD 11-2.
    static bool OrcidCheck(string orcid)
    {
        var total = 0;
        var digits = orcid.Replace("-", "", StringComparison.Ordinal);
        foreach (var digit in digits[..15]) total = (total + digit - '0') * 2;
        var check = (12 - total % 11) % 11;
        return char.ToUpperInvariant(digits[15]) == (check == 10 ? 'X' : (char)('0' + check));
    }

    static string Suggested(string text)
    {
        var term = NoTerm().Replace(text.Trim().ToLowerInvariant(), "-").Trim('-');
        return TermForm().IsMatch(term) ? term : "spectroscopy";
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9\-_.!~*'()+=]{2,}\z")]
    private static partial Regex AuthorityForm();

    [GeneratedRegex(@"^(ivo://[A-Za-z0-9][A-Za-z0-9\-_.!~*'()+=]{2,}/)?[A-Za-z0-9\-_.!~*'()+=]+(/[A-Za-z0-9\-_.!~*'()+=]+)*\z")]
    private static partial Regex IdentifierForm();

    [GeneratedRegex(@"^[^@\s]+@([^@\s.]+\.)+[^@\s.]+\z")]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^\+[0-9][0-9 ()./\-]{4,30}\z")]
    private static partial Regex TelephoneForm();

    [GeneratedRegex(@"^[12][0-9]{3}[A-Za-z&.]{5}[A-Za-z0-9.]{9}[A-Z.]\z")]
    private static partial Regex BibcodeForm();

    [GeneratedRegex(@"^10\.[0-9]{4,9}/[^\s<>""]{1,200}\z")]
    private static partial Regex DoiForm();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex TermForm();

    [GeneratedRegex(@"[^a-z0-9]+")]
    private static partial Regex NoTerm();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9Xx]\z")]
    private static partial Regex OrcidForm();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
