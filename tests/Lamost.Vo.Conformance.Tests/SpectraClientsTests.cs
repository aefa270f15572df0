using System.Text.RegularExpressions;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>pyVO and STILTS on the services of spectra, as astronomers use them.</summary>
[Collection(SpectraTests.Name)]
public sealed partial class SpectraClientsTests(SpectraFixture service)
{
    string Url => service.Url;

    [SampleFact]
    public async Task Pyvo_goes_from_SSA_to_data_sets_links_and_cut_outs() => Assert.Equal("done", (await ClientProcess.PythonAsync("""
        import sys, io, warnings, pyvo, pyvo.utils.vocabularies
        import numpy as np, astropy.units as u
        from astropy.io import fits
        from astropy.coordinates import SkyCoord
        from astropy.time import Time
        warnings.simplefilter("error")
        # (GenuineSpectraTests look at the UCDs.)
        warnings.filterwarnings("ignore", ".*Invalid UCD.*")
        warnings.filterwarnings("ignore", ".*'Angstrom' has been deprecated.*")
        warnings.filterwarnings("ignore", category=ResourceWarning)
        # Its getdataset() reads the vocabulary of semantics on the web, where tests are not.
        pyvo.utils.vocabularies.get_vocabulary = lambda name, **_: {"terms": {"this": {"narrower": []}, "preview": {"narrower": ["preview-image", "preview-plot"]}}}
        ssa = pyvo.dal.SSAService(sys.argv[1] + "/ssa/dr10?")
        found = ssa.search(pos=SkyCoord(292.0587, 43.9253, unit="deg"), diameter=0.01 * u.deg)
        assert len(found) == 79, len(found)
        record = [r for r in found if r.getbyutype("ssa:DataID.Instrument") == "LAMOST LRS"][0]
        assert abs(float(record.ra) - 292.0587) < 0.001 and abs(float(record.dec) - 43.9253) < 0.001, (record.ra, record.dec)
        assert record.format == "application/fits" and record.title and record.instr == "LAMOST LRS", (record.format, record.title)
        assert isinstance(record.dateobs, Time) or record.dateobs, record.dateobs
        data = fits.open(io.BytesIO(record.getdataset().read()))[1].data
        assert len(data) == record["ssa_length"]
        few = ssa.search(pos=(292.0587, 43.9253), diameter=0.01, band=(3.8e-7 * u.m, 3.9e-7 * u.m), time=Time(["2015-01-01", "2016-01-01"]), format="fits")
        assert len(few) == 1, len(few)
        # (pyVO takes a second for the links of each of the 79, which all list one another.)
        low = ssa.search(pos=(292.0587, 43.9253), diameter=0.01, COLLECTION="LRS")
        links = list(low.iter_datalinks())
        assert 0 < len(links) == len(low), (len(links), len(low))
        by = {l["ID"][0]: l for l in links}
        mine = by[record["ssa_pubDID"]]
        assert len(list(mine.bysemantics("#this", include_narrower=False))) >= 3
        assert next(mine.bysemantics("#preview", include_narrower=False)).content_type == "image/png"
        png = next(mine.bysemantics("#preview", include_narrower=False)).getdataset().read()
        assert png[:4] == b"\x89PNG"
        cut = fits.open(io.BytesIO(record.processed(band=(650 * u.nm, 660 * u.nm)).read()))[1].data
        inside = (data["wavelength"] >= 6500) & (data["wavelength"] <= 6600)
        assert 50 < len(cut) < 300 and np.array_equal(cut["flux"], data["flux"][inside]), len(cut)
        try:
            ssa.search(pos="nonsense")
            raise SystemExit("a wrong search gave no error")
        except (pyvo.dal.DALQueryError, ValueError):
            pass
        names = [c.name for c in ssa.columns]
        assert "accref" in names and "ssa_pubDID" in names, names
        print("done")
        """, Url)).Succeeded().Trim());

    [SampleFact]
    public async Task Pyvo_goes_from_ObsCore_to_data_sets_and_links() => Assert.Equal("done", (await ClientProcess.PythonAsync("""
        import sys, io, urllib.request, pyvo
        from astropy.io import fits
        tap = pyvo.dal.TAPService(sys.argv[1] + "/tap")
        rows = tap.search("SELECT TOP 5 * FROM ivoa.obscore WHERE dataproduct_type = 'spectrum' AND 1 = CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 292.0587, 43.9253, 0.01)) ORDER BY obs_publisher_did")
        assert len(rows) == 5
        for row in rows:
            # (getdataset() would ask for the vocabulary of semantics on the web.)
            assert len(fits.open(io.BytesIO(urllib.request.urlopen(row.getdataurl()).read()))[1].data) == row["em_xel"]
        links = list(rows.iter_datalinks())
        assert [l["ID"][0] for l in links] == [r["obs_publisher_did"] for r in rows]
        assert all(len(list(l.bysemantics("#this", include_narrower=False))) >= 3 for l in links)
        part = next(iter(tap.search("SELECT obs_publisher_did AS who, em_min FROM ivoa.obscore WHERE obs_publisher_did LIKE '%dr10?353301001'").iter_datalinks()))
        assert part["ID"][0].endswith("dr10?353301001")
        print("done")
        """, Url)).Succeeded().Trim());

