using System.CommandLine;
using System.Globalization;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Spectra;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo simulate-spectra</c>: makes files of invented spectra for a simulated release, and registers them.</summary>
static class SimulateSpectraCommand
{
    /// <summary>As many files of spectra at most, since what is said of them is held in memory.</summary>
    public const int MostFiles = 1_000_000;

    static readonly Dictionary<string, SpectrumLayout> Layouts = new()
    {
        ["image"] = SpectrumLayout.Image,
        ["table"] = SpectrumLayout.Table,
        ["pixels"] = SpectrumLayout.MediumPixels,
        ["arrays"] = SpectrumLayout.MediumArrays,
    };

    public static Command Create()
    {
        var archive = new ArchiveOptions();
        var release = ReleaseOption.Create();
        var count = new Option<int>("--count") { Description = "Files to make, of both resolutions together.", Required = true, HelpName = "N" };
        var medium = new Option<int?>("--medium") { Description = "As many of the files are of medium resolution, of one visit each. Default: an eighth, where its catalogue is loaded.", HelpName = "M" };
        var layout = new Option<string[]>("--layout")
        {
            Description = "How files of low resolution (image as in DR1 to DR8, table as later) or of medium resolution (pixels to DR8, arrays later) are laid out; may be given for both. mixed: all of these. Default: as in the release.",
            HelpName = "LAYOUT",
        };
        layout.AcceptOnlyFromAmong([.. Layouts.Keys, "mixed"]);
        var seed = new Option<ulong>("--seed") { Description = "The same seed and rows give the same files.", DefaultValueFactory = _ => SurveySimulator.DefaultSeed, HelpName = "N" };
        var output = new Option<DirectoryInfo?>("--out")
        {
            Description = "Directory for the files, with nothing else in it; afterwards the spectra in it, and no others, are those of the release. Default: spectra in the directory of --data.",
            HelpName = "DIR",
        };
        count.Validators.Add(r => { if (r.GetValue(count) is < 1 or > MostFiles) r.AddError($"--count is a number from 1 to {MostFiles}."); });
        var command = new Command("simulate-spectra", "Makes files of invented spectra for rows of a simulated release, and registers them.") { release, count, medium, layout, seed, output };
        command.Validators.Add(r =>
        {
            if (r.GetResult(count) is not null && r.GetValue(medium) is { } visits && (visits < 0 || visits > r.GetValue(count))) r.AddError("--medium is a number from 0 to that of --count.");
        });
        archive.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var definition = ReleaseOption.Get(parsed.GetValue(release)!);
            await using var open = await archive.OpenAsync(parsed, join: true, cancel);
            var directory = parsed.GetValue(output)?.FullName ?? open.SpectraDirectory
                ?? throw new WrongUsageException("Where shall the files go? With --database give --out DIR, which the machines that serve it must see under the same path.");
            var wanted = (parsed.GetValue(layout) ?? []).ToHashSet(StringComparer.Ordinal);
            var options = new SpectrumSimulationOptions(parsed.GetValue(count))
            {
                Medium = parsed.GetValue(medium),
                MixedLayouts = wanted.Contains("mixed"),
                LowLayout = One(wanted, "image", "table"),
                MediumLayout = One(wanted, "pixels", "arrays"),
                Seed = parsed.GetValue(seed),
            };
            await MakeAsync(open, definition, directory, options, cancel);
            await RegisterAsync(open, definition, directory, cancel);
            return ExitCode.Success;
        }));
        return command;
    }

    /// <summary>Makes files.</summary>
    public static async Task MakeAsync(OpenArchive archive, ReleaseDefinition release, string directory, SpectrumSimulationOptions options, CancellationToken cancel)
    {
        var made = await StatusDisplay.RunAsync(release.Name, progress => SpectrumFileSimulator.MakeAsync(archive.Database, release, directory, options, progress, cancel));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{release.Name}: {made.LowFiles:N0} simulated spectra of low resolution and {made.MediumFiles:N0} visits of medium resolution with {made.MediumSpectra:N0} spectra ({made.Bytes / 1e6:N0} MB)."));
    }

    /// <summary>Registers the files in a directory as those of all catalogues of spectra that are simulated.</summary>
    public static async Task RegisterAsync(OpenArchive archive, ReleaseDefinition release, string directory, CancellationToken cancel)
    {
        var catalog = (await CatalogReader.ReadAsync(archive.Database, cancel)).Catalog;
        // A catalogue of observed rows keeps its files.
        var tables = release.Tables.Where(t => t.Spectra is not null && catalog.Tables.Any(c => c.Schema == release.Name && c.Name == t.Name && c.Simulated)).ToList();
        LoadSpectraCommand.Tell(await StatusDisplay.RunAsync(release.Name, progress =>
            SpectrumLoader.LoadAsync(archive.Database, release, tables, [directory], new SpectrumLoadOptions(), progress, cancel)));
        Console.Error.WriteLine($"The files are in {directory}.");
    }

    static SpectrumLayout? One(HashSet<string> wanted, string first, string second) => (wanted.Contains(first), wanted.Contains(second)) switch
    {
        (true, true) => throw new WrongUsageException($"--layout {first} and --layout {second} are of one resolution; for both of them there is --layout mixed."),
        (false, false) => null,
        var (isFirst, _) => Layouts[isFirst ? first : second],
    };
}
