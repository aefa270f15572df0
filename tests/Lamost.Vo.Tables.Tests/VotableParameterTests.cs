using System.Text;
using System.Xml.Linq;
using Lamost.Vo.Tables.Formats;
using Lamost.Vo.Tables.VOTable;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>What a VOTable says of a table beside its columns.</summary>
public sealed class VotableParameterTests
{
    static readonly TableGroup Target = new("Target", "spec:Spectrum.Target") { Description = "What was looked at" };
    static readonly TableGroup Data = new(null, "spec:Spectrum.Data");

    static readonly TableHeader Header = new([new("n", CellType.Int) { Id = "col_n" }])
    {
        Utype = "spec:Spectrum",
        ResourceUtype = "spec:Spectrum",
        CoordinateSystems = [new("sys", "ICRS")],
        Parameters =
        [
            new("name", CellType.Text, "a <star> & \"more\"") { Utype = "spec:Spectrum.Target.Name", Group = Target, Description = "Its name" },
            new("loose", CellType.Double, "1.5") { Unit = "deg", Ucd = "pos.eq.ra" },
            new("pos", CellType.DoubleArray, "1 -2.5") { ArraySize = "2", Xtype = "point", Group = new("Target", "spec:Spectrum.Target") { Description = "What was looked at" }, CoordinateSystemId = "sys" },
            new("when", CellType.Timestamp, "2020-01-02T03:04:05") { Id = "when" },
        ],
        ColumnGroups = [new(Data, ["col_n"])],
    };

    [Fact]
    public void Parameters_stand_before_the_columns_the_grouped_in_their_groups()
    {
        var text = Written.Text(new VotableWriter(VotableSerialization.TableData), Header, RowBuilder.Row(1));
        Assert.Contains("<RESOURCE type=\"results\" utype=\"spec:Spectrum\">\n", text, StringComparison.Ordinal);
        Assert.Contains("""
            <TABLE utype="spec:Spectrum">
            <PARAM name="loose" datatype="double" value="1.5" unit="deg" ucd="pos.eq.ra"/>
            <PARAM ID="when" name="when" datatype="char" arraysize="*" value="2020-01-02T03:04:05" xtype="timestamp"/>
            <GROUP name="Target" utype="spec:Spectrum.Target">
            <DESCRIPTION>What was looked at</DESCRIPTION>
            <PARAM name="name" datatype="char" arraysize="*" value="a &lt;star&gt; &amp; &quot;more&quot;" utype="spec:Spectrum.Target.Name">
            <DESCRIPTION>Its name</DESCRIPTION>
            </PARAM>
            <PARAM name="pos" datatype="double" arraysize="2" value="1 -2.5" xtype="point" ref="sys"/>
            </GROUP>
            <GROUP utype="spec:Spectrum.Data">
            <FIELDref ref="col_n"/>
            </GROUP>
            <FIELD ID="col_n" name="n" datatype="int"/>
            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_takes_a_header_with_parameters_and_the_FITS_in_VOTable_has_them()
    {
        foreach (var format in TableFormats.All.Where(f => !f.Spooled)) Assert.NotEmpty(Written.Bytes(format.CreateWriter(), Header, TableEnding.Complete, RowBuilder.Row(1)));
        using var writer = new VotableFitsWriter();
        using var file = new MemoryStream();
        file.Write(Written.Bytes(writer, Header, TableEnding.Complete, RowBuilder.Row(1)));
        writer.Finish(file);
        Assert.Equal(4, XDocument.Parse(Encoding.UTF8.GetString(file.ToArray())).Descendants(Written.Votable + "PARAM").Count());
    }

    [Fact]
    public void A_group_of_columns_that_are_not_there_and_a_parameter_without_a_name_are_refused()
    {
        foreach (var header in (TableHeader[])[Header with { ColumnGroups = [new(Data, ["n"])] }, Header with { Parameters = [new("", CellType.Int, "1")] }])
            Assert.Throws<ArgumentException>(() => Written.Text(new VotableWriter(VotableSerialization.Binary2), header));
    }

    [Fact]
    public async Task Votlint_and_astropy_agree_and_astropy_finds_the_values()
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var serialization in Enum.GetValues<VotableSerialization>())
            {
                await File.WriteAllBytesAsync(file, Written.Bytes(new VotableWriter(serialization), Header, TableEnding.Complete, RowBuilder.Row(1)));
                Assert.Equal("", (await ClientProcess.RunAsync("stilts", ["votlint", "ucd=true", "unit=true", file])).Succeeded().Trim());
                var script = """
                    import sys, warnings; warnings.simplefilter('error')
                    from astropy.io import votable
                    doc = votable.parse(sys.argv[1], verify='exception')
                    print([(p.name, str(p.value), p.utype) for p in doc.iter_fields_and_params() if p.__class__.__name__ == 'Param'])
                    """;
                var found = (await ClientProcess.PythonAsync(script, file)).Succeeded();
                Assert.Contains("('name', 'a <star> & \"more\"', 'spec:Spectrum.Target.Name')", found, StringComparison.Ordinal);
                Assert.Contains("('loose', '1.5', None)", found, StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
