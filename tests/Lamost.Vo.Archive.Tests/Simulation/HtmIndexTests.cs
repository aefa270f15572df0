using System.Globalization;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Simulation;

public class HtmIndexTests
{
    [Theory]
    [InlineData(45, 30, 15)]
    [InlineData(135, 30, 14)]
    [InlineData(225, 30, 13)]
    [InlineData(315, 30, 12)]
    [InlineData(45, -30, 8)]
    [InlineData(135, -30, 9)]
    [InlineData(225, -30, 10)]
    [InlineData(315, -30, 11)]
    public void Level_zero_numbers_the_octants_S0_to_S3_eastwards_and_N0_to_N3_westwards(double ra, double dec, long expected) =>
        Assert.Equal(expected, HtmIndex.TrixelOf(0, ra, dec));

    [Fact]
    public void The_centre_of_a_triangle_is_in_its_child_3_at_every_level()
    {
        // By symmetry the centre of an octant is the centre of the middle child, and so on.
        var dec = Math.Asin(1 / Math.Sqrt(3)) * 180 / Math.PI;
        Assert.Equal(0b1111_11_11_11_11, HtmIndex.TrixelOf(4, 45, dec));
        Assert.Equal(0b1000_11_11_11_11, HtmIndex.TrixelOf(4, 45, -dec));
    }

    [Fact]
    public void The_corners_of_an_octant_are_in_its_children_0_1_2_in_the_published_order()
    {
        // N3 has the corners (0,1,0), (0,0,1), (1,0,0); S0 has (1,0,0), (0,0,-1), (0,1,0).
        Assert.Equal([15 * 4 + 0L, 15 * 4 + 1, 15 * 4 + 2], [HtmIndex.TrixelOf(1, 89, 1), HtmIndex.TrixelOf(1, 45, 89), HtmIndex.TrixelOf(1, 1, 1)]);
        Assert.Equal([8 * 4 + 0L, 8 * 4 + 1, 8 * 4 + 2], [HtmIndex.TrixelOf(1, 1, -1), HtmIndex.TrixelOf(1, 45, -89), HtmIndex.TrixelOf(1, 89, -1)]);
    }

    [Fact]
    public void A_deeper_level_refines_the_shallower_one()
    {
        for (var n = 0; n < 2000; n++)
        {
            var (ra, dec) = (n * 0.17 * 360 % 360, Math.Asin(2 * ((n + 0.5) / 2000) - 1) * 180 / Math.PI);
            for (var level = 1; level <= HtmIndex.MaxLevel; level += 6)
                Assert.Equal(HtmIndex.TrixelOf(level - 1, ra, dec), HtmIndex.TrixelOf(level, ra, dec) >> 2);
        }
    }

    [Fact]
    public void All_triangles_of_level_3_are_found_and_each_holds_about_its_part_of_the_sphere()
    {
        const int Positions = 400_000;
        var counts = new int[8 << 6];
        for (var n = 0; n < Positions; n++)
        {
            var dec = Math.Asin(2 * ((n + 0.5) / Positions) - 1) * 180 / Math.PI;
            counts[HtmIndex.TrixelOf(3, n * 137.50776405 % 360, dec) - (8 << 6)]++;
        }
        // Areas at one level differ by about a factor of two.
        Assert.InRange(counts.Min(), Positions / counts.Length * 0.6, Positions / counts.Length);
        Assert.InRange(counts.Max(), Positions / counts.Length, Positions / counts.Length * 1.8);
    }

    [Theory]
    [InlineData(289.8010525, 38.0160054, 14082768702938)]
    [InlineData(185.517202, -25.3658879, 11112984542232)]
    [InlineData(19.4150529, -13.4892098, 9063816166601)]
    [InlineData(147.050354, -65.4294025, 10436221925490)]
    [InlineData(17.5527759, 86.7103813, 16769355195734)]
    [InlineData(234.8528802, -32.0716661, 12073429175200)]
    [InlineData(0.0001, 89.9999, 16767552323585)]
    [InlineData(359.9999, -89.9999, 12369505812481)]
    [InlineData(83.633083, 22.0145, 16734347831856)]
    public void Level_20_agrees_with_an_independent_program_of_extended_precision(double ra, double dec, long expected) =>
        Assert.Equal(expected, HtmIndex.TrixelOf(20, ra, dec));

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(26, 0, 0)]
    [InlineData(20, double.NaN, 0)]
    [InlineData(20, double.PositiveInfinity, 0)]
    [InlineData(20, 0, 90.0001)]
    [InlineData(20, 0, double.NaN)]
    public void Bad_arguments_are_refused(int level, double ra, double dec) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HtmIndex.TrixelOf(level, ra, dec));

    [SampleFact]
    public void Real_uids_that_LAMOST_named_are_the_level_20_triangle_of_the_position()
    {
        var lines = File.ReadAllLines(Samples.Path("catalogues/dr10v2_combined_420rows.csv"));
        var header = lines[0].Split(',').ToList();
        int uid = header.IndexOf("uid"), ra = header.IndexOf("ra"), dec = header.IndexOf("dec");
        int own = 0, gaia = 0, gaiaExact = 0, gaiaNear = 0;
        foreach (var cells in lines.Skip(1).Select(l => l.Split(',')))
        {
            var trixel = HtmIndex.TrixelOf(20, double.Parse(cells[ra], CultureInfo.InvariantCulture), double.Parse(cells[dec], CultureInfo.InvariantCulture));
            var real = long.Parse(cells[uid].AsSpan(1), CultureInfo.InvariantCulture);
            if (cells[uid][0] == 'L')
            {
                Assert.Equal(real, trixel);
                own++;
            }
            else if (cells[uid][0] == 'G')
            {
                gaia++;
                if (real == trixel) gaiaExact++;
                if (real >> 12 == trixel >> 12) gaiaNear++;
            }
        }
        Assert.Equal(38, own);
        // Gaia's position, not the one in the table, made the number of the others: half agree, nearly all in the parent of level 14.
        Assert.Equal(381, gaia);
        Assert.InRange(gaiaExact, 190, 200);
        Assert.InRange(gaiaNear, 370, 381);
    }
}
