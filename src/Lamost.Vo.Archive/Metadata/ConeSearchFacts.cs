using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Queries;

namespace Lamost.Vo.Archive.Metadata;

/// <summary>What a cone search on a table needs beside the table itself, which has a position (Simple Cone Search 1.03, 2).</summary>
/// <param name="table">The table.</param>
/// <param name="id">The column that identifies a row: ID_MAIN.</param>
/// <param name="verbosity">For each column of the table, in order, the least VERB (1 to 3) that shows it.</param>
public sealed class ConeSearchFacts(CatalogTable table, CatalogColumn id, IReadOnlyList<int> verbosity)
{
    readonly ConeStatement?[] _statements = new ConeStatement?[3];

    /// <summary>The column that identifies a row: ID_MAIN.</summary>
    public CatalogColumn Id => id;

    /// <summary>The columns of an answer, in the table's order. The identifier and the position are always among them.</summary>
    /// <param name="verb">1 (few) to 3 (all).</param>
    public IEnumerable<CatalogColumn> Columns(int verb) => table.Columns.Where((column, i) =>
        verbosity[i] <= verb || verb >= 3 || column == id || column == table.Position?.Longitude || column == table.Position?.Latitude);

    /// <summary>The statement that finds the rows, with <see cref="Columns"/> of which the identifier is text.</summary>
    /// <param name="verb">1 (few) to 3 (all).</param>
    public ConeStatement Statement(int verb) => _statements[verb - 1] ??= new ConeStatement(table, [.. Columns(verb)], id);
}
