using System.CommandLine;
using System.Globalization;
using Lamost.Vo.Archive.Loading;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo load</c>: loads the survey's own files into a table of a release.</summary>
static class LoadCommand
{
    const int ShownNames = 20;

    public static Command Create()
    {
        var archive = new ArchiveOptions();
        var release = ReleaseOption.Create();
        var table = new Option<string>("--table") { Description = "The table, e.g. lrs_catalogue.", Required = true, HelpName = "NAME" };
        var rejects = new Option<FileInfo?>("--reject-report") { Description = "Where to write the rows that were refused, as CSV.", HelpName = "FILE" };
        var fraction = new Option<double>("--max-reject-fraction")
        {
            Description = "The load fails when more than this fraction of the rows is refused.",
            DefaultValueFactory = _ => new LoadOptions().MaxRejectFraction,
            HelpName = "F",
        };
        var files = new Argument<string[]>("FILE")
        {
            Description = "CSV (comma or |) or FITS binary tables, plain or .gz; together they become the whole table.",
            Arity = ArgumentArity.OneOrMore,
        };
        fraction.Validators.Add(r => { if (r.GetValue(fraction) is not (>= 0 and <= 1)) r.AddError("--max-reject-fraction is a number from 0 to 1."); });
        var command = new Command("load", "Loads files of the survey into a table; what is served changes when all is loaded, at once.")
        {
            release, table, rejects, fraction, files,
        };
        archive.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var definition = ReleaseOption.Get(parsed.GetValue(release)!);
            var name = parsed.GetValue(table)!;
            var target = definition.Find(name) ?? throw new WrongUsageException(
                $"The release {definition.Name} has no table \"{name}\". Its tables: {string.Join(", ", definition.Tables.Select(t => t.Name))}.");
            await using var open = await archive.OpenAsync(parsed, join: true, cancel);
            var options = new LoadOptions { MaxRejectFraction = parsed.GetValue(fraction), RejectReportPath = parsed.GetValue(rejects)?.FullName, TemporaryDirectory = open.TemporaryDirectory };
            var report = await LoadDisplay.RunAsync($"{definition.Name}.{target.Name}", progress =>
                TableLoader.LoadAsync(open.Database, definition, target, parsed.GetValue(files)!, options, progress, cancel));
            Tell($"{definition.Name}.{target.Name}", report);
            return ExitCode.Success;
        }));
        return command;
    }

    // All are in the report of the load; a person needs the first few to see what happened.
    static string Some(IReadOnlyList<string> names) =>
        names.Count <= ShownNames + 3 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(ShownNames))} and {names.Count - ShownNames} more";

    static void Tell(string table, LoadReport report)
    {
        foreach (var file in report.Files)
        {
            if (file.UnknownColumns.Count > 0) Console.Error.WriteLine($"{file.Path}: columns left out, the table has none of these names: {Some(file.UnknownColumns)}");
            if (file.MissingColumns.Count > 0) Console.Error.WriteLine($"{file.Path}: columns that the file does not have, NULL now: {Some(file.MissingColumns)}");
        }
        foreach (var reject in report.Rejects.Take(10))
            Console.Error.WriteLine($"{reject.File}, line {reject.Line}: {(reject.Column is null ? "" : $"{reject.Column} = \"{reject.Value}\": ")}{reject.Reason}");
        if (report.RejectReportPath is { } path) Console.Error.WriteLine($"All refused rows are listed in {path}.");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table}: {report.Rows:N0} rows are served, {report.Rejected:N0} were refused."));
    }
}
