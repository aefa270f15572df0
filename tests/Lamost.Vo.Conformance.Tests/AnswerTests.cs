using System.Globalization;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>What the service answers to ADQL, against SQL that a person wrote, on real and simulated rows.</summary>
[Collection(ServiceTests.Name)]
public sealed class AnswerTests(ServiceFixture service)
{
    [SampleFact]
    public async Task Answers_are_those_of_sql_written_by_hand()
    {
        using var http = new HttpClient();
        var pairs = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "answers.txt"))).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(b => b[0] != '#').Select(b => b.Trim().Split("\n=>\n")).ToList();
        Assert.InRange(pairs.Count, 12, 100);
        foreach (var pair in pairs)
        {
            var answer = await http.GetAsync($"{service.Tap}/sync?LANG=ADQL&FORMAT=csv&QUERY={Uri.EscapeDataString(pair[0])}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{pair[0]}\n{text}");
            var found = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => string.Join(',', l.Split(',').Select(Rounded))).ToList();
            var expected = await RowsAsync(pair[1]);
            Assert.NotEmpty(expected);
            Assert.True(expected.SequenceEqual(found), $"{pair[0]}\n{found.Count} rows, {expected.Count} expected; first difference:\n"
                + string.Join('\n', found.Zip(expected).Where(p => p.First != p.Second).Take(1).Select(p => $"{p.First}\n{p.Second}")));
        }
    }

    async Task<List<string>> RowsAsync(string sql)
    {
        var rows = new List<string>();
        await using var command = service.Database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                var value => Rounded(Convert.ToString(value, CultureInfo.InvariantCulture)!),
            })));
        return rows;
    }

    // To six digits: angles by the cosine, and sums in another order, differ in the last ones.
    static string Rounded(string cell) => cell.Contains('.', StringComparison.Ordinal) && double.TryParse(cell, CultureInfo.InvariantCulture, out var number)
        ? number.ToString("G6", CultureInfo.InvariantCulture) : cell;
}
