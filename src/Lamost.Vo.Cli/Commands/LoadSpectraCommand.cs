using System.CommandLine;
using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Spectra;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo load-spectra</c>: registers the files of spectra of a release.</summary>
static class LoadSpectraCommand
{
    const int ShownFaults = 10;

    public static Command Create()
    {
        var archive = new ArchiveOptions();
        var release = ReleaseOption.Create();
        var only = new Option<string?>("--table") { Description = "Only the spectra of this catalogue, e.g. lrs_catalogue. Without it those of all catalogues that are loaded.", HelpName = "NAME" };
        var template = new Option<string?>("--path-template")
        {
            Description = "Where the file of a row of the catalogue is below DIR, e.g. \"{obsdate:yyyyMMdd}/{planid}/spec-{lmjd}-{planid}_sp{spid:00}-{fiberid:000}.fits.gz\"; needs --table. Without it every spec-*.fits[.gz] and med-*.fits[.gz] below DIR is taken.",
            HelpName = "TEMPLATE",
        };
        var all = new Option<bool>("--read-all") { Description = "Read files again that have not changed since the last load." };
        var report = new Option<FileInfo?>("--report") { Description = "Where to write all that is wrong with files, as CSV.", HelpName = "FILE" };
        var directories = new Argument<string[]>("DIR") { Description = "Directories with spectra; afterwards the files in them, and no others, are those of the release.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("load-spectra", "Registers files of spectra: reads their headers, and says where they disagree with the catalogue. The files stay where they are.")
        {
            release, only, template, all, report, directories,
        };
        command.Validators.Add(r => { if (r.GetResult(template) is not null && r.GetResult(only) is null) r.AddError("--path-template needs --table: each catalogue has its own names of files."); });
        archive.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var definition = ReleaseOption.Get(parsed.GetValue(release)!);
            await using var open = await archive.OpenAsync(parsed, join: true, cancel);
            var tables = await TablesAsync(open, definition, parsed.GetValue(only), cancel);
            var options = new SpectrumLoadOptions { PathTemplate = parsed.GetValue(template), ReadAll = parsed.GetValue(all) };
            var found = await StatusDisplay.RunAsync(definition.Name, progress =>
                SpectrumLoader.LoadAsync(open.Database, definition, tables, parsed.GetValue(directories)!, options, progress, cancel));
            if (parsed.GetValue(report) is { } file) WriteReport(file.FullName, found);
            Tell(found);
            return ExitCode.Success;
        }));
        return command;
    }

    static async Task<IReadOnlyList<TableDefinition>> TablesAsync(OpenArchive archive, ReleaseDefinition release, string? only, CancellationToken cancel)
    {
        var all = release.Tables.Where(t => t.Spectra is not null).ToList();
        if (only is not null)
            return [all.Find(t => string.Equals(t.Name, only, StringComparison.OrdinalIgnoreCase))
                ?? throw new WrongUsageException($"The release {release.Name} has no catalogue of spectra \"{only}\". It has {string.Join(", ", all.Select(t => t.Name))}.")];
        var loaded = await SpectrumStore.FeedsAsync(archive.Database, cancel);
        var here = all.Where(t => loaded.Any(f => f.Release == release.Name && f.Table == t.Name)).ToList();
        return here.Count > 0 ? here : throw new WrongUsageException($"No catalogue of spectra of {release.Name} is loaded; load {string.Join(" or ", all.Select(t => t.Name))} first.");
    }

    static void WriteReport(string path, SpectrumLoadReport report)
    {
        var csv = new StringBuilder("kind,path,message\n");
        foreach (var fault in report.Faults) csv.Append(CultureInfo.InvariantCulture, $"{Word(fault.Kind)},{Quoted(fault.Path)},{Quoted(fault.Message)}\n");
        File.WriteAllText(path, csv.ToString());
    }

    static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string Word(SpectrumFaultKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Says on standard error what was found.</summary>
    public static void Tell(SpectrumLoadReport report)
    {
        foreach (var kind in report.Faults.GroupBy(f => f.Kind))
        {
            foreach (var fault in kind.Take(ShownFaults)) Console.Error.WriteLine($"{Word(fault.Kind)}: {fault.Path}: {fault.Message}");
            if (report.FaultCounts[kind.Key] > ShownFaults)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Word(kind.Key)}: {report.FaultCounts[kind.Key] - ShownFaults:N0} more; --report lists them."));
        }
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Files:N0} files, {report.Read:N0} of them read."));
        foreach (var feed in report.Feeds)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{feed.Release}.{feed.Table}: {feed.Spectra:N0} spectra, {feed.Files:N0} with a file, {feed.Spectra - feed.Files:N0} without."));
    }
}
