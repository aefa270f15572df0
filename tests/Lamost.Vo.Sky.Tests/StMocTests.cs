namespace Lamost.Vo.Sky.Tests;

/// <summary>Maps of time and of space and time, against the plane of time cells and sky cells held one by one.</summary>
public sealed class StMocTests
{
    // 2^44 microseconds are a cell of order 17: some 200 days.
    const int TimeOrder = 17, TimeShift = 44, Times = 24, SkyOrder = 1, Cells = 48;
    const long Begin = 12_000L << TimeShift;

    [Fact]
    public void A_map_of_observations_is_the_set_of_their_cells_in_time_and_sky()
    {
        var random = new Random(21);
        for (int i = 0; i < 500; i++)
        {
            var (observations, plane) = Some(random);
            var moc = StMoc.Of(TimeOrder, SkyOrder, observations);
            AssertIs(moc, plane, TimeOrder, SkyOrder);
            AssertIs(StMoc.Of(TimeOrder, SkyOrder, moc.Observations()), plane, TimeOrder, SkyOrder);
        }
    }

    [Fact]
    public void A_coarser_map_has_the_parents_of_all_cells()
    {
        var random = new Random(22);
        for (int i = 0; i < 300; i++)
        {
            var (observations, plane) = Some(random);
            var (time, sky) = (TimeOrder - random.Next(3), random.Next(2));
            var coarse = new HashSet<(long, long)>(plane.Select(p => (p.Time >> (TimeOrder - time), p.Cell >> (2 * (SkyOrder - sky)))));
            AssertIs(StMoc.Of(TimeOrder, SkyOrder, observations).Degrade(time, sky), coarse, time, sky);
        }
    }

    [Fact]
    public void Its_axes_are_what_was_observed_at_any_time_and_when_anything_was()
    {
        var random = new Random(23);
        for (int i = 0; i < 300; i++)
        {
            var (observations, plane) = Some(random);
            var moc = StMoc.Of(TimeOrder, SkyOrder, observations);
            Assert.Equal(Moc.OfCells(SkyOrder, plane.Select(p => p.Cell)).ToString(), moc.Sky().ToString());
            Assert.Equal(TimeMoc.OfRanges(TimeOrder, plane.Select(p => new PixelRange(p.Time << TimeShift, p.Time << TimeShift))).ToString(), moc.Times().ToString());
            for (int k = 0; k < 50; k++)
            {
                var (time, cell) = (random.Next(Times), random.Next(Cells));
                var centre = Healpix.Centre(SkyOrder, cell);
                Assert.Equal(plane.Contains((12_000 + time, cell)), moc.Contains(Begin + ((long)time << TimeShift) + random.NextInt64(1L << TimeShift), centre.LonDeg, centre.LatDeg));
            }
        }
    }

    [Fact]
    public void Text_and_json_are_read_as_they_were_written()
    {
        var random = new Random(24);
        for (int i = 0; i < 300; i++)
        {
            var moc = StMoc.Of(TimeOrder, SkyOrder, Some(random).Observations);
            Assert.True(StMoc.TryParse(moc.ToString(), out var again, out _));
            Assert.Equal((moc.TimeOrder, moc.SpaceOrder, moc.ToString()), (again.TimeOrder, again.SpaceOrder, again.ToString()));
            using var json = new StringWriter();
            moc.WriteJson(json);
            Assert.True(StMoc.TryParseJson(json.ToString(), out again, out _));
            Assert.Equal((moc.TimeOrder, moc.SpaceOrder, moc.ToString()), (again.TimeOrder, again.SpaceOrder, again.ToString()));
        }
    }

    [Theory]
    [InlineData("t61/1 s29/0-2 t61/3 s28/0 t60/2 61/6 s29/2 5", "t61/1 s29/0-2 t61/3 s28/0 t60/2 61/6 s29/2 5 t61/ s29/")]
    [InlineData("t61/6 60/2 s29/5 2 t61/3 s29/0 1 2 3 t61/1 s29/0-2", "t61/1 s29/0-2 t61/3 s28/0 t60/2 61/6 s29/2 5 t61/ s29/")]
    [InlineData("t61/1 s29/1 t61/2 s29/1 t61/5 s29/1", "t61/1-2 5 s29/1 t61/ s29/")]
    [InlineData("t60/0 s1/0 t61/1 s1/1", "t61/0 s1/0 t61/1 s1/0-1 t61/ s1/")]
    [InlineData("t20/ s5/", "t20/ s5/")]
    public void Text_is_read_and_made_canonical(string text, string same)
    {
        Assert.True(StMoc.TryParse(text, out var moc, out _));
        Assert.Equal(same, moc.ToString());
    }

    [Theory]
    [InlineData("""[{"t":{"61":[0]},"s":{"29":[0,1,2]}},{"t":{"61":[2]},"s":{"28":[0]}},{"t":{"61":[]},"s":{"29":[]}}]""")]
    [InlineData("""[{"t":{"61":[0]}},{"s":{"29":[0,1,2]}},{"t":{"61":[2]}},{"s":{"28":[0]}}]""")]
    public void Both_ways_of_json_are_read(string json)
    {
        Assert.True(StMoc.TryParseJson(json, out var moc, out _));
        Assert.Equal("t61/0 s29/0-2 t61/2 s28/0 t61/ s29/", moc.ToString());
    }

