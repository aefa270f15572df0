using System.Text.Json;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>pyVO, as astronomers write it, against the running service.</summary>
[Collection(ServiceTests.Name)]
public sealed class PyvoTests(ServiceFixture service)
{
    [SampleFact]
    public async Task Pyvo_TAPService_search_gives_the_values_of_the_source_file()
    {
        var json = (await ClientProcess.PythonAsync("""
            import sys, json, pyvo
            import numpy as np
            rows = pyvo.dal.TAPService(sys.argv[1]).search(
                "SELECT obsid, uid, gp_id, ra, dec, z, teff, gaia_source_id, obsdate FROM dr10.lrs_combined").to_table()
            def plain(v):
                if v is np.ma.masked: return None
                v = v.item() if hasattr(v, "item") else v
                return None if isinstance(v, float) and v != v else v
            print(json.dumps([{n: plain(r[n]) for n in rows.colnames} for r in rows]))
            """, service.Tap)).Succeeded();
        var got = JsonSerializer.Deserialize<List<Dictionary<string, JsonElement>>>(json)!.ToDictionary(r => r["obsid"].GetInt64());
        Assert.Equal(RealRows.All.Count, got.Count);
        foreach (var expected in RealRows.All)
        {
            var row = got[long.Parse(expected["obsid"])];
            Assert.Equal(expected["uid"], row["uid"].GetString());
            Assert.Equal(expected["obsdate"], row["obsdate"].GetString());
            Assert.Equal(long.Parse(expected["gp_id"]), row["gp_id"].GetInt64());
            foreach (var number in new[] { "ra", "dec", "z", "teff", "gaia_source_id" }) RealRows.AssertSameNumber(expected[number], Text(row[number]));
        }
    }

    [SampleFact]
    public async Task Pyvo_SCSService_search_finds_the_rows_that_the_surveys_own_service_found()
    {
        var json = (await ClientProcess.PythonAsync("""
            import sys, json, pyvo
            rows = pyvo.dal.SCSService(sys.argv[1]).search(pos=(10.0, 40.0), radius=0.2)
            print(json.dumps([[int(r.id), float(r.pos.ra.deg), float(r.pos.dec.deg)] for r in rows]))
            """, service.Url + "/scs/dr10/lrs_combined?")).Succeeded();
        var got = JsonSerializer.Deserialize<double[][]>(json)!.OrderBy(r => r[0]).ToList();
        Assert.Equal(RealRows.ObsidsOf("ssap_response.xml"), got.Select(r => (long)r[0]).ToList());
        foreach (var (expected, row) in RealRows.All.Where(r => got.Any(g => g[0] == double.Parse(r["obsid"]))).OrderBy(r => long.Parse(r["obsid"])).Zip(got))
        {
            Assert.Equal(double.Parse(expected["ra"]), row[1], 1e-12);
            Assert.Equal(double.Parse(expected["dec"]), row[2], 1e-12);
        }
    }

    [Fact]
    public async Task Pyvo_reads_tables_and_capabilities_and_reports_errors_and_overflow()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, warnings, pyvo
            warnings.simplefilter("error")
            # An element of VODataService 1.2 that pyVO before 1.5 does not know.
            warnings.filterwarnings("ignore", ".*Unknown element nrows.*")
            tap = pyvo.dal.TAPService(sys.argv[1])
            names = [t.name for t in tap.tables]
            assert "dr10.lrs_catalogue" in names and "tap_schema.columns" in [n.lower() for n in names], names
            columns = {c.name: c for c in tap.tables["dr10.lrs_catalogue"].columns}
            assert columns["ra"].unit == "deg" and columns["ra"].ucd == "pos.eq.ra;meta.main", (columns["ra"].unit, columns["ra"].ucd)
            assert tap.maxrec > 0 and tap.hardlimit >= tap.maxrec
            rows = tap.search("SELECT table_name, column_name FROM TAP_SCHEMA.columns WHERE table_name = 'dr10.lrs_catalogue'")
            assert len(rows) == len(columns), (len(rows), len(columns))
            try:
                tap.search("SELECT nonsense FROM dr10.lrs_catalogue")
                raise SystemExit("a wrong query gave no error")
            except pyvo.dal.DALQueryError as e:
                assert "nonsense" in str(e), str(e)
            few = tap.search("SELECT obsid FROM dr10.lrs_catalogue", maxrec=7)
            assert len(few) == 7
            assert "OVERFLOW" in [i.value for i in few.votable.resources[0].infos if i.name == "QUERY_STATUS"]
            print("done")
            """, service.Tap)).Succeeded();
        Assert.Equal("done", output.Trim());
    }

    [Fact]
    public async Task Astropy_reads_every_serialisation_without_a_warning_and_with_the_same_values()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, io, urllib.request, urllib.parse, warnings
            import numpy as np
            from astropy.io import votable
            warnings.simplefilter("error")
            # A word of SODA's, in the description of the service that cuts spectra, which astropy before 6 does not know.
            warnings.filterwarnings("ignore", ".*stat.interval.*")
            query = "SELECT TOP 2000 * FROM dr10.lrs_catalogue ORDER BY obsid"
            tables = []
            for form in ("votable/td", "votable/b", "votable/b2"):
                url = sys.argv[1] + "/sync?" + urllib.parse.urlencode({"LANG": "ADQL", "QUERY": query, "RESPONSEFORMAT": form})
                parsed = votable.parse(io.BytesIO(urllib.request.urlopen(url).read()), verify="warn")
                tables.append(parsed.get_first_table().array)
            for other in tables[1:]:
                assert other.dtype.names == tables[0].dtype.names
                for name in other.dtype.names:
                    a, b = tables[0][name], other[name]
                    assert np.array_equal(np.ma.getmaskarray(a), np.ma.getmaskarray(b)) or a.dtype.kind in "Of", name
                    assert list(map(str, a)) == list(map(str, b)), name
            print(len(tables[0]))
            """, service.Tap)).Succeeded();
        Assert.Equal("2000", output.Trim());
    }

    static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "" : value.GetRawText();
}
