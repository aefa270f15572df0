using System.CommandLine;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Archive.Metadata;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo adql</c>: checks queries without running them.</summary>
static class AdqlCommand
{
    public static Command Create()
    {
        var archive = new ArchiveOptions();
        var syntax = new Option<bool>("--syntax") { Description = "Check the grammar alone: no name is looked up, and no database is needed." };
        var strict = new Option<bool>("--strict") { Description = "Accept the letter of ADQL 2.1 only; without it, extensions are warnings." };
        var sql = new Option<bool>("--sql") { Description = "Print the SQL that PostgreSQL would run." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a query: id, ok, diagnostics, and the SQL with --sql." };
        var language = new Option<Language>("--language")
        {
            Description = "Language of the messages: en or zh. Without it, that of the environment (LC_ALL, LC_MESSAGES, LANG).",
            DefaultValueFactory = _ => OfEnvironment(),
            CustomParser = r => Parse(r.Tokens[0].Value) is { } known ? known : Unknown(r),
            HelpName = "LANG",
        };
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files with one query each; - is standard input: one query, or lines of JSON {\"id\": ..., \"query\": ...}.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("adql", "Checks queries without running them; ends with 1 when one of them is refused.") { syntax, strict, sql, json, language, files };
        archive.AddTo(command);
        command.Validators.Add(r => { if (r.GetValue(syntax) && r.GetValue(sql)) r.AddError("--sql needs the tables, which --syntax does not look up; give one of the two."); });
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var catalog = parsed.GetValue(syntax) ? null : await CatalogAsync(archive, parsed, cancel);
            var check = new QueryCheck(catalog, parsed.GetValue(strict) ? AdqlMode.Strict : AdqlMode.Tolerant);
            IQueryReport report = parsed.GetValue(json)
                ? new JsonQueryReport(Console.OpenStandardOutput(), parsed.GetValue(language), parsed.GetValue(sql))
                : new TextQueryReport(Console.Out, parsed.GetValue(language), parsed.GetValue(sql));
            var refused = false;
            await foreach (var query in QueryInput.ReadAsync(parsed.GetValue(files)!, cancel))
            {
                var result = check.Check(query);
                report.Write(result);
                refused |= !result.Ok;
            }
            return refused ? ExitCode.Failure : ExitCode.Success;
        }));
        return command;
    }

    static async Task<Catalog> CatalogAsync(ArchiveOptions archive, ParseResult parsed, CancellationToken cancel)
    {
        await using var open = await archive.OpenAsync(parsed, join: true, cancel);
        return (await CatalogReader.ReadAsync(open.Database, cancel)).Catalog;
    }

    static Language OfEnvironment()
    {
        foreach (var name in new[] { "LC_ALL", "LC_MESSAGES", "LANG" })
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) return Parse(value) ?? Language.English;
        return Language.English;
    }

    // zh, zh-CN, zh_CN.UTF-8 and so on.
    static Language? Parse(string value) => value.Length >= 2 && (value.Length == 2 || !char.IsAsciiLetter(value[2]))
        ? value[..2].ToUpperInvariant() switch { "ZH" => Language.Chinese, "EN" => Language.English, _ => null }
        : null;

    static Language Unknown(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"--language \"{result.Tokens[0].Value}\" is not spoken here; en and zh are.");
        return Language.English;
    }
}
