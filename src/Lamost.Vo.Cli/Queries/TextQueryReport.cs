using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Cli;

/// <summary>Tells a person: each diagnostic with its place, the line with carets, and the hint.</summary>
sealed class TextQueryReport(TextWriter output, Language language, bool withSql) : IQueryReport
{
    /// <inheritdoc/>
    public void Write(QueryResult result)
    {
        if (result.Input.Fault is { } fault) output.WriteLine($"{result.Input.Id}: {fault}");
        foreach (var diagnostic in result.Diagnostics)
        {
            var place = diagnostic.Line == 0 ? "" : $":{diagnostic.Line}:{diagnostic.Column}";
            output.WriteLine($"{result.Input.Id}{place}: {Name(diagnostic.Severity)} {diagnostic.Code}: {diagnostic.Message.In(language)}");
            if (diagnostic.Excerpt is { } excerpt) output.WriteLine($"    {excerpt.Replace("\n", "\n    ", StringComparison.Ordinal)}");
            if (diagnostic.Hint is { } hint) output.WriteLine($"    {hint.In(language)}");
        }
        if (withSql && result.Sql is not null) output.WriteLine(result.Sql);
        else if (result.Ok) output.WriteLine($"{result.Input.Id}: {(language == Language.Chinese ? "正确" : "ok")}");
    }

    string Name(Severity severity) => (severity, language) switch
    {
        (Severity.Error, Language.Chinese) => "错误",
        (_, Language.Chinese) => "警告",
        (Severity.Error, _) => "error",
        _ => "warning",
    };
}
