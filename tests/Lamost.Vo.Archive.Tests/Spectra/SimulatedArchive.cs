using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Spectra;

/// <summary>A small simulated DR10 of a class of tests, and a directory for its spectra.</summary>
public sealed class SimulatedArchive : DatabaseFixture, IAsyncLifetime
{
    const int Rows = 2000;

    public static readonly ReleaseDefinition Release = ReleaseDefinitions.Get("dr10");

    public static readonly TableDefinition Low = Release.Find("lrs_catalogue")!;

    public static readonly TableDefinition Medium = Release.Find("mrs_catalogue")!;

    int _directories;

    /// <summary>A directory that is removed at the end.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("lamost-vo-spectra-").FullName;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var table in new[] { "lrs_plan", "lrs_catalogue", "lrs_stellar", "mrs_plan", "mrs_catalogue", "mrs_stellar" }) await FillAsync(table);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Directory.Delete(Root, true);
    }

    /// <summary>Fills a table with the rows that it has at the begin.</summary>
    public async Task FillAsync(string table, bool simulated = true)
    {
        using var source = SurveySimulator.Create(Release, Rows, 5).Open(table);
        await TableLoader.LoadAsync(Database, Release, Release.Find(table)!, source, new() { Simulated = simulated, TemporaryDirectory = Root });
    }

    /// <summary>A directory that is not there yet.</summary>
    public string NewDirectory() => Path.Combine(Root, $"files-{Interlocked.Increment(ref _directories)}");

    /// <summary>Makes files.</summary>
    public Task<SpectrumSimulationReport> MakeAsync(string directory, SpectrumSimulationOptions options) => SpectrumFileSimulator.MakeAsync(Database, Release, directory, options);

    /// <summary>Registers what is in a directory.</summary>
    public Task<SpectrumLoadReport> LoadAsync(string directory, SpectrumLoadOptions? options = null, params TableDefinition[] tables) =>
        SpectrumLoader.LoadAsync(Database, Release, tables.Length > 0 ? tables : [Low, Medium], [directory], options ?? new());

    /// <summary>Files in a directory, by their paths in it.</summary>
    public static IReadOnlyList<string> FilesIn(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(directory, f)).Order(StringComparer.Ordinal)];
}
