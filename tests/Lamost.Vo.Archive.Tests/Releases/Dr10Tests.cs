using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Releases;

/// <summary>The definition of DR10 against the survey's own list of columns and its real rows.</summary>
public class Dr10Tests
{
    static readonly Dictionary<string, string> SiteNames = new()
    {
        ["catalogue"] = "lrs_catalogue",
        ["stellar"] = "lrs_stellar",
        ["astellar"] = "lrs_astellar",
        ["mstellar"] = "lrs_mstellar",
        ["cv"] = "lrs_cv",
        ["wd"] = "lrs_wd",
        ["galaxy"] = "lrs_galaxy",
        ["qso"] = "lrs_qso",
        ["mec"] = "lrs_mec",
        ["plan"] = "lrs_plan",
        ["inputcatalog"] = "lrs_inputcatalog",
        ["combined"] = "lrs_combined",
        ["med_catalogue"] = "mrs_catalogue",
        ["med_stellar"] = "mrs_stellar",
        ["med_mec"] = "mrs_mec",
        ["med_plan"] = "mrs_plan",
        ["med_inputcatalog"] = "mrs_inputcatalog",
        ["med_combined"] = "mrs_combined",
    };

    // The survey declares them integer, presumably since they hold no value yet; fluxes, wavelengths and chi-squares are doubles.
    static readonly HashSet<string> NotIntegers =
    [
        "min_chi2_5", "red_chi2_5", "min_chi2_6", "red_chi2_6",
        "ciii_na_1_peak_flux", "ciii_na_1_peak_wavelength", "ciii_na_1_sigma",
        "ciii_na_2_peak_flux", "ciii_na_2_peak_wavelength", "ciii_na_2_sigma",
    ];

    readonly ReleaseDefinition _dr10 = ReleaseDefinitions.Get("dr10");

    [Fact]
    public void The_program_carries_dr10_with_its_eighteen_tables()
    {
        Assert.Contains("dr10", ReleaseDefinitions.Names);
        Assert.Equal(("dr10", "v2.0"), (_dr10.Name, _dr10.Version));
        Assert.Equal(SiteNames.Values.Order(), _dr10.Tables.Select(t => t.Name).Order());
        Assert.All(SiteNames, s => Assert.Contains(s.Key, _dr10.Find(s.Value)!.SourceNames));
    }

    [Fact]
    public void A_release_that_is_not_built_in_is_named_with_those_that_are()
    {
        var e = Assert.Throws<KeyNotFoundException>(() => ReleaseDefinitions.Get("dr99"));
        Assert.Contains("dr10", e.Message, StringComparison.Ordinal);
    }

    [SampleFact]
    public void Every_table_has_exactly_the_columns_of_the_survey_in_their_order()
    {
        foreach (var table in SurveyColumns().GroupBy(c => c.Table))
            Assert.Equal(table.OrderBy(c => c.Order).Select(c => c.Name), _dr10.Find(SiteNames[table.Key])!.Columns.Select(c => c.Name));
    }

    [SampleFact]
    public void Types_are_those_of_the_survey_with_its_lengths()
    {
        foreach (var survey in SurveyColumns())
        {
            var column = _dr10.Find(SiteNames[survey.Table])!.Find(survey.Name)!;
            var expected = survey.Type switch
            {
                _ when survey.Name == "gaia_source_id" => ColumnType.Long,
                "int" when NotIntegers.Contains(survey.Name) => ColumnType.Double,
                "int" => ColumnType.Int,
                "long" => ColumnType.Long,
                "double" => ColumnType.Double,
                "date" => ColumnType.Date,
                _ => ColumnType.String,
            };
            Assert.True(expected == column.Type, $"{survey.Table}.{survey.Name} is {column.Type}, not {expected}");
            // Lists are left without a bound, and so is text of which the database says nothing.
            if (column.Length is { } length && survey.DatabaseType.StartsWith("varchar(", StringComparison.Ordinal))
                Assert.Equal(survey.DatabaseType, $"varchar({length})");
        }
    }

    [SampleFact]
    public void Every_null_value_that_the_survey_documents_is_listed()
    {
        foreach (var survey in SurveyColumns().Where(c => c.NullValue.Length > 0))
        {
            var value = survey.NullValue.StartsWith("text ", StringComparison.Ordinal) ? survey.NullValue[5..] : survey.NullValue.Split(' ', ';')[0];
            Assert.Contains(value, _dr10.Find(SiteNames[survey.Table])!.Find(survey.Name)!.NullValues);
        }
    }

