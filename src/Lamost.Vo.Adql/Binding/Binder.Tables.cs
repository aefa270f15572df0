using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundFrom BindTable(TableReference reference, Scope scope)
    {
        switch (reference)
        {
            case NamedTable named:
                var table = Table(named);
                return Enter(new BoundSource(++_sources, named.Alias?.Text ?? table.Name, [.. table.Columns.Select(c => Column(table, c))])
                {
                    Table = table,
                    HasAlias = named.Alias is not null,
                }, named.Span, scope);
            case DerivedTable derived:
                var query = Bind(derived.Query);
                return Enter(new BoundSource(++_sources, derived.Alias.Text, [.. query.Outputs.Select((o, i) => new SourceColumn(o.Name, $"c{i + 1}", o.Value.Type, o.Value.Facts))])
                {
                    Query = query,
                    HasAlias = true,
                }, derived.Span, scope);
            case JoinedTable join:
                return Join(join, scope);
            default:
                throw new InvalidOperationException(reference.GetType().Name);
        }
    }

    BoundJoin Join(JoinedTable join, Scope scope)
    {
        var (left, right) = (new Scope(), new Scope());
        var l = BindTable(join.Left, left);
        var r = BindTable(join.Right, right);
        foreach (var source in left.Sources.Concat(right.Sources)) CheckUnique(source, scope, join.Span);
        foreach (var source in right.Sources) CheckUnique(source, left, join.Span);
        var merged = join.Natural
            ? [.. left.Visible.Where(v => right.Visible.Any(w => w.Name.Equals(v.Name, StringComparison.OrdinalIgnoreCase))).Select(v => Identifier.Exact(v.Name) with { Quoted = false, Span = join.Span })]
            : join.Using;
        var pairs = merged.Select(n => (Left: Visible(n, left), Right: Visible(n, right))).ToList();

        scope.Sources.AddRange(left.Sources);
        scope.Sources.AddRange(right.Sources);
        foreach (var (a, b) in pairs)
        {
            var value = join.Kind switch
            {
                JoinKind.Full => new BoundMerge(a.Value, b.Value) { Facts = a.Value.Facts },
                JoinKind.Right => b.Value,
                _ => a.Value,
            };
            scope.Visible.Add(new VisibleColumn(a.Name, value));
        }
        scope.Visible.AddRange(left.Visible.Except(pairs.Select(p => p.Left), ReferenceEqualityComparer.Instance).Cast<VisibleColumn>());
        scope.Visible.AddRange(right.Visible.Except(pairs.Select(p => p.Right), ReferenceEqualityComparer.Instance).Cast<VisibleColumn>());

        BoundExpression? on = null;
        if (join.On is not null)
        {
            // ON sees the two joined tables, not those beside them.
            var both = new Scope();
            both.Sources.AddRange(left.Sources.Concat(right.Sources));
            both.Visible.AddRange(left.Visible.Concat(right.Visible));
            on = Condition(join.On, both, "ON");
            RefuseAggregates(on, "ON", "Put conditions on aggregates into HAVING.");
        }
        else if (pairs.Count > 0)
        {
            var equal = pairs.Select(p => Compare("=", p.Left.Value, p.Right.Value, join.Span)).ToList();
            on = equal.Count == 1 ? equal[0] : new BoundLogical(true, equal);
        }
        return new BoundJoin(l, r, join.Kind, on);
    }

    BoundSource Enter(BoundSource source, TextSpan span, Scope scope)
    {
        CheckUnique(source, scope, span);
        scope.Add(source);
        return source;
    }

    void CheckUnique(BoundSource source, Scope scope, TextSpan span)
    {
        var twin = scope.Sources.FirstOrDefault(s => s.Name.Equals(source.Name, StringComparison.OrdinalIgnoreCase)
            && (s.HasAlias || source.HasAlias || s.Table?.Schema == source.Table?.Schema));
        if (twin is not null)
            throw Fail("LVO-ADQL-0206", span, $"Two tables are called {AdqlLanguage.Written(source.Name)} here.", "Give each a name of its own: FROM table AS a JOIN table AS b ...");
    }

    CatalogTable Table(NamedTable named)
    {
        var name = named.Name[^1];
        var candidates = catalog.TablesNamed(name.Text).Where(t => name.Means(t.Name)).ToList();
        if (named.Name.Count > 1) candidates = [.. candidates.Where(t => named.Name[^2].Means(t.Schema))];
        if (named.Name.Count > 3) candidates = [];
        if (candidates.Count == 1) return candidates[0];
        var written = AdqlError.Shown(string.Join('.', named.Name.Select(n => n.Text)));
        if (candidates.Count > 1)
            throw Fail("LVO-ADQL-0202", named.Span, $"There are several tables called {written}.", $"Name the schema: {string.Join(" or ", candidates.Select(Written))}.");
        var elsewhere = catalog.TablesNamed(name.Text);
        var hint = elsewhere.Count > 0
            ? $"There is {string.Join(" and ", elsewhere.Take(5).Select(Written))}."
            : Suggestions.Hint(written, catalog.Tables.Select(Written)) ?? Suggestions.Hint(name.Text, catalog.Tables.Select(t => t.Name));
        throw Fail("LVO-ADQL-0201", named.Span, $"There is no table {written}.", hint ?? "The tables are listed in TAP_SCHEMA.tables.");
    }

    static SourceColumn Column(CatalogTable table, CatalogColumn column) => new(column.Name, column.PhysicalName, column.Type, new ValueFacts
    {
        MaxLength = column.MaxLength,
        Unit = column.Unit,
        Ucd = column.Ucd,
        Utype = column.Utype,
        Xtype = column.Xtype,
        Description = column.Description,
        IsMainPosition = table.Position is { } p && (p.Longitude == column || p.Latitude == column),
    })
    {
        Catalog = column,
    };

    static string Written(CatalogTable table) => $"{AdqlLanguage.Written(table.Schema)}.{AdqlLanguage.Written(table.Name)}";
}
