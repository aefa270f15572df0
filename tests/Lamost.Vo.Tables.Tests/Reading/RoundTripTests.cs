using System.Globalization;
using Lamost.Vo.Tables.Fits;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>What the library writes it reads again, value by value.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Documents => [.. ClientDocuments.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_votable_in_every_serialisation(string name)
    {
        var document = ClientDocuments.All.Single(d => d.Name == name);
        var read = ReadTable.Of(document.Write());
        Assert.Equal(document.Header.Columns.Select(c => (c.Name, c.Unit, c.Ucd, c.Utype, c.Description)), read.Columns.Select(c => (c.Name, c.Unit, c.Ucd, c.Utype, c.Description)));
        Compare(document.Header, document.Expected, read, flags: document.Serialization == VotableSerialization.Binary2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_FITS_table_alone_and_in_a_votable(bool inVotable)
    {
        var document = ClientDocuments.All.First(d => d.Name.EndsWith("-values", StringComparison.Ordinal) && d.Serialization == VotableSerialization.Binary);
        // Arrays of varying length and long texts stand in the heap, which is not read.
        var kept = document.Header.Columns.Select((c, i) => i).Where(i => document.Header.Columns[i] is { Type: not (CellType.DoubleArray or CellType.IntArray) } c
            && (c.Type is not (CellType.Text or CellType.UnicodeText) || c.MaxLength is not null)).ToList();
        var header = document.Header with { Columns = [.. kept.Select(i => document.Header.Columns[i])] };
        object?[][] rows = [.. document.Rows.Select(r => kept.Select(i => r[i]).ToArray())];
        using var file = new MemoryStream();
        ISpooledWriter writer = inVotable ? new VotableFitsWriter() : new FitsTableWriter();
        var bytes = Written.Bytes(writer, header, TableEnding.Complete, rows.Select(r => RowBuilder.Row(r)));
        file.Write(bytes);
        writer.Finish(file);
        Compare(header, [.. document.Expected.Select(r => kept.Select(i => document.Header.Columns[i].Type is CellType.Text or CellType.UnicodeText && r[i] is string text ? InFits(text) : r[i]).ToArray())], ReadTable.Of(file.ToArray()));
    }

    // FITS has printable ASCII, and no blanks at the end (FITS 4.0, 3.3 and 7.3.3.1).
    static string InFits(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.Value is >= 32 and < 127 ? (char)r.Value : r.Value is '\t' or '\n' or '\r' ? ' ' : '?')).TrimEnd(' ');

    // Null is expected where a serialisation cannot tell; the empty text and null are one, and read as null, in all but the one that flags nulls.
    static void Compare(TableHeader header, object?[][] expected, ReadTable read, bool flags = false)
    {
        Assert.Equal(expected.Length, read.Rows.Count);
        for (var row = 0; row < expected.Length; row++)
            for (var column = 0; column < header.Columns.Count; column++)
            {
                var value = expected[row][column];
                if (value is "" && !flags) value = null;
                var text = value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
                if (text is not null && header.Columns[column].Type == CellType.Date && read.Columns[column].Type == CellType.Timestamp) text += "T00:00:00";
                Assert.True(text == read.Rows[row][column], $"{header.Columns[column].Name}, row {row}: {text ?? "null"} became {read.Rows[row][column] ?? "null"}");
            }
    }
}
