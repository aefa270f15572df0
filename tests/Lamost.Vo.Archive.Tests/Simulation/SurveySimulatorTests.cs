using System.Security.Cryptography;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>What the simulator promises: the number of rows, the same bytes, tables that agree, every column filled.</summary>
public class SurveySimulatorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(999)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(30_011)]
    public void A_release_has_exactly_the_rows_asked_for(int rows)
    {
        var simulator = SurveySimulator.Create(TestRelease.Dr10, rows);
        var table = DecodedTable.Of(simulator, TestRelease.Dr10, "lrs_catalogue");
        Assert.Equal((rows, rows), (table.Rows, (int)simulator.Rows));
        Assert.Equal(rows, table.Longs("obsid").Distinct().Count());
    }

    [Fact]
    public void The_full_release_has_its_published_plates_and_some_1900_spectra_on_each()
    {
        var simulator = SurveySimulator.Create(TestRelease.Dr10, 11_441_011);
        Assert.Equal((5_923, 1_951), (simulator.Plates, simulator.MediumPlates));
        Assert.InRange(simulator.Rows / (double)simulator.Plates, 1_880, 1_980);
    }

    [Fact]
    public void Dr12_has_its_published_totals()
    {
        var simulator = SurveySimulator.Create(ReleaseDefinitions.Get("dr12"), SurveySimulator.RowsAt("dr12", 1));
        Assert.Equal((12_602_390, 3_365_641 + 12_110_344), (simulator.Rows, simulator.MediumRows));
        Assert.Equal((6_605, 2_894), (simulator.Plates, simulator.MediumPlates));
    }

    [Theory]
    [InlineData(0.5, 6_301_195)]
    [InlineData(0.001, 12_602)]
    [InlineData(1e-9, 1)]
    public void A_scale_is_a_part_of_the_published_rows(double scale, long rows) => Assert.Equal(rows, SurveySimulator.RowsAt("dr12", scale));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_scale_that_is_none_is_refused(double scale) => Assert.Throws<ArgumentOutOfRangeException>(() => SurveySimulator.RowsAt("dr12", scale));

    [Fact]
    public void Any_number_of_threads_makes_the_same_rows()
    {
        var simulator = SurveySimulator.Create(TestRelease.Dr10, 60_000, 42);
        foreach (var table in SurveySimulator.TableNames)
        {
            var alone = Blocks(simulator, table, 1);
            Assert.Equal(alone, Blocks(simulator, table, 4));
            Assert.Equal(alone, Blocks(SurveySimulator.Create(TestRelease.Dr10, 60_000, 42), table, 3));
            Assert.NotEqual(alone, Blocks(SurveySimulator.Create(TestRelease.Dr10, 60_000, 43), table, 1));
        }
    }

    [Theory]
    [InlineData("lrs_catalogue", "4096:335992f6d4c543c3 904:f5265a64786cfa8b")]
    [InlineData("mrs_catalogue", "4096:565df05c158d65f3 484:9969222aaab363c3")]
    [InlineData("mrs_mec", "122:41828eecc475699d")]
    public void The_same_seed_makes_the_same_bytes_in_every_version(string table, string digests)
    {
        // A change of the model changes these values: then say so in the changelog, for simulated releases change with it.
        Assert.Equal(digests, string.Join(' ', Blocks(SurveySimulator.Create(TestRelease.Dr10, 5_000), table, 1)));
    }

    [Fact]
    public void Each_row_of_lrs_stellar_is_the_row_of_lrs_catalogue_with_its_obsid()
    {
        var simulator = SurveySimulator.Create(TestRelease.Dr10, 40_000, 7);
        var (catalogue, stellar) = (DecodedTable.Of(simulator, TestRelease.Dr10, "lrs_catalogue"), DecodedTable.Of(simulator, TestRelease.Dr10, "lrs_stellar"));
        var rows = catalogue.Longs("obsid").Select((o, n) => (o, n)).ToDictionary(p => p.o!.Value, p => p.n);
        var places = stellar.Longs("obsid").Select(o => rows[o!.Value]).ToArray();
        var common = stellar.Definition.Columns.Where(c => catalogue.Definition.Find(c.Name) is not null).Select(c => c.Name).Append(TableDefinition.HealpixColumn).ToArray();
        Assert.Equal(35, common.Length);
        foreach (var column in common)
        {
            var (mine, theirs) = (stellar.Cells(column), catalogue.Cells(column));
            Assert.All(Enumerable.Range(0, places.Length), n => Assert.Equal(theirs[places[n]], mine[n]));
        }
        var parameters = catalogue.Longs("with_norm_flux");
        Assert.Equal(parameters.Count(p => p == 1), stellar.Rows);
        Assert.All(places, p => Assert.Equal(1, parameters[p]));
        Assert.Equal(stellar.Rows, places.Distinct().Count());
    }

    [Theory]
    [InlineData("lrs_catalogue", "")]
    [InlineData("lrs_stellar", "")]
    [InlineData("lrs_mec", "gaia_vari_type_sos")]
    [InlineData("lrs_plan", "")]
    [InlineData("lrs_inputcatalog", "unitid, tsource, tfrom, tcomment")]
    [InlineData("mrs_catalogue", "moon_angle, lunardate, moon_flg, subproject")]
    [InlineData("mrs_stellar", "moon_angle, lunardate, moon_flg")]
    [InlineData("mrs_mec", "gaia_vari_type_sos")]
    [InlineData("mrs_plan", "")]
    [InlineData("mrs_inputcatalog", "unitid, tsource, tfrom, tcomment")]
    public void No_column_is_empty_but_those_that_the_model_has_no_idea_of(string table, string empty) =>
        Assert.Equal(empty, string.Join(", ", SurveySimulator.Create(TestRelease.Dr10, 100).UnknownColumns(table)));

    [Fact]
    public void A_column_that_the_model_does_not_know_stays_empty_and_is_reported()
    {
        var release = TestRelease.Dr10 with { Tables = [TestRelease.Table("lrs_catalogue", "weather:String obsid:Long SNRG:Double")] };
        var simulator = SurveySimulator.Create(release, 50);
        Assert.Equal(["weather"], simulator.UnknownColumns("lrs_catalogue"));
        var table = DecodedTable.Of(simulator, release, "LRS_Catalogue");
        Assert.Equal((1.0, 0.0, 0.0), (table.NullFraction("weather"), table.NullFraction("obsid"), table.NullFraction("snrg")));
    }

    [Theory]
    [InlineData("weather", ColumnType.String, false)]
    [InlineData("teff", ColumnType.String, true)]
    [InlineData("obsid", ColumnType.Date, true)]
    [InlineData("uid", ColumnType.Long, true)]
    [InlineData("obsdate", ColumnType.Int, true)]
    public void A_column_that_cannot_be_filled_as_declared_is_refused(string name, ColumnType type, bool nullable)
    {
        var table = new TableDefinition("lrs_catalogue", [new ColumnDefinition(name, type) { Description = name, Nullable = nullable }]) { Description = "A test." };
        var simulator = SurveySimulator.Create(TestRelease.Dr10 with { Tables = [table] }, 10);
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => simulator.Open("lrs_catalogue")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Assert.Contains("dr99", Assert.Throws<ArgumentException>(() => SurveySimulator.Create(TestRelease.Dr10 with { Name = "dr99" }, 10)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SurveySimulator.Create(TestRelease.Dr10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SurveySimulator.Create(TestRelease.Dr10, 11_441_012));
        var simulator = SurveySimulator.Create(TestRelease.Dr10 with { Tables = [] }, 10);
        Assert.Throws<ArgumentException>(() => simulator.Open("lrs_qso"));
        Assert.Throws<ArgumentException>(() => simulator.Open("lrs_catalogue"));
    }

    [Fact]
    public void Progress_goes_from_nothing_to_all_and_cancelling_stops()
    {
        var simulator = SurveySimulator.Create(TestRelease.Dr10, 20_000);
        using var source = simulator.Open("lrs_catalogue");
        Assert.Equal((20_000, 0.0), (source.ExpectedRows, source.Fraction));
        Assert.Equal(4096, source.NextBlock(CancellationToken.None)!.Value.Rows);
        Assert.InRange(source.Fraction!.Value, 0.1, 0.3);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => source.NextBlock(cancelled.Token));
        while (source.NextBlock(CancellationToken.None) is not null) { }
        Assert.Null(source.NextBlock(CancellationToken.None));
        Assert.Equal(1.0, source.Fraction);
        using var stellar = simulator.Open("lrs_stellar");
        Assert.Null(stellar.ExpectedRows);
    }

    [Fact]
    public void A_full_plate_never_uses_a_fibre_twice_even_in_the_full_release()
    {
        // The first 300 blocks of a release of published size.
        var simulator = SurveySimulator.Create(TestRelease.Dr10, 11_441_011);
        var only = TestRelease.Dr10 with { Tables = [TestRelease.Table("lrs_catalogue", "obsid:Long")] };
        using var source = SurveySimulator.Create(only, 11_441_011).Open("lrs_catalogue");
        var seen = new HashSet<long>();
        for (var block = 0; block < 300; block++)
        {
            var bytes = source.NextBlock(CancellationToken.None)!.Value.Tuples.Span;
            for (; bytes.Length > 0; bytes = bytes[26..]) Assert.True(seen.Add(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes[6..])));
        }
        Assert.Equal(300 * 4096, seen.Count);
        Assert.Equal(11_441_011, simulator.Rows);
    }

    [Fact]
    public void Making_rows_allocates_nothing()
    {
        using var source = SurveySimulator.Create(TestRelease.Dr10, 100_000).Open("lrs_stellar");
        for (var warm = 0; warm < 4; warm++) source.NextBlock(CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = 0;
        for (var block = 0; block < 12; block++) rows += source.NextBlock(CancellationToken.None)!.Value.Rows;
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)rows, 0, 0.5);
    }

    // Digests of the blocks, sorted, for threads take them in any order.
    static string[] Blocks(SurveySimulator simulator, string table, int threads)
    {
        using var source = simulator.Open(table);
        var digests = new List<string>();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            while (source.NextBlock(CancellationToken.None) is { } block)
            {
                var digest = $"{block.Rows}:{Convert.ToHexStringLower(SHA256.HashData(block.Tuples.Span))[..16]}";
                lock (digests) digests.Add(digest);
            }
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return [.. digests.Order(StringComparer.Ordinal)];
    }
}
