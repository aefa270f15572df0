using System.CommandLine;
using System.Globalization;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo simulate</c>: fills tables of a release with invented rows of realistic distributions.</summary>
static class SimulateCommand
{
    public static Command Create()
    {
        var archive = new ArchiveOptions();
        var release = ReleaseOption.Create();
        var rows = new Option<long>("--rows") { Description = "Rows of the general catalogue.", Required = true, HelpName = "N" };
        var seed = new Option<ulong>("--seed")
        {
            Description = "The same seed and number of rows give the same rows.",
            DefaultValueFactory = _ => SurveySimulator.DefaultSeed,
            HelpName = "N",
        };
        rows.Validators.Add(r => { if (r.GetValue(rows) < 1) r.AddError("--rows is a number of at least 1."); });
        var command = new Command("simulate", "Fills a release with simulated rows, and marks it as simulated.") { release, rows, seed };
        archive.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var definition = ReleaseOption.Get(parsed.GetValue(release)!);
            await using var open = await archive.OpenAsync(parsed, join: true, cancel);
            await FillAsync(open, definition, parsed.GetValue(rows), parsed.GetValue(seed), cancel);
            return ExitCode.Success;
        }));
        return command;
    }

    /// <summary>Simulates and loads every table that can be simulated.</summary>
    public static async Task FillAsync(OpenArchive archive, ReleaseDefinition release, long rows, ulong seed, CancellationToken cancel)
    {
        SurveySimulator survey;
        try
        {
            survey = SurveySimulator.Create(release, rows, seed);
        }
        catch (ArgumentException e)
        {
            throw new WrongUsageException(e.Message.Split(" (Parameter", 2)[0]);
        }
        foreach (var table in SurveySimulator.TableNames.Select(n => release.Find(n)!))
        {
            var report = await LoadDisplay.RunAsync($"{release.Name}.{table.Name}", async progress =>
            {
                using var source = survey.Open(table.Name);
                return await TableLoader.LoadAsync(archive.Database, release, table, source, new LoadOptions { Simulated = true, TemporaryDirectory = archive.TemporaryDirectory }, progress, cancel);
            });
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{release.Name}.{table.Name}: {report.Rows:N0} simulated rows."));
        }
    }
}
