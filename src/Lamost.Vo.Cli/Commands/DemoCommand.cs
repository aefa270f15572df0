using System.CommandLine;
using System.Globalization;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;

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
        port.Validators.Add(r => { if (r.GetValue(port) is < 1 or > 65535) r.AddError("--port is a number from 1 to 65535."); });
        rows.Validators.Add(r => { if (r.GetValue(rows) < 1) r.AddError("--rows is a number of at least 1."); });
        var command = new Command("demo", "Serves the demonstration release on http://localhost, making it at the first start.") { port, rows };
        var service = new ServiceOptionSet();
        archive.AddTo(command);
        service.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            await using var open = await archive.OpenAsync(parsed, join: false, cancel);
            var catalog = await CatalogReader.ReadAsync(open.Database, cancel);
            if (catalog.Catalog.Tables.All(t => t.Position is null))
            {
                var release = ReleaseDefinitions.Get(Release);
                await SimulateCommand.FillAsync(open, release, SimulateCommand.Plan(() => SurveySimulator.Create(release, parsed.GetValue(rows))), SurveySimulator.TableNames, cancel);
            }
            var root = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{parsed.GetValue(port)}");
            await ServeCommand.RunAsync(open, root, service.Get(parsed, open), cancel);
            return ExitCode.Success;
        }));
        return command;
    }
}
