namespace Lamost.Vo.Sky.Tests;

/// <summary>Maps made of cells, positions and ranges, and their forms, against sets of cells held one by one.</summary>
public sealed class MocCellTests
{
    [Fact]
    public void A_map_of_cells_has_these_cells_whatever_their_order()
    {
        var random = new Random(11);
        for (int i = 0; i < 300; i++)
        {
            int order = random.Next(4);
            var cells = Some(random, order);
            var moc = Moc.OfCells(order, cells);
            Assert.Equal(order, moc.Order);
            Assert.Equal(cells, Flat(moc, order));
            long[] shuffled = [.. cells, .. cells];
            random.Shuffle(shuffled);
            Assert.Equal(moc.Ranges, Moc.OfCells(order, shuffled).Ranges);
            Assert.Equal(cells.Count / (double)Healpix.PixelCount(order), moc.SkyFraction, 1e-12);
        }
    }

    [Fact]
    public void Canonical_cells_are_the_map_without_four_siblings_and_in_order_of_their_numbers()
    {
        var random = new Random(12);
        for (int i = 0; i < 300; i++)
        {
            var cells = Some(random, 3);
            var moc = Moc.OfCells(3, cells);
            var canonical = moc.Cells().ToList();
            Assert.Equal(canonical.Count, moc.CellCount);
            Assert.Equal(canonical.OrderBy(c => c.Uniq), canonical);
            Assert.DoesNotContain(canonical.Where(c => c.Order > 0).GroupBy(c => (c.Order, c.Pixel / 4)), g => g.Count() == 4);
            Assert.Equal(cells, canonical.SelectMany(c => Enumerable.Range(0, 1 << (2 * (3 - c.Order))).Select(k => (c.Pixel << (2 * (3 - c.Order))) + k)).Order());
        }
    }

    [Fact]
    public void A_coarser_map_has_the_parents_of_all_cells()
    {
        var random = new Random(13);
        for (int i = 0; i < 300; i++)
        {
            var cells = Some(random, 3);
            var moc = Moc.OfCells(3, cells);
            int order = random.Next(4);
            var coarse = moc.Degrade(order);
            Assert.Equal(order, coarse.Order);
            Assert.Equal(cells.Select(c => c >> (2 * (3 - order))).Distinct(), Flat(coarse, order));
            Assert.True(moc.IsSubsetOf(coarse));
            Assert.Same(moc, moc.Degrade(3 + random.Next(26)));
        }
    }

