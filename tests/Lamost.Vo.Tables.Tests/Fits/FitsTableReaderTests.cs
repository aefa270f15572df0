using Lamost.Vo.Tables.Fits;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Fits;

public sealed class FitsTableReaderTests
{
    [Fact]
    public void A_header_gives_its_cards_as_they_stand_from_a_stream_and_from_memory()
    {
        string[] cards = ["SIMPLE  =                    T / as it stands", "COMMENT  two  blanks", "", .. Enumerable.Range(0, 40).Select(i => $"HISTORY {i}"), "NAXIS   = 0"];
        byte[] file = [.. FitsFile.Header(cards), 1, 2, 3];
        var streamed = FitsHeader.Read(new MemoryStream(file), 0)!;
        var inMemory = FitsHeader.Read(file, 0, out var length)!;
        foreach (var header in (FitsHeader[])[streamed, inMemory])
        {
            Assert.Equal(cards.Select(c => c.PadRight(80)), header.Cards);
            Assert.Equal("0", header.Text("NAXIS"));
        }
        Assert.Equal(2 * 2880, length);
        Assert.Null(FitsHeader.Read([], 0, out _));
        Assert.Contains("ends inside the header of HDU 7, 2879 bytes into its block 2", Assert.Throws<InvalidDataException>(() => FitsHeader.Read(file.AsSpan(0, 2 * 2880 - 1), 7, out _)).Message);
        Assert.Contains("no END", Assert.Throws<InvalidDataException>(() => FitsHeader.Read(new byte[2880 * (FitsHeader.MaxBlocks + 1)], 0, out _)).Message);
    }

    [Fact]
    public void Every_type_of_cell_is_read()
    {
        byte[] row =
        [
            (byte)'T', 200, 0xFF, 0xFE, 0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0,
            (byte)'a', (byte)'b', (byte)' ', 0, (byte)'z',
        ];
        using var table = Open(row, "L", "B", "I", "J", "K", "E", "D", "5A");
        var cells = table.Columns;
        Assert.True(cells[0].Logical(row, out var truth) && truth);
        Assert.Equal(["200", "-2", "2147483647", "-9223372036854775808"], cells.Skip(1).Take(4).Select(c => c.Integer(row, out var n) ? n.ToString() : "null"));
        Assert.Equal([1.0, -2.0], cells.Skip(5).Take(2).Select(c => c.Real(row, out var x) ? x : double.NaN));
        Assert.Equal("ab"u8, cells[7].Text(row));
        Assert.Equal(["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"], cells.Select(c => c.Name));
    }

