using System.Text.Json;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary><c>lamost-vo adql</c> as an author of queries meets it; the database is not needed for the grammar.</summary>
public sealed class AdqlCommandTests
{
    [Fact]
    public async Task A_query_is_judged_with_its_place_a_caret_and_what_would_be_right()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "SELECT TOP 5 ra\nFORM dr10.lrs_catalogue\n");
            var run = await RunAsync(null, "--syntax", file);
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith($"{file}:2:1: error LVO-ADQL-0101: ", run.Output);
            Assert.Contains("\n    FORM dr10.lrs_catalogue\n    ^^^^\n    Did you mean FROM?\n", run.Output);

            await File.WriteAllTextAsync(file, "SELECT TOP 5 ra FROM dr10.lrs_catalogue");
            run = await RunAsync(null, "--syntax", file);
            Assert.Equal((0, $"{file}: ok\n"), (run.ExitCode, run.Output));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Lines_of_json_are_answered_by_lines_of_json()
    {
        var run = await RunAsync("{\"id\": 7, \"query\": \"SELECT ra FROM t LIMIT 5\"}\n\n{\"id\": \"b\", \"query\": \"SELECT\"}\n{\"id\": \"c\"}\nnot json\n", "--syntax", "--json", "--language", "zh", "-");
        Assert.Equal(1, run.ExitCode);
        var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["7", "b", "standard input, line 4", "standard input, line 5"], answers.Select(a => a.GetProperty("id").GetString()));
        Assert.Equal([true, false, false, false], answers.Select(a => a.GetProperty("ok").GetBoolean()));
        var warning = answers[0].GetProperty("diagnostics")[0];
        Assert.Equal(("warning", "LVO-ADQL-0501", 1, 18), (warning.GetProperty("severity").GetString(), warning.GetProperty("code").GetString(), warning.GetProperty("line").GetInt32(), warning.GetProperty("column").GetInt32()));
        Assert.Contains("不属于 ADQL 2.1", warning.GetProperty("message").GetString());
        Assert.Contains("no text under \"query\"", answers[2].GetProperty("fault").GetString());
    }

    [Fact]
    public async Task The_strict_mode_refuses_what_the_tolerant_one_warns_of()
    {
        const string Query = "SELECT CASE WHEN ra > 1 THEN 1 END FROM t";
        Assert.Equal(0, (await RunAsync(Query, "--syntax", "-")).ExitCode);
        var strict = await RunAsync(Query, "--syntax", "--strict", "-");
        Assert.Equal(1, strict.ExitCode);
        Assert.Contains("standard input:1:8: error LVO-ADQL-0501: CASE is not part of ADQL 2.1.", strict.Output);
    }

    [Fact]
    public async Task With_an_archive_names_are_looked_up_and_the_sql_is_shown()
    {
        await using var cluster = new DatabaseFixtureOfArchive();
        await cluster.InitializeAsync();
        var good = await RunAsync("SELECT table_name FROM TAP_SCHEMA.tables", "--sql", "--database", cluster.ConnectionString, "-");
        Assert.True(good.ExitCode == 0, good.Errors + good.Output);
        Assert.Equal("SELECT t1.\"table_name\"::text AS c1 FROM \"tap_schema\".\"tables\" AS t1\n", good.Output);
        var bad = await RunAsync("SELECT tablename FROM TAP_SCHEMA.tables", "--database", cluster.ConnectionString, "-");
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("LVO-ADQL-0203", bad.Output);
        Assert.Contains("Did you mean table_name?", bad.Output);
    }

    static Task<ClientProcess> RunAsync(string? input, params string[] arguments) => ClientProcess.RunAsync("dotnet", [CommandLineTests.Program, "adql", .. arguments], input);

    sealed class DatabaseFixtureOfArchive : DatabaseFixture, IAsyncDisposable
    {
        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