    [Theory]
    [InlineData("", "it names no order")]
    [InlineData("s1/0", "a time, with the letter t, is expected at character 1")]
    [InlineData("t61/1", "a part of the sky, with the letter s, is expected at character 6")]
    [InlineData("t61/1 t61/2", "a part of the sky, with the letter s, is expected at character 7")]
    [InlineData("t62/1 s1/1", "the order at character 2 is above 61")]
    [InlineData("t0/2 s1/1", "the number at character 4 is above 1")]
    [InlineData("t61/1 s1/48", "the number at character 10 is above 47")]
    public void Text_that_is_no_map_is_refused_with_its_place(string text, string fault)
    {
        Assert.False(StMoc.TryParse(text, out _, out var why));
        Assert.StartsWith(fault, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "a list of objects")]
    [InlineData("[{\"s\":{}}]", "\"t\" is expected")]
    [InlineData("[{\"t\":{\"61\":[1]}}]", "the last time has no part of the sky")]
    [InlineData("[{\"t\":{\"61\":[1]},\"t\":{}}]", "\"s\" is expected")]
    [InlineData("[1]", "an object with")]
    public void Json_that_is_no_map_is_refused(string text, string fault)
    {
        Assert.False(StMoc.TryParseJson(text, out _, out var why));
        Assert.StartsWith(fault, why, StringComparison.Ordinal);
    }

    [Theory]
    // (mjd + 2400000.5) * 86400 * 10^6 in whole numbers.
    [InlineData(0, 207_360_043_200_000_000)]
    [InlineData(51_544.5, 211_813_488_000_000_000)]
    [InlineData(55_857.0, 212_186_088_000_000_000)]
    [InlineData(-2_400_000, 43_200_000_000)]
    public void A_date_is_its_microsecond_since_the_beginning_of_julian_dates(double mjd, long microsecond)
    {
        Assert.Equal(microsecond, TimeMoc.MicrosecondOf(mjd));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-2_400_001)]
    [InlineData(1e9)]
    public void A_date_outside_of_the_axis_is_refused(double mjd) => Assert.Throws<ArgumentOutOfRangeException>(() => TimeMoc.MicrosecondOf(mjd));

    [Fact]
    public void Times_are_written_and_read()
    {
        Assert.True(TimeMoc.TryParse("61/4-7 1", out var moc, out _));
        Assert.Equal("t59/1 61/1", moc.ToString());
        Assert.True(TimeMoc.TryParse(moc.ToString(), out var again, out _));
        Assert.Equal(moc.Ranges, again.Ranges);
        Assert.Equal("t59/1 60/0", moc.Degrade(60).ToString());
        Assert.True(moc.Contains(5) && moc.Contains(1) && !moc.Contains(2) && !moc.Contains(8));
        using var json = new StringWriter();
        moc.WriteJson(json);
        Assert.Equal("""{"t":{"59":[1],"61":[1]}}""", json.ToString());
        Assert.True(TimeMoc.TryParseJson(json.ToString(), out again, out _));
        Assert.Equal(moc.Ranges, again.Ranges);
        Assert.False(TimeMoc.TryParse("s1/0", out _, out _));
        Assert.True(TimeMoc.TryParse("t0/0-1", out var all, out _));
        Assert.Equal((0, (1L << 62) - 1), (all.Ranges[0].First, all.Ranges[0].Last));
    }

    static void AssertIs(StMoc moc, HashSet<(long Time, long Cell)> plane, int timeOrder, int skyOrder)
    {
        Assert.Equal((timeOrder, skyOrder), (moc.TimeOrder, moc.SpaceOrder));
        var found = new HashSet<(long, long)>();
        var (timeShift, skyShift) = (61 - timeOrder, 2 * (29 - skyOrder));
        long last = -1;
        for (int i = 0; i < moc.Entries.Count; i++)
        {
            var entry = moc.Entries[i];
            Assert.NotEqual(0, entry.Sky.Ranges.Length);
            if (i > 0) Assert.NotEqual(moc.Entries[i - 1].Sky.ToString(), entry.Sky.ToString());
            foreach (var time in entry.Times.Ranges.ToArray())
            {
                Assert.True(time.First > last);
                last = time.Last;
                for (long t = time.First >> timeShift; t <= time.Last >> timeShift; t++)
                    foreach (var range in entry.Sky.Ranges)
                        for (long c = range.First >> skyShift; c <= range.Last >> skyShift; c++) Assert.True(found.Add((t, c)));
            }
        }
        Assert.Equal(plane.Order(), found.Order());
    }

    static (List<(PixelRange Time, Moc Sky)> Observations, HashSet<(long Time, long Cell)> Plane) Some(Random random)
    {
        var (observations, plane) = (new List<(PixelRange, Moc)>(), new HashSet<(long, long)>());
        for (int k = random.Next(12); k > 0; k--)
        {
            int first = random.Next(Times), last = Math.Min(Times - 1, first + random.Next(4));
            var cells = Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(random.Next(2) == 0 ? 4 : Cells)).ToHashSet();
            // Anywhere in the first and last cell of time.
            long from = Begin + ((long)first << TimeShift) + random.NextInt64(1L << (TimeShift - 1)), to = Begin + ((long)last << TimeShift) + (1L << TimeShift) - 1 - random.NextInt64(1L << (TimeShift - 1));
            observations.Add((new PixelRange(from, to), Moc.OfCells(SkyOrder, cells)));
            for (int t = first; t <= last; t++)
                foreach (long cell in cells) plane.Add((12_000 + t, cell));
        }
        return (observations, plane);
    }
}