    [Theory]
    [InlineData("B", "-128", "00", "-128")]
    [InlineData("B", "-128.0", "FF", "127")]
    [InlineData("I", "32768", "8000", "0")]
    [InlineData("I", "32768", "7FFF", "65535")]
    [InlineData("J", "2147483648", "7FFFFFFF", "4294967295")]
    [InlineData("K", "9223372036854775808", "7FFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData("K", "9.223372036854775808E18", "8000000000000000", "0")]
    public void Offsets_make_unsigned_and_signed_integers(string form, string zero, string hex, string value)
    {
        var row = Convert.FromHexString(hex);
        using var table = Open(row, [form], $"TZERO1  = {zero}");
        Assert.Equal(FitsKind.Integer, table.Columns[0].Kind);
        Assert.True(table.Columns[0].Integer(row, out var read));
        Assert.Equal(value, read.ToString());
    }

    [Fact]
    public void Scaled_integers_are_real_and_the_null_value_is_compared_before_scaling()
    {
        using var table = Open([0, 10, 0xFF, 0xFF], ["I", "I"], "TSCAL1  = 2.5D-1", "TZERO1  = 1", "TNULL1  = -1", "TSCAL2  = 0.5", "TNULL2  = -1");
        byte[] row = [0, 10, 0xFF, 0xFF];
        Assert.Equal([FitsKind.Real, FitsKind.Real], table.Columns.Select(c => c.Kind));
        Assert.True(table.Columns[0].Real(row, out var value));
        Assert.Equal(3.5, value);
        Assert.False(table.Columns[1].Real(row, out _));
    }

    [Fact]
    public void Nulls_are_the_null_value_NaN_and_a_logical_zero()
    {
        byte[] row = [0xD8, 0xF1, 0x7F, 0xC0, 0, 0, 0];
        using var table = Open(row, ["I", "E", "L"], "TNULL1  = -9999");
        Assert.False(table.Columns[0].Integer(row, out _));
        Assert.False(table.Columns[1].Real(row, out _));
        Assert.False(table.Columns[2].Logical(row, out _));
    }

    [Theory]
    [InlineData("3E", 12, "holds 3 values a row")]
    [InlineData("0J", 0, "is empty (its repeat count is 0)")]
    [InlineData("1PE(12)", 8, "holds arrays of varying length")]
    [InlineData("QD", 16, "holds arrays of varying length")]
    [InlineData("9X", 2, "holds bits")]
    [InlineData("C", 8, "holds complex numbers")]
    [InlineData("M", 16, "holds complex numbers")]
    [InlineData("20A5", 20, "holds arrays of text")]
    public void Columns_that_are_not_one_value_a_row_have_a_place_but_no_value(string form, int bytes, string obstacle)
    {
        using var table = Open(new byte[bytes + 2], form, "I");
        Assert.Equal((FitsKind.None, obstacle), (table.Columns[0].Kind, table.Columns[0].Obstacle));
        Assert.Equal((bytes, FitsKind.Integer), (table.Columns[1].Start, table.Columns[1].Kind));
    }

    [Fact]
    public void Text_with_dimensions_is_an_array_of_text()
    {
        using var table = Open(new byte[20], ["20A"], "TDIM1   = '(10,2)'");
        Assert.Equal("holds arrays of text", table.Columns[0].Obstacle);
    }

    [Fact]
    public void Rows_come_in_blocks_of_whole_rows_behind_images_and_other_extensions()
    {
        var data = Enumerable.Range(0, 10).SelectMany(i => new byte[] { 0, (byte)i, 0 }).ToArray();
        byte[] file =
        [
            .. FitsFile.Header(["SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 40", "NAXIS2  = 30"]), .. FitsFile.Padded(new byte[4800]),
            .. FitsFile.Header(["XTENSION= 'IMAGE   '", "BITPIX  = 16", "NAXIS   = 1", "NAXIS1  = 3", "PCOUNT  = 0", "GCOUNT  = 1"]), .. FitsFile.Padded(new byte[6]),
            .. FitsFile.Header(FitsFile.Cards(3, 10, 2, "TTYPE1  = 'it''s   '", "TFORM1  = 'I       '", "TTYPE2  = 'b' / 'x'", "TFORM2  = 'B'")), .. FitsFile.Padded(data),
        ];
        using var table = new FitsTableReader(new MemoryStream(file));
        Assert.Equal(["it's", "b"], table.Columns.Select(c => c.Name));
        var buffer = new byte[11];
        var seen = new List<long>();
        for (int rows; (rows = table.Read(buffer)) > 0;)
            for (var i = 0; i < rows; i++)
            {
                Assert.True(table.Columns[0].Integer(buffer.AsSpan(i * 3), out var value));
                seen.Add((long)value);
            }
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), seen);
    }

    [Fact]
    public void A_file_cut_anywhere_says_where()
    {
        var file = FitsFile.Table(3, 2000, 1, ["TFORM1  = '3A'"], new byte[6000]);
        for (var length = 0; length < file.Length - 2640; length += 37)
        {
            var cut = file[..length];
            var message = Assert.Throws<InvalidDataException>(() =>
            {
                using var table = new FitsTableReader(new MemoryStream(cut));
                var buffer = new byte[300];
                while (table.Read(buffer) > 0) { }
            }).Message;
            if (length >= 5760) Assert.Contains($"inside row {(length - 5760) / 3 + 1} of 2000, at byte {length}", message);
            else if (length % 2880 != 0) Assert.Contains($"inside the header of HDU {length / 2880}, {length % 2880} bytes", message);
        }
    }

    [Fact]
    public void Data_of_another_HDU_that_is_cut_off_is_told()
    {
        byte[] file = [.. FitsFile.Header(["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 99999999999"]), .. new byte[100]];
        Assert.Contains("inside the data of HDU 0, at byte 2980", Assert.Throws<InvalidDataException>(() => Open(file)).Message);
    }

