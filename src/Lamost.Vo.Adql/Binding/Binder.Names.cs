using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundExpression Name(ColumnReference reference, Scope scope)
    {
        if (reference.Parts is [var alone]) return Visible(alone, scope).Value with { Span = reference.Span };
        var source = Source([.. reference.Parts.Take(reference.Parts.Count - 1)], scope);
        var name = reference.Parts[^1];
        var found = Pick(source.Columns, c => c.Name, name);
        if (found is null)
            throw Fail("LVO-ADQL-0203", reference.Span, $"The table {AdqlLanguage.Written(source.Name)} has no column {AdqlError.Shown(name.Text)}.", ColumnHint(name, source.Columns.Select(c => c.Name)));
        return new BoundColumn(source, found) { Facts = found.Facts, Span = reference.Span };
    }

    VisibleColumn Visible(Identifier name, Scope scope)
    {
        var found = scope.VisibleAs(name);
        if (found.Count > 1 && found.Select(f => (f.Value as BoundColumn)?.Source).Distinct().Count() == 1 && found.Find(f => f.Name == name.Text) is { } exact) return exact;
        if (found.Count > 1)
        {
            var tables = found.Select(f => f.Value).OfType<BoundColumn>().Select(c => $"{AdqlLanguage.Written(c.Source.Name)}.{AdqlLanguage.Written(c.Column.Name)}");
            throw Fail("LVO-ADQL-0204", name.Span, $"The column {AdqlError.Shown(name.Text)} is in more than one table of the query.", $"Say which: {string.Join(" or ", tables)}.");
        }
        if (found.Count == 1) return found[0];
        throw Fail("LVO-ADQL-0203", name.Span, $"There is no column {AdqlError.Shown(name.Text)} in the tables of the query.", ColumnHint(name, scope.Visible.Select(v => v.Name)));
    }

    BoundSource Source(IReadOnlyList<Identifier> qualifier, Scope scope)
    {
        var found = scope.Named(qualifier);
        if (found.Count == 1) return found[0];
        var written = AdqlError.Shown(string.Join('.', qualifier.Select(q => q.Text)));
        var span = qualifier[0].Span.To(qualifier[^1].Span);
        if (found.Count > 1) throw Fail("LVO-ADQL-0202", span, $"The name {written} means several tables of the query.", "Give each an alias.");
        var hidden = scope.Sources.FirstOrDefault(s => s.HasAlias && s.Table is { } t && qualifier[^1].Means(t.Name));
        throw Fail("LVO-ADQL-0207", span, $"There is no table {written} in FROM.", hidden is not null
            ? $"It goes by its alias here: {AdqlLanguage.Written(hidden.Name)}."
            : Suggestions.Hint(written, scope.Sources.Select(s => s.Name)) ?? $"FROM has {string.Join(", ", scope.Sources.Select(s => AdqlLanguage.Written(s.Name)))}.");
    }

    // Without quotes several columns that differ in case alone can be meant; the one in exactly this case is, when there is one.
    static T? Pick<T>(IEnumerable<T> columns, Func<T, string> nameOf, Identifier name) where T : class
    {
        var found = columns.Where(c => name.Means(nameOf(c))).ToList();
        return found.Find(c => nameOf(c) == name.Text) ?? found.FirstOrDefault();
    }

    string? ColumnHint(Identifier name, IEnumerable<string> here)
    {
        var names = here.ToList();
        if (name.Quoted && names.Find(n => n.Equals(name.Text, StringComparison.OrdinalIgnoreCase)) is { } otherCase)
            return $"In double quotes the case counts: the column is called {AdqlLanguage.Written(otherCase)}.";
        if (Suggestions.Hint(name.Text, names) is { } near) return near;
        var elsewhere = catalog.Tables.Where(t => t.Columns.Any(c => name.Means(c.Name))).Take(3).Select(Written).ToList();
        if (elsewhere.Count > 0) return $"It is a column of {string.Join(" and ", elsewhere)}.";
        return name.Quoted ? "Text is written in single quotes; double quotes are for names." : $"If a text is meant, put it in single quotes: '{AdqlError.Shown(name.Text)}'.";
    }
}
