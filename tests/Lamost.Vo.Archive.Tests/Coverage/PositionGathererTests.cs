using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Coverage;

/// <summary>Which columns of a table are its position, and the map of its rows.</summary>
public sealed class PositionGathererTests
{
    static TableColumn Column(string name, string? ucd = null, string? unit = null, CellType type = CellType.Double) => new(name, type) { Ucd = ucd, Unit = unit };

    [Fact]
    public void Columns_are_found_by_ucd_before_name_and_the_main_position_before_others()
    {
        Assert.Equal(new PositionColumns(3, 4), PositionColumns.Find([Column("ra"), Column("dec"), Column("x", "stat.error;pos.eq.ra"), Column("a", "pos.eq.ra;meta.main"), Column("b", "POS.EQ.DEC;meta.main")]));
        Assert.Equal(new PositionColumns(2, 3), PositionColumns.Find([Column("a", "pos.eq.ra"), Column("b", "pos.eq.dec"), Column("c", "pos.eq.ra;meta.main"), Column("d", "pos.eq.dec;meta.main")]));
        Assert.Equal(new PositionColumns(0, 1), PositionColumns.Find([Column("a", "POS_EQ_RA_MAIN"), Column("b", "POS_EQ_DEC_MAIN")]));
        Assert.Equal(new PositionColumns(0, 1), PositionColumns.Find([Column("a", "pos.eq.ra"), Column("b", "pos.eq.dec"), Column("ra"), Column("dec")]));
        Assert.Equal(new PositionColumns(2, 1), PositionColumns.Find([Column("z"), Column("DEC"), Column("RA")]));
        Assert.Equal(new PositionColumns(0, 1), PositionColumns.Find([Column("RAJ2000", unit: "deg"), Column("DEJ2000", unit: "degrees")]));
        // Text that is called so is none.
        Assert.Equal(new PositionColumns(2, 3), PositionColumns.Find([Column("ra", type: CellType.Text), Column("dec", type: CellType.Text), Column("s_ra"), Column("s_dec")]));
        Assert.Equal(new PositionColumns(1, null), PositionColumns.Find([Column("z"), Column("p", type: CellType.DoubleArray) with { Xtype = "point" }]));
    }

    [Fact]
    public void A_table_without_position_or_in_other_units_is_refused_with_its_columns()
    {
        var e = Assert.Throws<VoException>(() => PositionColumns.Find([Column("z"), Column("ra")]));
        Assert.Equal("LVO-COV-1003", e.Error.Code);
        Assert.Contains("z, ra", e.Error.Message, StringComparison.Ordinal);
        e = Assert.Throws<VoException>(() => PositionColumns.Find([Column("ra", unit: "rad"), Column("dec", unit: "rad")]));
        Assert.Contains("rad", e.Error.Message, StringComparison.Ordinal);
        Assert.Throws<VoException>(() => PositionColumns.Find([Column("c", type: CellType.DoubleArray) with { Xtype = "circle" }]));
    }

    [Fact]
    public void The_map_is_that_of_the_rows_with_a_position_and_the_others_are_counted()
    {
        var gatherer = new PositionGatherer(8, 1000);
        gatherer.Begin([Column("name", type: CellType.Text), Column("dec"), Column("ra", type: CellType.Float)]);
        gatherer.Row(Cells(Text("a"), Double(41), Float(10)));
        gatherer.Row(Cells(Text("b"), null, Float(10)));
        gatherer.Row(Cells(Text("b"), Double(double.NaN), Float(10)));
        gatherer.Row(Cells(Text("b"), Double(-90.5), Float(10)));
        gatherer.Row(Cells(Text("b"), Double(10), Float(float.PositiveInfinity)));
        gatherer.Row(Cells(null, Double(-90), Float(-350)));
        Assert.Equal(4, gatherer.WithoutPosition);
        Assert.Equal(Moc.OfCells(8, [Healpix.PixelOf(8, 10, 41), Healpix.PixelOf(8, 10, -90)]).ToString(), gatherer.Build().ToString());
    }

    [Fact]
    public void Points_are_positions()
    {
        var gatherer = new PositionGatherer(8, 1000);
        gatherer.Begin([Column("p", type: CellType.DoubleArray) with { Xtype = "point" }]);
        gatherer.Row(Cells(Array(10, 41)));
        gatherer.Row(Cells(Array()));
        gatherer.Row(Cells((byte[]?)null));
        Assert.Equal(2, gatherer.WithoutPosition);
        Assert.Equal(Moc.OfCells(8, [Healpix.PixelOf(8, 10, 41)]).ToString(), gatherer.Build().ToString());
    }

    [Fact]
    public void Too_many_ranges_are_refused_when_they_come_not_at_the_end()
    {
        var gatherer = new PositionGatherer(11, 40_000);
        gatherer.Begin([Column("ra"), Column("dec")]);
        var random = new Random(3);
        var rows = 0;
        var e = Assert.Throws<VoException>(() =>
        {
            for (; rows < 1_000_000; rows++) gatherer.Row(Cells(Double(random.NextDouble() * 360), Double(random.NextDouble() * 120 - 60)));
        });
        Assert.Equal("LVO-COV-1004", e.Error.Code);
        Assert.InRange(rows, 40_000, 200_000);
        Assert.Contains("40000 ranges of cells at order 11", e.Error.Message, StringComparison.Ordinal);

        var few = new PositionGatherer(11, 1);
        few.Begin([Column("ra"), Column("dec")]);
        few.Row(Cells(Double(0), Double(0)));
        few.Row(Cells(Double(90), Double(0)));
        Assert.Throws<VoException>(() => few.Build());
    }

    static byte[] Cells(params byte[]?[] cells)
    {
        var row = new ArrayBufferWriter<byte>();
        foreach (var cell in cells)
        {
            BinaryPrimitives.WriteInt32BigEndian(row.GetSpan(4), cell?.Length ?? -1);
            row.Advance(4);
            row.Write(cell ?? []);
        }
        return row.WrittenSpan.ToArray();
    }

    static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    static byte[] Double(double value)
    {
        var cell = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(cell, value);
        return cell;
    }

    static byte[] Float(float value)
    {
        var cell = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(cell, value);
        return cell;
    }

    // As PostgreSQL sends float8[].
    static byte[] Array(params double[] values)
    {
        var cell = new ArrayBufferWriter<byte>();
        foreach (var head in values.Length == 0 ? (int[])[0, 0, 701] : [1, 0, 701, values.Length, 1])
        {
            BinaryPrimitives.WriteInt32BigEndian(cell.GetSpan(4), head);
            cell.Advance(4);
        }
        cell.Write(Cells([.. values.Select(Double)]));
        return cell.WrittenSpan.ToArray();
    }
}
