using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>A table written by hand, and what astropy and STILTS make of it in each format that they write.</summary>
public sealed class WriterClientsFixture : IAsyncLifetime
{
    /// <summary>Every datatype, with a row of values, one of extremes and one of nulls.</summary>
    internal const string Master = """
        <?xml version="1.0" encoding="UTF-8"?>
        <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE name="t">
        <FIELD name="flag" datatype="boolean"/>
        <FIELD name="byte" datatype="unsignedByte"><VALUES null="255"/></FIELD>
        <FIELD name="short" datatype="short" unit="km/s" ucd="spect.dopplerVeloc"><DESCRIPTION>A velocity</DESCRIPTION><VALUES null="-32768"/></FIELD>
        <FIELD name="int" datatype="int"><VALUES null="-99"/></FIELD>
        <FIELD name="long" datatype="long"><VALUES null="-99"/></FIELD>
        <FIELD name="float" datatype="float" unit="mag"/>
        <FIELD name="double" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main"/>
        <FIELD name="letter" datatype="char"/>
        <FIELD name="text" datatype="char" arraysize="*"/>
        <FIELD name="fixed" datatype="char" arraysize="6"/>
        <FIELD name="wide" datatype="unicodeChar" arraysize="*"/>
        <FIELD name="time" datatype="char" arraysize="*" xtype="timestamp"/>
        <FIELD name="point" datatype="double" arraysize="2" xtype="point" unit="deg"/>
        <FIELD name="doubles" datatype="double" arraysize="*"/>
        <FIELD name="ints" datatype="int" arraysize="3"/>
        <FIELD name="longs" datatype="long" arraysize="2"/>
        <FIELD name="matrix" datatype="double" arraysize="2x2"/>
        <FIELD name="bits" datatype="bit" arraysize="3"/>
        <DATA><TABLEDATA>
        <TR><TD>T</TD><TD>7</TD><TD>-5</TD><TD>70000</TD><TD>9007199254740993</TD><TD>0.1</TD><TD>0.1</TD><TD>M</TD><TD>a&lt;b&gt;&amp;"c"</TD><TD>abcdef</TD><TD>天文é</TD><TD>2011-10-24T18:03:07.123456</TD><TD>10.5 -20</TD><TD>1.5 2.5 -3</TD><TD>1 2 3</TD><TD>5 -6</TD><TD>1 2 3 4</TD><TD>1 0 1</TD></TR>
        <TR><TD>F</TD><TD>0</TD><TD>32767</TD><TD>-2147483648</TD><TD>-9223372036854775808</TD><TD>+Inf</TD><TD>-Inf</TD><TD>z</TD><TD>two  blanks</TD><TD>xy</TD><TD>plain</TD><TD>1999-12-31T23:59:59</TD><TD>0 -90</TD><TD>7</TD><TD>-1 0 2147483647</TD><TD>9223372036854775807 0</TD><TD>-1 0.5 1e-300 1e300</TD><TD>0 1 1</TD></TR>
        <TR><TD/><TD>255</TD><TD>-32768</TD><TD>-99</TD><TD>-99</TD><TD>NaN</TD><TD>NaN</TD><TD/><TD/><TD/><TD/><TD/><TD>NaN NaN</TD><TD/><TD>0 0 0</TD><TD>0 0</TD><TD>NaN NaN NaN NaN</TD><TD>0 0 0</TD></TR>
        </TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
        """;

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lamost-vo-reading-");

    /// <summary>The files, by who wrote them and in what.</summary>
    internal static IReadOnlyDictionary<string, string?> Formats { get; } = new Dictionary<string, string?>
    {
        ["master.vot"] = null,
        ["astropy-tabledata.vot"] = null,
        ["astropy-binary.vot"] = null,
        ["astropy-binary2.vot"] = null,
        ["astropy.fits"] = null,
        ["astropy.csv"] = null,
        ["stilts-tabledata.vot"] = "votable-tabledata",
        ["stilts-old.vot"] = "votable(format=TABLEDATA,version=V12)",
        ["stilts-binary.vot"] = "votable-binary-inline",
        ["stilts-binary2.vot"] = "votable-binary2-inline",
        ["stilts-fits.vot"] = "votable-fits-inline",
        ["stilts.fits"] = "fits",
        ["stilts-plus.fits"] = "fits-plus",
        ["stilts.csv"] = "csv",
        ["stilts-packed.vot.gz"] = "votable-binary2-inline",
    };

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(PathOf("master.vot"), Master);
        // Debian's astropy makes texts of fixed length of a table of objects only when told so, and has no word for a null boolean in FITS.
        var astropy = ClientProcess.PythonAsync("""
            import sys, warnings
            from astropy.io import votable
            from astropy.table import Table
            warnings.simplefilter("ignore")
            master, path = sys.argv[1], sys.argv[2]
            for form in ("tabledata", "binary", "binary2"):
                votable.parse(master, verify="ignore").to_xml(path + "/astropy-" + form + ".vot", tabledata_format=form)
            t = Table.read(master, format="votable")
            t.remove_columns(["doubles", "longs", "matrix", "bits"])
            c = t.copy()
            c.remove_columns(["point", "ints"])
            c.write(path + "/astropy.csv", format="ascii.csv")
            t.remove_columns(["wide", "flag"])
            for n in ("letter", "text", "fixed", "time"): t[n] = [str(x) for x in t[n].filled("")]
            t.write(path + "/astropy.fits")
            """, PathOf("master.vot"), _directory.FullName);
        await Parallel.ForEachAsync(
            Formats.Where(f => f.Value is not null),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (format, _) => (await ClientProcess.RunAsync("stilts", ["tpipe", "in=" + PathOf("master.vot"), "ifmt=votable", "ofmt=" + format.Value, "out=" + PathOf(format.Key)])).Succeeded());
        (await astropy).Succeeded();
    }

    public Task DisposeAsync()
    {
        _directory.Delete(true);
        return Task.CompletedTask;
    }

    internal string PathOf(string name) => Path.Combine(_directory.FullName, name);
}
