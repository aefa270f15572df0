using Lamost.Vo.Adql.Binding;
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
    public static Translation Translate(string adql, Catalog catalog, TranslationOptions options) => Translate(AdqlParser.Parse(adql), adql, catalog, options);

    /// <summary>Translates a query that a program built.</summary>
    /// <param name="tree">The query.</param>
    /// <param name="catalog">What it may name.</param>
    /// <param name="options">How.</param>
    /// <exception cref="AdqlException">The query is refused.</exception>
    public static Translation Translate(Query tree, Catalog catalog, TranslationOptions options) => Translate(tree, "", catalog, options);

    static Translation Translate(Query tree, string text, Catalog catalog, TranslationOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        var bound = QueryPasses.Run(new Binder(text, catalog).Bind(tree), options);
        return new Translation(SqlEmitter.Query(bound, options.MaxRows), [.. bound.Outputs.Select(Column)], [.. Tables(bound.From).Distinct()]);
    }

    static IEnumerable<CatalogTable> Tables(BoundFrom from) => from switch
    {
        BoundSource { Table: { } table } => [table],
        BoundSource { Query: { } query } => Tables(query.From),
        BoundJoin join => Tables(join.Left).Concat(Tables(join.Right)),
        _ => [],
    };

    static OutputColumn Column(BoundOutput output) => new(output.Name, output.Value.Type == AdqlType.Unknown ? AdqlType.Varchar : output.Value.Type)
    {
        MaxLength = output.Value.Facts.MaxLength,
        Unit = output.Value.Facts.Unit,
        Ucd = output.Value.Facts.Ucd,
        Utype = output.Value.Facts.Utype,
        Xtype = output.Value.Facts.Xtype,
        Description = output.Value.Facts.Description,
        IsMainPosition = output.Value.Facts.IsMainPosition,
    };
}
