using Lamost.Vo.Tables.Csv;
using Lamost.Vo.Tables.Ecsv;
using Lamost.Vo.Tables.Fits;
using Lamost.Vo.Tables.Html;
using Lamost.Vo.Tables.Json;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Tables.Formats;

/// <summary>The formats that tables are written in. Safe for several threads.</summary>
/// <remarks>
/// Who asks for nothing, or for <c>votable</c>, gets BINARY2: it is the only serialisation in which every null is a null and no value is
/// lost to one, it has half the size of TABLEDATA and a tenth of its cost, and the clients that ask for nothing (STILTS, TOPCAT, pyVO)
/// read it. Clients that want XML elements (Aladin) say so.
/// </remarks>
public static class TableFormats
{
    const string TapRegExt = "ivo://ivoa.net/std/TAPRegExt#output-votable-";

    /// <summary>VOTable with BINARY2.</summary>
    public static TableFormat VotableBinary2 { get; } = Votable(
        "votable/b2", VotableSerialization.Binary2, "binary2", "votable", VotableOptions.MediaType, "text/xml");

    /// <summary>VOTable with TABLEDATA.</summary>
    public static TableFormat VotableTableData { get; } = Votable("votable/td", VotableSerialization.TableData, "td");

    /// <summary>VOTable with BINARY.</summary>
    public static TableFormat VotableBinary { get; } = Votable("votable/b", VotableSerialization.Binary, "binary");

    /// <summary>CSV with a line of names.</summary>
    public static TableFormat Csv { get; } = new("csv", CsvWriter.MediaType, ["csv", "text/csv"], null)
    {
        Extension = "csv",
        Writer = type => new CsvWriter(type, !type.EndsWith("=absent", StringComparison.Ordinal)),
    };

    /// <summary>VOTable with a FITS file in it.</summary>
    public static TableFormat VotableFits { get; } = new("votable/fits", VotableOptions.MediaType + ";serialization=FITS", ["votable/fits"], null)
    {
        Extension = "vot",
        Spooled = true,
        Writer = type => new VotableFitsWriter(new() { ContentType = type }),
    };

    /// <summary>FITS binary table.</summary>
    public static TableFormat Fits { get; } = new("fits", FitsTableWriter.MediaType, ["fits", "image/fits", "application/x-fits"], null)
    {
        Extension = "fits",
        Spooled = true,
        Writer = type => new FitsTableWriter(type),
    };

    /// <summary>Tab-separated values.</summary>
    public static TableFormat Tsv { get; } = Plain("tsv", TsvWriter.MediaType, type => new TsvWriter(type));

    /// <summary>JSON, one object.</summary>
    public static TableFormat Json { get; } = Plain("json", JsonWriter.MediaType, type => new JsonWriter(type));

    /// <summary>JSON lines, an object for each row.</summary>
    public static TableFormat JsonLines { get; } = Plain("jsonl", JsonLinesWriter.MediaType, type => new JsonLinesWriter(type), "ndjson", "application/jsonl", "application/json-lines");

    /// <summary>Enhanced CSV, as astropy reads and writes it.</summary>
    public static TableFormat Ecsv { get; } = Plain("ecsv", EcsvWriter.MediaType, type => new EcsvWriter(type), "application/x-ecsv", "text/ecsv");

    /// <summary>A page for a browser.</summary>
    public static TableFormat Html { get; } = Plain("html", HtmlWriter.MediaType, type => new HtmlWriter(type), "text/html");

    /// <summary>All of them, the one that is the default first.</summary>
    public static IReadOnlyList<TableFormat> All { get; } =
        [VotableBinary2, VotableTableData, VotableBinary, VotableFits, Fits, Csv, Tsv, Json, JsonLines, Ecsv, Html];

    /// <summary>What is written for those who ask for nothing.</summary>
    public static TableFormatChoice Default { get; } = new(VotableBinary2, VotableOptions.MediaType);

    /// <summary>Finds the format that the value of RESPONSEFORMAT or FORMAT means (DALI 1.1, 3.4.3).</summary>
    /// <param name="responseFormat">
    /// A media type or a short name, already decoded from its query: any case, blanks and quotes, parameters in any order, those that nobody
    /// knows passed over; a blank may stand for the plus sign.
    /// </param>
    /// <returns>The default for null and blank; null if there is no such format.</returns>
    public static TableFormatChoice? Find(string? responseFormat)
    {
        if (string.IsNullOrWhiteSpace(responseFormat)) return Default;
        var type = MediaType.Parse(responseFormat);
        return type.Name switch
        {
            VotableOptions.MediaType or "text/xml" or "votable" => FindVotable(type),
            "text/csv" => type.Parameters.TryGetValue("serialization", out var kind) && kind.Equals("ecsv", StringComparison.OrdinalIgnoreCase) ? new(Ecsv, EcsvWriter.MediaType) : FindCsv(type),
            _ => All.FirstOrDefault(f => f.Name == type.Name || f.MediaType == type.Name || f.Aliases.Contains(type.Name)) is { } format
                ? new(format, format.MediaType)
                : null,
        };
    }

    static TableFormatChoice? FindVotable(MediaType type)
    {
        var name = type.Name == "votable" ? VotableOptions.MediaType : type.Name;
        if (!type.Parameters.TryGetValue("serialization", out var asked)) return new(VotableBinary2, name);
        foreach (var format in (ReadOnlySpan<TableFormat>)[VotableBinary2, VotableTableData, VotableBinary, VotableFits])
        {
            var serialization = format.MediaType[(format.MediaType.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (serialization.Equals(asked, StringComparison.OrdinalIgnoreCase)) return new(format, $"{name};serialization={serialization}");
        }
        return null;
    }

    static TableFormatChoice? FindCsv(MediaType type)
    {
        if (!type.Parameters.TryGetValue("header", out var header)) return new(Csv, CsvWriter.MediaType);
        return header.ToUpperInvariant() switch
        {
            "PRESENT" => new(Csv, CsvWriter.MediaType),
            "ABSENT" => new(Csv, "text/csv;header=absent"),
            _ => null,
        };
    }

    static TableFormat Plain(string name, string mediaType, Func<string, ITableWriter> writer, params string[] aliases) => new(name, mediaType, [name, .. aliases], null)
    {
        Extension = name,
        Writer = writer,
    };

    static TableFormat Votable(string name, VotableSerialization serialization, string ivoId, params string[] aliases) =>
        new(name, $"{VotableOptions.MediaType};serialization={serialization.ToString().ToUpperInvariant()}", [name, .. aliases], TapRegExt + ivoId)
        {
            Extension = "vot",
            Writer = type => new VotableWriter(serialization, new() { ContentType = type }),
        };
}
