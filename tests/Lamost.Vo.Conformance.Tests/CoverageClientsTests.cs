using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>What other programs find in coverage maps: astropy reads them, healpy and astropy-healpix decode them, stilts looks positions up in them.</summary>
[Collection(ServiceTests.Name)]
public sealed class CoverageClientsTests(ServiceFixture service)
{
    [Fact]
    public async Task Astropy_and_healpy_find_in_a_map_the_positions_of_the_table_and_no_other_cell()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, io, json, urllib.request, warnings
            import numpy as np, healpy, pyvo
            from astropy.io import fits
            from astropy_healpix import uniq_to_level_ipix
            warnings.simplefilter("error")
            url = sys.argv[1]
            get = lambda path: urllib.request.urlopen(url + path).read()
            def cells(order, path):
                hdus = fits.open(io.BytesIO(get(path)))
                hdus.verify("exception")
                head, uniq = hdus[1].header, hdus[1].data["UNIQ"].astype(np.int64)
                assert (head["MOCVERS"], head["MOCDIM"], head["ORDERING"], head["COORDSYS"]) == ("2.0", "SPACE", "NUNIQ", "C"), head
                assert head["MOCORD_S"] == head["MOCORDER"] == order and head["TFORM1"] in ("J", "1J"), head
                assert (np.diff(uniq) > 0).all(), "not ascending"
                levels, pixels = uniq_to_level_ipix(uniq)
                groups = np.unique(np.stack([levels[levels > 0], pixels[levels > 0] // 4]), axis=1, return_counts=True)[1]
                assert (groups < 4).all(), "four siblings"
                flat = np.concatenate([np.arange(p << 2 * (order - l), (p + 1) << 2 * (order - l)) for l, p in zip(levels.astype(int), pixels.astype(np.int64))])
                return np.sort(flat), levels, pixels
            rows = pyvo.dal.TAPService(url + "/tap").search("SELECT ra, dec FROM dr10.lrs_catalogue").to_table()
            ra, dec = np.asarray(rows["ra"], float), np.asarray(rows["dec"], float)
            for order in (0, 4, 8, 11):
                flat, levels, pixels = cells(order, f"/coverage/dr10/lrs_catalogue?ORDER={order}")
                wanted = np.unique(healpy.ang2pix(1 << order, ra, dec, nest=True, lonlat=True))
                assert np.array_equal(flat, wanted), (order, len(flat), len(wanted))
                tree = {}
                for l, p in zip(levels, pixels): tree.setdefault(str(l), []).append(int(p))
                got = json.loads(get(f"/coverage/dr10/lrs_catalogue.json?ORDER={order}"))
                assert {k: v for k, v in got.items() if v} == tree, order
                assert list(got)[-1] == str(order)
                area = sum(len(p) * healpy.nside2pixarea(1 << int(l), degrees=True) for l, p in tree.items())
                assert abs(area - len(wanted) * healpy.nside2pixarea(1 << order, degrees=True)) < 1e-6 * area
            # Text, as registries have it: orders with ranges.
            flat = []
            for word in get("/coverage/dr10/lrs_catalogue.txt?ORDER=8").decode().split():
                if "/" in word: order, word = word.split("/"); order = int(order)
                if not word: continue
                low, high = (word.split("-") * 2)[:2]
                flat += range(int(low) << 2 * (8 - order), (int(high) + 1) << 2 * (8 - order))
            assert np.array_equal(np.sort(flat), np.unique(healpy.ang2pix(256, ra, dec, nest=True, lonlat=True)))
            print("done")
            """, service.Url)).Succeeded();
        Assert.Equal("done", output.Trim());
    }

    [Fact]
    public async Task Astropy_finds_every_spectrum_in_the_map_of_space_and_time()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, io, urllib.request, warnings
            import numpy as np, healpy, pyvo
            from astropy.io import fits
            from astropy.time import Time
            warnings.simplefilter("error")
            url = sys.argv[1]
            hdus = fits.open(io.BytesIO(urllib.request.urlopen(url + "/coverage/dr10/st?ORDER=5&TIMEORDER=28").read()))
            hdus.verify("exception")
            head, numbers = hdus[1].header, hdus[1].data["RANGE"].astype(np.int64)
            assert (head["MOCVERS"], head["MOCDIM"], head["ORDERING"], head["COORDSYS"], head["TIMESYS"]) == ("2.0", "TIME.SPACE", "RANGE", "C", "TCB"), head
            assert (head["MOCORD_S"], head["MOCORD_T"]) == (5, 28)
            seen, times, sky, last = set(), [], [], -1
            def close():
                for a, b in times:
                    for t in range(a >> 33, b >> 33):
                        for c, d in sky:
                            for s in range(c >> 48, d >> 48): assert (t, s) not in seen; seen.add((t, s))
            for a, b in numbers.reshape(-1, 2):
                assert (a < 0) == (b < 0)
                if a < 0:
                    if sky: close(); times, sky = [], []
                    a, b = int(a) & (2**63 - 1), int(b) & (2**63 - 1)
                    assert a % 2**33 == 0 and b % 2**33 == 0 and a > last; last = b - 1
                    times.append((a, b))
                else: sky.append((int(a), int(b)))
            close()
            rows = pyvo.dal.TAPService(url + "/tap").search("SELECT s_ra, s_dec, t_min, t_max FROM ivoa.obscore", maxrec=1000000).to_table()
            wanted = set()
            def microseconds(mjd):
                t = Time(np.asarray(mjd, float), format="mjd")
                return np.floor(t.jd1).astype(np.int64) * 86400000000 + np.round((t.jd1 - np.floor(t.jd1) + t.jd2) * 86400e6).astype(np.int64)
            pixels = healpy.ang2pix(32, np.asarray(rows["s_ra"], float), np.asarray(rows["s_dec"], float), nest=True, lonlat=True)
            first, end = microseconds(rows["t_min"]), microseconds(rows["t_max"])
            for a, b, p in zip(first, end, pixels):
                # A microsecond of rounding must not decide about a cell.
                for t in range((int(a) + 10) >> 33, ((int(b) - 10) >> 33) + 1): wanted.add((t, int(p)))
            assert wanted <= seen, len(wanted - seen)
            near = {(x, p) for t, p in wanted for x in (t - 1, t, t + 1)}
            assert len(seen - wanted) < 0.01 * len(seen) and seen <= near, len(seen - wanted)
            print("done")
            """, service.Url)).Succeeded();
        Assert.Equal("done", output.Trim());
    }

