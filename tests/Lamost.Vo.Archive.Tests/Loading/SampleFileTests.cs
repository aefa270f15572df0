using System.Globalization;
using System.IO.Compression;
using System.Text;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables.Csv;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Loading;

/// <summary>The survey's real rows, through the whole of a load and back out of the database.</summary>
public sealed class SampleFileTests : DatabaseFixture, IAsyncLifetime
{
    readonly string _directory = Directory.CreateTempSubdirectory("lamost-vo-load-").FullName;

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Directory.Delete(_directory, true);
    }

    [SampleFact]
    public async Task The_420_combined_rows_are_those_of_the_source_cell_by_cell()
    {
        var table = SurveyTables.Table("combined", "lrs_combined");
        var path = Samples.Path("catalogues/dr10v2_combined_420rows.csv");
        var report = await LoadAsync(table, path);
        Assert.Equal((420, 0), (report.Rows, report.Rejected));
        Assert.Empty(report.Files[0].UnknownColumns);
        Assert.Empty(report.Files[0].MissingColumns);

        var cells = 0;
        var nulls = 0;
        foreach (var row in Source(path, out var names))
        {
            var served = await RowAsync(table, long.Parse(row[0], CultureInfo.InvariantCulture));
            foreach (var column in table.Columns)
            {
                var text = row[Array.IndexOf(names, column.Name)];
                Assert.True(Means(text, column, served[column.Name]), $"{column.Name} of {row[0]}: '{text}' became {served[column.Name]}");
                cells++;
                if (served[column.Name] is null) nulls++;
            }
            Assert.Equal(Healpix.PixelOf(29, (double)served["ra"]!, (double)served["dec"]!), served["hpx29"]);
        }
        Assert.Equal(420 * 277, cells);
        Assert.InRange(nulls, 1, cells - 1);
    }

    [SampleFact]
    public async Task The_same_rows_with_pipes_in_gzip_and_in_FITS_give_the_same_table()
    {
        var table = SurveyTables.Table("catalogue", "lrs_catalogue");
        var csv = Samples.Path("catalogues/dr10v2_combined_420rows.csv");
        var pipes = Path.Combine(_directory, "pipes.csv");
        File.WriteAllText(pipes, string.Concat(Source(csv, out var names).Prepend(names).Select(r => string.Join('|', r) + "\r\n")), new UTF8Encoding(true));
        var zipped = pipes + ".gz";
        await using (var to = new GZipStream(File.Create(zipped), CompressionLevel.Fastest)) await to.WriteAsync(await File.ReadAllBytesAsync(pipes));
        var fits = Path.Combine(_directory, "rows.fits");
        FileRowSourceTests.Astropy($"""
            import csv, numpy as np
            from astropy.io import fits
            names, *rows = list(csv.reader(open('{csv}', encoding='utf-8-sig')))
            types = {Python(table)}
            columns = []
            for name, kind in types:
                cells = [r[names.index(name)] for r in rows]
                if kind == 'K' or kind == 'J':
                    columns.append(fits.Column(name.upper(), kind, null=-9999, array=np.array([int(c) if c else -9999 for c in cells], dtype='i8' if kind == 'K' else 'i4')))
                elif kind == 'D':
                    columns.append(fits.Column(name, 'D', array=[float(c) if c else np.nan for c in cells]))
                else:
                    columns.append(fits.Column(name, str(max(map(len, cells))) + 'A', array=cells))
            hdu = fits.BinTableHDU.from_columns(columns)
            hdu.writeto('{fits}')
            hdu.writeto('{fits}.gz')
            """);

        await LoadAsync(table, csv);
        var expected = await DigestAsync(table);
        foreach (var file in (string[])[pipes, zipped, fits, fits + ".gz"])
        {
            var report = await LoadAsync(table, file);
            Assert.Equal((420, 0), (report.Rows, report.Rejected));
            Assert.Equal(expected, await DigestAsync(table));
        }
    }

    [SampleFact]
    public async Task Parameters_of_DR10_v0_are_loaded_with_what_they_lack_reported()
    {
        var report = await LoadAsync(SurveyTables.Table("stellar", "lrs_stellar"), Samples.Path("catalogues/dr10v0_afg_params_3000rows.csv"));
        Assert.Equal((3000, 0), (report.Rows, report.Rejected));
        Assert.Empty(report.Files[0].UnknownColumns);
        Assert.Equal(35, report.Files[0].MissingColumns.Count);
        Assert.Equal(5211.2900390625, await AskAsync("SELECT teff FROM dr10.lrs_stellar WHERE obsid = 993612097"));
        Assert.Equal(3000L, await AskAsync("SELECT count(*) FROM dr10.lrs_stellar WHERE uid IS NULL AND hpx29 >= 0"));
    }

    [SampleFact]
    public async Task The_pilot_file_of_DR1_has_integers_as_decimals_and_columns_of_its_own()
    {
        var report = await LoadAsync(SurveyTables.Table("stellar", "lrs_stellar"), Samples.Path("catalogues/dr1_pilot_afgk_3165rows.csv"));
        Assert.Equal((3165, 0), (report.Rows, report.Rejected));
        Assert.Equal("(column 1, without a name)", report.Files[0].UnknownColumns[0]);
        Assert.Contains("totalCounts", report.Files[0].UnknownColumns);
        Assert.Contains("gaia_source_id", report.Files[0].MissingColumns);
        Assert.Equal("55860 5 6 2011-10-25", await AskAsync("SELECT concat_ws(' ', lmjd, spid, fiberid, obsdate) FROM dr10.lrs_stellar WHERE obsid = 605006"));
    }

    [SampleFact]
    public async Task The_part_of_DR3_goes_into_the_catalogue_without_its_parameters()
    {
        var report = await LoadAsync(SurveyTables.Table("catalogue", "lrs_catalogue"), Samples.Path("catalogues/dr3_catalog_part.csv"));
        Assert.Equal((35, 0), (report.Rows, report.Rejected));
        Assert.Equal(["teff", "logg", "feh", "rv"], report.Files[0].UnknownColumns);
        Assert.Equal(0.000009, await AskAsync("SELECT z FROM dr10.lrs_catalogue WHERE obsid = 206401225"));
    }

    [SampleFact]
    public async Task Columns_named_otherwise_are_found_by_the_source_names_of_the_definition()
    {
        var path = Samples.Path("catalogues/dr9_gaia_dr3_1838rows.csv");
        var table = SurveyTables.Table("stellar", "lrs_stellar");
        var error = (await Assert.ThrowsAsync<VoException>(() => LoadAsync(table, path))).Error;
        Assert.Equal("LVO-LOAD-6002", error.Code);
        Assert.Contains("no column for obsid, ra, dec", error.Message);

        var renamed = table with { Columns = [.. table.Columns.Select(c => c with { SourceNames = [$"combined_{c.Name}", $"{c.Name}_lamost"] })] };
        var report = await LoadAsync(renamed, path);
        Assert.Equal((1838, 0), (report.Rows, report.Rejected));
        Assert.Contains("ra_gaia", report.Files[0].UnknownColumns);
        Assert.Equal(123.58587, await AskAsync("SELECT ra FROM dr10.lrs_stellar WHERE obsid = 173006105"));
    }

    Task<LoadReport> LoadAsync(TableDefinition table, string path) =>
        TableLoader.LoadAsync(Database, SurveyTables.Release with { Tables = [table] }, table, [path], new() { BlockBytes = 50_000 });

    Task<object?> AskAsync(string sql) => ScalarAsync(Database.Owner, sql);

    Task<object?> DigestAsync(TableDefinition table) => AskAsync($"SELECT md5(string_agg(t::text, '/' ORDER BY obsid)) FROM dr10.{table.Name} t");

    async Task<Dictionary<string, object?>> RowAsync(TableDefinition table, long obsid)
    {
        await using var command = Database.Owner.CreateCommand($"SELECT * FROM dr10.{table.Name} WHERE obsid = {obsid}");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => Value(reader, i));
    }

    static object? Value(NpgsqlDataReader reader, int i) => reader.IsDBNull(i) ? null : reader.GetValue(i) switch
    {
        DateTime day => DateOnly.FromDateTime(day),
        var value => value,
    };

    /// <summary>What a cell of the source means, worked out here without the loader.</summary>
    static bool Means(string text, ColumnDefinition column, object? value)
    {
        var word = text.Trim();
        var number = double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed);
        if (word.Length == 0) return value is null;
        if (column.NullValues.Any(n => column.Type == ColumnType.String ? n == word : number && parsed == double.Parse(n, CultureInfo.InvariantCulture))) return value is null;
        return column.Type switch
        {
            ColumnType.Double => value is double d && d == parsed,
            ColumnType.Long => value is long l && l.ToString(CultureInfo.InvariantCulture) == word,
            ColumnType.Int => value is int n && n == parsed,
            ColumnType.Date => value is DateOnly day && day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == word,
            _ => value is string s && s == word,
        };
    }

    static List<string[]> Source(string path, out string[] names)
    {
        using var reader = new CsvBlockReader(File.OpenRead(path));
        names = [.. reader.Header];
        var rows = new List<string[]>();
        var buffer = Array.Empty<byte>();
        var fields = new CsvField[names.Length];
        while (reader.Read(ref buffer, out var block))
        {
            var records = new CsvRowReader(block.Bytes.Span, reader.Delimiter, block.FirstLine);
            while (records.Read(fields, out _))
            {
                var row = new string[fields.Length];
                for (var i = 0; i < row.Length; i++) row[i] = Encoding.UTF8.GetString(records.Value(fields[i]));
                rows.Add(row);
            }
        }
        return rows;
    }

    static string Python(TableDefinition table) => "[" + string.Join(", ", table.Columns.Select(c => $"('{c.Name}', '{Form(c.Type)}')")) + "]";

    static string Form(ColumnType type) => type switch { ColumnType.Long => "K", ColumnType.Int => "J", ColumnType.Double => "D", _ => "A" };
}
