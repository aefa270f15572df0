using System.Buffers.Binary;
using System.Net;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Sky;
using Xunit;

namespace Lamost.Vo.Server.Tests.Hips;

[Collection(ServiceTests.Name)]
public sealed class HipsDensityTests(ServiceFixture service)
{
    const string Base = "/hips/dr10/lrs_catalogue/density";

    [Theory]
    [InlineData("Norder3/Allsky.png", 1728, 1856)]
    [InlineData("preview.png", 1024, 512)]
    [InlineData("Norder0/Dir0/Npix0.png", 512, 512)]
    public async Task Pictures_are_PNG_of_their_size(string file, int width, int height)
    {
        var answer = (await service.Client.GetAsync($"{Base}/{file}")).Good();
        Assert.Equal("image/png", answer.ContentType);
        Assert.Equal([0x89, .. "PNG"u8], answer.Body[..4]);
        Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(answer.Body.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(answer.Body.AsSpan(20))));
        Assert.Equal(answer.Headers["ETag"], (await service.Client.GetAsync($"{Base}/{file}")).Headers["ETag"]);
    }

    [Theory]
    [InlineData("Norder7/Dir0/Npix0.png")]
    [InlineData("Norder6/Dir0/Npix0.tsv")]
    [InlineData("Norder2/Allsky.png")]
    [InlineData("Norder6/Dir40000/Npix49152.png")]
    public async Task A_tile_that_is_not_there_is_404_with_no_body(string file)
    {
        var answer = await service.Client.GetAsync($"{Base}/{file}");
        Assert.Equal((HttpStatusCode.NotFound, 0, "*"), (answer.Status, answer.Body.Length, answer.Headers["Access-Control-Allow-Origin"]));
    }

    [Fact]
    public async Task A_tile_without_rows_hides_what_a_coarser_one_spreads_there()
    {
        var empty = (await service.Client.GetAsync(Base + "/Norder3/Dir0/Npix700.png")).Good();
        Assert.Equal("image/png", empty.ContentType);
        // All of it is of the colour 0, so it is much smaller than any other.
        Assert.True(empty.Body.Length < 3000, $"{empty.Body.Length} bytes");
        Assert.NotEqual(empty.Headers["ETag"], (await service.Client.GetAsync(Base + "/Norder3/Dir0/Npix701.png")).Good().Headers["ETag"]);
    }

    [Fact]
    public async Task The_coverage_map_has_the_cells_of_all_rows_and_no_others()
    {
        foreach (var path in (string[])["/hips/dr10/lrs_catalogue", Base])
        {
            var file = (await service.Client.GetAsync($"{path}/Moc.fits")).Good();
            Assert.Equal("application/fits", file.ContentType);
            var moc = MocFits.Read(new MemoryStream(file.Body));
            var rows = (await service.Client.QueryAsync("SELECT ra, dec FROM dr10.lrs_catalogue", "FORMAT=csv")).Good().CsvRows
                .Select(r => r.Split(',').Select(c => double.Parse(c, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).Select(r => Healpix.PixelOf(9, r[0], r[1])).Distinct().Order();
            var cells = new List<long>();
            foreach (var range in moc.Ranges) for (var cell = range.First >> 40; cell <= range.Last >> 40; cell++) cells.Add(cell);
            Assert.Equal(rows, cells);
            Assert.Equal(9, moc.Order);
        }
    }
}