    [Fact]
    public async Task Stilts_finds_the_rows_of_a_table_in_its_map_and_of_others_those_that_healpy_does()
    {
        var directory = Directory.CreateTempSubdirectory("lamost-vo-moc-").FullName;
        try
        {
            var output = (await ClientProcess.PythonAsync("""
                import sys, urllib.request, warnings
                import numpy as np, healpy, pyvo
                url, directory = sys.argv[1:3]
                open(directory + "/moc.fits", "wb").write(urllib.request.urlopen(url + "/coverage/dr10/lrs_catalogue?ORDER=7").read())
                rows = pyvo.dal.TAPService(url + "/tap").search("SELECT TOP 20000 ra, dec FROM dr10.lrs_catalogue").to_table()
                all = pyvo.dal.TAPService(url + "/tap").search("SELECT ra, dec FROM dr10.lrs_catalogue").to_table()
                cells = np.unique(healpy.ang2pix(128, np.asarray(all["ra"], float), np.asarray(all["dec"], float), nest=True, lonlat=True))
                random = np.random.default_rng(5)
                ra = np.concatenate([np.asarray(rows["ra"], float), random.uniform(0, 360, 20000)])
                dec = np.concatenate([np.asarray(rows["dec"], float), np.degrees(np.arcsin(random.uniform(-1, 1, 20000)))])
                inside = np.isin(healpy.ang2pix(128, ra, dec, nest=True, lonlat=True), cells)
                assert inside[:len(rows)].all() and 0.05 < inside[len(rows):].mean() < 0.95
                with open(directory + "/positions.csv", "w") as f:
                    f.write("ra,dec,inside\n")
                    for r in zip(ra, dec, inside): f.write(f"{float(r[0])!r},{float(r[1])!r},{'true' if r[2] else 'false'}\n")
                print(len(ra))
                """, service.Url, directory)).Succeeded();
            var rows = int.Parse(output.Trim(), System.Globalization.CultureInfo.InvariantCulture);
            var csv = (await ClientProcess.RunAsync("stilts", ["tpipe", $"in={directory}/positions.csv", "ifmt=csv",
                $"cmd=addcol same 'inMoc(\"{directory}/moc.fits\", ra, dec) == inside'", "cmd=select same", "omode=count"])).Succeeded();
            Assert.Contains($"rows: {rows}", csv, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
