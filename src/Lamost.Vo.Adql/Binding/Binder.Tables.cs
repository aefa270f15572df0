using System.Globalization;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundFrom Table(TableReference reference, Scope scope) => reference switch
    {
        NamedTable named => Enter(Named(named), named.Span, scope),
        // A derived table sees the queries around, not the tables beside it.
        DerivedTable derived => Enter(Derived(Beside(derived.Query, scope), derived.Alias.Text, derived.Alias.Span), derived.Span, scope),
        JoinedTable join => Join(join, scope),
        _ => throw new InvalidOperationException(reference.GetType().Name),
    };

    BoundQuery Beside(Query query, Scope scope)
    {
        if (scope.Outer is null) return Whole(query, null);
        var hull = new Scope(scope.Outer, scope);
        return Whole(query, hull);
    }

    BoundSource Enter(BoundSource source, TextSpan span, Scope scope)
    {
        CheckUnique(source, scope, span);
        scope.Sources.Add(source);
        return source;
    }

    BoundSource Derived(BoundQuery query, string name, TextSpan span) => new(++_sources, name, ColumnsOf(query)) { Query = query, HasAlias = true };

    static ColumnSet ColumnsOf(BoundQuery query) =>
        new([.. query.Outputs.Select((o, i) => new SourceColumn(o.Name, string.Create(CultureInfo.InvariantCulture, $"c{i + 1}"), o.Type, o.Value.Facts) { Origin = Origins.Of(query, i) })]);

    BoundSource Named(NamedTable named)
    {
        var name = named.Name[^1];
        if (named.Name.Count == 1 && CommonTable(name) is { } common)
        {
            if (common.Query is null)
            {
                bag.Error(Messages.RecursiveTable(Excerpt.Name(name.Text)), named.Span);
                return new BoundSource(++_sources, named.Alias?.Text ?? name.Text, ColumnSet.Empty) { Missing = true, HasAlias = true };
            }
            return new BoundSource(++_sources, named.Alias?.Text ?? common.Name, ColumnsOf(common.Query)) { Common = common.Number, HasAlias = true };
        }
        if (Find(named) is not { } table)
            return new BoundSource(++_sources, named.Alias?.Text ?? name.Text, ColumnSet.Empty) { Missing = true, HasAlias = named.Alias is not null };
        if (!_tables.Contains(table)) _tables.Add(table);
        return new BoundSource(++_sources, named.Alias?.Text ?? table.Name, catalog.ColumnsOf(table)) { Table = table, HasAlias = named.Alias is not null };
    }

    BoundCommonTable? CommonTable(Identifier name)
    {
        for (var at = _common; at is not null; at = at.Before)
            if (name.Means(at.Table.Name)) return at.Table;
        return null;
    }

    CatalogTable? Find(NamedTable named)
    {
        var name = named.Name[^1];
        var candidates = catalog.TablesNamed(name.Text).Where(t => name.Means(t.Name)).ToList();
        if (named.Name.Count > 1) candidates = candidates.FindAll(t => named.Name[^2].Means(t.Schema));
        if (named.Name.Count > 3) candidates = [];
        if (candidates.Count == 1) return candidates[0];
        var written = Excerpt.Shown(string.Join('.', named.Name.Select(n => n.Text)));
        if (candidates.Count > 1)
        {
            bag.Error(Messages.AmbiguousTable(written, string.Join(" or ", candidates.Select(Written))), named.Span);
            return null;
        }
        var elsewhere = catalog.TablesNamed(name.Text);
        bag.Error(Messages.UnknownTable(written, elsewhere.Count > 0
            ? Messages.ThereIs(elsewhere.Take(5).Select(Written))
            : Suggestions.Hint(written, catalog.Tables.Select(Written).Concat(CommonNames())) ?? Suggestions.Hint(name.Text, catalog.Tables.Select(t => t.Name))), NameSpan(named));
        return null;
    }

    static TextSpan NameSpan(NamedTable named) => named.Name[0].Span.To(named.Name[^1].Span) is { Start: >= 0 } span ? span : named.Span;

    IEnumerable<string> CommonNames()
    {
        for (var at = _common; at is not null; at = at.Before) yield return at.Table.Name;
    }

    // Of two tables of one name nothing can be named; that one error is enough.
    void CheckUnique(BoundSource source, Scope scope, TextSpan span)
    {
        foreach (var other in scope.Sources)
        {
            if (!other.Name.Equals(source.Name, StringComparison.OrdinalIgnoreCase)) continue;
            if (!other.HasAlias && !source.HasAlias && other.Table?.Schema != source.Table?.Schema) continue;
            bag.Error(Messages.SameName(Excerpt.Name(source.Name)), span);
            scope.IsBroken = true;
            return;
        }
    }

    static string Written(CatalogTable table) => AdqlLanguage.Written(table.Schema, table.Name);
}
