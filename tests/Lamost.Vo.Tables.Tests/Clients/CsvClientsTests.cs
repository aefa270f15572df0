using System.Text.Json;
using Lamost.Vo.Tables.Csv;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>Our CSV in the hands of STILTS and of Python.</summary>
public sealed class CsvClientsTests : IDisposable
{
    const string Script = "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True))))";

    readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Python_and_Stilts_find_every_field_where_it_was_written()
    {
        var header = new TableHeader([new("n, and \"more\"", CellType.Long), new("x", CellType.Double), new("s", CellType.Text), new("t", CellType.Timestamp)]);
        object?[][] rows =
        [
            [1L, 0.1, "a,b", new DateTime(2020, 1, 2, 3, 4, 5)], [2L, double.NegativeInfinity, "say \"x\"", null], [3L, null, "line\r\nline\n\"", null],
            [null, null, null, null], [5L, double.NaN, " blanks ", null], [long.MinValue, -0.0, "", null], [7L, 1e300, "天文😀", null],
        ];
        await File.WriteAllBytesAsync(_file, Written.Bytes(new CsvWriter(), header, TableEnding.Complete, rows.Select(r => RowBuilder.Row(r))));

        Assert.Equal<string[]>(
            [
                ["n, and \"more\"", "x", "s", "t"],
                ["1", "0.1", "a,b", "2020-01-02T03:04:05"], ["2", "-Inf", "say \"x\"", ""], ["3", "", "line\r\nline\n\"", ""],
                ["", "", "", ""], ["5", "NaN", " blanks ", ""], ["-9223372036854775808", "-0", "", ""], ["7", "1E+300", "天文😀", ""],
            ],
            JsonSerializer.Deserialize<string[][]>((await ClientProcess.PythonAsync(Script, _file)).Succeeded())!);
        Assert.Matches(@"columns:\s*4\s+rows:\s*7\b", (await ClientProcess.RunAsync("stilts", ["tpipe", "in=" + _file, "ifmt=csv", "omode=count"])).Succeeded());
    }
}
