using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>A general catalogue, or the stellar one: its rows with parameters.</summary>
/// <typeparam name="T">What a spectrum of the survey is.</typeparam>
sealed class SpectrumTable<T>(TableDefinition definition, ColumnSet<T> columns, SurveyPlan plan, Func<SpectrumMaker<T>> newMaker, bool onlyWithParameters)
    : SimulatedTable<T>(definition, columns) where T : Spectrum, new()
{
    /// <inheritdoc/>
    public override long Units => plan.Rows;

    /// <inheritdoc/>
    public override long? Rows => onlyWithParameters ? null : plan.Rows;

    /// <inheritdoc/>
    public override UnitWriter NewWriter()
    {
        var maker = newMaker();
        return (row, writer) =>
        {
            var spectrum = maker.Make(row);
            if (!onlyWithParameters || spectrum.HasParameters) Write(spectrum, writer);
        };
    }
}