    [SampleFact]
    public void Units_that_the_survey_documents_are_stated_except_where_a_reason_stands_in_the_definition()
    {
        foreach (var survey in SurveyColumns().Where(c => c.Unit.Length > 0))
        {
            var column = _dr10.Find(SiteNames[survey.Table])!.Find(survey.Name)!;
            var expected = survey.Unit switch
            {
                _ when column.Type == ColumnType.String => null,
                _ when survey.Name == "na" => null,
                "dex" => column.Ucd!.Contains("phys.gravity", StringComparison.Ordinal) ? "log(cm/s**2)" : null,
                var unit => unit,
            };
            Assert.True(expected == column.Unit, $"{survey.Table}.{survey.Name} is in '{column.Unit}', not '{expected}'");
        }
    }

    [SampleFact]
    public void The_columns_of_the_420_real_rows_are_those_of_lrs_combined()
    {
        var heading = File.ReadLines(Samples.Path("catalogues/dr10v2_combined_420rows.csv")).First().TrimStart('\ufeff').Split(',');
        Assert.Equal(277, heading.Length);
        Assert.Equal(heading, _dr10.Find("lrs_combined")!.Columns.Select(c => c.Name));
    }

    [SampleFact]
    public void No_limit_no_type_and_no_length_refuses_a_value_of_the_420_real_rows()
    {
        var rows = Csv.Read(Samples.Path("catalogues/dr10v2_combined_420rows.csv"));
        var table = _dr10.Find("lrs_combined")!;
        Assert.Equal(420, rows.Count - 1);
        foreach (var row in rows.Skip(1))
        {
            for (var i = 0; i < row.Count; i++)
            {
                var column = table.Find(rows[0][i])!;
                Assert.True(Fits(column, row[i]), $"{column.Name}: '{row[i]}'");
            }
        }
    }

    [Fact]
    public void Every_table_can_be_searched_by_position()
    {
        Assert.All(_dr10.Tables, t =>
        {
            Assert.NotNull(t.Position);
            Assert.Equal(t.PrimaryKey, [t.ConeSearchId!]);
        });
    }

    [Fact]
    public void Every_table_and_column_is_described_in_both_languages_and_has_a_ucd()
    {
        Assert.All(_dr10.Tables, t => Assert.NotNull(t.DescriptionZh));
        Assert.All(_dr10.Tables.SelectMany(t => t.Columns), c =>
        {
            Assert.NotNull(c.DescriptionZh);
            Assert.NotNull(c.Ucd);
            Assert.EndsWith(".", c.Description, StringComparison.Ordinal);
            Assert.EndsWith("。", c.DescriptionZh, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_few_columns_are_principal_and_those_are_shown_by_a_cone_search_of_medium_verbosity()
    {
        Assert.All(_dr10.Tables, t =>
        {
            Assert.InRange(t.Columns.Count(c => c.Principal), 5, 20);
            Assert.All(t.Columns.Where(c => c.Principal), c => Assert.InRange(c.Verbosity, 1, 2));
            Assert.InRange(t.Columns.Count(c => c.Verbosity == 1), 3, 4);
        });
    }

    [Fact]
    public void Gaia_numbers_are_numbers_and_offset_is_found_under_its_old_name()
    {
        var table = _dr10.Find("lrs_catalogue")!;
        Assert.Equal(ColumnType.Long, table.Find("gaia_source_id")!.Type);
        Assert.Equal(["-9999"], table.Find("gaia_source_id")!.NullValues);
        Assert.Equal(["offset"], table.Find("offsets")!.SourceNames);
        Assert.Contains("Non", table.Find("subclass")!.NullValues);
    }

    static bool Fits(ColumnDefinition column, string value)
    {
        if (value.Length == 0) return column.Nullable;
        if (column.Type == ColumnType.String) return column.Length is not { } length || value.Length <= length;
        if (column.Type == ColumnType.Date) return DateOnly.TryParseExact(value, "yyyy-MM-dd", out _);
        if (column.Type is ColumnType.Int or ColumnType.Long && !long.TryParse(value, out _)) return false;
        if (!double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number)) return false;
        if (column.NullValues.Any(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture) == number)) return column.Nullable;
        return !(number < column.Minimum) && !(number > column.Maximum);
    }

    static List<SurveyColumn> SurveyColumns()
    {
        var rows = Csv.Read(Samples.Path("../columns.csv"));
        var at = rows[0].Select((name, i) => (name, i)).ToDictionary(x => x.name, x => x.i);
        var columns = rows.Skip(1).Where(r => r[at["in_dr10_v2"]] == "1").Select(r => new SurveyColumn(
            r[at["table"]], int.Parse(r[at["ord"]], System.Globalization.CultureInfo.InvariantCulture), r[at["column"]], r[at["openapi_type_dr10"]],
            r[at["db_type_dr8"]], r[at["unit"]], r[at["null_value"]])).ToList();
        Assert.Equal(1110, columns.Count);
        return columns;
    }

    sealed record SurveyColumn(string Table, int Order, string Name, string Type, string DatabaseType, string Unit, string NullValue);
}
