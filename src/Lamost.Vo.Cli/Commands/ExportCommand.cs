using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Lamost.Vo.Archive.Vizier;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo export</c>: writes tables of a release as other archives take them.</summary>
static class ExportCommand
{
    public static Command Create()
    {
        var archive = new ArchiveOptions();
        var release = ReleaseOption.Create();
        var vizier = new Option<bool>("--vizier") { Description = "As VizieR takes them: files of aligned columns, and a ReadMe that describes them." };
        var only = new Option<string[]>("--table") { Description = "Only this table, and others given the same way. Without it all that are loaded.", HelpName = "NAME" };
        var directory = new Option<DirectoryInfo>("--out") { Description = "Directory for the files: a new or an empty one, or that of an earlier export of the same tables.", Required = true, HelpName = "DIR" };
        var command = new Command("export", "Writes tables of a release as files for another archive.") { vizier, release, only, directory };
        command.Validators.Add(r => { if (!r.GetValue(vizier)) r.AddError("Written as what? There is one way: --vizier."); });
        archive.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var definition = ReleaseOption.Get(parsed.GetValue(release)!);
            var tables = parsed.GetValue(only) ?? [];
            foreach (var table in tables)
                if (definition.Find(table) is null) throw new WrongUsageException($"The release {definition.Name} has no table \"{table}\". Its tables: {string.Join(", ", definition.Tables.Select(t => t.Name))}.");
            await using var open = await archive.OpenAsync(parsed, join: true, cancel);
            var options = new VizierOptions(parsed.GetValue(directory)!.FullName, $"lamost-vo {Version}") { Tables = tables };
            Tell(await StatusDisplay.RunAsync(definition.Name, (IProgress<VizierProgress> progress) => VizierExporter.WriteAsync(open.Database, definition, options, progress, cancel)));
            return ExitCode.Success;
        }));
        return command;
    }

    static string Version => typeof(ExportCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    static void Tell(VizierReport report)
    {
        foreach (var file in report.Files)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{file.Name}: {file.Rows:N0} lines of {file.RecordLength} bytes (measuring {file.Measuring.TotalSeconds:F1} s, writing {file.Writing.TotalSeconds:F1} s)."));
            foreach (var (column, values) in file.Escaped)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Table}.{column}: {values:N0} values hold characters beyond ASCII, written as \\uXXXX."));
        }
        if (report.Open.Count > 0)
            Console.Error.WriteLine($"To be filled in in the ReadMe, where ????? stands: {string.Join(", ", report.Open)}.");
        Console.Error.WriteLine($"The files are in {report.Directory}.");
    }
}
