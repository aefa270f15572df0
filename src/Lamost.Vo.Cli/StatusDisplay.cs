using System.Globalization;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Archive.Vizier;
using Spectre.Console;

namespace Lamost.Vo.Cli;

/// <summary>Shows work on many files or rows as it goes: a live line on a terminal, a line every few seconds in a log.</summary>
static class StatusDisplay
{
    static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs a load of spectra and shows its progress.</summary>
    /// <param name="release">What is loaded.</param>
    /// <param name="load">The load.</param>
    public static Task<SpectrumLoadReport> RunAsync(string release, Func<IProgress<SpectrumLoadProgress>, Task<SpectrumLoadReport>> load) =>
        RunAsync($"{release}: looking for spectra", p => string.Create(CultureInfo.InvariantCulture,
            $"{release}: {p.Files:N0} files, {p.Read:N0} read ({p.Bytes / 1e6:N0} MB), {p.FilesPerSecond:N0} files/s{(p.Faults > 0 ? $", {p.Faults:N0} unreadable" : "")}"), load);

    /// <summary>Makes spectra and shows the progress.</summary>
    /// <param name="release">Of what.</param>
    /// <param name="make">The work.</param>
    public static Task<SpectrumSimulationReport> RunAsync(string release, Func<IProgress<SpectrumSimulationProgress>, Task<SpectrumSimulationReport>> make) =>
        RunAsync($"{release}: choosing spectra", p => string.Create(CultureInfo.InvariantCulture, $"{release}: {p.Files:N0} of {p.Total:N0} files of spectra made ({p.Bytes / 1e6:N0} MB)"), make);

    /// <summary>Exports tables and shows the progress.</summary>
    /// <param name="release">Of what.</param>
    /// <param name="export">The work.</param>
    public static Task<VizierReport> RunAsync(string release, Func<IProgress<VizierProgress>, Task<VizierReport>> export) => RunAsync($"{release}: waiting for the tables", Line, export);

    static string Line(VizierProgress p)
    {
        var pace = p.Elapsed > TimeSpan.Zero ? p.Rows / p.Elapsed.TotalSeconds : 0;
        var left = p.Total > p.Rows && pace > 0 ? $", {TimeSpan.FromSeconds((p.Total.Value - p.Rows) / pace):hh\\:mm\\:ss} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{p.Table}: {p.Rows:N0}{(p.Total is { } total ? string.Create(CultureInfo.InvariantCulture, $" of {total:N0}") : "")} rows {(p.Writing ? "written" : "measured")}, {pace:N0} rows/s{left}");
    }

    static async Task<TReport> RunAsync<TProgress, TReport>(string first, Func<TProgress, string> line, Func<IProgress<TProgress>, Task<TReport>> work)
    {
        if (Console.IsErrorRedirected) return await work(new LogLines<TProgress>(line));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Status().StartAsync(Markup.Escape(first), context => work(new Live<TProgress>(line, context)));
    }

    sealed class Live<T>(Func<T, string> line, StatusContext context) : IProgress<T>
    {
        public void Report(T value) => context.Status(Markup.Escape(line(value)));
    }

    sealed class LogLines<T>(Func<T, string> line) : IProgress<T>
    {
        DateTime _last = DateTime.UtcNow;

        public void Report(T value)
        {
            lock (this)
            {
                if (DateTime.UtcNow - _last < LogInterval) return;
                _last = DateTime.UtcNow;
                Console.Error.WriteLine(line(value));
            }
        }
    }
}
