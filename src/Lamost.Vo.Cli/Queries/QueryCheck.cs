using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Cli;

/// <summary>Checks queries.</summary>
/// <param name="catalog">What they may name; null to check the grammar alone.</param>
/// <param name="mode">What is taken beside ADQL 2.1.</param>
sealed class QueryCheck(Catalog? catalog, AdqlMode mode)
{
    /// <summary>Checks one.</summary>
    public QueryResult Check(QueryInput input)
    {
        if (input.Text is not { } text) return new QueryResult(input, false, [], null);
        try
        {
            if (catalog is null) return new QueryResult(input, true, AdqlParser.Parse(text, mode).Warnings, null);
            var translation = AdqlTranslator.Translate(text, catalog, new TranslationOptions { Mode = mode });
            return new QueryResult(input, true, translation.Warnings, translation.Sql);
        }
        catch (AdqlException e)
        {
            return new QueryResult(input, false, e.Errors, null);
        }
    }
}

/// <summary>What was found of a query.</summary>
/// <param name="Input">The query.</param>
/// <param name="Ok">Whether it would be run.</param>
/// <param name="Diagnostics">What its author should know.</param>
/// <param name="Sql">What PostgreSQL would run; null when there is nothing, or names were not looked up.</param>
sealed record QueryResult(QueryInput Input, bool Ok, IReadOnlyList<AdqlDiagnostic> Diagnostics, string? Sql);

/// <summary>Tells what was found.</summary>
interface IQueryReport
{
    /// <summary>Tells of one query.</summary>
    void Write(QueryResult result);
}
