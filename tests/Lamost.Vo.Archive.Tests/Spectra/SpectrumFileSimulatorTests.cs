using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Spectra;

public sealed class SpectrumFileSimulatorTests(SimulatedArchive archive) : IClassFixture<SimulatedArchive>
{
    [Theory]
    [InlineData(null, null, false, SpectrumLayout.Table, SpectrumLayout.MediumArrays)]
    [InlineData(SpectrumLayout.Image, SpectrumLayout.MediumPixels, false, SpectrumLayout.Image, SpectrumLayout.MediumPixels)]
    [InlineData(SpectrumLayout.Table, SpectrumLayout.MediumArrays, false, SpectrumLayout.Table, SpectrumLayout.MediumArrays)]
    [InlineData(null, null, true, SpectrumLayout.Image, SpectrumLayout.Table, SpectrumLayout.MediumPixels, SpectrumLayout.MediumArrays)]
    public async Task What_is_made_is_registered_whole_and_agrees_with_the_catalogue(SpectrumLayout? low, SpectrumLayout? medium, bool mixed, params SpectrumLayout[] expected)
    {
        var directory = archive.NewDirectory();
        var made = await archive.MakeAsync(directory, new(25) { Medium = 5, LowLayout = low, MediumLayout = medium, MixedLayouts = mixed });
        Assert.Equal((20, 5), (made.LowFiles, made.MediumFiles));
        var files = SimulatedArchive.FilesIn(directory);
        Assert.Equal(25, files.Count);
        Assert.All(files, f => Assert.True(SpectrumFileName.TryParsePath(f, out _), f));
        var read = files.Select(f => SpectrumFileReader.Read(Path.Combine(directory, f))).ToList();
        Assert.All(read, f => Assert.True(LamostFileWriter.IsSimulated(f)));
        Assert.Equal(expected.Order(), read.Select(f => f.Layout).Distinct().Order());
        Assert.Equal(made.MediumSpectra, read.Where(f => f.Observation.IsMedium).Sum(f => f.Spectra.Count));

        var loaded = await archive.LoadAsync(directory);
        Assert.Empty(loaded.Faults);
        Assert.Equal((25, 25), (loaded.Files, loaded.Read));
        Assert.Equal([20L, made.MediumSpectra], loaded.Feeds.Select(f => f.Files));
        // Of a visit each spectrum that the catalogue lists is there, and each that is there is listed.
        Assert.Equal(0L, await AskAsync("""
            SELECT count(*) FROM vo_spectra.spectrum s WHERE file_bytes IS NULL AND observation IN (SELECT observation FROM vo_spectra."dr10.mrs_catalogue.files")
            """));
    }

