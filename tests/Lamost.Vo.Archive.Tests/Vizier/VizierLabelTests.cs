using Lamost.Vo.Adql.Units;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Vizier;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Vizier;

/// <summary>Labels and units of files for VizieR.</summary>
public sealed class VizierLabelTests
{
    [Fact]
    public void Labels_of_the_catalogue_are_those_of_CDS()
    {
        var table = ReleaseDefinitions.Get("dr12").Find("lrs_stellar")!;
        var labels = VizierLabels.Of([.. table.Columns.Select(c => c.Name)], table);
        (string Name, string Label)[] expected =
        [
            ("obsid", "ObsID"), ("designation", "Target"), ("obsdate", "Obs.Date"), ("mjd", "MJD"), ("planid", "PlanID"), ("spid", "spID"), ("fiberid", "FiberID"), ("ra", "RAdeg"), ("dec", "DEdeg"),
            ("snru", "snru"), ("class", "Class"), ("subclass", "subClass"), ("z", "z"), ("z_err", "e_z"), ("gaia_source_id", "GaiaDR3"), ("teff", "Teff"), ("teff_err", "e_Teff"), ("logg_err", "e_logg"),
            ("feh", "[Fe/H]"), ("feh_err", "e_[Fe/H]"), ("rv", "HRV"), ("rv_err", "e_HRV"), ("mag_ps_g", "gmag"), ("gaia_g_mean_mag", "Gmag"),
        ];
        Assert.All(expected, e => Assert.Equal(e.Label, labels[e.Name]));
    }

    [Fact]
    public void Every_table_of_the_definitions_has_labels_that_differ_and_are_short()
    {
        var tables = ReleaseDefinitions.Names.SelectMany(n => ReleaseDefinitions.Get(n).Tables).ToList();
        Assert.True(tables.Count > 20);
        foreach (var table in tables)
        {
            var labels = VizierLabels.Of([.. table.Columns.Select(c => c.Name)], table);
            Assert.Equal(table.Columns.Count, labels.Values.Distinct().Count());
            Assert.All(labels.Values, l => Assert.Null(VizierLabels.Check(l)));
            foreach (var error in table.Columns.Where(c => c.Name.EndsWith("_err", StringComparison.Ordinal) && table.Find(c.Name[..^4]) is not null && c.VizierLabel is null))
                Assert.Equal("e_" + labels[error.Name[..^4]], labels[error.Name]);
        }
    }

    [Fact]
    public void Long_names_are_shortened_by_word_and_kept_apart()
    {
        var table = new TableDefinition("t", [new("x", ColumnType.Double) { Description = "X.", VizierLabel = "LONG_name" }]) { Description = "T." };
        string[] names =
        [
            "lya_br_1_peak_wavelength", "oiii4959_1_peak_wavelength", "oiii5007_1_peak_wavelength", "short_name", "x", "long_name", "a_column_of_sixteen", "a_column_of_sixteens",
            "supercalifragilistic", "supercalifragilistic_err", "a", "a_err", "a_err_err", "b_err", new string('q', 63), "w_1234567890123456789012345",
        ];
        var labels = VizierLabels.Of(names, table);
        Assert.Equal(names.Length, labels.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(labels.Values, l => Assert.Null(VizierLabels.Check(l)));
        Assert.Equal(
            ["lyaBr1PeakWavele", "oiii4959_1PeaWav", "oiii5007_1PeaWav", "short_name", "LONG_name", "long_name2"],
            names[..6].Select(n => labels[n]));
        Assert.Equal("e_" + labels["supercalifragilistic"], labels["supercalifragilistic_err"]);
        Assert.Equal(("e_a", "e_e_a", "b_err"), (labels["a_err"], labels["a_err_err"], labels["b_err"]));
    }

    // astropy reads CDS' units; the logarithm of a scaled unit it does not.
    [Fact]
    public async Task Every_unit_of_the_definitions_has_a_spelling_of_CDS_that_astropy_reads()
    {
        var units = ReleaseDefinitions.Names.SelectMany(n => ReleaseDefinitions.Get(n).Tables).SelectMany(t => t.Columns).Select(c => c.Unit).OfType<string>().Distinct().ToList();
        Assert.InRange(units.Count, 8, 100);
        var spelt = units.ToDictionary(u => u, u => VoUnit.TryParse(u, out var unit, out _) ? unit.ToCds() : null);
        // CDS has a form for decimal logarithms alone; the explanation tells this one.
        Assert.Equal(["ln(Angstrom)"], spelt.Where(u => u.Value is null).Select(u => u.Key));
        const string Script = """
            import sys, warnings
            from astropy.units import Unit
            warnings.simplefilter('error')
            for word in sys.argv[1:]:
                try:
                    Unit(word, format='cds')
                except (ValueError, Warning):
                    print(word)
            """;
        Assert.Equal("furlong", (await ClientProcess.PythonAsync(Script, [.. spelt.Values.OfType<string>(), "furlong"])).Succeeded().Trim());
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("")]
    [InlineData("seventeen_letters")]
    [InlineData("caf\u00e9")]
    public void A_label_that_no_line_could_hold_is_refused(string label) => Assert.Contains("is no label for VizieR", VizierLabels.Check(label));
}
