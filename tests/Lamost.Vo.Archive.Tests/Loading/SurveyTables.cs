using System.Text.Json;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Testing;

namespace Lamost.Vo.Archive.Tests.Loading;

/// <summary>
/// Definitions of DR10 tables made from the survey's own metadata answer, without the release definition: so that what is tested is the
/// loader. Sentinels as the survey uses them, to the breadth of a file: -9999 in numbers, -999 in Pan-STARRS magnitudes, Non in classes.
/// </summary>
static class SurveyTables
{
    static readonly Lazy<JsonElement> Metadata = new(() =>
        JsonDocument.Parse(File.ReadAllText(Samples.Path("service_responses/tables_metadata_response.json"))).RootElement);

    public static ReleaseDefinition Release { get; } = new("dr10", "v2.0", "Tables of DR10, for tests.", []);

    /// <summary>A table by its name at the survey.</summary>
    public static TableDefinition Table(string survey, string name, bool position = true)
    {
        var columns = Metadata.Value.EnumerateArray().Single(t => t.GetProperty("table_name").GetString() == survey).GetProperty("columns");
        return new TableDefinition(name, [.. columns.EnumerateArray().Select(Column)])
        {
            Description = "A table of DR10.",
            PrimaryKey = ["obsid"],
            Position = position ? new("ra", "dec") : null,
        };
    }

    static ColumnDefinition Column(JsonElement column)
    {
        var name = column.GetProperty("column_name").GetString()!;
        var type = name == "gaia_source_id" ? ColumnType.Long : column.GetProperty("datatype").GetString() switch
        {
            "long" => ColumnType.Long,
            "int" => ColumnType.Int,
            "double" => ColumnType.Double,
            "float" => ColumnType.Float,
            "date" => ColumnType.Date,
            _ => ColumnType.String,
        };
        return new ColumnDefinition(name, type)
        {
            Description = "A column of DR10.",
            Nullable = name != "obsid",
            NullValues = name.StartsWith("mag_ps", StringComparison.Ordinal) ? ["-999", "-9999"] : type == ColumnType.String ? ["Non", "-9999"] : type == ColumnType.Date ? [] : ["-9999"],
        };
    }
}
