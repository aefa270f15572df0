using System.Text;
using System.Xml.Linq;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Writing;

public sealed class SpectrumVotableTests
{
    public static TheoryData<VotableSerialization> Serializations => [.. Enum.GetValues<VotableSerialization>()];

    [Theory]
    [MemberData(nameof(Serializations))]
    public async Task Astropy_finds_the_very_values_and_votlint_nothing_to_say(VotableSerialization serialization)
    {
        (Spectrum, DatasetDescription, string)[] cases = [(TestSpectra.Low(), TestSpectra.About, "float"), (TestSpectra.Precise(), TestSpectra.Bare, "double")];
        foreach (var (spectrum, about, type) in cases)
        {
            using var file = new ReadBack(TestSpectra.Bytes(o => SpectrumVotable.Write(o, spectrum, about, serialization)), "vot");
            Assert.Equal("", await file.VotlintAsync());
            var table = Assert.Single(await file.AstropyAsync());
            ReadBack.AssertSame(spectrum, table);
            Assert.Equal((type, "double", "short"), (table.Types["flux"], table.Types["wavelength"], table.Types["quality"]));
        }
    }

    [Fact]
    public async Task All_that_the_model_demands_is_there_even_of_a_spectrum_of_which_nothing_is_known()
    {
        using var file = new ReadBack(TestSpectra.Write(SpectrumFormats.Votable, TestSpectra.Precise(), TestSpectra.Bare), "vot");
        var table = Assert.Single(await file.AstropyAsync());
        string[] demanded =
        [
            "DataModel", "Target.Name", "DataID.Title", "Curation.Publisher", "Char.FluxAxis.UCD", "Char.FluxAxis.Unit", "Char.SpectralAxis.UCD", "Char.SpectralAxis.Unit",
            "Char.SpatialAxis.Coverage.Location.Value", "Char.SpatialAxis.Coverage.Bounds.Extent", "Char.TimeAxis.Coverage.Location.Value", "Char.TimeAxis.Coverage.Bounds.Extent",
            "Char.SpectralAxis.Coverage.Location.Value", "Char.SpectralAxis.Coverage.Bounds.Extent", "Char.SpectralAxis.Coverage.Bounds.Start", "Char.SpectralAxis.Coverage.Bounds.Stop",
        ];
        Assert.All(demanded, path => Assert.Contains("spec:Spectrum." + path, table.Utypes.Keys));
        Assert.Equal("nan", table.Utypes["spec:Spectrum.Char.TimeAxis.Coverage.Location.Value"]);
        Assert.DoesNotContain("spec:Spectrum.Target.Class", table.Utypes.Keys);
    }

    [Fact]
    public async Task The_facts_are_those_of_the_pixels_and_of_the_description()
    {
        using var file = new ReadBack(TestSpectra.Write(SpectrumFormats.Votable, TestSpectra.Precise(8)), "vot");
        var table = Assert.Single(await file.AstropyAsync());
        Assert.Equal(("spec:Spectrum", "spec:Spectrum", "R-84450405"), (table.Utype, table.ResourceUtype, table.Name));
        var expected = new Dictionary<string, string>
        {
            ["DataModel"] = "Spectrum-1.0",
            ["Length"] = "8",
            ["Target.Name"] = "J224415.49+193359.7",
            ["DataID.Title"] = "LAMOST DR10 <low> spectrum & \"more\"",
            ["DataID.DataSource"] = "survey",
            ["DataID.CreationType"] = "archival",
            ["Curation.PublisherDID"] = "ivo://example/dr10?353301001",
            ["Char.SpatialAxis.Coverage.Location.Value"] = "341.0645 -19.566583",
            ["Char.TimeAxis.Coverage.Location.Value"] = "57277.6875",
            ["Char.TimeAxis.Coverage.Bounds.Extent"] = "10800.0",
            ["Char.TimeAxis.Coverage.Support.Extent"] = "4500.0",
            ["Char.SpectralAxis.Coverage.Bounds.Start"] = "6300.0",
            ["Char.SpectralAxis.Coverage.Bounds.Stop"] = "6301.0",
            ["Char.SpectralAxis.Coverage.Location.Value"] = "6300.5",
            ["Char.SpectralAxis.ResPower"] = "1800.0",
            ["Char.FluxAxis.Calibration"] = "RELATIVE",
            ["Derived.SNR"] = "31.25",
            ["CoordSys.SpaceFrame.Name"] = "ICRS",
            ["CoordSys.SpectralFrame.RefPos"] = "HELIOCENTER",
        };
        Assert.All(expected, e => Assert.Equal(e.Value, table.Utypes["spec:Spectrum." + e.Key]));
        Assert.DoesNotContain("spec:Spectrum.CoordSys.SpectralFrame.Redshift", table.Utypes.Keys);
    }

