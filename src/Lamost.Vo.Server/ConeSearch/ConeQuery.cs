using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.ConeSearch;

/// <summary>A cone search as a query: a syntax tree that takes the same way as a query in ADQL.</summary>
public static class ConeQuery
{
    /// <summary>Up to this radius, in degrees, the nearest rows come first; a larger answer comes in no order, as it is found.</summary>
    public const double SortedRadius = 5;

    /// <summary>The column that is added: the distance of each row from the centre.</summary>
    const string DistanceName = "distance";

    /// <summary>Builds the query.</summary>
    /// <param name="table">A table with a position.</param>
    /// <param name="facts">What the cone search needs of it.</param>
    /// <param name="request">The search. A radius of 0 asks for no row (SCS 1.03, 2.1).</param>
    public static Query Build(CatalogTable table, ConeSearchFacts facts, ConeRequest request)
    {
        var position = table.Position!;
        Expression centre(string function, params Expression[] last) => FunctionCall.Of(function, [Number(request.Ra), Number(request.Dec), .. last]);
        var point = FunctionCall.Of("POINT", Column(position.Longitude), Column(position.Latitude));
        var distance = FunctionCall.Of("DISTANCE", point, centre("POINT"));
        var items = facts.Columns(request.Verbosity).Select(c => Item(c, facts)).Append(new ValueItem(distance, Identifier.Exact(DistanceTitle(table))));
        return new Query(new Select([.. items], [new NamedTable([Identifier.Exact(table.Schema), Identifier.Exact(table.Name)])])
        {
            Top = request.Radius == 0 ? 0 : null,
            Where = new ComparisonExpression(ComparisonOperator.Equal, new NumberLiteral(1, IsInteger: true) { Integer = 1 }, FunctionCall.Of("CONTAINS", point, centre("CIRCLE", Number(request.Radius)))),
            OrderBy = request.Radius <= SortedRadius ? [new OrderTerm(distance)] : [],
        });
    }

    /// <summary>
    /// The header of the answer: as of any query, but with the UCD1 words that SCS 1.03, 2.2 demands of its three columns, which are then the only
    /// main ones, and with words for the two columns that are computed.
    /// </summary>
    public static TableHeader Header(Translation translation, CatalogTable table, ConeSearchFacts facts)
    {
        var header = OutputColumns.Header(translation.Columns);
        return header with { Columns = [.. header.Columns.Select(c => Described(c, table, facts) with { Ucd = Ucd1(c.Name, table, facts) ?? Ucd(c, table) })] };
    }

    static TableColumn Described(TableColumn column, CatalogTable table, ConeSearchFacts facts) =>
        column.Name == facts.Id.Name ? column with { Description = facts.Id.Description, Utype = facts.Id.Utype }
        : column.Name == DistanceTitle(table) ? column with { Description = "Angle between the position and the centre of the search.", Unit = "deg" }
        : column;

    static string? Ucd(TableColumn column, CatalogTable table) =>
        column.Name == DistanceTitle(table) ? "pos.angDistance" : column.Ucd?.Replace(";meta.main", "", StringComparison.Ordinal);

    static string? Ucd1(string name, CatalogTable table, ConeSearchFacts facts) =>
        name == facts.Id.Name ? "ID_MAIN" : name == table.Position!.Longitude.Name ? "POS_EQ_RA_MAIN" : name == table.Position.Latitude.Name ? "POS_EQ_DEC_MAIN" : null;

    // ID_MAIN is text (SCS 1.03, 2.2), so a number becomes its digits.
    static ValueItem Item(CatalogColumn column, ConeSearchFacts facts) =>
        column == facts.Id && column.Type is not (AdqlType.Varchar or AdqlType.UnicodeVarchar)
            ? new ValueItem(new CastExpression(Column(column), CastType.Varchar), Identifier.Exact(column.Name))
            : new ValueItem(Column(column));

    static string DistanceTitle(CatalogTable table) => table.Columns.Any(c => c.Name == DistanceName) ? "cone_" + DistanceName : DistanceName;

    static ColumnReference Column(CatalogColumn column) => new([Identifier.Exact(column.Name)]);

    static Expression Number(double value) => value < 0 ? new UnaryExpression(UnaryOperator.Minus, new NumberLiteral(-value)) : new NumberLiteral(value);
}
