using System.Text.Json;
using Lamost.Vo.Tables.Formats;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>FITS, ECSV, TSV, JSON and JSON lines in the hands of astropy, STILTS and Python.</summary>
public sealed class FormatClientsTests : IDisposable
{
    static readonly TableHeader Header = new([
        new("b", CellType.Boolean), new("s", CellType.Short), new("i", CellType.Int) { Unit = "mag", Ucd = "phot.mag", Description = "An integer, \"quoted\" # and so on, at some length, to need a second card." },
        new("l", CellType.Long), new("f", CellType.Float) { Unit = "km/s" }, new("d", CellType.Double) { Unit = "deg", Ucd = "pos.eq.ra;meta.main" }, new("t", CellType.Text), new("n", CellType.Text) { MaxLength = 8 },
        new("w", CellType.UnicodeText), new("day", CellType.Date), new("time", CellType.Timestamp), new("p", CellType.DoubleArray) { ArrayLength = 2, Xtype = "point" }, new("a", CellType.IntArray)])
    {
        Name = "result",
        Infos = [new("QUERY", "SELECT 'x'\nFROM t WHERE a < 1 -- " + new string('y', 200)), new("warning", "It's \"odd\".", "So it is.")],
    };

    static readonly object?[][] Rows =
    [
        [true, (short)-5, 7, long.MaxValue, 1.5f, 0.1, "a,b", "12345678", "冰", new DateOnly(2020, 2, 29), new DateTime(2020, 1, 2, 3, 4, 5).AddMicroseconds(6), new double?[] { 1, 2 }, new int?[] { 1, 2, 3 }],
        [false, short.MaxValue, int.MaxValue, long.MinValue + 1, float.PositiveInfinity, double.NegativeInfinity, "say \"x\"\ttab\nline", "x", "é😀", null, null, new double?[] { -1e-300, double.NaN }, Array.Empty<int?>()],
        [null, null, null, null, null, null, null, null, null, null, null, null, null],
        [true, (short)0, 0, 0L, -0f, -0.0, "", "", "", new DateOnly(9999, 12, 31), new DateTime(1, 1, 1), new double?[] { 5e-324, 1e308 }, new int?[] { int.MaxValue }],
        [false, (short)1, 1, 1L, 1e-45f, 123456789.123456789, " blanks ", "é", "# comment", new DateOnly(2000, 1, 1), new DateTime(2000, 1, 1), new double?[] { 0, 0 }, new int?[] { 4 }],
    ];

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lamost-vo-formats-");

    public void Dispose() => _directory.Delete(true);

