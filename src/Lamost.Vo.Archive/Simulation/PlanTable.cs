using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>A row of a table of plates.</summary>
/// <param name="Plate">The plate.</param>
/// <param name="Ra">Of its centre, in units of 1e-7 degrees.</param>
/// <param name="Dec">The same.</param>
sealed record PlanRow(Plate Plate, long Ra, long Dec);

/// <summary>The plates of a survey.</summary>
sealed class PlanTable(TableDefinition definition, SurveyPlan plan) : SimulatedTable<PlanRow>(definition, Columns)
{
    static readonly ColumnSet<PlanRow> Columns = new ColumnSet<PlanRow>(p => p.Ra / 1e7, p => p.Dec / 1e7)
        .With(new Dictionary<string, Number<PlanRow>>
        {
            ["ra"] = p => p.Ra / 1e7,
            ["dec"] = p => p.Dec / 1e7,
            ["mag"] = p => p.Plate.Log.Magnitude,
            ["seeing"] = p => p.Plate.Log.Seeing,
        })
        .With(new Dictionary<string, Integer<PlanRow>>
        {
            ["pid"] = p => p.Plate.Serial,
            ["lmjm"] = p => p.Plate.Log.Start,
        })
        .With(new Dictionary<string, Text<PlanRow>>
        {
            ["planid"] = p => p.Plate.PlanId,
            ["exptime"] = p => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{p.Plate.Log.Exposures}*{p.Plate.Log.Seconds}")),
            ["lmjm_list"] = p => Encoding.ASCII.GetBytes(string.Join('-', Enumerable.Range(0, p.Plate.Log.Exposures).Select(p.Plate.Log.StartOf))),
        })
        .With(new Dictionary<string, Day<PlanRow>> { ["obsdate"] = p => p.Plate.Date });

    /// <inheritdoc/>
    public override long Units => plan.Plates.Length;

    /// <inheritdoc/>
    public override long? Rows => Units;

    /// <inheritdoc/>
    public override UnitWriter NewWriter() => (number, writer) =>
    {
        var (field, plate) = plan.Plates[number];
        var centre = field.Centre.Equatorial();
        var (ra, dec) = SourceMaker.Publish(centre.Ra, centre.Dec);
        Write(new PlanRow(plate, ra, dec), writer);
    };
}
