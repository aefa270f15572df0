using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>Every genuine spectrum, from the file of the survey through SSA, DataLink and SODA to a reader, against what astropy reads from the file itself.</summary>
[Collection(SpectraTests.Name)]
public sealed class GenuineSpectraTests(SpectraFixture service)
{
    /// <summary>Reads an original with astropy alone: wavelength in Angstrom ascending, flux, inverse variance.</summary>
    const string Original = """
        import sys, json, io, math, warnings, urllib.request, urllib.parse
        import numpy as np
        from astropy.io import fits, votable
        base, spectra = sys.argv[1], json.load(open(sys.argv[2]))
        def original(s):
            with fits.open(s["path"]) as hdus:
                if s["format"] == "lrs-image":
                    data, header = hdus[0].data, hdus[0].header
                    wave = data[2]
                    # The third row of DR1 is the normalized flux.
                    if wave[0] < 1000: wave = 10 ** (header["COEFF0"] + header["COEFF1"] * np.arange(len(data[0])))
                    columns = wave, data[0], data[1]
                elif s["format"] == "lrs-table":
                    row = hdus[s["hdu"]].data[0]
                    columns = row["WAVELENGTH"], row["FLUX"], row["IVAR"]
                else:
                    rows = hdus[s["hdu"]].data
                    columns = 10 ** rows["LOGLAM"].astype("f8"), rows["FLUX"], rows["IVAR"]
                wave, flux, ivar = [np.array(c) for c in columns]
            order = np.argsort(wave, kind="stable")
            wave, flux, ivar = wave[order], flux[order], ivar[order]
            return wave.astype("f8"), np.where(np.isfinite(flux), flux, np.nan), np.where(np.isfinite(ivar) & (ivar > 0), ivar, 0)
        def get(url, **parameters):
            if parameters: url += "?" + urllib.parse.urlencode(parameters)
            return urllib.request.urlopen(url)
        def parse(body):
            # UCDs that SSA 1.1, SODA 1.0 and ObsCore 1.1 demand and that the list of words does not have, or not in this place, and a unit that VOUnits has for old readers;
            # nothing else may be wrong.
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                table = votable.parse(io.BytesIO(body), verify="warn").get_first_table().array
            known = ["Invalid UCD '%s':" % ucd for ucd in ("em.wl;stat.interval", "meta.ref.ivoid;meta.curation", "meta.ref.url;meta.curation", "meta.ref.url;meta.preview", "pos.eq;src", "pos.eq", "instr.fov",
                "meta.curation", "stat.error;pos.eq", "em.wl;instr.bandwidth", "em.wl;instr.bandpass", "time.scale", "spect.resolution;em")] + ["'Angstrom' has been deprecated"]
            unknown = [str(w.message) for w in said if not any(k in str(w.message) for k in known)]
            assert not unknown, unknown
            return table
        def same(a, b, what):
            assert np.array_equal(np.asarray(a, "f8"), np.asarray(b, "f8"), equal_nan=True), what

        """;

    [SampleFact]
    public async Task Ssa_finds_each_and_its_address_gives_the_pixels_that_astropy_reads_from_the_original() => Assert.Equal("done", (await ClientProcess.PythonAsync(Original + """
        table = parse(get(base + "/ssa/dr10").read())
        rows = {r["ssa_pubDID"].split("?")[1]: r for r in table}
        assert set(rows) == {s["key"] for s in spectra} and len(rows) == len(table), len(table)
        for s in spectra:
            row, (wave, flux, ivar) = rows[s["key"]], original(s)
            answer = get(row["accref"])
            body = answer.read()
            assert row["accsize"] == math.ceil(int(answer.headers["Content-Length"]) / 1000) == math.ceil(len(body) / 1000), s
            assert answer.headers["Content-Type"] == row["mime"] == "application/fits"
            with fits.open(io.BytesIO(body)) as hdus:
                hdus.verify("exception")
                got = hdus[1].data
                same(got["flux"], flux, s); same(got["ivar"], ivar, s)
                assert np.allclose(got["wavelength"], wave, rtol=1e-12 if s["format"] != "lrs-image" else 1e-9, atol=0), s
            assert row["ssa_length"] == len(wave), s
            assert abs(row["ssa_specstart"] * 1e10 - wave[0]) < 1e-6 and abs(row["ssa_specend"] * 1e10 - wave[-1]) < 1e-6, s
            assert abs(row["location_dec"] - s["dec"]) < 1e-3 and tuple(row["ssa_location"]) == (row["location_ra"], row["location_dec"]), s
            near = parse(get(base + "/ssa/dr10", POS=f'{row["location_ra"]},{row["location_dec"]}', SIZE="0.0001").read())
            assert s["key"] in [r["ssa_pubDID"].split("?")[1] for r in near], s
        print("done")
        """, service.Url, service.List)).Succeeded().Trim());

