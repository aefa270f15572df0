using System.Globalization;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Registry;
using Microsoft.AspNetCore.Http.Features;

namespace Lamost.Vo.Server.Registry;

/// <summary>A request of OAI-PMH 2.0, 3.1.1 and 4, its arguments checked: upper and lower case differ, nothing is given twice, nothing is unknown.</summary>
/// <param name="Verb">One of <see cref="Verbs"/>.</param>
/// <param name="Arguments">The others, by their names.</param>
sealed record OaiRequest(string Verb, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>The one set: what is published here first, which is everything (RegistryInterface 1.1, 2.3).</summary>
    public const string ManagedSet = "ivo_managed";

    /// <summary>Bytes of a form at most.</summary>
    const int MaxFormBytes = 64 << 10;

    const string Token = "resumptionToken";

    static readonly Dictionary<string, (string[] Required, string[] Optional)> Known = new()
    {
        ["Identify"] = ([], []),
        ["ListMetadataFormats"] = ([], ["identifier"]),
        ["ListSets"] = ([], [Token]),
        ["ListIdentifiers"] = (["metadataPrefix"], ["from", "until", "set", Token]),
        ["ListRecords"] = (["metadataPrefix"], ["from", "until", "set", Token]),
        ["GetRecord"] = (["identifier", "metadataPrefix"], []),
    };

    /// <summary>All verbs.</summary>
    public static IReadOnlyCollection<string> Verbs => Known.Keys;

    /// <summary>Reads a request.</summary>
    /// <exception cref="VoException">LVO-OAI-1001, 1002.</exception>
    public static async Task<OaiRequest> ReadAsync(HttpRequest http, CancellationToken cancel)
    {
        var all = http.Query.SelectMany(p => p.Value.Select(v => (Name: p.Key, Value: v ?? ""))).ToList();
        if (HttpMethods.IsPost(http.Method))
        {
            if (http.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxFormBytes;
            if (!http.HasFormContentType) throw OaiErrors.BadArgument("The body of the request is no form.", "Send application/x-www-form-urlencoded, or ask by GET.");
            all.AddRange((await http.ReadFormAsync(cancel).ConfigureAwait(false)).SelectMany(p => p.Value.Select(v => (p.Key, v ?? ""))));
        }
        return From(all);
    }

    /// <summary>Checks the arguments of a request.</summary>
    /// <exception cref="VoException">LVO-OAI-1001, 1002.</exception>
    public static OaiRequest From(IReadOnlyCollection<(string Name, string Value)> all)
    {
        var verbs = all.Where(a => a.Name == "verb").Select(a => a.Value).ToList();
        if (verbs.Count != 1) throw OaiErrors.BadVerb(verbs.Count == 0 ? "The argument verb is missing." : "The argument verb is given several times.");
        if (!Known.TryGetValue(verbs[0], out var known)) throw OaiErrors.BadVerb($"There is no verb \"{OaiErrors.Shown(verbs[0])}\".");
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in all.Where(a => a.Name != "verb"))
        {
            if (!known.Required.Contains(name) && !known.Optional.Contains(name))
                throw OaiErrors.BadArgument($"{verbs[0]} has no argument \"{OaiErrors.Shown(name)}\".", $"It takes {Named([.. known.Required, .. known.Optional])}; upper and lower case differ.");
            if (value.Length == 0) throw OaiErrors.BadArgument($"The argument {name} is empty.", "Leave it out, or give it a value.");
            if (!arguments.TryAdd(name, value)) throw OaiErrors.BadArgument($"The argument {name} is given several times.", "Give it once.");
        }
        if (arguments.ContainsKey(Token))
        {
            if (arguments.Count > 1) throw OaiErrors.BadArgument($"Beside {Token} stands {arguments.Keys.First(k => k != Token)}.", "It is all that a request has beside the verb; the token knows the rest.");
        }
        else if (known.Required.FirstOrDefault(r => !arguments.ContainsKey(r)) is { } missing)
            throw OaiErrors.BadArgument($"{verbs[0]} lacks the argument {missing}.", missing == "metadataPrefix" ? $"E.g. metadataPrefix={OaiFormat.VoResource.Prefix}." : "E.g. identifier=ivo://...; ListIdentifiers tells which there are.");
        return new OaiRequest(verbs[0], arguments);
    }

    /// <summary>The list that is asked for, and where in it to begin.</summary>
    /// <exception cref="VoException">LVO-OAI-1002, 1003, 1004, 1006.</exception>
    public ResumptionToken List()
    {
        if (Arguments.GetValueOrDefault(Token) is { } token) return ResumptionToken.TryParse(token, Verb, out var known) ? known : throw OaiErrors.BadToken();
        var format = OaiFormat.Find(Arguments["metadataPrefix"]) ?? throw OaiErrors.UnknownFormat(Arguments["metadataPrefix"]);
        var (from, fromDay) = Time("from", isEnd: false);
        var (until, untilDay) = Time("until", isEnd: true);
        if (from is not null && until is not null && fromDay != untilDay) throw OaiErrors.BadArgument("One of from and until is a day, the other a time.", "Write both alike (OAI-PMH 2.0, 2.7.1).");
        if (from > until) throw OaiErrors.BadArgument("from is later than until.", "Exchange them.");
        if (Arguments.GetValueOrDefault("set") is { } set && set != ManagedSet) throw OaiErrors.NoRecords($"There is no set \"{OaiErrors.Shown(set)}\"; there is {ManagedSet}.");
        return new ResumptionToken(Verb, format, new RecordRange(from, until), null, 0);
    }

    // A day ends with its last second.
    (DateTime? Time, bool IsDay) Time(string name, bool isEnd)
    {
        if (Arguments.GetValueOrDefault(name) is not { } text) return (null, false);
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, utc, out var day)) return (isEnd ? day.AddSeconds(86_399) : day, true);
        if (DateTime.TryParseExact(text, OaiDocument.TimeForm, CultureInfo.InvariantCulture, utc, out var time)) return (time, false);
        throw OaiErrors.BadArgument($"{name} is \"{OaiErrors.Shown(text)}\", which is no time.", "Write UTC as 2025-03-01 or 2025-03-01T12:30:00Z.");
    }

    static string Named(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);
}
