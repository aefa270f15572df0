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
        var rows = new Option<long?>("--rows") { Description = "Rows of the low-resolution general catalogue; the other tables keep their proportions to it.", HelpName = "N" };
        var scale = new Option<double?>("--scale") { Description = "In place of --rows: the part of the published release, more than 0 and at most 1.", HelpName = "S" };
        var seed = new Option<ulong>("--seed")
        {
            Description = "The same seed and number of rows give the same rows.",
            DefaultValueFactory = _ => SurveySimulator.DefaultSeed,
            HelpName = "N",
        };
        var only = new Option<string[]>("--table")
        {
            Description = $"Only this table, and others given the same way: of {string.Join(", ", SurveySimulator.TableNames)}. Without it all of them.",
            HelpName = "TABLE",
        };
        only.AcceptOnlyFromAmong([.. SurveySimulator.TableNames]);
        rows.Validators.Add(r => { if (r.GetValue(rows) < 1) r.AddError("--rows is a number of at least 1."); });
        scale.Validators.Add(r => { if (!(r.GetValue(scale) is > 0 and <= 1)) r.AddError("--scale is a number of more than 0 and at most 1."); });
        var command = new Command("simulate", "Fills a release with simulated rows, and marks it as simulated.") { release, rows, scale, only, seed };
        command.Validators.Add(r => { if (r.GetResult(rows) is null == r.GetResult(scale) is null) r.AddError("How large? Give --rows or --scale, and not both."); });
        archive.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var definition = ReleaseOption.Get(parsed.GetValue(release)!);
            var survey = Plan(() => SurveySimulator.Create(definition, parsed.GetValue(rows) ?? SurveySimulator.RowsAt(definition.Name, parsed.GetValue(scale)!.Value), parsed.GetValue(seed)));
            await using var open = await archive.OpenAsync(parsed, join: true, cancel);
            await FillAsync(open, definition, survey, parsed.GetValue(only) is { Length: > 0 } chosen ? chosen : SurveySimulator.TableNames, cancel);
            return ExitCode.Success;
        }));
        return command;
    }

    /// <summary>Simulates and loads those of some tables that the release has; <see cref="LoadOptions.DescribesSpectra"/> is as there.</summary>
    public static async Task FillAsync(
        OpenArchive archive, ReleaseDefinition release, SurveySimulator survey, IEnumerable<string> tables, CancellationToken cancel, bool describesSpectra = true)
    {
        foreach (var table in tables.Select(release.Find).OfType<TableDefinition>())
        {
            var report = await LoadDisplay.RunAsync($"{release.Name}.{table.Name}", async progress =>
            {
                using var source = survey.Open(table.Name);
                return await TableLoader.LoadAsync(archive.Database, release, table, source, new LoadOptions { Simulated = true, DescribesSpectra = describesSpectra, TemporaryDirectory = archive.TemporaryDirectory }, progress, cancel);
            });
            var phases = string.Join(", ", report.Durations.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key.ToString().ToLowerInvariant()} {d.Value.TotalSeconds:F1} s")));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{release.Name}.{table.Name}: {report.Rows:N0} simulated rows ({phases})."));
        }
    }

    /// <summary>Plans a release; what the simulation cannot do is told as a fault of the command.</summary>
    public static SurveySimulator Plan(Func<SurveySimulator> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException e)
        {
            throw new WrongUsageException(e.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
