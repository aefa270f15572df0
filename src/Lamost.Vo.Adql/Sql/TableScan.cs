using Lamost.Vo.Adql.Binding;

namespace Lamost.Vo.Adql.Sql;

/// <summary>
/// A query that takes rows of one table (not of a view), each by itself, in any order and all of them: so that the answers of any parts of the table, together, are the answer.
/// </summary>
public sealed class TableScan
{
    readonly BoundSelect _query;
    readonly BoundSource _source;

    TableScan(BoundSelect query, BoundSource source) => (_query, _source) = (query, source);

    /// <summary>The table.</summary>
    public CatalogTable Table => _source.Table!;

    /// <summary>The SQL of the whole, without a limit of rows; it has the columns of <see cref="Translation.Sql"/>.</summary>
    public string Sql => SqlEmitter.Query(_query, null);

    /// <summary>The SQL of a part, likewise. Only a table that PostgreSQL keeps in blocks has such parts.</summary>
    /// <param name="first">The first block, from 0.</param>
    /// <param name="end">The block after the last.</param>
    public string Blocks(long first, long end)
    {
        var part = new BoundBlocks(_source, first, end);
        return SqlEmitter.Query(_query with { Where = _query.Where is { } where ? new BoundLogical(true, [where, part]) : part }, null);
    }

    /// <summary>A query as such a one; null if it is none, or if a limit of rows may cut it.</summary>
    /// <param name="query">The query, rewritten.</param>
    /// <param name="maxRows">The limit that comes with the request; null for none.</param>
    internal static TableScan? Of(BoundQuery query, long? maxRows) =>
        query is BoundSelect { With: [], OrderBy: [], Limit: null, Offset: null, Distinct: false, GroupBy: [], Having: null } select
        && select.From is BoundSource { Table: { RowCount: { } rows, IsView: false }, Cells: [], Sought: null, Maps: [] } source
        && !(maxRows < rows)
        && (select.Where is null || IsOfOneRow(select.Where))
        && select.Outputs.All(o => IsOfOneRow(o.Value))
            ? new TableScan(select, source) : null;

    static bool IsOfOneRow(BoundExpression value) =>
        value is not (BoundAggregate or BoundWindow or BoundScalarQuery or BoundInQuery or BoundExists or BoundError) && value.Children().All(IsOfOneRow);
}