    [Theory]
    [InlineData("NAXIS1  = 3000000000", "NAXIS1 is 3000000000, outside")]
    [InlineData("NAXIS1  = -3", "NAXIS1 is -3, outside")]
    [InlineData("NAXIS1  = 3.5", "NAXIS1 is not an integer")]
    [InlineData("NAXIS1  = 99999999999999999999", "NAXIS1 is not an integer")]
    [InlineData("NAXIS1  = 5", "columns take 3 bytes, but NAXIS1 says 5")]
    [InlineData("NAXIS1  = 0", "more than a row of 0 bytes can hold")]
    [InlineData("NAXIS2  = -1", "NAXIS2 is -1, outside")]
    [InlineData("NAXIS2  = 9223372036854775807", "overflow")]
    [InlineData("BITPIX  = 16", "BITPIX is 16, outside")]
    [InlineData("GCOUNT  = 2", "GCOUNT is 2, outside")]
    [InlineData("PCOUNT  = -1", "PCOUNT is -1, outside")]
    [InlineData("TFIELDS = 1000", "TFIELDS is 1000, outside")]
    [InlineData("TFIELDS = 2", "TFORM2 is missing")]
    [InlineData("TFORM1  = '999999999999999999999999A'", "TFORM1 is wrong")]
    [InlineData("TFORM1  = '2147483647K'", "TFORM1 is wrong")]
    [InlineData("TFORM1  = '7'", "TFORM1 is wrong")]
    [InlineData("TFORM1  = ''", "TFORM1 is wrong")]
    [InlineData("TFORM1  = '1Z'", "which FITS does not have")]
    [InlineData("TFORM1  = '4A'", "runs over the row")]
    [InlineData("TSCAL1  = 'many'", "TSCAL1 is not a number")]
    [InlineData("TZERO1  = 1E999", "TZERO1 is not a number")]
    [InlineData("XTENSION= 'TABLE'", "no binary table among its 2 HDUs")]
    public void A_hostile_header_is_refused_with_the_keyword(string card, string message)
    {
        var cards = FitsFile.Cards(3, 1, 1, "TFORM1  = '3A'").Where(c => c[..8] != card[..8]).ToList();
        cards.Insert(card.StartsWith("XTENSION") ? 0 : Math.Min(cards.Count, 7), card);
        byte[] file = [.. FitsFile.Primary(), .. FitsFile.Header([.. cards]), .. FitsFile.Padded(new byte[3])];
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Open(file)).Message);
    }

    [Fact]
    public void A_header_without_an_end_is_given_up_after_a_bounded_number_of_blocks()
    {
        var endless = new byte[(FitsHeader.MaxBlocks + 10) * FitsHeader.BlockBytes];
        Array.Fill(endless, (byte)' ');
        Assert.Contains("no END", Assert.Throws<InvalidDataException>(() => Open(endless)).Message);
    }

    [Fact]
    public void What_is_not_FITS_is_refused()
    {
        Assert.Contains("not a FITS file", Assert.Throws<InvalidDataException>(() => Open(Array.Empty<byte>())).Message);
        Assert.Contains("not a FITS file", Assert.Throws<InvalidDataException>(() => Open(FitsFile.Header(["SIMPLE  = F"]))).Message);
    }

    [Fact]
    public void Headers_of_random_bytes_never_do_worse_than_be_refused()
    {
        var random = new Random(29);
        var good = FitsFile.Table(3, 2, 1, ["TTYPE1  = 'a'", "TFORM1  = '3A'", "TNULL1  = 5", "TSCAL1  = 1"], new byte[6]);
        for (var trial = 0; trial < 3000; trial++)
        {
            var bad = (byte[])good.Clone();
            for (var hit = random.Next(1, 6); hit > 0; hit--) bad[random.Next(2880, 2880 + 14 * 80)] = (byte)random.Next(256);
            try
            {
                using var table = new FitsTableReader(new MemoryStream(bad));
                var buffer = new byte[Math.Max(1, table.RowBytes)];
                long rows = 0;
                while (table.Read(buffer) > 0) rows++;
                Assert.Equal(table.Rows, rows);
            }
            catch (InvalidDataException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    static FitsTableReader Open(byte[] row, params string[] forms) => Open(row, forms, []);

    static FitsTableReader Open(byte[] row, string[] forms, params string[] cards) => Open(FitsFile.Table(
        row.Length, 1, forms.Length, [.. forms.Select((f, i) => $"TTYPE{i + 1}  = 'C{i + 1}'"), .. forms.Select((f, i) => $"TFORM{i + 1}  = '{f}'"), .. cards], row));

    static FitsTableReader Open(byte[] file) => new(new MemoryStream(file));
}
