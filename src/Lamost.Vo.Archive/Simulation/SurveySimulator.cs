using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// A release invented after the published numbers of the real one: footprint, plates, magnitudes, signal-to-noise, classes, parameters,
/// repeated sources, identifiers. The same release, number of rows and seed give the same rows. Tables of one simulator belong together:
/// each row of <c>lrs_stellar</c> is a row of <c>lrs_catalogue</c>. Safe for several threads. What is modelled, and after which number:
/// docs/dev/simulation.md.
/// </summary>
public sealed class SurveySimulator
{
    /// <summary>The seed where none is given.</summary>
    public const ulong DefaultSeed = 20111024;

    const string Catalogue = "lrs_catalogue", Stellar = "lrs_stellar";

    readonly ReleaseDefinition _release;
    readonly SurveyPlan _plan;

    SurveySimulator(ReleaseDefinition release, SurveyPlan plan, ulong seed) => (_release, _plan, Seed) = (release, plan, seed);

    /// <summary>Tables that can be simulated, in the order in which they should be loaded.</summary>
    public static IReadOnlyList<string> TableNames { get; } = [Catalogue, Stellar];

    /// <summary>Rows of <c>lrs_catalogue</c>.</summary>
    public long Rows => _plan.Rows;

    /// <summary>What the random numbers begin with.</summary>
    public ulong Seed { get; }

    /// <summary>Plates that the release has.</summary>
    public int Plates => _plan.Fields.Sum(f => f.Plates.Length);

    /// <summary>Plans a release: chooses fields and plates, in well under a second; rows are made when they are asked for.</summary>
    /// <param name="release">Its definition; its name decides which published totals are followed.</param>
    /// <param name="rows">Rows of <c>lrs_catalogue</c>: from 1 to the published number, inclusive.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentException">There is no model of the release.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is out of range.</exception>
    public static SurveySimulator Create(ReleaseDefinition release, long rows, ulong seed = DefaultSeed)
    {
        ArgumentNullException.ThrowIfNull(release);
        var facts = SurveyFacts.Of(release.Name);
        if (rows < 1 || rows > facts.FullRows)
            throw new ArgumentOutOfRangeException(nameof(rows), rows, $"Release '{release.Name}' can be simulated with 1 to {facts.FullRows} rows.");
        return new SurveySimulator(release, SurveyPlan.Make(facts, rows, seed), seed);
    }

    /// <summary>The rows of a table, in blocks of at most 4,096, each column in the order of the definition and then the sky index.</summary>
    /// <param name="table">One of <see cref="TableNames"/>, without regard to case.</param>
    /// <exception cref="ArgumentException">
    /// The table cannot be simulated, the release does not declare it, or it has a column that must not be empty and that the model does not
    /// know, or a column of a type that cannot hold the model's value.
    /// </exception>
    public IRowSource Open(string table)
    {
        var (definition, fillers) = Fillers(table);
        return new SimulatedRowSource(_plan, fillers, definition.Name.Equals(Stellar, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Columns of a table that the model does not know: they stay NULL.</summary>
    /// <param name="table">One of <see cref="TableNames"/>, without regard to case.</param>
    /// <exception cref="ArgumentException">As <see cref="Open"/>.</exception>
    public IReadOnlyList<string> UnknownColumns(string table) => [.. Fillers(table).Definition.Columns.Where(c => ColumnFillers.For(c) is null).Select(c => c.Name)];

    (TableDefinition Definition, ColumnFiller[] Fillers) Fillers(string table)
    {
        if (!TableNames.Contains(table, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"Table '{table}' cannot be simulated; those that can are {string.Join(", ", TableNames)}.", nameof(table));
        var definition = _release.Find(table) ?? throw new ArgumentException($"Release '{_release.Name}' declares no table '{table}'.", nameof(table));
        var fillers = definition.Columns.Select(c => ColumnFillers.For(c) ?? (c.Nullable
            ? static (_, w) => w.Null()
            : throw new ArgumentException($"Column '{c.Name}' of '{table}' must not be empty, and the simulation does not know it.", nameof(table))));
        return (definition, [.. fillers, ColumnFillers.Pixel]);
    }
}
