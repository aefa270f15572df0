using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Adds a visit to a row of sources. Not safe for several threads: one for each.</summary>
delegate void EpochCollector(EpochRow row, Field field, int slot, int visit);

/// <summary>The sources of a survey with several visits, each with its measurements in the order of the visits.</summary>
sealed class EpochTable(TableDefinition definition, ColumnSet<EpochRow> columns, SurveyPlan plan, Func<EpochCollector> newCollector)
    : SimulatedTable<EpochRow>(definition, columns)
{
    // Level-20 triangles are small, but not so small that no two sources of a full release share one; then they share the key of this table.
    readonly Lazy<Dictionary<long, ulong>> _shared = new(() => SharedNames(plan));

    /// <inheritdoc/>
    public override long Units => plan.Slots;

    /// <inheritdoc/>
    public override int BlockUnits => 1024;

    /// <inheritdoc/>
    public override UnitWriter NewWriter()
    {
        var collect = newCollector();
        var row = new EpochRow();
        var visits = new List<int>();
        var shared = _shared.Value;
        return (number, writer) =>
        {
            var field = plan.FieldOfSlot(number);
            var slot = (int)(number - field.FirstSlot);
            foreach (var stay in RepeatedStays(field, slot, visits))
            {
                TargetMaker.Fill(row.Source, field, slot, stay);
                if (shared.TryGetValue(NameOf(row.Source), out var owner) && owner != row.Source.Key) continue;
                row.Clear();
                foreach (var visit in visits) collect(row, field, slot, visit);
                Write(row, writer);
            }
        };
    }

    // The stars of a slot with several published visits; the list holds the visits of the one that was given last.
    static IEnumerable<Stay> RepeatedStays(Field field, int slot, List<int> visits)
    {
        if (field.Plates.Length == 1) yield break;
        for (var first = 0; first < field.Plates.Length; first++)
        {
            var stay = field.FindStay(slot, first);
            if (stay.First != first) continue;
            visits.Clear();
            for (var visit = first; visit < field.Plates.Length && field.IsPublished(slot, visit); visit++)
                if (field.FindStay(slot, visit) == stay) visits.Add(visit);
            if (visits.Count > 1) yield return stay;
        }
    }

    // Two letters may name one triangle: those are two names.
    static long NameOf(Source source) => source.Trixel << 8 | source.Letter;

    // Names that several sources have, each with the key of the one that keeps it.
    static Dictionary<long, ulong> SharedNames(SurveyPlan plan)
    {
        var names = new List<(long Name, ulong Key)>();
        var (visits, source) = (new List<int>(), new Source());
        for (long number = 0; number < plan.Slots; number++)
        {
            var field = plan.FieldOfSlot(number);
            var slot = (int)(number - field.FirstSlot);
            foreach (var stay in RepeatedStays(field, slot, visits))
            {
                TargetMaker.Fill(source, field, slot, stay);
                names.Add((NameOf(source), source.Key));
            }
        }
        names.Sort();
        return names.Zip(names.Skip(1)).Where(p => p.First.Name == p.Second.Name).GroupBy(p => p.First.Name).ToDictionary(g => g.Key, g => g.Last().Second.Key);
    }
}
