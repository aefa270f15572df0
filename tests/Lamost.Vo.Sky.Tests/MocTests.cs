namespace Lamost.Vo.Sky.Tests;

public sealed class MocTests
{
    [Theory]
    [InlineData("4/30-33 38 52 7/324-934", "3/ 4/30-33 38 52 7/324-934")]
    [InlineData("1/0 1/1-3", "0/0 1/")]
    [InlineData("s0/0,1,2", "0/0-2")]
    [InlineData("29/0", "29/0")]
    [InlineData("5/ 2/3", "2/3 5/")]
    [InlineData(" 0/0-11 ", "0/0-11")]
    public void A_map_is_read_and_written_with_its_largest_cells(string text, string same)
    {
        Assert.True(Moc.TryParse(text, out var moc, out _));
        Assert.True(Moc.TryParse(same, out var other, out _));
        Assert.Equal(other.Ranges, moc.Ranges);
        Assert.True(Moc.TryParse(moc.ToString(), out var again, out _));
        Assert.Equal((moc.Order, moc.ToString()), (again.Order, again.ToString()));
        Assert.Equal(moc.Ranges, again.Ranges);
    }

    [Fact]
    public void Cells_are_written_at_the_coarsest_order_that_they_fill()
    {
        Assert.True(Moc.TryParse("3/0-63 2/16", out var moc, out _));
        Assert.Equal("0/0 2/16 3/", moc.ToString());
        Assert.Equal(360 * 360 / Math.PI / 12 * (1 + (1 / 16.0)), moc.AreaSquareDegrees, 1e-9);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("30", "the first number must be an order")]
    [InlineData("30/1", "the order at character 1 is above 29")]
    [InlineData("4/3072", "the number at character 3 is above 3071")]
    [InlineData("4/5-3", "the range at character 3 ends before it begins")]
    [InlineData("4/5-", "a number is expected after the '-'")]
    [InlineData("4/x", "a number is expected at character 3")]
    [InlineData("t61/1", "a time coverage")]
    [InlineData("4/99999999999999999999", "a number is expected")]
    public void What_is_no_map_is_refused_with_its_place(string text, string fault)
    {
        Assert.False(Moc.TryParse(text, out _, out var why));
        Assert.StartsWith(fault, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_are_those_of_their_cells()
    {
        var random = new Random(3);
        for (int i = 0; i < 500; i++)
        {
            var (a, b) = (Cells(random), Cells(random));
            var (x, y) = (Of(a), Of(b));
            Assert.Equal(Of(a.Union(b)).ToString(), x.Union(y).ToString());
            Assert.Equal(Of(a.Intersect(b)).ToString(), x.Intersect(y).ToString());
            Assert.Equal(Of(Enumerable.Range(0, 192).Except(a)).ToString(), x.Complement().ToString());
            Assert.Equal(!a.Except(b).Any(), x.IsSubsetOf(y));
            Assert.Equal(a.Intersect(b).Any(), x.Overlaps(y));
            for (int cell = 0; cell < 192; cell++)
            {
                var centre = Healpix.Centre(2, cell);
                Assert.Equal(a.Contains(cell), x.Contains(centre.LonDeg, centre.LatDeg));
            }
        }
    }

    [Fact]
    public void The_map_of_a_region_holds_all_its_positions_and_little_more()
    {
        var random = new SkyRandom(5);
        for (int i = 0; i < 100; i++)
        {
            var centre = random.Position();
            double radius = random.Logarithmic(0.5, 100);
            var circle = new Circle(centre.LonDeg, centre.LatDeg, radius);
            var moc = Moc.Of(6, circle);
            for (int k = 0; k < 200; k++)
            {
                var p = SkyRandom.Offset(centre, radius * random.Uniform(0, 1), random.Uniform(0, 360));
                Assert.True(moc.Contains(p.LonDeg, p.LatDeg));
            }
            // Cells of order 6 are 0.92 degrees wide.
            Assert.InRange(moc.AreaSquareDegrees, circle.AreaSquareDegrees, new Circle(centre.LonDeg, centre.LatDeg, Math.Min(180, radius + 2)).AreaSquareDegrees + 1);
        }
    }

    [Fact]
    public void Random_texts_are_read_or_refused()
    {
        var random = new Random(9);
        for (int i = 0; i < 100_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => "0123456789/- ,s\u0001x"[random.Next(17)])]);
            Assert.NotEqual(Moc.TryParse(text, out var moc, out var fault), fault is not null);
            if (moc is not null) Assert.True(Moc.TryParse(moc.ToString(), out _, out _));
        }
    }

    [Fact]
    public void A_cover_of_a_map_holds_it_within_the_bound()
    {
        var random = new Random(4);
        var cover = new SkyCover(8);
        for (int i = 0; i < 300; i++)
        {
            var moc = Of(Cells(random));
            cover.Cover(moc);
            Assert.InRange(cover.Inside.Length + cover.Border.Length, 0, 8);
            foreach (var range in moc.Ranges)
            {
                foreach (var pixel in new[] { range.First, range.Last })
                    Assert.True(Has(cover.Inside, pixel) || Has(cover.Border, pixel));
            }
            foreach (var inside in cover.Inside) Assert.Contains(moc.Ranges.ToArray(), r => r.First <= inside.First && r.Last >= inside.Last);
        }

        static bool Has(ReadOnlySpan<PixelRange> ranges, long pixel)
        {
            foreach (var range in ranges)
                if (range.First <= pixel && range.Last >= pixel) return true;
            return false;
        }
    }

    static List<int> Cells(Random random) => [.. Enumerable.Range(0, 192).Where(_ => random.Next(3) == 0)];

    static Moc Of(IEnumerable<int> cells)
    {
        Assert.True(Moc.TryParse("2/ " + string.Join(' ', cells.Select((c, i) => i == 0 ? $"2/{c}" : $"{c}")), out var moc, out _));
        return moc;
    }
}
