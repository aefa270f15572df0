using System.IO.Compression;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Spectra;

/// <summary>Each test makes three files of low and one of medium resolution anew; a load leaves nothing of the one before.</summary>
public sealed class SpectrumLoaderTests(SimulatedArchive archive) : IClassFixture<SimulatedArchive>, IAsyncLifetime
{
    readonly string _directory = archive.NewDirectory();
    string[] _files = [];

    public async Task InitializeAsync()
    {
        await archive.MakeAsync(_directory, new(4) { Medium = 1 });
        _files = [.. SimulatedArchive.FilesIn(_directory).Where(f => Path.GetFileName(f).StartsWith("spec-", StringComparison.Ordinal)).Select(f => Path.Combine(_directory, f))];
        Assert.Equal(3, _files.Length);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Files_that_have_not_changed_are_not_read_again_and_others_are()
    {
        var first = await archive.LoadAsync(_directory);
        Assert.Equal((4, 4), (first.Files, first.Read));
        var second = await archive.LoadAsync(_directory);
        Assert.Equal((4, 0), (second.Files, second.Read));
        Assert.Equal(first.Feeds, second.Feeds, (a, b) => (a.Table, a.Spectra, a.Files) == (b.Table, b.Spectra, b.Files));
        File.SetLastWriteTimeUtc(_files[0], DateTime.UtcNow.AddMinutes(-1));
        Assert.Equal(1, (await archive.LoadAsync(_directory)).Read);
        Assert.Equal(4, (await archive.LoadAsync(_directory, new() { ReadAll = true })).Read);
    }

    [Fact]
    public async Task A_damaged_file_is_told_and_left_out()
    {
        var bytes = File.ReadAllBytes(_files[0]);
        File.WriteAllBytes(_files[0], bytes[..(bytes.Length / 2)]);
        File.WriteAllText(_files[1], "not FITS at all");
        var report = await archive.LoadAsync(_directory);
        Assert.Equal([(SpectrumFaultKind.Unreadable, _files[0]), (SpectrumFaultKind.Unreadable, _files[1])], report.Faults.Select(f => (f.Kind, f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal));
        Assert.Equal(1, LowFiles(report));
    }

    [Fact]
    public async Task A_file_of_an_observation_that_the_catalogue_does_not_have_is_told_and_left_out()
    {
        Rewrite(_files[0], o => o with { Obsid = 999_901_001 });
        var report = await archive.LoadAsync(_directory);
        var fault = Assert.Single(report.Faults);
        Assert.Equal((SpectrumFaultKind.Unknown, _files[0]), (fault.Kind, fault.Path));
        Assert.Contains("999901001", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, LowFiles(report));
    }

    [Theory]
    [InlineData("spec-*")]
    [InlineData("med-*")]
    public async Task A_file_without_a_number_is_known_by_plate_and_fibre(string pattern)
    {
        var whole = await archive.LoadAsync(_directory);
        Rewrite(Directory.EnumerateFiles(_directory, pattern, SearchOption.AllDirectories).First(), o => o with { Obsid = null });
        var report = await archive.LoadAsync(_directory);
        Assert.Empty(report.Faults);
        Assert.Equal(1, report.Read);
        Assert.Equal(whole.Feeds.Select(f => f.Files), report.Feeds.Select(f => f.Files));
    }

    [Fact]
    public async Task Of_two_files_with_one_spectrum_the_first_is_taken_and_the_second_told()
    {
        var copy = Path.Combine(_directory, "zz", Path.GetFileName(_files[0]));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(_files[0], copy);
        var report = await archive.LoadAsync(_directory);
        var fault = Assert.Single(report.Faults);
        Assert.Equal((SpectrumFaultKind.Duplicate, copy), (fault.Kind, fault.Path));
        Assert.Contains(_files[0], fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, LowFiles(report));
    }

    [Fact]
    public async Task A_file_that_was_moved_is_found_where_it_is()
    {
        await archive.LoadAsync(_directory);
        var moved = Path.Combine(_directory, "elsewhere", "deep", Path.GetFileName(_files[1]));
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        File.Move(_files[1], moved);
        var report = await archive.LoadAsync(_directory);
        Assert.Empty(report.Faults);
        Assert.Equal((4, 1, 3), (report.Files, report.Read, LowFiles(report)));
        Assert.Equal(1L, await DatabaseFixture.ScalarAsync(archive.Database.Owner, $"SELECT count(*) FROM vo_spectra.\"dr10.lrs_catalogue.files\" WHERE path = '{moved}'"));
    }

    [Fact]
    public async Task A_position_that_is_an_arcminute_off_is_told_and_the_file_taken()
    {
        Rewrite(_files[2], o => o with { Ra = o.Ra + 1 / 60.0 / Math.Cos(o.Dec!.Value * Math.PI / 180) });
        var report = await archive.LoadAsync(_directory);
        var fault = Assert.Single(report.Faults);
        Assert.Equal((SpectrumFaultKind.Disagreement, _files[2]), (fault.Kind, fault.Path));
        Assert.Matches("(59[.]9|60[.]0|60[.]1) arcsec", fault.Message);
        Assert.Equal(3, LowFiles(report));
    }

    [Fact]
    public async Task Another_fibre_in_the_header_is_told()
    {
        Rewrite(_files[0], o => o with { Fibre = o.Fibre % 250 + 1 });
        var fault = Assert.Single((await archive.LoadAsync(_directory)).Faults);
        Assert.Equal(SpectrumFaultKind.Disagreement, fault.Kind);
    }

    [Fact]
    public async Task A_template_of_paths_finds_the_files_that_a_walk_finds()
    {
        var options = new SpectrumLoadOptions { PathTemplate = "{obsdate:yyyyMMdd}/{planid}/spec-{lmjd}-{planid}_sp{spid:00}-{fiberid:000}.fits.gz" };
        var report = await archive.LoadAsync(_directory, options, SimulatedArchive.Low);
        Assert.Empty(report.Faults);
        Assert.Equal((3, 3, 3), (report.Files, report.Read, LowFiles(report)));
        options = new() { PathTemplate = "{obsdate:yyyyMMdd}/{planid}/med-{lmjd}-{planid}_sp{spid:00}-{fiberid:000}.fits.gz" };
        report = await archive.LoadAsync(_directory, options, SimulatedArchive.Medium);
        Assert.Empty(report.Faults);
        Assert.Equal((1, 1), (report.Files, report.Read));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("x/../../secret")]
    [InlineData("{root}/secret")]
    [InlineData("../{name}-secret")]
    public async Task What_a_catalogue_says_leads_to_no_file_outside_the_directory(string plan)
    {
        var (inside, name) = (_directory + "-in", Path.GetFileName(_directory) + "-in");
        var root = Path.GetDirectoryName(inside)!;
        Directory.CreateDirectory(Path.Combine(inside, "x"));
        foreach (var secret in new[] { "secret", $"{name}-secret" })
        {
            Directory.CreateDirectory(Path.Combine(root, secret));
            File.Copy(_files[0], Path.Combine(root, secret, "spectrum.fits.gz"), overwrite: true);
        }
        var obsid = SpectrumFileReader.Read(_files[0]).Observation.Obsid;
        var old = await DatabaseFixture.ScalarAsync(archive.Database.Owner, $"SELECT planid FROM dr10.lrs_catalogue WHERE obsid = {obsid}");
        var hostile = plan.Replace("{root}", root, StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(inside, hostile, "spectrum.fits.gz")));
        await archive.RunAsync($"UPDATE dr10.lrs_catalogue SET planid = '{hostile}' WHERE obsid = {obsid}");
        try
        {
            Assert.Equal(0, (await archive.LoadAsync(inside, new() { PathTemplate = "{planid}/spectrum.fits.gz" }, SimulatedArchive.Low)).Files);
        }
        finally
        {
            await archive.RunAsync($"UPDATE dr10.lrs_catalogue SET planid = '{old}' WHERE obsid = {obsid}");
        }
    }

    [Theory]
    [InlineData("{plan_id}/x.fits", "plan_id")]
    [InlineData("x.fits", "no column")]
    [InlineData("{obsid:Q7}/x.fits", "Q7")]
    public async Task A_template_that_cannot_be_filled_is_refused_and_what_was_served_stays(string template, string word)
    {
        await archive.LoadAsync(_directory);
        var error = (await Assert.ThrowsAsync<VoException>(() => archive.LoadAsync(_directory, new() { PathTemplate = template }, SimulatedArchive.Low))).Error;
        Assert.Equal("LVO-LOAD-6010", error.Code);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Equal(3L, await DatabaseFixture.ScalarAsync(archive.Database.Owner, "SELECT count(*) FROM vo_spectra.spectrum WHERE table_name = 'lrs_catalogue' AND file_bytes IS NOT NULL"));
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_told_and_nothing_changes()
    {
        await archive.LoadAsync(_directory);
        var error = (await Assert.ThrowsAsync<VoException>(() => archive.LoadAsync(Path.Combine(_directory, "no-such")))).Error;
        Assert.Equal("LVO-LOAD-6011", error.Code);
        Assert.Equal(0, (await archive.LoadAsync(_directory)).Read);
    }

    [Fact]
    public async Task A_release_whose_catalogue_is_not_loaded_is_told()
    {
        var release = SimulatedArchive.Release with { Name = "dr99" };
        var error = (await Assert.ThrowsAsync<VoException>(() => SpectrumLoader.LoadAsync(archive.Database, release, [SimulatedArchive.Low], [_directory], new()))).Error;
        Assert.Equal("LVO-LOAD-6012", error.Code);
    }

    [Fact]
    public async Task Faults_beyond_the_limit_are_counted()
    {
        foreach (var file in _files) File.WriteAllText(file, "no");
        var report = await archive.LoadAsync(_directory, new() { MaxListed = 2 });
        Assert.Equal(2, report.Faults.Count);
        Assert.Equal(3, report.FaultCounts[SpectrumFaultKind.Unreadable]);
    }

    static long LowFiles(SpectrumLoadReport report) => report.Feeds.Single(f => f.Table == SimulatedArchive.Low.Name).Files;

    static void Rewrite(string path, Func<Observation, Observation> change)
    {
        var file = SpectrumFileReader.Read(path);
        File.WriteAllBytes(path, LamostFileWriter.ToArray(file with { Observation = change(file.Observation) }, CompressionLevel.Fastest));
    }
}
