using System.CommandLine;
using System.Globalization;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Archive.Spectra;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo demo</c>: an archive of simulated rows, made at the first start and kept, and served.</summary>
static class DemoCommand
{
    const string Release = "dr10";

    public static Command Create()
    {
        var archive = new ArchiveOptions();
        var port = new Option<int>("--port") { Description = "Port of http://localhost to listen on.", DefaultValueFactory = _ => 8080, HelpName = "N" };
        var rows = new Option<long>("--rows")
        {
            Description = "Rows of the simulated general catalogue, when the archive is new or empty.",
            DefaultValueFactory = _ => 200_000,
            HelpName = "N",
        };
        var spectra = new Option<int>("--spectra")
        {
            Description = "Files of simulated spectra to make at the first start, an eighth of them of medium resolution; 0 for none.",
            DefaultValueFactory = _ => 460,
            HelpName = "N",
        };
        var output = new Option<DirectoryInfo?>("--out")
        {
            Description = "Directory for these files, which is made; nothing is made when it is there. Default: spectra in the directory of --data; with --database none are made without it.",
            HelpName = "DIR",
        };
        spectra.Validators.Add(r => { if (r.GetValue(spectra) is < 0 or > SimulateSpectraCommand.MostFiles) r.AddError($"--spectra is a number from 0 to {SimulateSpectraCommand.MostFiles}."); });
        port.Validators.Add(r => { if (r.GetValue(port) is < 1 or > 65535) r.AddError("--port is a number from 1 to 65535."); });
        rows.Validators.Add(r => { if (r.GetValue(rows) < 1) r.AddError("--rows is a number of at least 1."); });
        var command = new Command("demo", "Serves the demonstration release on http://localhost, making it at the first start.") { port, rows, spectra, output };
        var service = new ServiceOptionSet();
        archive.AddTo(command);
        service.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var root = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{parsed.GetValue(port)}");
            var settings = service.Settings(parsed, parsed.GetValue(archive.Data)!);
            await using var open = await archive.OpenAsync(parsed, join: false, cancel, service.Use(parsed, settings, root));
            var release = ReleaseDefinitions.Get(Release);
            var catalog = await CatalogReader.ReadAsync(open.Database, cancel);
            var directory = parsed.GetValue(spectra) > 0 ? parsed.GetValue(output)?.FullName ?? open.SpectraDirectory : null;
            // Where the directory is there, spectra were made before, or are someone else's.
            if (Directory.Exists(directory)) directory = null;
            if (catalog.Catalog.Tables.All(t => t.Position is null))
            {
                var survey = SimulateCommand.Plan(() => SurveySimulator.Create(release, parsed.GetValue(rows)));
                await SimulateCommand.FillAsync(open, release, survey, SurveySimulator.TableNames, cancel, describesSpectra: directory is null);
            }
            if (directory is not null) await MakeSpectraAsync(open, release, directory, new SpectrumSimulationOptions(parsed.GetValue(spectra)) { MixedLayouts = true }, cancel);
            await ServeCommand.RunAsync(open, root, service.Get(parsed, settings, open), cancel);
            return ExitCode.Success;
        }));
        return command;
    }

    // Not where files are registered, nor for rows that someone has loaded.
    static async Task MakeSpectraAsync(OpenArchive archive, ReleaseDefinition release, string directory, SpectrumSimulationOptions options, CancellationToken cancel)
    {
        if ((await SpectrumStore.FeedsAsync(archive.Database, cancel)).Any(f => f.Release == release.Name && f.Files > 0)) return;
        var catalogues = (await CatalogReader.ReadAsync(archive.Database, cancel)).Catalog.Tables.Where(c => c.Schema == release.Name && release.Find(c.Name)?.Spectra is not null).ToList();
        if (catalogues.Count == 0 || catalogues.Any(c => !c.Simulated)) return;
        // Under another name until all of them are there, so that a start that was interrupted is made up for by the next.
        var unfinished = $"{Path.TrimEndingDirectorySeparator(directory)}.unfinished";
        await SimulateSpectraCommand.MakeAsync(archive, release, unfinished, options, cancel);
        Directory.Move(unfinished, directory);
        await SimulateSpectraCommand.RegisterAsync(archive, release, directory, cancel);
    }
}
