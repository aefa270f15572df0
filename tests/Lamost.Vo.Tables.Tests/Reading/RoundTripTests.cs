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
        Compare(document.Header, document.Expected, read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_FITS_table_alone_and_in_a_votable(bool inVotable)
    {
        var document = ClientDocuments.All.First(d => d.Name.EndsWith("-values", StringComparison.Ordinal) && d.Serialization == VotableSerialization.Binary);
        // FITS readers of ours take one value a row; arrays and heaps are for the real clients to judge.
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

    // Null is expected where a serialisation cannot tell; the empty text and null are one in most of them.
    static void Compare(TableHeader header, object?[][] expected, ReadTable read)
    {
        Assert.Equal(expected.Length, read.Rows.Count);
        for (var row = 0; row < expected.Length; row++)
            for (var column = 0; column < header.Columns.Count; column++)
            {
                if (expected[row][column] is not { } value || Equals(value, "")) continue;
                var text = Convert.ToString(value, CultureInfo.InvariantCulture);
                if (header.Columns[column].Type == CellType.Date && read.Columns[column].Type == CellType.Timestamp) text += "T00:00:00";
                Assert.True(text == read.Rows[row][column], $"{header.Columns[column].Name}, row {row}: {text} became {read.Rows[row][column]}");
            }
    }
}