    [Fact]
    public async Task Headers_say_what_catalogue_and_plate_say()
    {
        var directory = archive.NewDirectory();
        await archive.MakeAsync(directory, new(16) { Medium = 4, MixedLayouts = true });
        await archive.LoadAsync(directory);
        Assert.Equal(12L, await AskAsync("""
            SELECT count(*) FROM dr10.lrs_catalogue c JOIN vo_spectra."dr10.lrs_catalogue.files" f ON f.observation = c.obsid JOIN dr10.lrs_plan p ON p.pid = c.obsid / 100000
            """));
        Assert.Equal("", await AskAsync("""
            SELECT string_agg(c.obsid::text, ' ') FROM dr10.lrs_catalogue c JOIN vo_spectra."dr10.lrs_catalogue.files" f ON f.observation = c.obsid JOIN dr10.lrs_plan p ON p.pid = c.obsid / 100000
            WHERE abs(f.snr - c.snrr) > 0.01 * c.snrr + 0.01 OR abs(f.t_min - vo.minute_to_mjd(p.lmjm)) > 1e-4 OR f.exposure <> vo.exposure_sum(p.exptime)
            """) ?? "");
        Assert.Equal("", await AskAsync("""
            SELECT string_agg(c.mobsid, ' ') FROM dr10.mrs_catalogue c JOIN vo_spectra."dr10.mrs_catalogue.files" f ON f.key = c.mobsid JOIN dr10.mrs_plan p ON p.pid = c.obsid / 100000
            WHERE abs(f.snr - c.snr) > 0.01 * c.snr + 0.01 OR (c.coadd = 0 AND (f.minute <> c.lmjm OR f.exposure <> vo.exposure_each(p.exptime)))
            """) ?? "");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_does_not()
    {
        var (first, again, other) = (archive.NewDirectory(), archive.NewDirectory(), archive.NewDirectory());
        var options = new SpectrumSimulationOptions(8) { Medium = 2, MixedLayouts = true, Seed = 7 };
        await archive.MakeAsync(first, options);
        await archive.MakeAsync(again, options with { Workers = 1 });
        await archive.MakeAsync(other, options with { Seed = 8 });
        var files = SimulatedArchive.FilesIn(first);
        Assert.Equal(files, SimulatedArchive.FilesIn(again));
        Assert.Equal(files, SimulatedArchive.FilesIn(other));
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(first, f)), File.ReadAllBytes(Path.Combine(again, f))));
        Assert.All(files, f => Assert.NotEqual(File.ReadAllBytes(Path.Combine(first, f)), File.ReadAllBytes(Path.Combine(other, f))));
    }

    [Theory]
    [InlineData("lrs_catalogue")]
    [InlineData("mrs_catalogue")]
    public async Task For_a_catalogue_that_was_observed_nothing_is_invented(string table)
    {
        var directory = archive.NewDirectory();
        await archive.RunAsync($"UPDATE vo.published_table SET simulated = false WHERE physical_schema = 'dr10' AND physical_name = '{table}'");
        try
        {
            var error = (await Assert.ThrowsAsync<VoException>(() => archive.MakeAsync(directory, new(8)))).Error;
            Assert.Equal("LVO-LOAD-6013", error.Code);
            Assert.Contains($"dr10.{table}", error.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(directory));
        }
        finally
        {
            await archive.RunAsync($"UPDATE vo.published_table SET simulated = true WHERE physical_schema = 'dr10' AND physical_name = '{table}'");
        }
    }

    [Fact]
    public async Task A_file_that_is_not_simulated_is_never_replaced_and_a_simulated_one_is()
    {
        var directory = archive.NewDirectory();
        await archive.MakeAsync(directory, new(2) { Medium = 0 });
        await archive.MakeAsync(directory, new(2) { Medium = 0 });
        var path = Path.Combine(directory, SimulatedArchive.FilesIn(directory)[0]);
        var file = SpectrumFileReader.Read(path);
        var real = LamostFileWriter.ToArray(file with { Headers = [] }, System.IO.Compression.CompressionLevel.Fastest);
        foreach (var content in new[] { real, "no gzip"u8.ToArray() })
        {
            File.WriteAllBytes(path, content);
            var error = (await Assert.ThrowsAsync<VoException>(() => archive.MakeAsync(directory, new(2) { Medium = 0 }))).Error;
            Assert.Equal("LVO-LOAD-6014", error.Code);
            Assert.Equal(content, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public async Task New_rows_of_a_catalogue_do_not_get_the_invented_files_of_the_old()
    {
        var directory = archive.NewDirectory();
        await archive.MakeAsync(directory, new(8) { Medium = 2 });
        var loaded = await archive.LoadAsync(directory);
        Assert.All(loaded.Feeds, f => Assert.NotEqual(0, f.Files));
        await archive.FillAsync("lrs_catalogue");
        Assert.Equal(0L, await AskAsync("SELECT count(*) FROM vo_spectra.spectrum WHERE table_name = 'lrs_catalogue' AND file_bytes IS NOT NULL"));
        Assert.NotEqual(0L, await AskAsync("SELECT count(*) FROM vo_spectra.spectrum WHERE table_name = 'mrs_catalogue' AND file_bytes IS NOT NULL"));
    }

    [Fact]
    public async Task Chosen_are_sources_of_both_surveys_whole_and_every_class_bright_and_faint()
    {
        var (low, medium) = await ChooseAsync(200, 40);
        Assert.Equal((200, 40), (low.Distinct().Count(), medium.Distinct().Count()));
        var numbers = string.Join(',', low);
        var visits = string.Join(',', medium);
        Assert.Equal("GALAXY QSO STAR", await AskAsync($"SELECT string_agg(DISTINCT class, ' ' ORDER BY class) FROM dr10.lrs_catalogue WHERE obsid IN ({numbers})"));
        Assert.True((long)(await AskAsync($"SELECT count(DISTINCT left(subclass, 1)) FROM dr10.lrs_catalogue WHERE class = 'STAR' AND obsid IN ({numbers})"))! >= 5);
        Assert.True((long)(await AskAsync($"SELECT count(*) FROM dr10.lrs_catalogue WHERE snrr < 10 AND obsid IN ({numbers})"))! >= 10);
        Assert.True((long)(await AskAsync($"SELECT count(*) FROM dr10.lrs_catalogue WHERE snrr > 80 AND obsid IN ({numbers})"))! >= 10);
        var both = $"(SELECT uid FROM dr10.lrs_catalogue WHERE obsid IN ({numbers}) INTERSECT SELECT uid FROM dr10.mrs_catalogue WHERE obsid IN ({visits}))";
        Assert.True((long)(await AskAsync($"SELECT count(*) FROM {both} AS b"))! >= 3);
        // Sources that are not whole are only those that filled up.
        Assert.True((long)(await AskAsync($"""
            SELECT count(DISTINCT uid) FROM dr10.lrs_catalogue WHERE uid IN (SELECT uid FROM dr10.lrs_catalogue WHERE obsid IN ({numbers})) AND obsid NOT IN ({numbers})
            """))! <= 5);
    }

    [Fact]
    public async Task When_more_is_wanted_than_there_is_all_is_chosen_once()
    {
        var (low, medium) = await ChooseAsync(100_000, 100_000);
        Assert.Equal(await AskAsync("SELECT count(*) FROM dr10.lrs_catalogue"), (long)low.Distinct().Count());
        Assert.Equal(await AskAsync("SELECT count(DISTINCT obsid) FROM dr10.mrs_catalogue"), (long)medium.Distinct().Count());
        Assert.Equal(low.Distinct().Count(), low.Count);
        Assert.Equal(medium.Distinct().Count(), medium.Count);
    }

    async Task<(IReadOnlyList<long> Low, IReadOnlyList<long> Medium)> ChooseAsync(int low, int medium)
    {
        await using var connection = await archive.Database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        return await new SpectrumChoice(connection, await SimulatedTables.LockAsync(connection, SimulatedArchive.Release, default), low, medium).MakeAsync(default);
    }

    Task<object?> AskAsync(string sql) => Async(DatabaseFixture.ScalarAsync(archive.Database.Owner, sql));

    static async Task<object?> Async(Task<object?> value) => await value is var v and not DBNull ? v : null;
}