    [SampleFact]
    public async Task Stilts_coneskymatch_finds_the_spectra_of_every_position_of_a_table()
    {
        var positions = "ra,dec\n292.0587,43.9253\n341.064566,19.566591\n10.0,80.0\n";
        var file = Path.Combine(service.Genuine.Directory, "positions.csv");
        await File.WriteAllTextAsync(file, positions);
        var csv = (await ClientProcess.RunAsync("stilts",
            ["coneskymatch", $"serviceurl={Url}/ssa/dr10?", "servicetype=ssa", $"in={file}", "ifmt=csv", "ra=ra", "dec=dec", "sr=0.001", "find=all", "usefoot=false", "ofmt=csv", "ocmd=keepcols ssa_pubDID"])).Succeeded();
        var expected = service.Genuine.Spectra.Where(s => s.Uid == GenuineSpectra.RepeatedStar || s.Key == "353301001").Select(s => $"ivo://lamost.vo/dr10?{s.Key}");
        Assert.Equal(expected.Order(), csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Trim()).Order());
    }

    public static TheoryData<string> Documents => new(
        "ssa?POS=292.0587,43.9253&SIZE=0.1", "ssa/dr10?MAXREC=3", "ssa?FORMAT=METADATA", "ssa?POS=as3f,13.0&SIZE=0.25", "ssa?MAXREC=0", "ssa/dr10?FORMAT=votable", "ssa/dr99",
        "datalink/links?ID=dr10/353301001&ID=dr10/666212076B&ID=nonsense", "datalink/links", "spectra/dr10/353301001.vot", "spectra/dr10/666212076B.vot", "spectra/dr10/900006003.vot",
        "soda/sync?ID=dr10/353301001,dr10/666212076R&FORMAT=votable&BAND=6.4e-7+6.6e-7&FLUXCALIB=normalized&REDSHIFT=target",
        "tap/sync?LANG=ADQL&FORMAT=votable/td&QUERY=SELECT+*+FROM+ivoa.obscore+WHERE+release='dr10'", "tap/sync?LANG=ADQL&QUERY=SELECT+*+FROM+lamost.source_spectra");

    [SampleTheory]
    [MemberData(nameof(Documents))]
    public async Task Stilts_votlint_has_no_complaint(string request)
    {
        var path = await DownloadAsync(request, "votlint");
        var report = (await ClientProcess.RunAsync("stilts", ["votlint", $"votable={path}", "ucd=true", "unit=true"])).Succeeded();
        // (SSA 1.1 has UCDs that today's list does not, and validators of SSA count them.)
        Assert.Equal("", string.Join('\n', report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !OldUcds().IsMatch(l))));
    }

    [SampleTheory]
    [InlineData("datalink/links?ID=dr10/353301001")]
    [InlineData("datalink/links?ID=dr10/666212076B&ID=dr10/353301001&ID=nonsense")]
    [InlineData("datalink/links")]
    public async Task Stilts_datalinklint_has_no_complaint(string request)
    {
        var report = (await ClientProcess.RunAsync("stilts", ["datalinklint", $"votable={Url}/{request}", "maxrepeat=10000"])).Succeeded();
        // STILTS has no connection to read the vocabulary datalink/core from, and these came into it later than the list that it has with it.
        Assert.Equal("", string.Join('\n', report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l is ['E' or 'W' or 'F', '-', ..] && !NewPredicates().IsMatch(l))));
        Assert.Contains("Totals:", report);
    }

    // (STILTS has no schema of VOTable with it; votlint above knows what is in it.)
    [SampleTheory]
    [InlineData("soda/capabilities")]
    [InlineData("soda/availability")]
    public async Task Documents_of_the_service_are_valid_by_their_schemas(string request)
    {
        var run = await ClientProcess.RunAsync("stilts", ["xsdvalidate", $"doc={Url}/{request}", "uselocals=true"]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    [SampleFact]
    public async Task Taplint_finds_no_error_in_ObsCore_with_real_spectra()
    {
        var report = (await ClientProcess.RunAsync("stilts", ["taplint", $"tapurl={Url}/tap", "stages=TMV TME TMS TMC CAP QGE MDQ OBS", "report=EWISF", "maxrepeat=100"])).Succeeded();
        Assert.Contains("Section OBS:", report);
        var complaints = TaplintTests.Complaints(report);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    async Task<string> DownloadAsync(string request, string name)
    {
        using var http = new HttpClient();
        var path = Path.Combine(service.Genuine.Directory, $"{name}-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(path, await (await http.GetAsync($"{Url}/{request}")).Content.ReadAsByteArrayAsync());
        return path;
    }

    [GeneratedRegex("Unknown predicate '(counterpart|coderived|documentation)'")]
    private static partial Regex NewPredicates();

    [GeneratedRegex("UCD.*\"(meta.ref.url;meta.curation|meta.curation|pos.eq|meta.number|instr.fov)\"")]
    private static partial Regex OldUcds();
}