    [Fact]
    public async Task Astropy_reads_FITS_and_ECSV_with_types_units_and_nulls()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, warnings
            import numpy as np
            from astropy.io import fits
            from astropy.table import Table
            warnings.simplefilter("error")
            with fits.open(sys.argv[1]) as hdus:
                hdus.verify("exception")
                header = hdus[1].header
                assert header["QSTATUS"] == "OVERFLOW" and header["NAXIS2"] == 5 and header["TUCD3"] == "phot.mag" and header["TUNIT6"] == "deg", repr(header)
                assert header["TCOMM3"].endswith("to need a second card."), header["TCOMM3"]
                assert header["EXTNAME"] == "result" and any("QUERY: SELECT 'x' FROM t" in c for c in header["COMMENT"])
            f, e = Table.read(sys.argv[1], hdu=1), Table.read(sys.argv[2], format="ascii.ecsv")
            for t in (f, e):
                assert t.colnames == ["b", "s", "i", "l", "f", "d", "t", "n", "w", "day", "time", "p", "a"], t.colnames
                assert len(t) == 5
                for name, kind in dict(b="?", s="i2", i="i4", l="i8", f="f4", d="f8").items(): assert t[name].dtype == np.dtype(kind) or t[name].dtype.newbyteorder("=") == np.dtype(kind), (name, t[name].dtype)
                assert str(t["i"].unit) == "mag" and str(t["f"].unit) == "km / s", (t["i"].unit, t["f"].unit)
                assert list(t["s"][[0, 1, 3, 4]]) == [-5, 32767, 0, 1] and list(t["l"][[0, 1]]) == [2**63 - 1, -2**63 + 1]
                assert t["d"][0] == 0.1 and t["d"][1] == -np.inf and t["f"][1] == np.inf and t["f"][4] == np.float32(1e-45) and np.signbit(t["d"][3])
                for name in ("s", "i", "l"): assert list(np.ma.getmaskarray(np.ma.array(t[name]))) == [False, False, True, False, False], name
                for name in ("f", "d"): assert np.ma.is_masked(t[name][2]) or np.isnan(t[name][2]), name
                assert list(t["p"][0]) == [1, 2] and list(t["a"][0]) == [1, 2, 3] and len(t["a"][1]) == 0
                assert str(t["time"][0]) == "2020-01-02T03:04:05.000006" and str(t["day"][0]) == "2020-02-29"
            assert e["t"][1] == "say \"x\"\ttab\nline" and e["w"][1] == "é😀" and e["t"][4].strip() == "blanks" and e["w"][4] == "# comment"
            assert np.ma.is_masked(e["t"][2]) and np.ma.is_masked(e["b"][2])
            assert e.meta["infos"][0]["name"] == "QUERY" and e["i"].meta["ucd"] == "phot.mag" and e["i"].description.startswith("An integer, \"quoted\"")
            assert f["t"][1] == "say \"x\" tab line" and f["n"][0] == "12345678" and f["n"][4] == "?", list(f["n"])
            print("done")
            """, Write("fits", TableStatus.Overflow), Write("ecsv", TableStatus.Overflow))).Succeeded();
        Assert.Equal("done", output.Trim());
    }

    [Theory]
    [InlineData("fits", "fits")]
    [InlineData("votable/fits", "votable")]
    public async Task Stilts_reads_as_many_rows_and_columns_as_were_written(string format, string reader)
    {
        // STILTS reads FITS in a VOTable as a stream, and then no arrays of varying length.
        var count = format == "fits" ? 13 : 12;
        var file = Write(format, TableStatus.Complete, count);
        Assert.Matches(@$"columns:\s*{count}\s+rows:\s*5\b", (await ClientProcess.RunAsync("stilts", ["tpipe", "in=" + file, "ifmt=" + reader, "omode=count"])).Succeeded());
        var columns = format == "fits" ? "s l d t p a" : "s l d t p";
        var values = (await ClientProcess.RunAsync("stilts", ["tpipe", "in=" + file, "ifmt=" + reader, $"cmd=keepcols '{columns}'", "ofmt=csv"])).Succeeded();
        Assert.Contains("-5,9223372036854775807,0.1,\"a,b\",\"(1.0, 2.0)\"" + (format == "fits" ? ",\"(1, 2, 3)\"" : ""), values);
        if (format == "votable/fits") Assert.Equal("", (await ClientProcess.RunAsync("stilts", ["votlint", "ucd=true", file])).Succeeded().Trim());
    }

    [Fact]
    public void JSON_holds_every_value_and_its_metadata()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Write("json", TableStatus.Error)));
        Assert.Equal(("ERROR", "It ended."), (json.RootElement.GetProperty("status").GetString(), json.RootElement.GetProperty("message").GetString()));
        var columns = json.RootElement.GetProperty("metadata").GetProperty("columns");
        Assert.Equal(("p", "double", "2", "point"), (columns[11].GetProperty("name").GetString(), columns[11].GetProperty("datatype").GetString(), columns[11].GetProperty("arraysize").GetString(), columns[11].GetProperty("xtype").GetString()));
        Assert.Equal(Header.Infos[0].Value, json.RootElement.GetProperty("metadata").GetProperty("infos")[0].GetProperty("value").GetString());
        Check([.. json.RootElement.GetProperty("data").EnumerateArray().Select(r => r.EnumerateArray().ToList())]);
    }

    [Fact]
    public void JSON_lines_hold_every_value_under_its_name()
    {
        var lines = File.ReadAllLines(Write("jsonl", TableStatus.Complete)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.All(lines, l => Assert.Equal(Header.Columns.Select(c => c.Name), l.EnumerateObject().Select(m => m.Name)));
        Check([.. lines.Select(l => l.EnumerateObject().Select(m => m.Value).ToList())]);
    }

    [Fact]
    public void TSV_has_a_field_for_each_cell_and_nothing_that_parts_them()
    {
        var lines = File.ReadAllText(Write("tsv", TableStatus.Complete)).Split('\n', StringSplitOptions.None);
        Assert.Equal(7, lines.Length);
        Assert.All(lines[..6], l => Assert.Equal(13, l.Split('\t').Length));
        Assert.Equal("say \"x\" tab line", lines[2].Split('\t')[6]);
        Assert.Equal(new string('\t', 12), lines[3]);
    }

    [Fact]
    public void HTML_shows_values_as_text_null_as_null_and_how_it_ended()
    {
        var page = File.ReadAllText(Write("html", TableStatus.Overflow));
        Assert.Contains("<td class=\"null\"></td>", page);
        Assert.Contains("<td></td>", page);
        Assert.Contains("WHERE a &lt; 1", page);
        Assert.Contains("5 rows. It ended.", page);
        Assert.DoesNotContain("<script", page);
    }

    static void Check(List<List<JsonElement>> rows)
    {
        Assert.Equal(5, rows.Count);
        Assert.Equal((true, -5, 7, long.MaxValue), (rows[0][0].GetBoolean(), rows[0][1].GetInt32(), rows[0][2].GetInt32(), rows[0][3].GetInt64()));
        Assert.Equal((1.5f, 0.1, "a,b", "冰"), (rows[0][4].GetSingle(), rows[0][5].GetDouble(), rows[0][6].GetString(), rows[0][8].GetString()));
        Assert.Equal(("Infinity", "-Infinity", "say \"x\"\ttab\nline", "é😀"), (rows[1][4].GetString(), rows[1][5].GetString(), rows[1][6].GetString(), rows[1][8].GetString()));
        Assert.Equal(("NaN", 0), (rows[1][11][1].GetString(), rows[1][12].GetArrayLength()));
        Assert.All(rows[2], c => Assert.Equal(JsonValueKind.Null, c.ValueKind));
        Assert.Equal(("", "9999-12-31", "0001-01-01T00:00:00"), (rows[3][6].GetString(), rows[3][9].GetString(), rows[3][10].GetString()));
        Assert.Equal((5e-324, 1e308, int.MaxValue), (rows[3][11][0].GetDouble(), rows[3][11][1].GetDouble(), rows[3][12][0].GetInt32()));
        Assert.True(double.IsNegative(rows[3][5].GetDouble()));
    }

    string Write(string format, TableStatus status, int columns = 13)
    {
        var choice = TableFormats.Find(format)!;
        var path = Path.Combine(_directory.FullName, "table." + choice.Format.Extension);
        using var writer = choice.CreateWriter() as IDisposable;
        using var file = File.Create(path);
        file.Write(Written.Bytes((ITableWriter?)writer ?? choice.CreateWriter(), Header with { Columns = [.. Header.Columns.Take(columns)] }, new TableEnding(status, status == TableStatus.Complete ? null : "It ended."), Rows.Select(r => RowBuilder.Row([.. r.Take(columns)]))));
        if (writer is ISpooledWriter spooled) spooled.Finish(file);
        return path;
    }
}
