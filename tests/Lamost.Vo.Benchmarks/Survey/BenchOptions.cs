using System.Globalization;
using Lamost.Vo.Archive.Simulation;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>What <c>bench.sh</c> was asked for.</summary>
sealed record BenchOptions
{
    const long ShortRows = 500_000;

    /// <summary>The release that is simulated and measured.</summary>
    public const string Release = "dr12";

    /// <summary>Rows of the low-resolution general catalogue.</summary>
    public long Rows { get; private init; }

    /// <summary>Directory of the archive. Of the short form a new one, which is removed at the end.</summary>
    public string Data { get; private init; } = "";

    /// <summary>Whether it is the whole release, for which the targets are.</summary>
    public bool IsFull { get; private init; }

    /// <summary>Two minutes on few rows, for ratios to compare with the committed ones.</summary>
    public bool Short { get; private init; }

    /// <summary>Whether the ratios of a short run take the place of the committed ones.</summary>
    public bool Accept { get; private init; }

    /// <summary>Whether only memory is followed, second by second, during one long response.</summary>
    public bool Memory { get; private init; }

    /// <summary>The parts of a run, in their order.</summary>
    public static readonly IReadOnlyList<string> Parts = ["streaming", "memory", "cones", "matches", "uploads", "sky", "spectra"];

    /// <summary>The parts to run; empty for all.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>The Markdown file to write; null for none.</summary>
    public string? Out { get; private init; }

    /// <summary>Base URL of another TAP service, and what to ask of it.</summary>
    public string? PeerTap { get; private init; }

    /// <summary>Base URL of another cone search.</summary>
    public string? PeerScs { get; private init; }

    /// <summary>The table of the other TAP service; it has columns ra and dec.</summary>
    public string? PeerTable { get; private init; }

    /// <summary>Eight columns of the other table, the first of them its identifier.</summary>
    public string PeerColumns { get; private init; } = Streaming.Columns;

    /// <summary>The command line as a reader may repeat it, without the directory.</summary>
    public string Command { get; private init; } = "";

    /// <summary>Rounds of alternating runs.</summary>
    public const int Rounds = 5;

    /// <summary>Whether a part was asked for.</summary>
    public bool Wants(string part) => Only.Count == 0 || Only.Contains(part);

    /// <summary>Reads the command line.</summary>
    /// <param name="args">Options, after the verb.</param>
    /// <param name="root">The root of the repository, where the default files are.</param>
    /// <exception cref="ArgumentException">An option is unknown or lacks its value.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args, string root)
    {
        var given = new Dictionary<string, string>();
        string[] switches = ["--short", "--accept", "--memory"];
        string[] valued = ["--scale", "--rows", "--data", "--out", "--only", "--peer-tap", "--peer-scs", "--peer-table", "--peer-columns"];
        for (var i = 0; i < args.Count; i++)
        {
            if (switches.Contains(args[i])) given[args[i]] = "";
            else if (valued.Contains(args[i]) && i + 1 < args.Count) given[args[i]] = args[++i];
            else throw new ArgumentException($"'{args[i]}' is not an option, or lacks its value. Options: {string.Join(" ", switches.Concat(valued))}.");
        }
        string? value(string name) => given.GetValueOrDefault(name);
        var isShort = given.ContainsKey("--short");
        if (value("--scale") is not null && value("--rows") is not null) throw new ArgumentException("Give --scale or --rows, not both.");
        if (given.ContainsKey("--accept") && !isShort) throw new ArgumentException("--accept goes with --short.");
        if (given.ContainsKey("--accept") && given.ContainsKey("--only")) throw new ArgumentException("--accept writes all ratios; leave --only out.");
        if (value("--peer-tap") is null != value("--peer-table") is null) throw new ArgumentException("--peer-tap and --peer-table go together.");
        var only = value("--only")?.Split(',') ?? [];
        if (only.Except(Parts).FirstOrDefault() is { } unknown) throw new ArgumentException($"'{unknown}' is not a part; parts are {string.Join(", ", Parts)}.");
        var scale = double.Parse(value("--scale") ?? "1", CultureInfo.InvariantCulture);
        var full = SurveySimulator.RowsAt(Release, 1);
        var rows = value("--rows") is { } n ? long.Parse(n, CultureInfo.InvariantCulture) : isShort && value("--scale") is null ? ShortRows : SurveySimulator.RowsAt(Release, scale);
        return new BenchOptions
        {
            Rows = rows,
            Data = Path.GetFullPath(value("--data") ?? Path.Combine(Path.GetTempPath(), isShort ? $"lamost-vo-bench-{Guid.NewGuid():N}" : "lamost-vo-bench")),
            Short = isShort,
            IsFull = rows == full,
            Accept = given.ContainsKey("--accept"),
            Memory = given.ContainsKey("--memory"),
            Only = only,
            Out = value("--out") ?? (rows == full && !isShort && only.Length == 0 && !given.ContainsKey("--memory") ? Path.Combine(root, "docs", "benchmarks.md") : null),
            PeerTap = value("--peer-tap")?.TrimEnd('/'),
            PeerScs = value("--peer-scs"),
            PeerTable = value("--peer-table"),
            PeerColumns = value("--peer-columns") ?? Streaming.Columns,
            Command = string.Join(" ", new[] { "./bench.sh" }.Concat(given.Where(g => g.Key is not ("--data" or "--out")).Select(g => g.Value == "" ? g.Key : $"{g.Key} '{g.Value}'"))),
        };
    }

    /// <summary>Whether the directory is this run's own, to be removed at the end.</summary>
    public bool IsTemporary => Short && Path.GetFileName(Data).StartsWith("lamost-vo-bench-", StringComparison.Ordinal);
}
