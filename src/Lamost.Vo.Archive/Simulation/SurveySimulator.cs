using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// A release invented after the published numbers of the real one: footprint, plates, magnitudes, signal-to-noise, classes, parameters,
/// repeated sources, identifiers. The same release, number of rows and seed give the same rows. Tables of one simulator belong together:
/// each row of a stellar catalogue is a row of the general one, plates and fibres are theirs, and sources with several epochs have as many
/// as there. Safe for several threads. What is modelled, and after which number: docs/dev/simulation.md.
/// </summary>
public sealed class SurveySimulator
{
    /// <summary>The seed where none is given.</summary>
    public const ulong DefaultSeed = 20111024;

    readonly ReleaseDefinition _release;
    readonly SurveyPlan _low, _medium;
    readonly Dictionary<string, Func<TableDefinition, SimulatedTable>> _tables;

    SurveySimulator(ReleaseDefinition release, SurveyPlan low, SurveyPlan medium, ulong seed)
    {
        (_release, _low, _medium, Seed) = (release, low, medium, seed);
        SpectrumMaker<LowSpectrum> LowMaker() => new LowSpectrumMaker(low);
        SpectrumMaker<MediumSpectrum> MediumMaker() => new MediumSpectrumMaker(medium);
        _tables = new(StringComparer.OrdinalIgnoreCase)
        {
            ["lrs_catalogue"] = d => new SpectrumTable<LowSpectrum>(d, SpectrumColumns.OfLow, low, LowMaker, onlyWithParameters: false),
            ["lrs_stellar"] = d => new SpectrumTable<LowSpectrum>(d, SpectrumColumns.OfLow, low, LowMaker, onlyWithParameters: true),
            ["lrs_mec"] = d => new EpochTable(d, EpochColumns.OfLow, low, () => EpochColumns.Collect(new LowSpectrumMaker(low))),
            ["lrs_plan"] = d => new PlanTable(d, low),
            ["lrs_inputcatalog"] = d => new InputTable<LowSpectrum>(d, low, LowMaker),
            ["mrs_catalogue"] = d => new SpectrumTable<MediumSpectrum>(d, SpectrumColumns.OfMedium, medium, MediumMaker, onlyWithParameters: false),
            ["mrs_stellar"] = d => new SpectrumTable<MediumSpectrum>(d, SpectrumColumns.OfMedium, medium, MediumMaker, onlyWithParameters: true),
            ["mrs_mec"] = d => new EpochTable(d, EpochColumns.OfMedium, medium, () => EpochColumns.Collect(new MediumSpectrumMaker(medium))),
            ["mrs_plan"] = d => new PlanTable(d, medium),
            ["mrs_inputcatalog"] = d => new InputTable<MediumSpectrum>(d, medium, MediumMaker),
        };
    }

    /// <summary>Tables that can be simulated, in the order in which they should be loaded.</summary>
    public static IReadOnlyList<string> TableNames { get; } =
    [
        "lrs_plan", "lrs_catalogue", "lrs_stellar", "lrs_mec", "lrs_inputcatalog", "mrs_plan", "mrs_catalogue", "mrs_stellar", "mrs_mec", "mrs_inputcatalog",
    ];

    /// <summary>Rows of <c>lrs_catalogue</c>.</summary>
    public long Rows => _low.Rows;

    /// <summary>Rows of <c>mrs_catalogue</c>.</summary>
    public long MediumRows => _medium.Rows;

    /// <summary>What the random numbers begin with.</summary>
    public ulong Seed { get; }

    /// <summary>Plates of the low-resolution survey.</summary>
    public int Plates => _low.Plates.Length;

    /// <summary>Plates of the medium-resolution survey.</summary>
    public int MediumPlates => _medium.Plates.Length;

    /// <summary>Plans a release: chooses fields and plates, in well under a second; rows are made when they are asked for.</summary>
    /// <param name="release">Its definition; its name decides which published totals are followed.</param>
    /// <param name="rows">Rows of <c>lrs_catalogue</c>: from 1 to the published number, inclusive. The other tables keep their proportions to it.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentException">There is no model of the release.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is out of range.</exception>
    public static SurveySimulator Create(ReleaseDefinition release, long rows, ulong seed = DefaultSeed)
    {
        ArgumentNullException.ThrowIfNull(release);
        var facts = ReleaseFacts.Of(release.Name);
        if (rows < 1 || rows > facts.FullRows)
            throw new ArgumentOutOfRangeException(nameof(rows), rows, $"Release '{release.Name}' can be simulated with 1 to {facts.FullRows} rows.");
        var low = SurveyPlan.Make(facts.Low, [rows], Draws.Key(seed, 1));
        var medium = facts.Medium.Parts.Select(p => (long)Math.Round((decimal)p.FullRows * rows / facts.FullRows)).ToList();
        return new SurveySimulator(release, low, SurveyPlan.Make(facts.Medium, medium, Draws.Key(seed, 2), low), seed);
    }

    /// <summary>Rows of <c>lrs_catalogue</c> in a part of a release.</summary>
    /// <param name="release">Its name.</param>
    /// <param name="scale">The part: more than 0, at most 1.</param>
    /// <returns>At least 1.</returns>
    /// <exception cref="ArgumentException">There is no model of the release.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is out of range.</exception>
    public static long RowsAt(string release, double scale)
    {
        if (!(scale > 0 && scale <= 1)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale of a release is more than 0 and at most 1.");
        return Math.Max(1, (long)Math.Round(ReleaseFacts.Of(release).FullRows * scale));
    }

    /// <summary>The rows of a table, in blocks, each column in the order of the definition and then the sky index.</summary>
    /// <param name="table">One of <see cref="TableNames"/>, without regard to case.</param>
    /// <exception cref="ArgumentException">
    /// The table cannot be simulated, the release does not declare it, or it has a column that must not be empty and that the model does not
    /// know, or a column of a type that cannot hold the model's value.
    /// </exception>
    public IRowSource Open(string table) => new SimulatedRowSource(Table(table));

    /// <summary>Columns of a table that the model does not know: they stay NULL.</summary>
    /// <param name="table">One of <see cref="TableNames"/>, without regard to case.</param>
    /// <exception cref="ArgumentException">As <see cref="Open"/>.</exception>
    public IReadOnlyList<string> UnknownColumns(string table) => Table(table).UnknownColumns;

    SimulatedTable Table(string table)
    {
        if (!_tables.TryGetValue(table, out var make))
            throw new ArgumentException($"Table '{table}' cannot be simulated; those that can are {string.Join(", ", TableNames)}.", nameof(table));
        return make(_release.Find(table) ?? throw new ArgumentException($"Release '{_release.Name}' declares no table '{table}'.", nameof(table)));
    }
}