    [Fact]
    public void A_map_of_ranges_has_every_cell_that_they_touch()
    {
        var random = new Random(14);
        const long count = 12L << 58;
        for (int i = 0; i < 300; i++)
        {
            var ranges = Enumerable.Range(0, random.Next(6)).Select(_ =>
            {
                long first = random.NextInt64(count);
                return new PixelRange(first, Math.Min(count - 1, first + random.NextInt64(1L << random.Next(1, 58))));
            }).ToList();
            var moc = Moc.OfRanges(2, ranges);
            Assert.Equal(Enumerable.Range(0, 192).Select(c => (long)c).Where(c => ranges.Any(r => r.First >> 54 <= c && r.Last >> 54 >= c)), Flat(moc, 2));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Moc.OfRanges(2, [new(-1, 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Moc.OfRanges(2, [new(5, 4)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Moc.OfRanges(2, [new(0, count)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Moc.OfRanges(30, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Moc.OfCells(1, [48]));
    }

    [Fact]
    public void Positions_gathered_in_any_order_are_the_cells_that_hold_them()
    {
        var random = new SkyRandom(15);
        var builder = new MocBuilder(11);
        var cells = new SortedSet<long>();
        for (int i = 0; i < 200_000; i++)
        {
            // Few places, many times: what is held must not grow with the rows.
            var p = i % 4 == 0 ? random.Position() : SkyRandom.Offset(new SkyPoint(10, 41), random.Uniform(0, 0.3), random.Uniform(0, 360));
            builder.AddPosition(p.LonDeg, p.LatDeg);
            cells.Add(Healpix.PixelOf(11, p.LonDeg, p.LatDeg));
        }
        Assert.InRange(builder.RangeCount, 1, Math.Max(65_536, 2 * cells.Count));
        var moc = builder.Build();
        Assert.Equal(Moc.OfCells(11, cells).Ranges, moc.Ranges);
        Assert.Equal(moc.Ranges, builder.Build().Ranges);
    }

    [Fact]
    public void Runs_of_cells_gathered_in_any_order_are_their_cells()
    {
        var random = new Random(18);
        for (int i = 0; i < 300; i++)
        {
            var (builder, cells) = (new MocBuilder(2), new SortedSet<long>());
            for (int k = random.Next(10); k > 0; k--)
            {
                long first = random.Next(192), last = Math.Min(191, first + random.Next(20));
                builder.AddCells(first, last);
                for (long c = first; c <= last; c++) cells.Add(c);
            }
            Assert.Equal(cells, Flat(builder.Build(), 2));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new MocBuilder(2).AddCells(5, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MocBuilder(2).AddCells(5, 192));
    }

    [Fact]
    public void Uniq_numbers_go_both_ways()
    {
        // Of the definition: 4 · 4^order + pixel.
        Assert.Equal(4, new MocCell(0, 0).Uniq);
        Assert.Equal(15, new MocCell(0, 11).Uniq);
        Assert.Equal(16, new MocCell(1, 0).Uniq);
        Assert.Equal(63, new MocCell(1, 47).Uniq);
        Assert.Equal((4L << 58) + (12L << 58) - 1, new MocCell(29, (12L << 58) - 1).Uniq);
        for (int order = 0; order <= 29; order++)
        {
            foreach (long pixel in new[] { 0, 1, Healpix.PixelCount(order) / 3, Healpix.PixelCount(order) - 1 })
            {
                Assert.True(MocCell.TryOfUniq(new MocCell(order, pixel).Uniq, out var cell));
                Assert.Equal(new MocCell(order, pixel), cell);
            }
        }
        foreach (long none in new[] { long.MinValue, -1, 0, 3, 16L << 58, long.MaxValue }) Assert.False(MocCell.TryOfUniq(none, out _));
    }

    [Fact]
    public void Json_is_read_as_it_was_written()
    {
        var random = new Random(16);
        for (int i = 0; i < 300; i++)
        {
            var moc = Moc.OfCells(3, Some(random, 3));
            var json = Json(moc);
            Assert.True(Moc.TryParseJson(json, out var again, out _));
            Assert.Equal((moc.Order, moc.ToString()), (again.Order, again.ToString()));
            Assert.True(Moc.TryParseJson($"{{\"s\":{json}}}", out again, out _));
            Assert.Equal(moc.ToString(), again.ToString());
        }
    }

    [Theory]
    [InlineData("1/1 2 4 2/12-14 21 23 25 8/", """{"1":[1,2,4],"2":[12,13,14,21,23,25],"8":[]}""")]
    [InlineData("1/0-3 3/", """{"0":[0],"3":[]}""")]
    [InlineData("29/", """{"29":[]}""")]
    public void Json_is_that_of_the_standard(string text, string json)
    {
        Assert.True(Moc.TryParse(text, out var moc, out _));
        Assert.Equal(json, Json(moc));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{}", "it names no order")]
    [InlineData("[1]", "an object of orders and cells is expected, {\"4\":[30,31]}, at byte 1")]
    [InlineData("{\"30\":[1]}", "an order from 0 to 29 is expected at byte 2")]
    [InlineData("{\"-1\":[1]}", "an order from 0 to 29 is expected")]
    [InlineData("{\"1\":1}", "a list of cells is expected at byte 6")]
    [InlineData("{\"1\":[48]}", "a cell of order 1 is expected, 0 to 47, at byte 7")]
    [InlineData("{\"1\":[-1]}", "a cell of order 1 is expected")]
    [InlineData("{\"1\":[1.5]}", "a cell of order 1 is expected")]
    [InlineData("{\"1\":[\"1\"]}", "a cell of order 1 is expected")]
    [InlineData("{\"1\":[99999999999999999999]}", "a cell of order 1 is expected")]
    [InlineData("{\"1\":[1", "it is no JSON")]
    [InlineData("{\"1\":[1]} x", "it is no JSON")]
    [InlineData("{\"1\":[1]}{}", "it is no JSON")]
    [InlineData("{\"t\":{\"1\":[1]}}", "a coverage of the other axis")]
    [InlineData("{\"s\":{\"1\":[1]},\"t\":{}}", "nothing but \"s\" is expected")]
    [InlineData("{\"s\":{\"s\":{\"1\":[1]}}}", "an order from 0 to 29 is expected")]
    [InlineData("[[[[[[[[[[[[", "an object of orders")]
    public void What_is_no_map_in_json_is_refused_with_its_place(string text, string fault)
    {
        Assert.False(Moc.TryParseJson(text, out _, out var why));
        Assert.StartsWith(fault, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_json_is_read_or_refused()
    {
        var random = new Random(17);
        string[] pieces = ["{", "}", "[", "]", "\"s\"", "\"t\"", "\"1\"", "\"29\"", ":", ",", "0", "47", " ", "x"];
        for (int i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.NotEqual(Moc.TryParseJson(text, out var moc, out var fault), fault is not null);
            if (moc is not null) Assert.True(Moc.TryParse(moc.ToString(), out _, out _));
            Assert.NotEqual(StMoc.TryParseJson(text, out _, out fault), fault is not null);
        }
    }

    static string Json(Moc moc)
    {
        using var text = new StringWriter();
        moc.WriteJson(text);
        return text.ToString();
    }

    // Whole branches too, so that cells become parents.
    static SortedSet<long> Some(Random random, int order)
    {
        var cells = new SortedSet<long>();
        for (int k = random.Next(8); k > 0; k--)
        {
            int coarse = random.Next(order + 1), shift = 2 * (order - coarse);
            long parent = random.NextInt64(Healpix.PixelCount(coarse));
            for (long c = 0; c < 1L << shift; c++) cells.Add((parent << shift) + c);
        }
        for (int k = random.Next(8); k > 0; k--) cells.Add(random.NextInt64(Healpix.PixelCount(order)));
        return cells;
    }

    static IEnumerable<long> Flat(Moc moc, int order)
    {
        int shift = 2 * (29 - order);
        var cells = new List<long>();
        foreach (var range in moc.Ranges)
        {
            Assert.Equal((0, 0), (range.First & ((1L << shift) - 1), (range.Last + 1) & ((1L << shift) - 1)));
            for (long c = range.First >> shift; c <= range.Last >> shift; c++) cells.Add(c);
        }
        return cells;
    }
}
