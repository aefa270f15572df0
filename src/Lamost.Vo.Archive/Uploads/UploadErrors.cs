using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>Failures of uploaded tables.</summary>
static class UploadErrors
{
    public static VoException Malformed(string value) => Make("LVO-UPL-1001", $"UPLOAD is \"{Short(value)}\", which is not a table name, a comma and an address.",
        "Give e.g. UPLOAD=mytable,param:part1 with the table in the part part1 of the same request, or UPLOAD=mytable,https://example.org/table.vot");

    public static VoException BadName(string name) => Make("LVO-UPL-1002", $"An uploaded table cannot be named \"{Short(name)}\".",
        "A name is a letter and then letters, digits and underscores, no word of ADQL and without a schema; the query names it TAP_UPLOAD.name.");

    public static VoException SameName(string name) => Make("LVO-UPL-1003", $"Two uploaded tables are named {Short(name)}; upper and lower case make no difference.", "Give each its own name.");

    public static VoException TooMany(int count, int most) => Make("LVO-UPL-1004", $"The request uploads {count} tables; a query may have {most}.", "Join tables before uploading them, or divide the query.");

    public static VoException NoPart(string table, string label) => Make("LVO-UPL-1005", $"The table {Short(table)} should be in the part \"{Short(label)}\" of the request, but there is no such part.",
        "Send the table as a part of the multipart/form-data request, under this name.");

    public static VoException BadScheme(string table, string uri) => Make("LVO-UPL-1006", $"The table {Short(table)} cannot be fetched from \"{Short(uri)}\".",
        "Give an address that begins with http:// or https://, or param: and the name of a part of the request.");

    public static VoException Unreadable(string table, string what) => Make("LVO-UPL-1007", $"The uploaded table {Short(table)} cannot be read: {what}", null);

    public static VoException TooLarge(string table, string what) => Make("LVO-UPL-1008", $"The uploaded table {Short(table)} is too large: {what}",
        "Upload fewer rows or only the columns that the query needs, or divide the table.");

    public static VoException PrivateAddress(string table, string host) => Make("LVO-UPL-1009",
        $"The table {Short(table)} is not fetched from {Short(host)}: the address is private or belongs to this machine.", "Put the table where everybody can read it, or send it with the request.");

    public static VoException NotFetched(string table, string host, string why, Exception? cause = null) => new(new VoError("LVO-UPL-1010", Remedy.MendRequest,
        $"The table {Short(table)} could not be fetched from {Short(host)}: {why}")
    { Hint = "Check the address, or send the table with the request." }, cause);

    static VoException Make(string code, string message, string? hint) => new(new VoError(code, Remedy.MendRequest, message) { Hint = hint });

    static string Short(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
