using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.ConeSearch;

/// <summary>What comes before the rows of a cone search.</summary>
public static class ConeHeader
{
    /// <summary>The column that is added: the distance of each row from the centre.</summary>
    const string DistanceName = "distance";

    /// <summary>
    /// The header of the answer: the columns of the table with the UCD1 words that SCS 1.03, 2.2 demands of its three columns, which are then the only main ones,
    /// and the distance.
    /// </summary>
    /// <param name="table">A table with a position.</param>
    /// <param name="published">What else is published of it; it has a cone search.</param>
    /// <param name="verb">1 (few columns) to 3 (all).</param>
    /// <param name="settings">Who publishes.</param>
    public static TableHeader Of(CatalogTable table, TableFacts published, int verb, InstallationSettings settings)
    {
        var facts = published.ConeSearch!;
        return new TableHeader([.. facts.Columns(verb).Select(c => Column(c, table, facts)), Distance(table)])
        {
            CoordinateSystems = table.Position!.IsIcrs ? [OutputColumns.Icrs] : [],
            Name = published.WrittenName,
            Description = table.Description,
            Infos = [.. table.Simulated ? [DataStatus.Simulated] : (TableInfo[])[], .. DataOrigin.Of(settings, [table])],
        };
    }

    // ID_MAIN is text (SCS 1.03, 2.2), so a number becomes its digits.
    static TableColumn Column(CatalogColumn column, CatalogTable table, ConeSearchFacts facts)
    {
        var isText = column.Type is AdqlType.Varchar or AdqlType.UnicodeVarchar;
        return OutputColumns.Column(new OutputColumn(column.Name, column == facts.Id && !isText ? AdqlType.Varchar : column.Type)
        {
            MaxLength = column == facts.Id && !isText ? null : column.MaxLength,
            Unit = column.Unit,
            Ucd = Ucd1(column, table.Position!, facts) ?? column.Ucd?.Replace(";meta.main", "", StringComparison.Ordinal),
            Utype = column.Utype,
            Xtype = column.Xtype,
            Description = column.Description,
            IsMainPosition = table.Position!.IsIcrs && (column == table.Position.Longitude || column == table.Position.Latitude),
        });
    }

    static TableColumn Distance(CatalogTable table) => new(table.Columns.Any(c => c.Name == DistanceName) ? "cone_" + DistanceName : DistanceName, CellType.Double)
    {
        Description = "Angle between the position and the centre of the search.",
        Unit = "deg",
        Ucd = "pos.angDistance",
    };

    static string? Ucd1(CatalogColumn column, SkyPosition position, ConeSearchFacts facts) =>
        column == facts.Id ? "ID_MAIN" : column == position.Longitude ? "POS_EQ_RA_MAIN" : column == position.Latitude ? "POS_EQ_DEC_MAIN" : null;
}
