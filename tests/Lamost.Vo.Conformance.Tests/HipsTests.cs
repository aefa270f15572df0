using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>HiPS, read with healpy, astropy and PIL, which know nothing of the service.</summary>
[Collection(ServiceTests.Name)]
public sealed class HipsTests(ServiceFixture service)
{
    const string Common = """
        import sys, io, json, urllib.request, urllib.error, urllib.parse
        import numpy as np, healpy as hp
        url, base = sys.argv[1], sys.argv[1] + "/hips/dr10/lrs_catalogue"
        def get(path):
            try: return urllib.request.urlopen(path).read()
            except urllib.error.HTTPError as e:
                assert e.code == 404 and e.read() == b"" and e.headers["Access-Control-Allow-Origin"] == "*", (path, e.code)
                return None
        def name(k, n): return "Norder%d/Dir%d/Npix%d" % (k, n // 10000 * 10000, n)
        csv = get(url + "/tap/sync?" + urllib.parse.urlencode(dict(LANG="ADQL", QUERY="SELECT ra, dec FROM dr10.lrs_catalogue", FORMAT="csv", MAXREC=10**6)))
        ra, dec = np.loadtxt(io.BytesIO(csv), delimiter=",", skiprows=1, unpack=True)

        """;

    [Theory]
    [InlineData("/hips/dr10/lrs_catalogue")]
    [InlineData("/hips/dr10/lrs_catalogue/density")]
    public async Task Hipsgen_finds_nothing_against_the_standard(string path)
    {
        var lint = (await ClientProcess.RunAsync("java", ["-Djava.awt.headless=true", "-jar", "/usr/share/java/aladin.jar", "-hipsgen", "LINT", $"out={service.Url}{path}"])).Succeeded();
        Assert.Contains("is fully IVOA HiPS 1.0 compatible", lint, StringComparison.Ordinal);
        Assert.DoesNotContain("ERROR", lint, StringComparison.Ordinal);
        Assert.DoesNotContain("WARN", lint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_density_map_shows_rows_where_healpy_counts_them()
    {
        var output = (await ClientProcess.PythonAsync(Common + """
            from PIL import Image
            # Which HEALPix pixel a pixel of a tile is, as Hipsgen has it: rows from the top count along x of the grid, columns along y.
            W = 512
            row, column = np.mgrid[0:W, 0:W]
            inside = np.zeros((W, W), dtype=np.int64)
            for bit in range(9): inside |= ((row >> bit) & 1) << (2 * bit) | ((column >> bit) & 1) << (2 * bit + 1)
            seen = 0
            for order in (0, 1, 2, 3, 5, 6):
                # Counts in cells of the order that the map is drawn from.
                detail = min(order + 6, 9)
                counts = np.bincount(hp.ang2pix(2**detail, ra, dec, nest=True, lonlat=True), minlength=12 * 4**detail)
                tiles = np.unique(hp.ang2pix(2**order, ra, dec, nest=True, lonlat=True))
                for n in np.random.default_rng(order).choice(tiles, min(6, len(tiles)), replace=False):
                    picture = Image.open(io.BytesIO(get(base + "/density/" + name(order, n) + ".png")))
                    assert picture.size == (W, W) and picture.mode == "P", (picture.size, picture.mode)
                    colour = np.array(picture)
                    opaque = np.array(picture.convert("RGBA"))[..., 3]
                    cells = (n * W * W + inside) >> (2 * (order + 9 - detail))
                    # What is smoothed has the same sum; in a cell that is full and whose neighbours are too, about the count; far from rows nothing.
                    around = hp.get_all_neighbours(2**detail, cells, nest=True)
                    near = counts[cells] + np.where(around >= 0, counts[around], 0).sum(axis=0)
                    assert (opaque[near == 0] == 0).all(), (order, n)
                    assert (opaque[counts[cells] > 0] > 0).all(), (order, n)
                    # In the middle of cells a denser one is brighter than one with nothing around it.
                    size = W >> (detail - order)
                    middle = (row % size == size // 2) & (column % size == size // 2)
                    a, b = colour[middle].astype(int), counts[cells][middle]
                    weight = 0.5625 * b
                    if len(np.unique(b)) > 3: assert np.corrcoef(np.log1p(near[middle] + 4 * b), a)[0, 1] > 0.8, (order, n, np.corrcoef(np.log1p(near[middle] + 4 * b), a)[0, 1])
                    # Turned about, the picture fits the sky less well.
                    if order in (2, 3) and b.std() > 0:
                        right = np.corrcoef(counts[cells].ravel() > 0, colour.ravel() > 60)[0, 1]
                        for wrong in (colour.T, colour[::-1], colour[:, ::-1], colour[::-1, ::-1]):
                            assert right > np.corrcoef(counts[cells].ravel() > 0, wrong.ravel() > 60)[0, 1], (order, n)
                    seen += 1
            print(seen)
            """, service.Url)).Succeeded();
        Assert.InRange(int.Parse(output), 20, 36);
    }

    [Fact]
    public async Task Tiles_of_the_progressive_catalogue_hold_what_healpy_puts_there()
    {
        var output = (await ClientProcess.PythonAsync(Common + """
            from astropy.io import votable, fits
            fields = votable.parse(io.BytesIO(get(base + "/Metadata.xml"))).get_first_table().fields
            lon = [i for i, f in enumerate(fields) if f.ucd == "pos.eq.ra;meta.main"][0]
            lat = [i for i, f in enumerate(fields) if f.ucd == "pos.eq.dec;meta.main"][0]
            total, found = 0, []
            def walk(k, n):
                text = get(base + "/" + name(k, n) + ".tsv")
                if text is None: return 0
                lines = text.decode().split("\n")
                assert lines[0].startswith("# Completeness = ") and lines[1].split("\t") == [f.name for f in fields] and lines[-1] == "", lines[:2]
                count, all = map(int, lines[0][len("# Completeness = "):].split(" / "))
                rows = [l.split("\t") for l in lines[2:-1]]
                assert len(rows) == count
                p = hp.ang2pix(2**k, [float(r[lon]) for r in rows], [float(r[lat]) for r in rows], nest=True, lonlat=True)
                assert (p == n).all(), (k, n)
                found.extend(r[0] for r in rows)
                below = sum(walk(k + 1, c) for c in range(4 * n, 4 * n + 4)) if count < all else 0
                assert count + below == all, (k, n, count, below, all)
                return all
            for n in range(48): total += walk(1, n)
            assert total == len(ra) == len(found) == len(set(found)), (total, len(ra), len(set(found)))
            moc = fits.open(io.BytesIO(get(base + "/Moc.fits")))[1]
            cells = set()
            for u in moc.data["UNIQ"].astype(np.int64):
                k = (int(u).bit_length() - 3) // 2
                first = (int(u) - 4 * 4**k) << (2 * (9 - k))
                cells.update(range(first, first + 4**(9 - k)))
            assert cells == set(hp.ang2pix(512, ra, dec, nest=True, lonlat=True)), len(cells)
            print(total)
            """, service.Url)).Succeeded();
        Assert.Equal(ServiceFixture.SimulatedRows, int.Parse(output));
    }
}
