using System.Globalization;
using System.Text;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The figures of a run, in the order they were measured, for a Markdown file; and the ratios that are compared between runs.</summary>
sealed class Report
{
    readonly StringBuilder _text = new();
    readonly List<(string What, bool Met)> _targets = [];
    readonly List<string> _alarms = [];
    string _heading = "";

    /// <summary>Ratios by name; the larger, the better.</summary>
    public Dictionary<string, double> Ratios { get; } = [];

    /// <summary>What is said first: the machine.</summary>
    public void Heading(string text) => _heading = text;

    /// <summary>Begins a part, and tells the load of the machine before it.</summary>
    public void Part(string title, string note)
    {
        Turns.Say(title);
        _text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{note} Load average before: {Machine.LoadAverage()}.\n");
    }

    /// <summary>Begins a table. Columns whose title begins with <c>&gt;</c> hold numbers.</summary>
    public void Columns(params string[] titles)
    {
        Row([.. titles.Select(t => t.TrimStart('>'))], first: true);
        Row([.. titles.Select(t => t.StartsWith('>') ? "--:" : "---")], first: false);
    }

    /// <summary>A row of the table.</summary>
    public void Row(params string[] cells) => Row(cells, first: false);

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text) => _text.Append(CultureInfo.InvariantCulture, $"\n{text}\n");

    /// <summary>What must not be overlooked: two that should agree do not.</summary>
    public void Alarm(string text)
    {
        Turns.Say($"!!! {text}");
        _alarms.Add(text);
    }

    /// <summary>Judges a figure.</summary>
    /// <param name="what">The figure.</param>
    /// <param name="met">Whether it is as wanted.</param>
    /// <param name="wanted">The target.</param>
    /// <returns>The cell for a table.</returns>
    public string Target(string what, bool met, string wanted)
    {
        _targets.Add((what, met));
        return met ? $"{wanted}: met" : $"**{wanted}: missed**";
    }

    /// <summary>Keeps a ratio for the comparison with other runs; of a part that runs twice, the better one.</summary>
    /// <returns>The cell for a table.</returns>
    public string Ratio(string name, double ratio)
    {
        Ratios[name] = Math.Max(ratio, Ratios.GetValueOrDefault(name));
        return Number(ratio, 2);
    }

    /// <summary>A number as English readers write it.</summary>
    public static string Number(double value, int decimals = 0) => value.ToString($"N{decimals}", CultureInfo.InvariantCulture);

    /// <summary>The whole file.</summary>
    /// <param name="command">What was run.</param>
    /// <param name="isFull">Whether it was run on the whole release.</param>
    public string ToMarkdown(string command, bool isFull)
    {
        var missed = _targets.Where(t => !t.Met).Select(t => t.What).ToList();
        var text = new StringBuilder("# Benchmarks\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Made by `{command}`. Contenders took turns in one run; times are medians of the rounds, ")
            .Append(CultureInfo.InvariantCulture, $"ratios medians of the rounds' ratios, and larger is better for us.\n\n{_heading}\n\n");
        if (!isFull) text.Append("The targets are for the whole release, and this was a part of it. ");
        text.Append(CultureInfo.InvariantCulture, $"{_targets.Count - missed.Count} of {_targets.Count} targets are met.{(missed.Count == 0 ? "" : $" Missed: {string.Join("; ", missed)}; [why](dev/benchmarks.md).")}\n");
        foreach (var alarm in _alarms) text.Append(CultureInfo.InvariantCulture, $"\n**{alarm}**\n");
        text.Append(_text);
        text.Append("\n## Kernels\n\nNot part of this run; BenchmarkDotNet measures them: `dotnet run -c Release --project tests/Lamost.Vo.Benchmarks -- --filter '*'`.\n");
        return text.ToString();
    }

    void Row(string[] cells, bool first) => _text.Append(first ? "\n" : "").Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
