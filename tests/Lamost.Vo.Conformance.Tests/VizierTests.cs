using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Server;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>What <c>lamost-vo export --vizier</c> writes, read by astropy, beside what the service gives of the same archive by TAP.</summary>
public sealed class VizierTests(DatabaseFixture archive) : IClassFixture<DatabaseFixture>
{
    const int SimulatedRows = 3000;

    const string Compare = """
        import os, sys, warnings
        import numpy as np
        import pyvo
        from astropy.table import Table
        tap, directory = pyvo.dal.TAPService(sys.argv[1]), sys.argv[2]
        seen = cells = 0
        for name in sorted(f for f in os.listdir(directory) if f.endswith(".dat")):
            # A unit that is none of CDS', or a line that cannot be read, is a warning.
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                got = Table.read(os.path.join(directory, name), readme=os.path.join(directory, "ReadMe"), format="ascii.cds")
            query = "SELECT * FROM dr10." + name[:-4]
            expected = tap.search(query, maxrec=10**6).to_table()
            assert len(got) == len(expected) > 0, (name, len(got), len(expected))
            assert len(got.colnames) == len(expected.colnames) == len(set(got.colnames)), name
            # The first column is the key.
            here, there = (np.argsort(np.array([str(v) for v in t.columns[0]])) for t in (got, expected))
            for label, column in zip(got.colnames, expected.colnames):
                a, b = got[label][here], expected[column][there]
                where = (name, label, column)
                masked = lambda c: np.array(np.ma.getmaskarray(np.ma.asarray(c)))
                nulls = masked(b)
                if b.dtype.kind == "f":
                    nulls = nulls | np.isnan(np.ma.filled(np.ma.asarray(b), np.nan))
                elif b.dtype.kind in "OU":
                    b = np.array(["" if m else str(v).strip() for v, m in zip(b, nulls)])
                    nulls = b == ""
                assert np.array_equal(masked(a), nulls), where
                a, b = np.ma.asarray(a)[~nulls].filled(), np.ma.asarray(b)[~nulls].filled() if hasattr(b, "filled") else b[~nulls]
                if len(a) == 0:
                    continue
                if b.dtype.kind == "f":
                    assert a.dtype.kind == "f", where
                    a = a.astype(b.dtype)
                elif b.dtype.kind in "iu":
                    assert a.dtype.kind in "iu", where
                else:
                    a, b = a.astype(str), b.astype(str)
                assert np.array_equal(a, b), (where, [(x, y) for x, y in zip(a, b) if x != y][:5])
                cells += len(a)
            units = {c: got[l].unit for l, c in zip(got.colnames, expected.colnames)}
            for c, unit in (("ra", "deg"), ("rv", "km/s"), ("teff", "K"), ("gaia_g_mean_mag", "mag"), ("offsets_v", "arcsec")):
                assert c not in units or units[c] == unit, (name, c, units[c])
            seen += 1
        print(seen, cells)
        """;

    [Fact]
    public async Task Astropy_reads_every_file_and_finds_the_values_that_the_service_gives()
    {
        var release = ReleaseDefinitions.Get("dr10");
        var survey = SurveySimulator.Create(release, SimulatedRows, seed: 11);
        foreach (var name in SurveySimulator.TableNames)
        {
            using var rows = survey.Open(name);
            await TableLoader.LoadAsync(archive.Database, release, release.Find(name)!, rows, new LoadOptions { Simulated = true, DescribesSpectra = false }, null, CancellationToken.None);
        }
        var tables = SurveySimulator.TableNames.Count;
        if (Samples.Available)
        {
            await TableLoader.LoadAsync(archive.Database, release, release.Find("lrs_combined")!, [Samples.Path("catalogues/dr10v2_combined_420rows.csv")], new LoadOptions(), null, CancellationToken.None);
            tables++;
        }
        var directory = Directory.CreateTempSubdirectory("lamost-vo-vizier-").FullName;
        try
        {
            var run = await RunAsync("--vizier", "--release", "dr10", "--out", directory);
            run.Succeeded();
            Assert.Contains("lrs_catalogue.dat: 3,000 lines", run.Errors);
            Assert.Contains("authors, year", run.Errors);

            await using var catalog = await CatalogCache.StartAsync(archive.Database);
            await using var app = VoServer.Build(archive.Database, catalog, new ServiceOptions { JobsDirectory = Path.Combine(directory, "..", Path.GetFileName(directory) + "-jobs") }, new ServiceLimits(), "http://127.0.0.1:0");
            await app.StartAsync();
            var output = (await ClientProcess.PythonAsync(Compare, app.Urls.First() + "/tap", directory)).Succeeded().Split(' ');
            Assert.Equal(tables, int.Parse(output[0]));
            Assert.InRange(int.Parse(output[1]), 300_000, 100_000_000);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            if (Directory.Exists(directory + "-jobs")) Directory.Delete(directory + "-jobs", recursive: true);
        }
    }

    [Theory]
    [InlineData("--vizier", "--release", "dr10")]
    [InlineData("--release", "dr10", "--out", "/tmp/nowhere")]
    [InlineData("--vizier", "--release", "dr99", "--out", "/tmp/nowhere")]
    [InlineData("--vizier", "--release", "dr10", "--out", "/tmp/nowhere", "--table", "lrs_nonsense")]
    public async Task Wrong_usage_is_told_on_standard_error_with_exit_code_2(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("lamost-vo: ", run.Errors);
    }

    Task<ClientProcess> RunAsync(params string[] arguments) => ClientProcess.RunAsync("env",
        [$"LAMOST_VO_READER_PASSWORD={DatabaseFixture.Options.ReaderPassword}", "dotnet", CommandLineTests.Program, "export", .. arguments, "--database", archive.ConnectionString]);
}
