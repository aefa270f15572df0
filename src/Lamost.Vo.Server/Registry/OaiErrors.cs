using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Server.Registry;

/// <summary>The failures of OAI-PMH 2.0, 3.6, which are answers with HTTP status 200.</summary>
static class OaiErrors
{
    /// <summary>The word of the protocol for a failure; null for one that the protocol has no word for.</summary>
    public static string? Word(VoError error) => error.Code switch
    {
        "LVO-OAI-1001" => "badVerb",
        "LVO-OAI-1002" => "badArgument",
        "LVO-OAI-1003" => "badResumptionToken",
        "LVO-OAI-1004" => "cannotDisseminateFormat",
        "LVO-OAI-1005" => "idDoesNotExist",
        "LVO-OAI-1006" => "noRecordsMatch",
        "LVO-OAI-1007" => "noMetadataFormats",
        _ => null,
    };

    public static VoException BadVerb(string message) => Refused("LVO-OAI-1001", message, $"The verbs are {string.Join(", ", OaiRequest.Verbs)}, in this spelling.");

    public static VoException BadArgument(string message, string hint) => Refused("LVO-OAI-1002", message, hint);

    public static VoException BadToken() => Refused("LVO-OAI-1003", "The resumptionToken is none of this registry.", "Send it as it came, with the verb alone beside it; or begin the list anew.");

    public static VoException UnknownFormat(string prefix) => Refused("LVO-OAI-1004", $"No record comes as \"{Shown(prefix)}\".", $"The formats are {OaiFormat.VoResource.Prefix} and {OaiFormat.DublinCore.Prefix}.");

    public static VoException UnknownIdentifier(string identifier) =>
        Refused("LVO-OAI-1005", $"There is no record \"{Shown(identifier)}\".", "ListIdentifiers tells which there are.");

    public static VoException NoRecords(string message) => Refused("LVO-OAI-1006", message, "Leave from, until and set out to get all records.");

    public static VoException NoFormats(string identifier) =>
        Refused("LVO-OAI-1007", $"The record \"{Shown(identifier)}\" was taken away.", "Its header is all that is left.");

    public static VoException NotReady() => new(new VoError("LVO-OAI-1101", Remedy.TryLater, "The records are being made; that takes a moment after the first start.")
    {
        Hint = "Try again in a minute.",
    });

    /// <summary>A text of a stranger, short enough to be told.</summary>
    public static string Shown(string text) => Vosi.XmlDocuments.Allowed(text.Length <= 100 ? text : text[..100] + "...");

    static VoException Refused(string code, string message, string hint) => new(new VoError(code, Remedy.MendRequest, message) { Hint = hint });
}
