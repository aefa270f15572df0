using System.Runtime.InteropServices;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundExpression Name(ColumnReference reference, Scope scope) =>
        reference.Parts is [var alone] ? Unqualified(alone, scope, reference.Span) : Qualified(reference, scope);

    // A name of the nearest query wins over those of the queries around it, and is never ambiguous with them (SQL-92, 6.4).
    BoundExpression Unqualified(Identifier name, Scope scope, TextSpan span)
    {
        for (var at = scope; at is not null; at = at.Outer)
        {
            var found = at.Find(name);
            if (found.Count != 1 && at.IsBroken) return new BoundError { Span = span };
            if (found.Count > 1)
            {
                var candidates = found.OfType<BoundColumn>().Select(c => $"{Excerpt.Name(c.Source.Name)}.{Excerpt.Name(c.Column.Name)}");
                return Error(Messages.AmbiguousColumn(Excerpt.Shown(name.Text), string.Join(" or ", candidates)), span);
            }
            if (found.Count == 1)
            {
                if (at != scope) scope.Capture(found[0], at);
                return found[0] with { Span = span };
            }
        }
        if (_aliases?.Find(o => name.Means(o.Name)) is { } alias) return alias.Value with { Span = span };
        return Error(Messages.UnknownColumn(Excerpt.Shown(name.Text), ColumnHint(name, scope)), span);
    }

    BoundExpression Qualified(ColumnReference reference, Scope scope)
    {
        var parts = reference.Parts is List<Identifier> list ? CollectionsMarshal.AsSpan(list) : reference.Parts.ToArray();
        if (Source(parts[..^1], scope) is not { } source || source.Missing) return new BoundError { Span = reference.Span };
        var name = parts[^1];
        if (source.Columns.Find(name) is { } column)
        {
            var bound = source.Of(column, reference.Span);
            for (var at = scope; at is not null; at = at.Outer)
            {
                if (!at.Sources.Contains(source)) continue;
                if (at != scope) scope.Capture(bound, at);
                break;
            }
            return bound;
        }
        var hint = OtherCase(name, source.Columns.All.Select(c => c.Name)) ?? Suggestions.Hint(name.Text, source.Columns.All.Select(c => c.Name));
        if (hint is null && scope.Sources.Where(s => s.Columns.Find(name) is not null).Select(s => Excerpt.Name(s.Name)).ToList() is { Count: > 0 } others)
            hint = Messages.ColumnOf(others);
        return Error(Messages.UnknownColumnOf(Excerpt.Name(source.Name), Excerpt.Shown(name.Text), hint ?? Elsewhere(name)), reference.Span);
    }

    BoundSource? Source(ReadOnlySpan<Identifier> qualifier, Scope scope)
    {
        var span = qualifier[0].Span.To(qualifier[^1].Span);
        for (var at = scope; at is not null; at = at.Outer)
        {
            var found = at.Named(qualifier);
            if (found.Count == 1) return found[0];
            if (found.Count == 0) continue;
            if (at.IsBroken) return null;
            bag.Error(Messages.AmbiguousQualifier(Joined(qualifier)), span);
            return null;
        }
        if (scope.IsBroken) return null;
        var last = qualifier[^1];
        var hidden = scope.Sources.Find(s => s.HasAlias && s.Table is { } t && last.Means(t.Name));
        var names = scope.Sources.ConvertAll(s => Excerpt.Name(s.Name));
        bag.Error(Messages.UnknownQualifier(Joined(qualifier), hidden is not null ? Messages.GoesByAlias(Excerpt.Name(hidden.Name))
            : Suggestions.Hint(last.Text, scope.Sources.Select(s => s.Name)) ?? Messages.FromHas(names)), span);
        return null;
    }

    static string Joined(ReadOnlySpan<Identifier> parts)
    {
        var texts = new string[parts.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = parts[i].Text;
        return Excerpt.Shown(string.Join('.', texts));
    }

    Wording? ColumnHint(Identifier name, Scope scope)
    {
        var names = scope.Sources.SelectMany(s => s.Columns.All.Select(c => c.Name)).ToList();
        if (OtherCase(name, names) is { } otherCase) return otherCase;
        if (scope.Items.OfType<ValueItem>().Any(i => i.Alias is { } alias && name.Means(alias.Text))) return Messages.AliasIsNoColumn(Excerpt.Shown(name.Text));
        return Suggestions.Hint(name.Text, names) ?? Elsewhere(name) ?? (name.Quoted ? Messages.TextInSingleQuotes() : Messages.PerhapsText(Excerpt.Shown(name.Text)));
    }

    static Wording? OtherCase(Identifier name, IEnumerable<string> names) =>
        name.Quoted && names.FirstOrDefault(n => n.Equals(name.Text, StringComparison.OrdinalIgnoreCase)) is { } otherCase ? Messages.CaseCounts(Excerpt.Name(otherCase)) : null;

    Wording? Elsewhere(Identifier name)
    {
        var tables = catalog.Tables.Where(t => t.Columns.Any(c => name.Means(c.Name))).Take(3).Select(Written).ToList();
        return tables.Count > 0 ? Messages.ColumnOf(tables) : null;
    }
}