    [SampleFact]
    public async Task Links_lead_to_the_same_pixels_and_a_cut_out_is_their_slice() => Assert.Equal("done", (await ClientProcess.PythonAsync(Original + """
        ids = ["ivo://lamost.vo/dr10?" + s["key"] for s in spectra]
        links = parse(urllib.request.urlopen(base + "/datalink/links", urllib.parse.urlencode([("ID", i) for i in ids]).encode()).read())
        by = {}
        for l in links: by.setdefault(l["ID"], []).append(l)
        assert list(by) == ids
        for s, id in zip(spectra, ids):
            wave, flux, ivar = original(s)
            mine = {l["local_semantics"]: l for l in by[id] if l["semantics"] in ("#this", "#progenitor") and l["local_semantics"] in ("#fits", "#votable", "#csv", "#native")}
            assert set(mine) == {"#fits", "#votable", "#csv", "#native"}, s
            head = urllib.request.urlopen(urllib.request.Request(mine["#fits"]["access_url"], method="HEAD"))
            assert int(head.headers["Content-Length"]) == mine["#fits"]["content_length"], s
            native = urllib.request.urlopen(urllib.request.Request(mine["#native"]["access_url"], method="HEAD", headers={"Accept-Encoding": "gzip"}))
            assert int(native.headers["Content-Length"]) == mine["#native"]["content_length"], s
            with fits.open(io.BytesIO(get(mine["#native"]["access_url"]).read())) as a, fits.open(s["path"]) as b:
                assert fits.FITSDiff(a, b).identical, s
            low, high = len(wave) // 3, 2 * len(wave) // 3
            # (Of every third the VOTable, which takes long to read.)
            form = ("application/x-votable+xml", "application/fits", "application/fits")[spectra.index(s) % 3]
            cut = get(base + "/soda/sync", ID=id, BAND=f"{(wave[low] + wave[low - 1]) / 2e10!r} {(wave[high] + wave[high - 1]) / 2e10!r}", FORMAT=form).read()
            got = fits.open(io.BytesIO(cut))[1].data if form.endswith("fits") else votable.parse(io.BytesIO(cut), verify="exception").get_first_table().array
            same(got["flux"], flux[low:high], s); same(got["ivar"], ivar[low:high], s)
            assert np.allclose(got["wavelength"], wave[low:high], rtol=1e-9, atol=0), s
        print("done")
        """, service.Url, service.List)).Succeeded().Trim());

    [SampleFact]
    public async Task A_download_of_all_in_one_file_has_the_same_pixels() => Assert.Equal("done", (await ClientProcess.PythonAsync(Original + """
        ids = ",".join(s["key"] for s in spectra)
        body = urllib.request.urlopen(base + "/spectra/batch", urllib.parse.urlencode({"ID": ids, "RELEASE": "dr11", "FORMAT": "fits"}).encode()).read()
        with fits.open(io.BytesIO(body)) as hdus:
            assert [h.name for h in hdus[1:]] == [s["key"] for s in spectra]
            for s, hdu in zip(spectra, hdus[1:]):
                wave, flux, ivar = original(s)
                same(hdu.data["flux"], flux, s); same(hdu.data["ivar"], ivar, s)
        print("done")
        """, service.Url, service.List)).Succeeded().Trim());
}
