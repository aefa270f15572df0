using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// Resolves names, finds types and refuses what PostgreSQL could only refuse in its own words: step 2 of the way of a query. One binder binds one query.
/// What is wrong is reported and stands as a <see cref="BoundError"/> from then on, so that the rest of the query is looked at too.
/// </summary>
sealed partial class Binder(Catalog catalog, AdqlMode mode, DiagnosticBag bag)
{
    readonly List<CatalogTable> _tables = [];
    CommonTables? _common;
    int _sources, _commons;

    /// <summary>The tables of the catalogue that the query reads, each once.</summary>
    public IReadOnlyList<CatalogTable> Tables => _tables;

    /// <summary>Binds a query.</summary>
    /// <exception cref="AdqlException">LVO-ADQL-02xx, 03xx and 05xx.</exception>
    public BoundQuery Bind(Query query)
    {
        var bound = Whole(query, null);
        bag.ThrowIfErrors();
        return bound;
    }

    // WITH and what follows it.
    BoundQuery Whole(Query query, Scope? outer)
    {
        var before = _common;
        var with = new List<BoundCommonTable>();
        foreach (var table in query.With)
        {
            if (with.Exists(w => w.Name.Equals(table.Name.Text, StringComparison.OrdinalIgnoreCase))) bag.Error(Messages.SameCommonTable(Excerpt.Name(table.Name.Text)), table.Name.Span);
            _common = new CommonTables(new BoundCommonTable(0, table.Name.Text, null!), _common);
            var body = Whole(table.Query, outer);
            var common = new BoundCommonTable(++_commons, table.Name.Text, body);
            with.Add(common);
            _common = new CommonTables(common, _common.Before);
        }
        var bound = Body(query.Body, outer);
        _common = before;
        return with.Count == 0 ? bound : bound with { With = with };
    }

    BoundQuery Body(QueryExpression body, Scope? outer) => body switch
    {
        Select select => Select(select, outer),
        SetOperation operation => Combined(operation, outer),
        _ => throw new InvalidOperationException(body.GetType().Name),
    };

    /// <summary>A query inside an expression.</summary>
    BoundSubquery Inner(Query query, Scope scope)
    {
        var hull = new Scope(scope);
        // The hull stands between the query and the scope around it, and so sees all that goes through.
        var bound = Whole(query, hull);
        return new BoundSubquery(bound, hull.Captured);
    }

    BoundError Error(Message message, TextSpan span)
    {
        bag.Error(message, span);
        return new BoundError { Span = span };
    }

    void Beyond(Message extension, TextSpan span) => bag.Extension(mode, extension, span);

    /// <summary>The tables of WITH that can be named, the nearest first; one whose query is null is being made just now.</summary>
    sealed record CommonTables(BoundCommonTable Table, CommonTables? Before);
}
