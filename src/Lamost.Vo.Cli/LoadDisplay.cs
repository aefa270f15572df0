using System.Globalization;
using Lamost.Vo.Archive.Loading;
using Spectre.Console;

namespace Lamost.Vo.Cli;

/// <summary>Shows a load as it goes: a live line on a terminal, a line every few seconds in a log.</summary>
static class LoadDisplay
{
    static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs a load and shows its progress.</summary>
    /// <param name="what">What is loaded, e.g. <c>dr10.lrs_catalogue</c>.</param>
    /// <param name="load">The load.</param>
    public static async Task<LoadReport> RunAsync(string what, Func<IProgress<LoadProgress>, Task<LoadReport>> load)
    {
        if (Console.IsErrorRedirected) return await load(new Reporter(new LogLines(what).Show));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        LoadReport? report = null;
        await console.Progress().AutoClear(true).HideCompleted(false)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(what));
                report = await load(new Reporter(p =>
                {
                    task.Description = Markup.Escape(Line(what, p));
                    task.IsIndeterminate = p.Fraction is null || p.Phase != LoadPhase.Reading;
                    task.Value = 100 * (p.Fraction ?? 0);
                }));
            });
        return report!;
    }

    static string Line(string what, LoadProgress p) => p.Phase switch
    {
        LoadPhase.Reading => string.Create(CultureInfo.InvariantCulture, $"{what}: {p.Rows:N0} rows, {p.RowsPerSecond:N0} rows/s{Remaining(p)}{Rejected(p)}"),
        LoadPhase.Sorting => $"{what}: writing in the order of the sky",
        LoadPhase.Indexing => $"{what}: building the indexes",
        LoadPhase.Analysing => $"{what}: gathering statistics",
        LoadPhase.Tiling => $"{what}: making the tiles of the progressive catalogue",
        LoadPhase.Spectra => $"{what}: describing the spectra for SSA and ObsCore",
        _ => $"{what}: publishing",
    };

    static string Remaining(LoadProgress p) => p.Remaining is { } left ? $", {left:hh\\:mm\\:ss} left" : "";

    static string Rejected(LoadProgress p) => p.Rejected > 0 ? string.Create(CultureInfo.InvariantCulture, $", {p.Rejected:N0} rejected") : "";

    sealed class LogLines(string what)
    {
        DateTime _last = DateTime.MinValue;
        LoadPhase? _phase;

        public void Show(LoadProgress p)
        {
            lock (this)
            {
                if ((p.Phase == _phase && DateTime.UtcNow - _last < LogInterval) || (p.Phase == LoadPhase.Reading && p.Rows == 0)) return;
                (_phase, _last) = (p.Phase, DateTime.UtcNow);
                Console.Error.WriteLine(Line(what, p));
            }
        }
    }

    sealed class Reporter(Action<LoadProgress> show) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => show(value);
    }
}
