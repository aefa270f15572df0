using Lamost.Vo.Tables.Csv;
using Lamost.Vo.Tables.Formats;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

public sealed class TableFormatsTests
{
    [Theory]
    [InlineData(null, "votable/b2", "application/x-votable+xml")]
    [InlineData(" ", "votable/b2", "application/x-votable+xml")]
    [InlineData("votable", "votable/b2", "application/x-votable+xml")]
    [InlineData("VOTable", "votable/b2", "application/x-votable+xml")]
    [InlineData("application/x-votable+xml", "votable/b2", "application/x-votable+xml")]
    [InlineData("application/x-votable xml", "votable/b2", "application/x-votable+xml")]
    [InlineData("text/xml", "votable/b2", "text/xml")]
    [InlineData("TEXT/XML; charset=utf-8", "votable/b2", "text/xml")]
    [InlineData("application/x-votable+xml;serialization=TABLEDATA", "votable/td", "application/x-votable+xml;serialization=TABLEDATA")]
    [InlineData("application/x-votable xml ; content=datalink; Serialization = \"tabledata\"", "votable/td", "application/x-votable+xml;serialization=TABLEDATA")]
    [InlineData("application / x-votable+xml;serialization='Binary'", "votable/b", "application/x-votable+xml;serialization=BINARY")]
    [InlineData("application/x-votable+xml;serialization=BINARY2;serialization=TABLEDATA", "votable/b2", "application/x-votable+xml;serialization=BINARY2")]
    [InlineData("text/xml;serialization=TABLEDATA", "votable/td", "text/xml;serialization=TABLEDATA")]
    [InlineData("application/x-votable+xml;x=\"a;serialization=BINARY\"", "votable/b2", "application/x-votable+xml")]
    [InlineData("votable/td", "votable/td", "application/x-votable+xml;serialization=TABLEDATA")]
    [InlineData("votable/b", "votable/b", "application/x-votable+xml;serialization=BINARY")]
    [InlineData("VOTABLE/B2", "votable/b2", "application/x-votable+xml;serialization=BINARY2")]
    [InlineData("csv", "csv", "text/csv;header=present")]
    [InlineData("text/csv", "csv", "text/csv;header=present")]
    [InlineData("Text/CSV; Header=Present", "csv", "text/csv;header=present")]
    [InlineData("text/csv;header=absent", "csv", "text/csv;header=absent")]
    public void A_request_finds_its_format_and_is_answered_under_its_media_type(string? request, string name, string contentType)
    {
        var choice = TableFormats.Find(request);
        Assert.NotNull(choice);
        Assert.Equal(name, choice.Format.Name);
        Assert.Equal(contentType, choice.ContentType);
        Assert.Equal(contentType, choice.CreateWriter().ContentType);
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("application/x-votable+xml;serialization=PARQUET")]
    [InlineData("text/csv;header=maybe")]
    [InlineData(";;=")]
    [InlineData("\"")]
    [InlineData("votable/")]
    public void What_is_not_offered_is_not_found(string request) => Assert.Null(TableFormats.Find(request));

    [Fact]
    public void Every_format_is_found_by_each_name_that_it_announces()
    {
        foreach (var format in TableFormats.All)
        {
            foreach (var name in format.Aliases.Append(format.Name).Append(format.MediaType)) Assert.Same(format, TableFormats.Find(name)!.Format);
            Assert.Equal(format.MediaType, TableFormats.Find(format.MediaType)!.ContentType);
        }
    }

    [Fact]
    public void Names_and_media_types_of_formats_are_unique()
    {
        Assert.Equal(TableFormats.All.Count, TableFormats.All.Select(f => f.MediaType).Distinct().Count());
        var names = TableFormats.All.SelectMany(f => f.Aliases).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void Each_format_writes_what_it_says()
    {
        var header = new TableHeader([new("x", CellType.Int)]);
        foreach (var (request, sign) in (IEnumerable<(string, string)>)[
            ("votable", "<BINARY2>"), ("votable/td", "<TABLEDATA>"), ("votable/b", "<BINARY>"), ("csv", "x\r\n7\r\n"), ("text/csv;header=absent", "7\r\n")])
        {
            var text = Written.Text(TableFormats.Find(request)!.CreateWriter(), header, RowBuilder.Row(7));
            Assert.Contains(sign, text, StringComparison.Ordinal);
            Assert.Equal(!request.Contains("absent", StringComparison.Ordinal), text.Contains('x', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Only_votable_can_tell_how_it_ended()
    {
        Assert.True(TableFormats.Find("votable")!.CreateWriter().CanReportEnding);
        Assert.IsType<VotableWriter>(TableFormats.VotableBinary.CreateWriter());
        Assert.IsType<CsvWriter>(TableFormats.Csv.CreateWriter());
    }
}
