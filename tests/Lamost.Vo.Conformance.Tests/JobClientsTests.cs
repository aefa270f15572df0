using System.Net;
using System.Text.Json;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>Jobs, uploads and examples in the hands of pyVO, STILTS, and the requests that TOPCAT, Aladin and astroquery send.</summary>
[Collection(ServiceTests.Name)]
public sealed class JobClientsTests(ServiceFixture service) : IDisposable
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lamost-vo-clients-");

    public void Dispose() => _directory.Delete(true);

    [Fact]
    public async Task Pyvo_runs_waits_for_fetches_and_deletes_a_job()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, warnings, pyvo
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", message=".*Unknown element")  # pyVO does not know jobInfo of UWS 1.1, and what is in it.
            warnings.filterwarnings("ignore", category=ResourceWarning)
            warnings.filterwarnings("ignore", category=DeprecationWarning)  # Of distutils, by which pyVO compares versions while it waits.
            tap = pyvo.dal.TAPService(sys.argv[1])
            query = "SELECT class, COUNT(*) AS n FROM dr10.lrs_catalogue GROUP BY class ORDER BY class"
            job = tap.submit_job(query, maxrec=100)
            assert job.phase == "PENDING" and job.job_id == job.url.split("/")[-1]
            job.execution_duration = 60
            assert job.execution_duration.to_value("s") == 60
            job.run()
            job.wait(phases=["COMPLETED", "ERROR", "ABORTED"], timeout=30)
            assert job.phase == "COMPLETED", job.phase
            rows = job.fetch_result()
            same = tap.search(query)
            assert [(r["class"], r["n"]) for r in rows] == [(r["class"], r["n"]) for r in same] and len(rows) >= 3
            job.delete()
            assert len(tap.run_async(query)) == len(rows)
            wrong = tap.submit_job("SELECT nonsense FROM dr10.lrs_catalogue")
            wrong.run()
            wrong.wait(phases=["COMPLETED", "ERROR", "ABORTED"], timeout=30)
            try:
                wrong.raise_if_error()
                raise SystemExit("a wrong job raised nothing")
            except pyvo.dal.DALQueryError:
                pass  # Its message is pyVO's own; that of the service is in the job.
            import urllib.request
            assert "nonsense" in urllib.request.urlopen(wrong.url + "/error").read().decode()
            slow = tap.submit_job("SELECT COUNT(*) AS n FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b, dr10.lrs_catalogue AS c WHERE a.z + b.z > 1e9")
            slow.run()
            slow.abort()
            assert slow.phase == "ABORTED", slow.phase
            slow.delete()
            print("done")
            """, service.Tap)).Succeeded();
        Assert.Equal("done", output.Trim());
    }

    [Fact]
    public async Task Pyvo_uploads_tables_of_astropy_and_gets_them_back()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, warnings, pyvo
            import numpy as np
            from astropy.table import Table, MaskedColumn
            import astropy.units as u
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", message=".*Unknown element")  # pyVO does not know jobInfo of UWS 1.1, and what is in it.
            warnings.filterwarnings("ignore", category=ResourceWarning)
            warnings.filterwarnings("ignore", category=DeprecationWarning)  # Of distutils, by which pyVO compares versions while it waits.
            tap = pyvo.dal.TAPService(sys.argv[1])
            table = Table({"id": np.arange(500, dtype="i8"), "ra": np.linspace(0, 359, 500) * u.deg, "dec": np.linspace(-5, 60, 500) * u.deg,
                           "mag": np.linspace(10, 20, 500).astype("f4"), "name": np.array(["star %d" % i for i in range(500)]),
                           "n": MaskedColumn(np.arange(500, dtype="i4"), mask=np.arange(500) % 7 == 0)})
            for run in (tap.search, tap.run_async):
                back = run("SELECT * FROM TAP_UPLOAD.mine ORDER BY id", uploads={"mine": table}).to_table()
                assert back.colnames == table.colnames, back.colnames
                for name in ("id", "ra", "dec", "mag"): assert np.array_equal(np.asarray(back[name]), np.asarray(table[name])), name
                assert list(back["name"]) == list(table["name"]) and str(back["ra"].unit) == "deg"
                assert list(np.ma.getmaskarray(back["n"])) == list(np.ma.getmaskarray(table["n"]))
            near = tap.search("SELECT m.id, c.obsid FROM TAP_UPLOAD.mine AS m JOIN dr10.lrs_catalogue AS c ON 1 = CONTAINS(POINT(c.ra, c.dec), CIRCLE(m.ra, m.dec, 0.3))", uploads={"mine": table})
            assert len(near) > 0
            print("done")
            """, service.Tap)).Succeeded();
        Assert.Equal("done", output.Trim());
    }

    [Fact]
    public async Task Pyvo_uploads_coverage_maps_of_its_own_making_and_gets_one_back()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, tempfile, pyvo
            import numpy as np
            from astropy.io import fits
            from astropy.io.votable import from_table
            from astropy.table import Table
            from astropy_healpix import HEALPix
            tap = pyvo.dal.TAPService(sys.argv[1])
            order = 6
            rows = tap.search("SELECT ra, dec FROM dr10.lrs_catalogue").to_table()
            grid = HEALPix(2 ** order, order="nested")
            import astropy.units as u
            cells = grid.lonlat_to_healpix(np.asarray(rows["ra"]) * u.deg, np.asarray(rows["dec"]) * u.deg)
            wanted = np.unique(cells)[::3]
            inside = int(np.isin(cells, wanted).sum())
            assert 0 < inside < len(rows), inside
            # A file as mocpy writes it, by astropy.
            hdu = fits.BinTableHDU.from_columns([fits.Column(name="UNIQ", format="1J", array=(4 * 4 ** order + wanted).astype("i4"))])
            for key, value in (("MOCVERS", "2.0"), ("MOCDIM", "SPACE"), ("ORDERING", "NUNIQ"), ("COORDSYS", "C"), ("MOCORD_S", order)): hdu.header[key] = value
            file = tempfile.NamedTemporaryFile(suffix=".fits")
            fits.HDUList([fits.PrimaryHDU(), hdu]).writeto(file.name, overwrite=True)
            # And a table with a map in a column.
            text = str(order) + "/" + " ".join(str(c) for c in wanted)
            votable = from_table(Table({"name": ["mine"], "moc": [text]}))
            votable.get_first_table().get_field_by_id("moc").xtype = "moc"
            table = tempfile.NamedTemporaryFile(suffix=".vot")
            votable.to_xml(table.name)
            query = "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue AS c JOIN TAP_UPLOAD.mine AS m ON 1 = CONTAINS(POINT(c.ra, c.dec), m.moc)"
            for upload in (file.name, table.name):
                for run in (tap.search, tap.run_async):
                    # Of a name pyVO would read text.
                    assert int(run(query, uploads={"mine": open(upload, "rb")})[0]["n"]) == inside, upload
            made = tap.search("SELECT moc(%d, POINT(ra, dec)) AS seen FROM dr10.lrs_catalogue" % order)
            assert made.getdesc("seen").xtype == "moc"
            got = []
            for word in str(made[0]["seen"]).split():
                if "/" in word:
                    at, word = word.split("/")
                if not word: continue
                first, _, last = word.partition("-")
                step = 4 ** (order - int(at))
                got.extend(range(int(first) * step, (int(last or first) + 1) * step))
            assert sorted(got) == sorted(np.unique(cells).tolist())
            print("done")
            """, service.Tap)).Succeeded();
        Assert.Equal("done", output.Trim());
    }

    [Fact]
    public async Task Pyvo_reads_the_examples_and_each_of_them_runs()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, pyvo
            tap = pyvo.dal.TAPService(sys.argv[1])
            queries = [e["QUERY"] for e in tap.examples]
            for query in queries: tap.search(query, maxrec=5)
            print(len(queries))
            """, service.Tap)).Succeeded();
        Assert.True(int.Parse(output) >= 9);
    }

    [Fact]
    public async Task Stilts_runs_jobs_resumes_them_and_matches_the_sky()
    {
        const string adql = "SELECT TOP 500 obsid, ra, dec FROM dr10.lrs_catalogue ORDER BY obsid";
        var csv = (await ClientProcess.RunAsync("stilts", ["tapquery", $"tapurl={service.Tap}", "sync=false", "poll=100", "delete=never", "ofmt=csv", $"adql={adql}"])).Succeeded();
        Assert.Equal(501, csv.Trim().Split('\n').Length);

        // A job that is left, taken up again by its address.
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var made = await http.PostAsync($"{service.Tap}/async", new FormUrlEncodedContent(new Dictionary<string, string> { ["QUERY"] = adql, ["LANG"] = "ADQL", ["PHASE"] = "RUN" }));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var resumed = (await ClientProcess.RunAsync("stilts", ["tapresume", $"joburl={made.Headers.Location}", "poll=100", "delete=always", "ofmt=csv"])).Succeeded();
        Assert.Equal(csv.Trim(), resumed.Trim());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(made.Headers.Location)).StatusCode);

        var positions = Path.Combine(_directory.FullName, "positions.csv");
        await File.WriteAllTextAsync(positions, string.Join('\n', csv.Trim().Split('\n').Take(101)));
        var matched = (await ClientProcess.RunAsync("stilts", ["tapskymatch", $"tapurl={service.Tap}", "taptable=dr10.lrs_catalogue", "taplon=ra", "taplat=dec", "tapcols=obsid",
            $"in={positions}", "ifmt=csv", "inlon=ra", "inlat=dec", "sr=0.001", "blocksize=40", "find=best", "ofmt=csv"])).Succeeded();
        var rows = RealRows.Parse(matched);
        Assert.Equal(100, rows.Count);
        Assert.All(rows, r => Assert.True(double.Parse(r["SEP_ARCSEC"], System.Globalization.CultureInfo.InvariantCulture) < 1e-3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/parameters")]
    [InlineData("/results")]
    public async Task Stilts_xsdvalidate_has_no_complaint_about_the_documents_of_jobs(string child)
    {
        using var http = new HttpClient();
        foreach (var query in (string[])["SELECT TOP 3 * FROM dr10.lrs_catalogue", "DUFF \u0001 <QUERY>"])
        {
            using var job = await http.PostAsync($"{service.Tap}/async", new MultipartFormDataContent
            {
                { new StringContent(query), "QUERY" }, { new StringContent("x,param:t"), "UPLOAD" }, { new StringContent("RUN"), "PHASE" }, { new StringContent("a <run>"), "RUNID" }, { new StringContent("k\n1\n"), "t", "t" },
            });
            var url = job.RequestMessage!.RequestUri!;
            var ended = await http.GetStringAsync(url + "?WAIT=-1");
            if (ended.Contains("EXECUTING") || ended.Contains("QUEUED")) await http.GetStringAsync(url + "?WAIT=-1&PHASE=EXECUTING");
            var run = await ClientProcess.RunAsync("stilts", ["xsdvalidate", $"doc={url}{child}", "uselocals=true"]);
            Assert.True(run.ExitCode == 0, run.Output + run.Errors);
            if (child == "" && query.StartsWith("DUFF")) Assert.Equal("", (await ClientProcess.RunAsync("stilts", ["votlint", $"votable={url}/error"])).Succeeded().Trim());
        }
        if (child == "") Assert.Equal(0, (await ClientProcess.RunAsync("stilts", ["xsdvalidate", $"doc={service.Tap}/async", "uselocals=true"])).ExitCode);
    }

    [Theory]
    [InlineData("votable(format=TABLEDATA,version=V11)", "vot")]
    [InlineData("votable(format=BINARY,version=V12)", "vot")]
    [InlineData("votable(format=BINARY2,version=V14)", "vot")]
    [InlineData("votable(format=FITS)", "vot")]
    [InlineData("fits-basic", "fits")]
    [InlineData("csv", "csv")]
    public async Task A_table_that_Stilts_wrote_is_taken_in_any_of_its_formats(string format, string extension)
    {
        var table = Path.Combine(_directory.FullName, "table." + extension);
        var csv = Path.Combine(_directory.FullName, "source.csv");
        await File.WriteAllTextAsync(csv, "n,x,s,b,t\n1,0.5,one,true,2020-01-02T03:04:05\n2,,two words,false,\n,1e300,,true,1999-12-31T23:59:59\n");
        (await ClientProcess.RunAsync("stilts", ["tpipe", "in=" + csv, "ifmt=csv", "out=" + table, "ofmt=" + format])).Succeeded();
        using var http = new HttpClient();
        using var answer = await http.PostAsync($"{service.Tap}/sync", new MultipartFormDataContent
        {
            { new StringContent("SELECT COUNT(*) AS c, SUM(n) AS sn, MAX(x) AS mx, MIN(s) AS ms, COUNT(s) AS cs, COUNT(t) AS ct FROM TAP_UPLOAD.mine"), "QUERY" },
            { new StringContent("mine,param:x"), "UPLOAD" }, { new StringContent("csv"), "FORMAT" }, { new ByteArrayContent(await File.ReadAllBytesAsync(table)), "x", "x" },
        });
        Assert.Equal("3,3,1E+300,one,2,2", (await answer.Content.ReadAsStringAsync()).Trim().Split("\r\n")[^1]);
    }

    // What TOPCAT's window asks when it opens a service, what Aladin asks, and what astroquery's TapPlus sends.
    [Theory]
    [InlineData("SELECT COUNT(*) AS nrow FROM TAP_SCHEMA.columns")]
    [InlineData("SELECT schema_name, description, utype FROM TAP_SCHEMA.schemas")]
    [InlineData("SELECT schema_name, table_name, table_type, description, utype FROM TAP_SCHEMA.tables")]
    [InlineData("SELECT column_name, description, unit, ucd, utype, datatype, indexed, principal, std FROM TAP_SCHEMA.columns WHERE table_name = 'dr10.lrs_catalogue'")]
    [InlineData("SELECT key_id, from_column, target_column FROM TAP_SCHEMA.key_columns")]
    [InlineData("SELECT target_table, from_table, target_column, from_column FROM TAP_SCHEMA.keys JOIN TAP_SCHEMA.key_columns ON TAP_SCHEMA.keys.key_id = TAP_SCHEMA.key_columns.key_id WHERE target_table ='dr10.lrs_catalogue'")]
    [InlineData("SELECT * FROM TAP_SCHEMA.columns")]
    public async Task The_queries_of_TOPCAT_and_Aladin_for_metadata_are_answered(string query)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/html, image/gif, image/jpeg, */*; q=0.2");
        using var topcat = await http.PostAsync($"{service.Tap}/sync", new FormUrlEncodedContent(new Dictionary<string, string> { ["REQUEST"] = "doQuery", ["LANG"] = "ADQL", ["QUERY"] = query, ["MAXREC"] = "100000" }));
        Assert.Equal((HttpStatusCode.OK, "application/x-votable+xml"), (topcat.StatusCode, topcat.Content.Headers.ContentType?.MediaType));
        var aladin = await http.GetAsync($"{service.Tap}/sync?REQUEST=doQuery&LANG=ADQL&MAXREC=20000000&FORMAT=application%2Fx-votable%2Bxml%3Bserialization%3DTABLEDATA&QUERY={Uri.EscapeDataString(query)}");
        Assert.Equal(HttpStatusCode.OK, aladin.StatusCode);
        Assert.Contains("<TABLEDATA>", await aladin.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_job_of_Aladin_or_astroquery_runs_as_it_is_made_and_is_polled_by_its_phase()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/plain");
        using var made = await http.PostAsync($"{service.Tap}//async", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["REQUEST"] = "doQuery",
            ["LANG"] = "ADQL",
            ["FORMAT"] = "votable",
            ["tapclient"] = "astroquery",
            ["QUERY"] = "SELECT TOP 4 obsid FROM dr10.lrs_catalogue;",
            ["PHASE"] = "RUN",
            ["jobname"] = "mine",
        }));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var job = made.Headers.Location!;
        Assert.True(job.IsAbsoluteUri);
        for (var i = 0; await http.GetStringAsync(job + "/phase") != "COMPLETED"; i++)
        {
            Assert.True(i < 300);
            await Task.Delay(20);
        }
        Assert.Contains("</VOTABLE>", await http.GetStringAsync(job + "/results/result"));
        Assert.Equal(HttpStatusCode.SeeOther, (await http.DeleteAsync(job)).StatusCode);
    }

    [Fact]
    public async Task The_example_with_a_table_of_ones_own_runs()
    {
        var example = ExampleQuery.All.Single(e => e.Upload.Count > 0);
        var script = """
            import sys, json, pyvo
            from astropy.table import Table
            rows = pyvo.dal.TAPService(sys.argv[1]).search("SELECT TOP 20 obsid, ra, dec FROM dr10.lrs_catalogue ORDER BY obsid").to_table()
            mine = Table({"id": list(range(20)), "ra": rows["ra"], "dec": rows["dec"]})
            found = pyvo.dal.TAPService(sys.argv[1]).search(sys.argv[2], uploads={"mine": mine})
            assert set(found["id"]) == set(range(20)), found
            print(json.dumps(len(found)))
            """;
        var count = JsonSerializer.Deserialize<int>((await ClientProcess.PythonAsync(script, service.Tap, example.Query)).Succeeded());
        Assert.True(count >= 20);
    }
}
