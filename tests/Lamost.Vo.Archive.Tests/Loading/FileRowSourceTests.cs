using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Loading;

public sealed class FileRowSourceTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("lamost-vo-load-").FullName;

    /// <summary>A small table with a column of most types.</summary>
    internal static readonly TableDefinition Stars = new("stars",
    [
        new("obsid", ColumnType.Long) { Description = "", Nullable = false },
        new("class", ColumnType.String) { Description = "", NullValues = ["Non"], Length = 10 },
        new("snr", ColumnType.Float) { Description = "", NullValues = ["-9999"], SourceNames = ["sn", "snrg"] },
        new("ra", ColumnType.Double) { Description = "" },
        new("dec", ColumnType.Double) { Description = "" },
        new("fibre", ColumnType.Short) { Description = "", Minimum = 1, Maximum = 250 },
        new("night", ColumnType.Date) { Description = "" },
    ])
    {
        Description = "",
        PrimaryKey = ["obsid"],
        Position = new("ra", "dec"),
    };

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public void Columns_are_matched_by_name_and_the_others_reported()
    {
        using var source = Source("OBSID,Dec,RA,extra,sn,\n1,20,10,x,5.5,y\n2,,11,x,-9999,y\n");
        Assert.Equal(["extra", "(column 6, without a name)"], source.Files[0].UnknownColumns);
        Assert.Equal(["class", "fibre", "night"], source.Files[0].MissingColumns);
        Assert.Equal([$"1|~|5.5|10|20|~|~|{RowAssembler.PixelOf(10, 20)}", "2|~|~|11|~|~|~|-1"], Rows.Of(source, Stars));
    }

    [Fact]
    public void The_name_of_the_column_comes_before_its_source_names()
    {
        using var source = Source("obsid,ra,dec,snrg,SNR,sn\n1,2,3,4,5,6\n");
        Assert.Equal(["snrg", "sn"], source.Files[0].UnknownColumns);
        Assert.StartsWith("1|~|5|2|3|", Rows.Of(source, Stars).Single());
    }

    [Theory]
    [InlineData("ra,dec\n1,2\n", "no column for obsid")]
    [InlineData("obsid,ra\n1,2\n", "no column for dec")]
    [InlineData("a,b\n1,2\n", "no column for obsid, ra, dec")]
    [InlineData("obsid,ra,dec,Ra\n1,2,3,4\n", "has the column ra 2 times")]
    public void A_file_without_the_columns_that_matter_is_refused(string text, string message)
    {
        var error = Assert.Throws<VoException>(() => Source(text)).Error;
        Assert.Equal("LVO-LOAD-6002", error.Code);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Bad_rows_go_to_the_report_with_line_column_value_and_reason()
    {
        const string text = "obsid,ra,dec,fibre,class\n1,2,3,4,STAR\n2,400,3,4,STAR\nx,2,3,4,STAR\n4,2,3\n5,2,3,4,\"a\nb\"\n6,2,3,999,STAR\n7,2,-91,1,\"S\"T\n,1,1,1,\n9,1,1,1,\"S\"T\n";
        using var source = Source(text, new() { RowsBeforeRejectCheck = long.MaxValue, MaxRejectsListed = 6 });
        Assert.Equal(["1|STAR", "5|a\nb"], Rows.Of(source, Stars).Select(r => string.Join('|', r.Split('|').Take(2))));
        Assert.Equal(7, source.Rejected);
        var report = Path.Combine(_directory, "rejects.csv");
        Assert.True(source.Rejects.Write(report));
        Assert.Equal(
            """"
            file,line,column,value,reason
            FILE,3,ra,400,is above 360
            FILE,4,obsid,x,is not an integer
            FILE,5,,,"the row has 3 fields, and the header 5"
            FILE,8,fibre,999,is above 250
            FILE,9,class,"""S""T",has text after its closing quote
            FILE,10,obsid,,"is missing, and the column must have a value"
            ,,,,1 more rows were refused

            """", File.ReadAllText(report).Replace(Path.Combine(_directory, "rows.csv"), "FILE"));
    }

    [Fact]
    public void Too_many_bad_rows_end_the_reading_once_a_thousand_rows_are_read()
    {
        var text = new StringBuilder("obsid,ra,dec\n");
        for (var i = 1; i <= 5000; i++) text.Append(i).Append(i % 100 == 0 ? ",bad,2\n" : ",1,2\n");
        using var source = Source(text.ToString(), new() { BlockBytes = 1000 });
        var read = 0;
        var error = Assert.Throws<VoException>(() =>
        {
            while (source.NextBlock(default) is { } block) read += block.Rows;
        }).Error;
        Assert.Equal("LVO-LOAD-6003", error.Code);
        Assert.InRange(read, 1, 1500);
        Assert.Contains("line 101: ra 'bad' is not a number", error.Hint);
    }

    [Fact]
    public void A_small_file_is_judged_at_its_end()
    {
        using var source = Source("obsid,ra,dec\n1,2,3\n2,bad,3\n");
        Assert.Single(Rows.Of(source, Stars));
        Assert.Equal("LVO-LOAD-6003", Assert.Throws<VoException>(source.Rejects.Check).Error.Code);
    }

    [Fact]
    public void Pipes_byte_order_mark_CRLF_quotes_and_gzip_give_the_same_rows()
    {
        const string text = "obsid,ra,dec,class,snr\n1,2.5,3,STAR,7\n2,3.5,4,\"a,b\",\n";
        var expected = Rows.Of(Source(text), Stars);
        Assert.Equal(2, expected.Count);
        Assert.Equal(expected, Rows.Of(Source("\uFEFF" + text.Replace("\n", "\r\n")), Stars));
        Assert.Equal(expected, Rows.Of(Source("\uFEFFobsid|ra|dec|class|snr\n1|2.5|3|STAR|7\n2|3.5|4|a,b|"), Stars));
        Assert.Equal(expected, Rows.Of(new FileRowSource(Stars, [Zip(Write(text))], new()), Stars));
    }

    [Fact]
    public void Several_threads_share_a_source_without_losing_or_repeating_a_row()
    {
        var text = new StringBuilder("obsid,ra,dec,class\n");
        for (var i = 1; i <= 20_000; i++) text.Append(i).Append(",1,2,\"a\nb\"\n");
        var path = Write(text.ToString());
        using var source = new FileRowSource(Stars, [path, Zip(path)], new() { BlockBytes = 700 });
        var seen = new System.Collections.Concurrent.ConcurrentBag<long>();
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            while (source.NextBlock(default) is { } block)
                for (var at = 0; at < block.Tuples.Length;)
                {
                    var tuple = block.Tuples.Span[at..];
                    seen.Add(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(tuple[6..]));
                    at += block.Tuples.Length / block.Rows;
                }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(Enumerable.Range(1, 20_000).SelectMany(i => new[] { (long)i, i }), seen.Order());
        Assert.Equal(1, source.Fraction);
    }

    [Fact]
    public void FITS_written_by_astropy_gives_the_same_rows_as_CSV()
    {
        const string text = "obsid,ra,dec,class,snr,fibre,night\n369086124796690048,2.5,3,STAR,-9999,7,2011-10-24\n2,3.5,-4.25,,0.1,250,2020-02-29\n";
        var csv = Write(text);
        Astropy($"""
            import numpy as np
            from astropy.io import fits
            c = [fits.Column('OBSID', 'K', array=[369086124796690048, 2]), fits.Column('ra', 'D', array=[2.5, 3.5]), fits.Column('dec', 'E', array=[3, -4.25]),
                 fits.Column('class', '8A', array=['STAR', '']), fits.Column('snr', 'E', array=[-9999, 0.1]),
                 fits.Column('fibre', 'I', bzero=32768, array=np.array([7, 250], dtype='uint16')), fits.Column('night', '10A', array=['2011-10-24', '2020-02-29']),
                 fits.Column('spare', '3J', array=np.zeros((2, 3)))]
            h = fits.BinTableHDU.from_columns(c)
            h.writeto('{_directory}/rows.fits')
            h.writeto('{_directory}/rows.fits.gz')
            """);
        var expected = Rows.Of(new FileRowSource(Stars, [csv], new()), Stars);
        Assert.Equal(2, expected.Count);
        foreach (var name in (string[])["rows.fits", "rows.fits.gz"])
        {
            using var source = new FileRowSource(Stars, [Path.Combine(_directory, name)], new());
            Assert.Equal(2, source.ExpectedRows);
            Assert.Equal(["spare"], source.Files[0].UnknownColumns);
            Assert.Equal(expected, Rows.Of(source, Stars));
        }
    }

    [Theory]
    [InlineData("fits.Column('ra', '2D', array=np.zeros((1, 2)))", "holds 2 values a row")]
    [InlineData("fits.Column('ra', 'PD()', array=np.array([np.zeros(3)], dtype=object))", "holds arrays of varying length")]
    [InlineData("fits.Column('ra', 'L', array=[True])", "holds truth values")]
    [InlineData("fits.Column('ra', 'D', array=[1]), fits.Column('class', 'E', array=[1])", "holds floating-point numbers")]
    public void A_FITS_column_that_cannot_become_the_column_is_refused(string column, string message)
    {
        var path = Path.Combine(_directory, "rows.fits");
        Astropy($"""
            import numpy as np
            from astropy.io import fits
            fits.BinTableHDU.from_columns([fits.Column('obsid', 'K', array=[1]), fits.Column('dec', 'D', array=[1]), {column}]).writeto('{path}')
            """);
        var error = Assert.Throws<VoException>(() => new FileRowSource(Stars, [path], new())).Error;
        Assert.Equal("LVO-LOAD-6002", error.Code);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Files_that_are_missing_broken_or_cut_off_are_told_by_name()
    {
        var path = Path.Combine(_directory, "none.csv");
        Assert.Contains("There is no file", Failure(path));
        var cut = Zip(Write("obsid,ra,dec\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"{i},1,2\n"))));
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^5000]);
        Assert.Contains($"{cut} is broken", Failure(cut));
        Assert.Contains("opens on line 2 is not closed", Failure(Write("obsid,ra,dec\n\"1,2,3\n")));
        Assert.Contains("not a FITS file", Failure(Write("SIMPLE  = F".PadRight(80) + "END".PadRight(2800))));

        static string Failure(string path)
        {
            var error = Assert.Throws<VoException>(() =>
            {
                using var source = new FileRowSource(Stars, [path], new());
                while (source.NextBlock(default) is not null) { }
            }).Error;
            Assert.Equal("LVO-LOAD-6001", error.Code);
            return error.Message;
        }
    }

    FileRowSource Source(string text, LoadOptions? options = null) => new(Stars, [Write(text)], options ?? new());

    string Write(string text)
    {
        var path = Path.Combine(_directory, "rows.csv");
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    static string Zip(string path)
    {
        using var to = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest);
        using var from = File.OpenRead(path);
        from.CopyTo(to);
        return path + ".gz";
    }

    /// <summary>Runs Debian's Python, which has astropy.</summary>
    internal static void Astropy(string script)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script]) { RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, errors);
    }
}
