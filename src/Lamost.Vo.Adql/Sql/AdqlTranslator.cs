using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Passes;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Sql;

/// <summary>From an ADQL query to PostgreSQL: parse, bind, rewrite, emit. Safe for any number of threads; nothing is kept between calls.</summary>
public static class AdqlTranslator
{
    /// <summary>Translates a query.</summary>
    /// <param name="adql">Its text.</param>
    /// <param name="catalog">What it may name.</param>
    /// <param name="options">How.</param>
    /// <exception cref="AdqlException">The query is refused; nothing else is thrown, whatever the text.</exception>
    public static Translation Translate(string adql, Catalog catalog, TranslationOptions options)
    {
        ArgumentNullException.ThrowIfNull(adql);
        ArgumentNullException.ThrowIfNull(options);
        var bag = new DiagnosticBag(adql);
        return AdqlParser.Parse(adql, options.Mode, bag) is { } tree ? Translate(tree, bag, catalog, options) : throw bag.Refusal();
    }

    /// <summary>Translates a query that a program built.</summary>
    /// <param name="tree">The query.</param>
    /// <param name="catalog">What it may name.</param>
    /// <param name="options">How.</param>
    /// <exception cref="AdqlException">The query is refused.</exception>
    public static Translation Translate(Query tree, Catalog catalog, TranslationOptions options)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(options);
        return Translate(tree, new DiagnosticBag(""), catalog, options);
    }

    static Translation Translate(Query tree, DiagnosticBag bag, Catalog catalog, TranslationOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var binder = new Binder(catalog, options.Mode, bag);
        var bound = binder.Bind(tree);
        return Rewritten(null);

        Translation Rewritten(IReadOnlyDictionary<int, double>? rows)
        {
            var sides = new MatchSides(rows);
            var query = QueryPasses.Run(bound, options, sides);
            var columns = query.Outputs.Select((output, i) => Column(output) with { Origin = Origins.Of(bound, i) });
            return new Translation(SqlEmitter.Query(query, options.MaxRows), [.. columns], binder.Tables, bag.Warnings)
            {
                Questions = sides.Questions,
                WithRows = Rewritten,
                Scan = TableScan.Of(query, options.MaxRows),
            };
        }
    }

    static OutputColumn Column(BoundOutput output)
    {
        var facts = output.Value.Facts;
        return new OutputColumn(output.Name, output.Type)
        {
            MaxLength = facts.MaxLength,
            Unit = facts.Unit,
            Ucd = facts.Ucd,
            Utype = facts.Utype,
            Xtype = facts.Xtype,
            Description = facts.Description,
            IsMainPosition = facts.IsMainPosition,
        };
    }
}
