using System.Buffers.Binary;
using System.Text;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables.Fits;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Coverage;

/// <summary>Maps in FITS, written and read, and files that are none. What others make of them is in the tests of conformance.</summary>
public sealed class MocFitsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(29)]
    public void A_map_is_read_as_it_was_written(int order)
    {
        var random = new Random(order);
        var moc = Moc.OfCells(order, Enumerable.Range(0, 30_000).Select(_ => random.NextInt64(Healpix.PixelCount(order))));
        var file = Written(moc, new MocLabels { Id = "ivo://lamost.vo/dr10", Name = "dr10", Tool = "x", Origin = "ivo://lamost.vo", Made = DateTimeOffset.UnixEpoch, Comments = ["It was cut."] });
        var again = MocFits.Read(new MemoryStream(file));
        Assert.Equal((moc.Order, moc.ToString()), (again.Order, again.ToString()));
        Assert.Equal(0, file.Length % 2880);
        var text = Encoding.ASCII.GetString(file, 2880, 2880);
        foreach (var card in (string[])["MOCVERS = '2.0     '", "MOCDIM  = 'SPACE   '", "ORDERING= 'NUNIQ   '", "COORDSYS= 'C       '", "TTYPE1  = 'UNIQ    '", $"MOCORD_S= {order,20}", $"MOCORDER= {order,20}",
            $"TFORM1  = '{(order < 14 ? "1J" : "1K")}      '", "MOCID   = 'ivo://lamost.vo/dr10'", "EXTNAME = 'dr10    '", "DATE    = '1970-01-01T00:00:00'", "COMMENT It was cut."])
            Assert.Contains(card, text, StringComparison.Ordinal);
        Assert.DoesNotContain("PIXTYPE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_map_is_a_table_without_rows()
    {
        var again = MocFits.Read(new MemoryStream(Written(Moc.Empty(9))));
        Assert.Equal((9, 0L), (again.Order, again.CellCount));
    }

    [Fact]
    public void A_map_of_space_and_time_is_read_as_it_was_written()
    {
        var random = new Random(5);
        for (var i = 0; i < 50; i++)
        {
            var moc = StMoc.Of(20, 3, Enumerable.Range(0, random.Next(40)).Select(_ =>
            {
                var first = random.NextInt64(1L << 61);
                return (new PixelRange(first, first + random.NextInt64(1L << 45)), Moc.OfCells(3, Enumerable.Range(0, 5).Select(_ => random.NextInt64(768))));
            }));
            using var file = new MemoryStream();
            MocFits.Write(moc, file);
            file.Position = 0;
            var again = MocFits.ReadSpaceTime(file);
            Assert.Equal((moc.TimeOrder, moc.SpaceOrder, moc.ToString()), (again.TimeOrder, again.SpaceOrder, again.ToString()));
        }
    }

    [Fact]
    public void The_numbers_of_space_and_time_are_those_of_the_standard()
    {
        Assert.True(StMoc.TryParse("t61/1 s29/0-2 t61/3 5 s28/1 t61/ s29/", out var moc, out _));
        using var file = new MemoryStream();
        MocFits.Write(moc, file);
        var data = file.ToArray().AsSpan(2 * 2880);
        const long mark = long.MinValue;
        long[] expected = [1 | mark, 2 | mark, 0, 3, 3 | mark, 4 | mark, 5 | mark, 6 | mark, 4, 8];
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], BinaryPrimitives.ReadInt64BigEndian(data[(8 * i)..]));
        var text = Encoding.ASCII.GetString(file.ToArray(), 2880, 2880);
        foreach (var card in (string[])["MOCVERS = '2.0     '", "MOCDIM  = 'TIME.SPACE'", "ORDERING= 'RANGE   '", "COORDSYS= 'C       '", "TIMESYS = 'TCB     '", "MOCORD_S=                   29", "MOCORD_T=                   61",
            "NAXIS2  =                   10", "TFORM1  = '1K      '"])
            Assert.Contains(card, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_version_1_and_of_other_hands_are_read()
    {
        // No MOCVERS, no MOCDIM, cells in any order, four siblings, the order in MOCORDER or not at all.
        Assert.Equal("0/1 4/", Of(Table([16 + 5, 16 + 4, 16 + 7, 16 + 6], ("ORDERING", "NUNIQ"), ("COORDSYS", "C"), ("PIXTYPE", "HEALPIX"), ("MOCORDER", "4"))));
        Assert.Equal("0/3 1/4", Of(Table([7, 20])));
        // An order that is too coarse is not believed.
        Assert.Equal("1/4", Of(Table([20], ("MOCORD_S", "0"))));
        // As Aladin and mocpy write RANGE; the order is as fine as the ranges, if no keyword says so.
        Assert.Equal("29/0-2", Of(Table([0, 3], ("ORDERING", "RANGE"), ("MOCORD_S", "29"))));
        Assert.Equal("28/1", Of(Table([4, 8], ("ORDERING", "RANGE"))));
        Assert.Equal("0/0-11", Of(Table([0, 12L << 58], ("ORDERING", "RANGE"), ("MOCDIM", "SPACE"))));
        // Several numbers a row.
        Assert.Equal("29/0 2", Of(Table([0, 1, 2, 3], form: "4K", ("ORDERING", "RANGE"))));
        Assert.Equal("0/3 1/4", Of(Table([7, 20], form: "1I")));
    }

    public static TheoryData<byte[], string> Bad => new()
    {
        { Encoding.ASCII.GetBytes("4/30"), "ends inside the header of HDU 0" },
        { [], "not a FITS file" },
        { Table([3]), "3 is no UNIQ number" },
        { Table([16L << 58]), "is no UNIQ number" },
        { Table([-5]), "-5 is no UNIQ number" },
        { Table([7], ("COORDSYS", "G")), "COORDSYS is \"G\"" },
        { Table([7], ("MOCDIM", "TIME")), "coverage of TIME" },
        { Table([7], ("ORDERING", "RING")), "ORDERING is \"RING\"" },
        { Table([7], ("MOCORD_S", "30")), "MOCORD_S is 30, outside 0 to 29" },
        { Table([1, 2, 3], ("ORDERING", "RANGE")), "The last range has no end" },
        { Table([2, 2], ("ORDERING", "RANGE")), "The range 2 to 2 is empty" },
        { Table([0, (12L << 58) + 1], ("ORDERING", "RANGE")), "outside of the sky" },
        { Table([7], form: "1E"), "column of another type" },
        { Table([7, 8])[..^2880], "ends inside row 1 of 2" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_no_map_is_refused_with_the_reason(byte[] file, string reason)
    {
        var e = Assert.Throws<InvalidDataException>(() => MocFits.Read(new MemoryStream(file)));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 0, 1 }, "The first range is one of the sky")]
    [InlineData(new long[] { 1 | long.MinValue, 2 | long.MinValue }, "The last time has no part of the sky")]
    [InlineData(new long[] { 1 | long.MinValue, 2 }, "A range has no end")]
    [InlineData(new long[] { 4 | long.MinValue, 5 | long.MinValue, 0, 1, 1 | long.MinValue, 2 | long.MinValue, 0, 1 }, "not after the one before it")]
    public void What_is_no_map_of_space_and_time_is_refused_with_the_reason(long[] numbers, string reason)
    {
        var file = Table(numbers, ("ORDERING", "RANGE"), ("MOCDIM", "TIME.SPACE"), ("MOCORD_S", "29"), ("MOCORD_T", "61"));
        var e = Assert.Throws<InvalidDataException>(() => MocFits.ReadSpaceTime(new MemoryStream(file)));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => MocFits.Read(new MemoryStream(file)));
    }

    [Fact]
    public void A_file_that_claims_too_much_is_refused_before_it_is_read()
    {
        var file = Table([7]);
        var header = Encoding.ASCII.GetString(file);
        var at = header.IndexOf("NAXIS2  =", StringComparison.Ordinal) + 10;
        Encoding.ASCII.GetBytes("        100000000000").CopyTo(file, at);
        var e = Assert.Throws<InvalidDataException>(() => MocFits.Read(new MemoryStream(file)));
        Assert.Contains("at most 10000000 numbers are read", e.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => MocFits.Read(new MemoryStream(Table([7, 20])), maxNumbers: 1));
    }

    [Fact]
    public void Damaged_files_are_refused_or_read_and_nothing_else()
    {
        var random = new Random(8);
        var good = Written(Moc.OfCells(6, [1, 5, 900, 901]));
        for (var i = 0; i < 2_000; i++)
        {
            var bad = good.ToArray();
            for (var k = random.Next(1, 6); k > 0; k--) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                Assert.True(Moc.TryParse(MocFits.Read(new MemoryStream(bad, 0, random.Next(3) == 0 ? random.Next(bad.Length) : bad.Length)).ToString(), out _, out _));
            }
            catch (InvalidDataException)
            {
                // Refused in words.
            }
        }
    }

    static string Of(byte[] file) => MocFits.Read(new MemoryStream(file)).ToString();

    static byte[] Written(Moc moc, MocLabels? labels = null)
    {
        using var file = new MemoryStream();
        MocFits.Write(moc, file, labels);
        return file.ToArray();
    }

    static byte[] Table(long[] numbers, params (string Keyword, string Value)[] cards) => Table(numbers, "1K", cards);

    static byte[] Table(long[] numbers, string form, params (string Keyword, string Value)[] more)
    {
        var perRow = form[0] - '0';
        var size = form[1] switch { 'I' => 2, 'J' or 'E' => 4, _ => 8 };
        var cards = new FitsCards();
        cards.Logical("SIMPLE", true, "");
        cards.Integer("BITPIX", 8, "");
        cards.Integer("NAXIS", 0, "");
        var file = new MemoryStream();
        file.Write(cards.ToBlocks());
        cards = new FitsCards();
        cards.String("XTENSION", "BINTABLE");
        foreach (var (keyword, value) in new (string, long)[] { ("BITPIX", 8), ("NAXIS", 2), ("NAXIS1", perRow * size), ("NAXIS2", numbers.Length / perRow), ("PCOUNT", 0), ("GCOUNT", 1), ("TFIELDS", 1) })
            cards.Integer(keyword, value, "");
        cards.String("TTYPE1", "PIXEL");
        cards.String("TFORM1", form);
        foreach (var (keyword, value) in more)
        {
            if (int.TryParse(value, out var number)) cards.Integer(keyword, number, "");
            else cards.String(keyword, value);
        }
        file.Write(cards.ToBlocks());
        Span<byte> cell = stackalloc byte[8];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt64BigEndian(cell, number);
            file.Write(cell[(8 - size)..]);
        }
        file.Write(new byte[(2880 - file.Length % 2880) % 2880]);
        return file.ToArray();
    }
}
