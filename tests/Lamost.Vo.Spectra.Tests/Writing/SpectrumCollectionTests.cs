using System.Buffers;
using System.Text;
using System.Xml.Linq;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Tables;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Writing;

public sealed class SpectrumCollectionTests
{
    static readonly (string Name, Spectrum Spectrum, DatasetDescription About)[] Spectra =
    [
        ("353301001", TestSpectra.Low(), TestSpectra.About),
        ("R-84450405", TestSpectra.Precise(), TestSpectra.Bare with { TargetName = "other" }),
        ("3", TestSpectra.Low(1, 3), TestSpectra.About),
    ];

    [Theory]
    [InlineData("votable")]
    [InlineData("fits")]
    public async Task Astropy_finds_each_spectrum_under_its_name_with_its_own_facts(string name)
    {
        var format = SpectrumFormats.Find(name)!;
        using var file = new ReadBack(Written(format, TableEnding.Complete, Spectra), format.Extension);
        var tables = await file.AstropyAsync();
        Assert.Equal(Spectra.Select(s => s.Name), tables.Select(t => t.Name));
        foreach (var (spectrum, table) in Spectra.Zip(tables))
        {
            ReadBack.AssertSame(spectrum.Spectrum, table);
            Assert.Equal(spectrum.About.TargetName, table.Facts[name == "fits" ? "OBJECT" : "target_name"]);
        }
        if (name == "votable") Assert.Equal("", await file.VotlintAsync());
    }

    [Theory]
    [InlineData("votable", "#1")]
    [InlineData("fits", "#R-84450405")]
    public async Task Stilts_takes_one_spectrum_out(string name, string which)
    {
        var format = SpectrumFormats.Find(name)!;
        using var file = new ReadBack(Written(format, TableEnding.Complete, Spectra), format.Extension);
        var run = await Testing.ClientProcess.RunAsync("stilts", ["tpipe", $"in={file.File}{which}", "ifmt=" + name, "ofmt=csv"]);
        Assert.Equal(13, run.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_collection_of_none_is_still_a_whole_file()
    {
        foreach (var format in (SpectrumFormat[])[SpectrumFormats.Votable, SpectrumFormats.Fits])
        {
            using var file = new ReadBack(Written(format, TableEnding.Complete), format.Extension);
            Assert.Empty(await file.AstropyAsync());
        }
    }

    [Fact]
    public void An_ending_that_is_not_complete_is_told_behind_the_tables()
    {
        var text = Encoding.UTF8.GetString(Written(SpectrumFormats.Votable, new(TableStatus.Overflow, "Only one."), Spectra[0]));
        Assert.EndsWith("</TABLE>\n<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\">Only one.</INFO>\n</RESOURCE>\n</VOTABLE>\n", text, StringComparison.Ordinal);
        XDocument.Parse(text);
    }

    [Fact]
    public async Task A_spectrum_that_cannot_be_written_leaves_no_trace_and_others_follow()
    {
        foreach (var format in (SpectrumFormat[])[SpectrumFormats.Votable, SpectrumFormats.Fits])
        {
            var writer = SpectrumCollectionWriter.Create(format)!;
            var bytes = TestSpectra.Bytes(output =>
            {
                writer.Begin(output, "A title");
                Assert.Throws<ArgumentException>(() => writer.Add(output, "bad", TestSpectra.Low(5) with { Flux = [1] }, TestSpectra.About));
                writer.Add(output, "good", TestSpectra.Low(5), TestSpectra.About);
                writer.End(output, TableEnding.Complete);
            });
            using var file = new ReadBack(bytes, format.Extension);
            Assert.Equal("good", Assert.Single(await file.AstropyAsync()).Name, ignoreCase: true);
        }
    }

    [Fact]
    public void Calls_out_of_turn_and_formats_for_one_spectrum_are_refused()
    {
        Assert.Null(SpectrumCollectionWriter.Create(SpectrumFormats.Csv));
        var output = new ArrayBufferWriter<byte>();
        foreach (var format in (SpectrumFormat[])[SpectrumFormats.Votable, SpectrumFormats.Fits])
        {
            var writer = SpectrumCollectionWriter.Create(format)!;
            Assert.Same(format, writer.Format);
            Assert.Throws<InvalidOperationException>(() => writer.Add(output, "x", TestSpectra.Low(5), TestSpectra.About));
            Assert.Throws<InvalidOperationException>(() => writer.End(output, TableEnding.Complete));
            writer.Begin(output, "t");
            Assert.Throws<InvalidOperationException>(() => writer.Begin(output, "t"));
            writer.End(output, TableEnding.Complete);
            Assert.Throws<InvalidOperationException>(() => writer.Add(output, "x", TestSpectra.Low(5), TestSpectra.About));
        }
    }

    static byte[] Written(SpectrumFormat format, TableEnding ending, params (string Name, Spectrum Spectrum, DatasetDescription About)[] spectra) => TestSpectra.Bytes(output =>
    {
        var writer = SpectrumCollectionWriter.Create(format)!;
        writer.Begin(output, "A title");
        foreach (var (name, spectrum, about) in spectra) writer.Add(output, name, spectrum, about);
        writer.End(output, ending);
    });
}
