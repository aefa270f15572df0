using System.Buffers;
using System.Text;
using System.Xml.Linq;
using Lamost.Vo.Tables.Fits;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>Several tables in one document; and the cards of a FITS header.</summary>
public sealed class VotableTablesWriterTests
{
    static readonly TableHeader One = new([new("a", CellType.Int)]) { Id = "t1", Name = "one", Infos = [new("fact", "of the table")] };
    static readonly TableHeader Two = new([new("b", CellType.Short), new("c", CellType.Text)]) { Id = "t2" };

    [Fact]
    public void Tables_stand_one_behind_the_other_each_with_its_own_columns_facts_and_rows()
    {
        foreach (var serialization in Enum.GetValues<VotableSerialization>())
        {
            var writer = new VotableTablesWriter(serialization);
            var output = new ArrayBufferWriter<byte>();
            writer.Begin(output, [new("fact", "of the whole")], [new("sys", "ICRS")]);
            writer.BeginTable(output, One);
            writer.Row(output, RowBuilder.Row(1));
            writer.Row(output, RowBuilder.Row(2));
            writer.EndTable(output);
            writer.BeginTable(output, Two);
            writer.Row(output, RowBuilder.Row((short)3, "x"));
            // The end closes a table that is still open.
            writer.End(output, new(TableStatus.Error, "It broke off."));
            var resource = XDocument.Parse(Encoding.UTF8.GetString(output.WrittenSpan)).Root!.Element(Written.Votable + "RESOURCE")!;
            Assert.Equal(["INFO", "INFO", "COOSYS", "TABLE", "TABLE", "INFO"], resource.Elements().Select(e => e.Name.LocalName));
            var tables = resource.Elements(Written.Votable + "TABLE").ToList();
            Assert.Equal(["t1", "t2"], tables.Select(t => t.Attribute("ID")!.Value));
            Assert.Equal("of the table", tables[0].Element(Written.Votable + "INFO")!.Attribute("value")!.Value);
            Assert.Equal(["a", "b", "c"], tables.Elements(Written.Votable + "FIELD").Select(f => f.Attribute("name")!.Value));
            if (serialization == VotableSerialization.TableData) Assert.Equal(["1", "2", "3", "x"], tables.Descendants(Written.Votable + "TD").Select(d => d.Value));
            else Assert.Equal(2, tables.Descendants(Written.Votable + "STREAM").Count());
            Assert.Equal("ERROR", resource.Elements().Last().Attribute("value")!.Value);
        }
    }

    [Fact]
    public void Calls_out_of_turn_are_refused()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new VotableTablesWriter(VotableSerialization.TableData);
        Assert.Throws<InvalidOperationException>(() => writer.BeginTable(output, One));
        Assert.Throws<InvalidOperationException>(() => writer.End(output, TableEnding.Complete));
        writer.Begin(output, [], []);
        Assert.Throws<InvalidOperationException>(() => writer.Begin(output, [], []));
        Assert.Throws<InvalidOperationException>(() => writer.Row(output, RowBuilder.Row(1)));
        Assert.Throws<InvalidOperationException>(() => writer.EndTable(output));
        writer.BeginTable(output, One);
        Assert.Throws<InvalidOperationException>(() => writer.BeginTable(output, Two));
        writer.EndTable(output);
        writer.End(output, TableEnding.Complete);
        Assert.Throws<InvalidOperationException>(() => writer.BeginTable(output, One));
        Assert.Throws<InvalidOperationException>(() => writer.End(output, TableEnding.Complete));
        XDocument.Parse(Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1e-5, "1E-05")]
    [InlineData(1e300, "1E+300")]
    [InlineData(-1.2345678901234568e-300, "-1.2345678901234568E-300")]
    public void A_card_of_a_real_number_is_real_and_exact(double value, string text)
    {
        var cards = new FitsCards();
        cards.Real("VALUE", value, "a comment");
        var card = Encoding.ASCII.GetString(cards.ToBlocks())[..80];
        Assert.StartsWith("VALUE   = ", card, StringComparison.Ordinal);
        Assert.Equal(text, card[10..].Split('/')[0].Trim());
        Assert.Contains("/ a comment", card, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_finite_has_no_card()
    {
        var cards = new FitsCards();
        foreach (var value in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity]) cards.Real("VALUE", value, "");
        Assert.Equal(0, cards.Position);
    }
}
