using System.Globalization;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Tests.Metadata;
using Lamost.Vo.Archive.Vizier;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Vizier;

/// <summary>Exports of a small release that has one column of every type.</summary>
public sealed partial class VizierExporterTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    const string Columns = "obsid, ra, dec, date, taken, class, arm, note, z, plates, fibre, good";

    readonly string _parent = Directory.CreateTempSubdirectory("lamost-vo-vizier-").FullName;

    string Out => Path.Combine(_parent, "out");

    string[] Files => Directory.Exists(Out) ? [.. Directory.EnumerateFileSystemEntries(Out).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];

    public async Task InitializeAsync()
    {
        await Definitions.PublishAsync(fixture.Database, Definitions.Stars);
        await fixture.RunAsync($"""
            INSERT INTO dr0.stars ({Columns}, hpx29) VALUES
            (1, 10.5, -20.25, '2024-02-29', '2024-02-29 01:02:03.25', 'STAR', 'B', 'a note', 0.1, 3, -7, true, 1),
            (9223372036854775807, 359.98765432109876, 89.5, 'infinity', NULL, '', NULL, U&'caf\00E9 \6052\661F', 16777216, NULL, 2147483647, false, 2),
            (-5, 1e-7, -0.125, '1858-11-17', '1970-01-01', 'GALAXY', 'R', E'tab\there', 'NaN', -32768, NULL, NULL, 3)
            """);
    }

    public async Task DisposeAsync()
    {
        Directory.Delete(_parent, recursive: true);
        await Definitions.UnpublishAsync(fixture.Database, Definitions.Stars);
        await fixture.RunAsync("DROP TABLE dr0.stars; DROP TABLE IF EXISTS dr0.plates");
    }

    [Fact]
    public async Task Values_stand_where_the_ReadMe_says_and_are_those_of_the_table()
    {
        var report = await ExportAsync();
        Assert.Equal(["ReadMe", "stars.dat"], Files);
        Assert.Equal(("dr0.stars", 3L, 2L), (report.Files[0].Table, report.Files[0].Rows, report.Files[0].Escaped["note"]));
        Assert.Equal(["authors", "year", "bibcode", "adc_keywords", "keywords"], report.Open);

        var columns = Described("stars.dat", out var lines);
        Assert.Equal(["obsid", "ra", "dec", "date", "taken", "class", "arm", "note", "z", "plates", "fibre", "good"], columns.Select(c => c.Label));
        var data = File.ReadAllBytes(Path.Combine(Out, "stars.dat"));
        Assert.All(data, b => Assert.True(b is >= (byte)' ' and <= (byte)'~' or (byte)'\n'));
        var rows = System.Text.Encoding.ASCII.GetString(data).Split('\n');
        Assert.Equal("", rows[^1]);
        Assert.All(rows[..^1], r => Assert.Equal(report.Files[0].RecordLength, r.Length));
        Assert.Equal(report.Files[0].RecordLength, columns[^1].End);
        // One blank between columns.
        Assert.Equal(1, columns[0].Start);
        foreach (var (left, right) in columns.Zip(columns.Skip(1)))
        {
            Assert.Equal(left.End + 2, right.Start);
            Assert.All(rows[..^1], r => Assert.Equal(' ', r[left.End]));
        }
        var cells = rows[..^1].Select(r => columns.ToDictionary(c => c.Label, c => r[(c.Start - 1)..c.End])).ToDictionary(r => long.Parse(r["obsid"], CultureInfo.InvariantCulture));
        Assert.Equal([-5, 1, 9223372036854775807], cells.Keys.Order());
        var (one, great, odd) = (cells[1], cells[9223372036854775807], cells[-5]);
        Assert.Equal((359.98765432109876, 1e-7), (Number(great["ra"]), Number(odd["ra"])));
        Assert.Equal((-20.25, -0.125), (Number(one["dec"]), Number(odd["dec"])));
        Assert.Equal((0.1f, 16777216f, ""), ((float)Number(one["z"]), (float)Number(great["z"]), odd["z"].Trim()));
        Assert.Equal(("2024-02-29", "", "1858-11-17"), (one["date"], great["date"].Trim(), odd["date"]));
        Assert.Equal(("2024-02-29T01:02:03.25", "", "1970-01-01T00:00:00"), (one["taken"].Trim(), great["taken"].Trim(), odd["taken"].Trim()));
        Assert.Equal(("STAR  ", "      ", "GALAXY"), (one["class"], great["class"], odd["class"]));
        Assert.Equal(("a note", @"caf\u00e9 \u6052\u661f", @"tab\u0009here"), (one["note"].TrimEnd(), great["note"].TrimEnd(), odd["note"].TrimEnd()));
        Assert.Equal(("     3", "      ", "-32768"), (one["plates"], great["plates"], odd["plates"]));
        Assert.Equal(("         -7", " 2147483647".Trim(), ""), (one["fibre"].PadLeft(11), great["fibre"].Trim(), odd["fibre"].Trim()));
        Assert.Equal(("1", "0", " "), (one["good"], great["good"], odd["good"]));

        Assert.Equal("deg", columns[1].Unit);
        Assert.StartsWith("[-5/9223372036854775807] Identifier", columns[0].Explanation, StringComparison.Ordinal);
        Assert.StartsWith("[-32768/3]? Plates", columns[9].Explanation, StringComparison.Ordinal);
        Assert.StartsWith("? Class", columns[5].Explanation, StringComparison.Ordinal);
        Assert.Contains("(2)", columns[7].Explanation, StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("Note (2): Characters beyond ASCII", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_simulated_table_is_said_to_be_one()
    {
        await ExportAsync();
        Described("stars.dat", out var lines);
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 80));
        Assert.Contains("SIMULATED: DR0 v0.1", lines[0], StringComparison.Ordinal);
        Assert.Equal("SIMULATED: DR0 v0.1", lines[2]);
        Assert.Contains(lines, l => l.StartsWith("stars.dat", StringComparison.Ordinal) && l.EndsWith("Stars (simulated)", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("Note (1): The rows of this file are simulated", StringComparison.Ordinal));
        Assert.StartsWith("(End)", lines[^2], StringComparison.Ordinal);

        await Definitions.PublishAsync(fixture.Database, Definitions.Plates, new PublishedFacts(0, false, DateTimeOffset.UnixEpoch));
        await fixture.RunAsync("INSERT INTO dr0.plates (planid) VALUES ('GAC054N14B1')");
        try
        {
            Directory.Delete(Out, recursive: true);
            await ExportAsync("PLATES");
            Assert.Equal(["ReadMe", "plates.dat"], Files);
            Described("plates.dat", out lines);
            Assert.DoesNotContain(lines, l => l.Contains("imulated", StringComparison.OrdinalIgnoreCase));
            Directory.Delete(Out, recursive: true);
            await ExportAsync();
            Assert.Equal(["ReadMe", "plates.dat", "stars.dat"], Files);
            Described("plates.dat", out lines);
            Assert.Contains("PARTLY SIMULATED", lines[0], StringComparison.Ordinal);
            Assert.Equal("GAC054N14B1\n", await File.ReadAllTextAsync(Path.Combine(Out, "plates.dat")));
        }
        finally
        {
            await Definitions.UnpublishAsync(fixture.Database, Definitions.Plates);
        }
    }

    [Fact]
    public async Task Both_passes_see_the_same_rows_whatever_happens_between_them()
    {
        var changed = false;
        var report = await VizierExporter.WriteAsync(fixture.Database, Definitions.Release, new VizierOptions(Out, "test"), new Heard(p =>
        {
            if (p.Writing || changed) return;
            changed = true;
            fixture.RunAsync("INSERT INTO dr0.stars (obsid, ra, dec, class, hpx29) VALUES (77, 100.123456789, 1, 'A class of many words', 4); DELETE FROM dr0.stars WHERE obsid = 1").Wait();
        }), CancellationToken.None);
        Assert.True(changed);
        Assert.Equal(3, report.Files[0].Rows);
        var text = await File.ReadAllTextAsync(Path.Combine(Out, "stars.dat"));
        Assert.DoesNotContain("many words", text, StringComparison.Ordinal);
        Assert.Contains("a note", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_fails_leaves_the_earlier_one_as_it_was()
    {
        await ExportAsync();
        var before = Files.Select(f => File.ReadAllText(Path.Combine(Out, f))).ToList();
        await fixture.RunAsync("UPDATE dr0.stars SET z = 'Infinity' WHERE obsid = 1");
        var error = (await Assert.ThrowsAsync<VoException>(() => ExportAsync())).Error;
        Assert.Equal("LVO-EXPORT-7003", error.Code);
        Assert.Contains("dr0.stars.z has 1 infinite", error.Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        await fixture.RunAsync("UPDATE dr0.stars SET z = 3 WHERE obsid = 1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => VizierExporter.WriteAsync(fixture.Database, Definitions.Release, new VizierOptions(Out, "test"), new Heard(p =>
        {
            if (p.Writing) cancelled.Cancel();
        }), cancelled.Token));
        Assert.Equal(before, Files.Select(f => File.ReadAllText(Path.Combine(Out, f))));

        await ExportAsync();
        Assert.Equal(["ReadMe", "stars.dat"], Files);
        Assert.NotEqual(before[1], await File.ReadAllTextAsync(Path.Combine(Out, "stars.dat")));
    }

    [Fact]
    public async Task An_export_that_fails_leaves_no_directory_of_its_own()
    {
        await fixture.RunAsync("UPDATE dr0.stars SET ra = '-Infinity' WHERE obsid = 1");
        await Assert.ThrowsAsync<VoException>(() => ExportAsync());
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task A_directory_with_something_else_is_refused_and_what_a_killed_export_left_is_not()
    {
        Directory.CreateDirectory(Out);
        await File.WriteAllTextAsync(Path.Combine(Out, "stars.dat.unfinished"), "half a line");
        await File.WriteAllTextAsync(Path.Combine(Out, "thesis.tex"), "\\documentclass");
        var error = (await Assert.ThrowsAsync<VoException>(() => ExportAsync())).Error;
        Assert.Equal(("LVO-EXPORT-7002", Remedy.MendRequest), (error.Code, error.Remedy));
        Assert.Contains("thesis.tex", error.Message, StringComparison.Ordinal);
        Assert.Equal(["stars.dat.unfinished", "thesis.tex"], Files);
        File.Delete(Path.Combine(Out, "thesis.tex"));
        await ExportAsync();
        Assert.Equal(["ReadMe", "stars.dat"], Files);
    }

    [Fact]
    public async Task What_is_not_loaded_cannot_be_exported()
    {
        var error = (await Assert.ThrowsAsync<VoException>(() => ExportAsync("plates"))).Error;
        Assert.Equal(("LVO-EXPORT-7001", "Loaded are stars."), (error.Code, error.Hint));
        Assert.Equal("LVO-EXPORT-7001", (await Assert.ThrowsAsync<VoException>(() =>
            VizierExporter.WriteAsync(fixture.Database, Definitions.Release with { Name = "dr99" }, new VizierOptions(Out, "test"), null, CancellationToken.None))).Error.Code);
        Assert.Empty(Files);
    }

    [Fact]
    public async Task A_table_that_a_load_holds_is_waited_for_and_then_given_up()
    {
        await Definitions.InTransactionAsync(fixture.Database, async (connection, transaction) =>
        {
            await using var hold = new Npgsql.NpgsqlCommand("LOCK TABLE dr0.stars IN ACCESS EXCLUSIVE MODE", connection, transaction);
            await hold.ExecuteNonQueryAsync();
            var error = (await Assert.ThrowsAsync<VoException>(() =>
                VizierExporter.WriteAsync(fixture.Database, Definitions.Release, new VizierOptions(Out, "test") { LockSeconds = 1 }, null, CancellationToken.None))).Error;
            Assert.Equal(("LVO-EXPORT-7005", Remedy.TryLater), (error.Code, error.Remedy));
        });
        Assert.False(Directory.Exists(Out));
        await ExportAsync();
    }

    [Fact]
    public void Every_code_of_exporting_has_an_entry_and_every_entry_a_code()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Lamost.Vo.sln"))) root = root.Parent ?? throw new DirectoryNotFoundException("The tests do not run below the checkout.");
        var written = Entry().Matches(File.ReadAllText(Path.Combine(root.FullName, "docs", "reference", "errors-export.md"))).Select(m => m.Groups[1].Value).ToList();
        var used = Directory.EnumerateFiles(Path.Combine(root.FullName, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Contains("LVO-EXPORT-7001", written);
        Assert.Equal(used, written);
    }

    Task<VizierReport> ExportAsync(params string[] tables) =>
        VizierExporter.WriteAsync(fixture.Database, Definitions.Release, new VizierOptions(Out, "test") { Tables = tables }, null, CancellationToken.None);

    static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    // The byte-by-byte description of a file.
    List<(int Start, int End, string Format, string Unit, string Label, string Explanation)> Described(string file, out string[] lines)
    {
        lines = File.ReadAllText(Path.Combine(Out, "ReadMe")).Split('\n');
        var columns = new List<(int Start, int End, string Format, string Unit, string Label, string Explanation)>();
        foreach (var line in lines.SkipWhile(l => l != $"Byte-by-byte Description of file: {file}").Skip(4).TakeWhile(l => !l.StartsWith("----", StringComparison.Ordinal)))
        {
            if (Described().Match(line) is not { Success: true } m)
            {
                columns[^1] = columns[^1] with { Explanation = columns[^1].Explanation + " " + line.Trim() };
                continue;
            }
            var end = int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture);
            columns.Add((m.Groups[1].Success ? int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : end, end, m.Groups[3].Value, m.Groups[4].Value, m.Groups[5].Value, m.Groups[6].Value));
        }
        Assert.All(columns, c => Assert.Equal(c.End - c.Start + 1, int.Parse(c.Format[1..].Split('.')[0], CultureInfo.InvariantCulture)));
        return columns;
    }

    sealed class Heard(Action<VizierProgress> say) : IProgress<VizierProgress>
    {
        public void Report(VizierProgress value) => say(value);
    }

    [GeneratedRegex(@"^ *(?:(\d+)- *)?(\d+) ([AIFE][\d.]+) +(\S+) +(\S+) +(.*)$")]
    private static partial Regex Described();

    [GeneratedRegex(@"^### (LVO-EXPORT-\d{4})$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"""(LVO-EXPORT-\d{4})""")]
    private static partial Regex Code();
}
