using System.Globalization;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>
/// Writes the ReadMe of a catalogue as CDS wants it (Standards for Astronomical Catalogues 2.0, 3): 80 columns of ASCII. The number of the catalogue is CDS' to give, and is
/// left open; so are authors, year and keywords that are not known.
/// </summary>
public static class VizierReadMe
{
    /// <summary>Stands for what has to be filled in.</summary>
    public const string Open = "?????";

    const string NoNumber = "?/?";
    const int Indent = 4, NumberWidth = 12;

    /// <summary>The text of the ReadMe, lines ending with a line feed.</summary>
    /// <exception cref="ArgumentException">A text is not ASCII, or a label so long that no line has room for it.</exception>
    public static string Write(VizierCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var lines = new ReadMeLines();
        Head(lines, catalogue);
        Summary(lines, catalogue);
        foreach (var file in catalogue.Files) Bytes(lines, file);
        Tail(lines, catalogue);
        return lines.ToString();
    }

    static void Head(ReadMeLines lines, VizierCatalogue catalogue)
    {
        var author = catalogue.Authors.Count == 0 ? Open : catalogue.Authors[0].Split(' ')[0] + (catalogue.Authors.Count > 1 ? "+" : "");
        var by = $"({author}, {Year(catalogue)})";
        if (by.Length > 30) by = $"({author[..Math.Min(author.Length, 18)]}, {Year(catalogue)})";
        var room = ReadMeLines.Width - NumberWidth - by.Length - 2;
        var title = catalogue.ShortTitle.Length <= room ? catalogue.ShortTitle : catalogue.ShortTitle[..room];
        lines.Line($"{NoNumber.PadRight(NumberWidth)}{title.PadRight(room)}  {by}");
        lines.Rule('=');
        lines.Wrapped("", catalogue.Title, Indent);
        lines.Wrapped(new string(' ', Indent), catalogue.Authors.Count == 0 ? Open : string.Join(", ", catalogue.Authors), Indent);
        lines.Line($"   <{Open} ({Year(catalogue)})>");
        lines.Line($"   ={catalogue.Bibcode ?? Open}");
        lines.Rule('=');
        lines.Wrapped("ADC_Keywords: ", Words(catalogue.AdcKeywords), Indent);
        lines.Wrapped("Keywords: ", Words(catalogue.Keywords), Indent);
        lines.Line();
        lines.Line("Description:");
        for (var i = 0; i < catalogue.Description.Count; i++)
        {
            if (i > 0) lines.Line();
            lines.Wrapped(new string(' ', Indent), catalogue.Description[i], Indent);
        }
        lines.Line();
    }

    static void Summary(ReadMeLines lines, VizierCatalogue catalogue)
    {
        var name = Math.Max(8, catalogue.Files.Max(f => f.Name.Length));
        var record = Math.Max(5, catalogue.Files.Max(f => Text(f.RecordLength).Length));
        var records = Math.Max(7, catalogue.Files.Max(f => Text(f.Records).Length));
        lines.Line("File Summary:");
        lines.Rule();
        lines.Line($" {"FileName".PadRight(name)} {"Lrecl".PadLeft(record)}  {"Records".PadLeft(records)}   Explanations");
        lines.Rule();
        lines.Line($"{"ReadMe".PadRight(name)}  {"80".PadLeft(record)}  {".".PadLeft(records)}   This file");
        foreach (var file in catalogue.Files)
        {
            var first = $"{file.Name.PadRight(name)}  {Text(file.RecordLength).PadLeft(record)}  {Text(file.Records).PadLeft(records)}   ";
            lines.Wrapped(first, file.Explanation, first.Length);
        }
        lines.Rule();
        lines.Line();
        if (catalogue.SeeAlso.Count == 0) return;
        lines.Line("See also:");
        foreach (var (other, explanation) in catalogue.SeeAlso) lines.Wrapped($"   {other} : ", explanation, Indent * 2);
        lines.Line();
    }

    static void Bytes(ReadMeLines lines, VizierFile file)
    {
        var digits = Math.Max(4, Text(file.RecordLength).Length);
        var format = Math.Max(6, file.Columns.Max(c => c.Format.ToString().Length));
        var unit = Math.Max(5, file.Columns.Max(c => (c.Unit ?? NoUnit).Length));
        var label = Math.Max(5, file.Columns.Max(c => c.Label.Length));
        var indent = 2 * digits + 1 + 1 + format + 1 + unit + 1 + label + 1;
        lines.Line($"Byte-by-byte Description of file: {file.Name}");
        lines.Rule();
        lines.Line($"{"Bytes".PadLeft(2 * digits + 1)} {"Format".PadRight(format)} {"Units".PadRight(unit)} {"Label".PadRight(label)} Explanations");
        lines.Rule();
        foreach (var column in file.Columns)
        {
            var bytes = column.Start == column.End ? Text(column.Start).PadLeft(2 * digits + 1) : $"{Text(column.Start).PadLeft(digits)}-{Text(column.End).PadLeft(digits)}";
            var first = $"{bytes} {column.Format.ToString().PadRight(format)} {(column.Unit ?? NoUnit).PadRight(unit)} {column.Label.PadRight(label)} ";
            lines.Wrapped(first, Explanation(column), indent);
        }
        lines.Rule();
        for (var i = 0; i < file.Notes.Count; i++) lines.Wrapped($"Note ({Text(i + 1)}): ", file.Notes[i], Indent);
        if (file.Notes.Count > 0) lines.Rule();
        lines.Line();
    }

    static void Tail(ReadMeLines lines, VizierCatalogue catalogue)
    {
        if (catalogue.History.Count > 0)
        {
            lines.Line("History:");
            foreach (var item in catalogue.History) lines.Wrapped(new string(' ', Indent), item, Indent);
            lines.Line();
        }
        if (catalogue.References.Count > 0)
        {
            lines.Line("References:");
            foreach (var item in catalogue.References) lines.Wrapped("  ", item, Indent);
            lines.Line();
        }
        lines.Rule('=');
        var day = catalogue.Day.ToString("dd-MMM-yyyy", CultureInfo.InvariantCulture);
        lines.Line($"(End){catalogue.Program[..Math.Min(40, catalogue.Program.Length)].PadLeft(ReadMeLines.Width / 2)}{day.PadLeft(ReadMeLines.Width / 2 - 5)}");
    }

    const string NoUnit = "---";

    // Limits first, then whether values may be missing (3.4). A text that begins with a bracket would be taken for limits.
    static string Explanation(VizierColumn column)
    {
        var limits = column.Measure is { Minimum: { } least, Maximum: { } greatest } ? $"[{least}/{greatest}]" : column.Explanation.StartsWith('[') ? "[]" : "";
        return $"{limits}{(column.Measure.HasNulls ? "?" : "")} {column.Explanation}";
    }

    static string Words(IReadOnlyList<string> words) => words.Count == 0 ? Open : string.Join(" ; ", words);

    static string Year(VizierCatalogue catalogue) => catalogue.Year is { } year ? Text(year) : "????";

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