    /// <summary>The rules of SPLAT 3.15 for the columns of a table, and its weakness: a null cell ends the reading.</summary>
    [Fact]
    public void Splat_takes_the_right_columns_and_meets_no_empty_cell()
    {
        var document = XDocument.Parse(Encoding.UTF8.GetString(TestSpectra.Write(SpectrumFormats.Votable, TestSpectra.Low())));
        XNamespace ns = "http://www.ivoa.net/xml/VOTable/v1.3";
        var fields = document.Descendants(ns + "FIELD").Select(f => (Name: (string)f.Attribute("name")!, Utype: ((string?)f.Attribute("utype") ?? "").ToLowerInvariant())).ToList();
        Assert.Equal("wavelength", fields.First(f => f.Utype.Contains("spectralaxis", StringComparison.Ordinal)).Name);
        Assert.Equal("flux", fields.First(f => f.Utype.Contains("fluxaxis", StringComparison.Ordinal) && !f.Utype.Contains("accuracy", StringComparison.Ordinal)).Name);
        Assert.Equal("flux_error", fields.First(f => f.Utype.Contains("fluxaxis.accuracy", StringComparison.Ordinal)).Name);
        Assert.DoesNotContain(document.Descendants(ns + "TD"), d => d.Value.Length == 0);
    }

    [Fact]
    public void Invented_data_says_so_in_title_source_and_text()
    {
        var text = Encoding.UTF8.GetString(TestSpectra.Write(SpectrumFormats.Votable, TestSpectra.Low(20), TestSpectra.Bare with { Simulated = true }));
        Assert.Contains("<DESCRIPTION>A (simulated data)</DESCRIPTION>", text, StringComparison.Ordinal);
        Assert.Contains("value=\"artificial\"", text, StringComparison.Ordinal);
        Assert.Contains("<INFO name=\"SIMULATED\" value=\"true\">", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spectrum_at_rest_says_by_what_it_was_shifted()
    {
        var text = Encoding.UTF8.GetString(TestSpectra.Write(SpectrumFormats.Votable, TestSpectra.Low(20), TestSpectra.About with { IsRestFrame = true }));
        Assert.Contains("value=\"-0.00015\" ucd=\"src.redshift\"", text, StringComparison.Ordinal);
        Assert.Contains("utype=\"spec:Spectrum.CoordSys.SpectralFrame.Redshift\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("HELIOCENTER", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_of_unequal_length_and_none_at_all_are_refused_before_a_byte_is_out()
    {
        var good = TestSpectra.Low(20);
        Spectrum[] bad =
        [
            good with { Flux = new double[19] }, good with { InverseVariance = new double[21] }, good with { AndMask = [] }, good with { OrMask = new int[19] },
            good with { Normalized = [1] }, new("X", [], [], []),
        ];
        foreach (var spectrum in bad)
            foreach (var format in SpectrumFormats.All.Where(f => f.Write is not null))
            {
                var output = new System.Buffers.ArrayBufferWriter<byte>();
                Assert.Throws<ArgumentException>(() => format.Write!(output, spectrum, TestSpectra.About));
                Assert.Equal(0, output.WrittenCount);
            }
    }
}
