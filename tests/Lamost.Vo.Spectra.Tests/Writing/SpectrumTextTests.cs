using System.Globalization;
using System.Text;
using System.Text.Json;
using Lamost.Vo.Spectra.Writing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Writing;

/// <summary>CSV, JSON and the list of formats.</summary>
public sealed class SpectrumTextTests
{
    [Fact]
    public async Task Stilts_finds_the_very_values_in_csv()
    {
        var spectrum = TestSpectra.Low(40);
        using var file = new ReadBack(TestSpectra.Write(SpectrumFormats.Csv, spectrum), "csv");
        var lines = await file.StiltsAsync("csv");
        var columns = TestSpectra.Columns(spectrum);
        Assert.Equal(string.Join(',', columns.Keys), lines[0]);
        Assert.Equal(41, lines.Length);
        for (var i = 0; i < spectrum.Length; i++)
        {
            var cells = lines[i + 1].Split(',');
            foreach (var ((name, values), cell) in columns.Zip(cells))
            {
                if (double.IsNaN(values[i])) Assert.Contains(cell, (string[])["", "NaN"]);
                else Assert.Equal((float)values[i], float.Parse(cell, CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void Csv_has_one_line_of_names_and_one_for_each_pixel()
    {
        var lines = Encoding.UTF8.GetString(TestSpectra.Write(SpectrumFormats.Csv, TestSpectra.Precise(3))).Split("\r\n");
        Assert.Equal("wavelength,flux,flux_error,quality,ivar", lines[0]);
        Assert.Equal("6300,3.1622776601683794E-301,NaN,1,0", lines[1]);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public void Json_has_facts_by_name_and_arrays_by_column_with_null_for_what_is_no_number()
    {
        foreach (var (spectrum, about) in ((Spectrum, DatasetDescription)[])[(TestSpectra.Low(), TestSpectra.About), (TestSpectra.Precise(), TestSpectra.Bare)])
        {
            using var json = JsonDocument.Parse(TestSpectra.Write(SpectrumFormats.Json, spectrum, about));
            var data = json.RootElement.GetProperty("data");
            var columns = TestSpectra.Columns(spectrum);
            Assert.Equal(columns.Keys, data.EnumerateObject().Select(p => p.Name));
            Assert.Equal(columns.Keys, json.RootElement.GetProperty("columns").EnumerateObject().Select(p => p.Name));
            foreach (var (name, values) in columns)
            {
                double Found(JsonElement e) => e.ValueKind == JsonValueKind.Null ? double.NaN : spectrum.IsDoublePrecision || name == "wavelength" ? e.GetDouble() : e.GetSingle();
                Assert.Equal(values, data.GetProperty(name).EnumerateArray().Select(Found));
            }
            var metadata = json.RootElement.GetProperty("metadata");
            Assert.Equal(about.TargetName, metadata.GetProperty("target_name").GetString());
            Assert.Equal([about.Ra, about.Dec], metadata.GetProperty("position").EnumerateArray().Select(e => e.GetDouble()));
            Assert.Equal(about.TimeStart is null ? JsonValueKind.Null : JsonValueKind.Number, metadata.GetProperty("time_start").ValueKind);
            Assert.False(metadata.GetProperty("simulated").GetBoolean());
        }
    }

    [Theory]
    [InlineData("votable", "votable")]
    [InlineData("application/x-votable+xml", "votable")]
    [InlineData("application/x-votable xml", "votable")]
    [InlineData("Application/X-VOTable+XML ; content=spectrum", "votable")]
    [InlineData("text/xml", "votable")]
    [InlineData("FITS", "fits")]
    [InlineData("application/fits", "fits")]
    [InlineData("text/csv;header=present", "csv")]
    [InlineData("application/json", "json")]
    [InlineData("image/svg xml", "svg")]
    [InlineData("image/png", "png")]
    [InlineData("", null)]
    [InlineData("application/pdf", null)]
    public void A_format_is_found_however_it_is_asked_for(string asked, string? name) => Assert.Equal(name, SpectrumFormats.Find(asked)?.Name);

    [Fact]
    public void Names_and_media_types_are_each_of_one_format_only()
    {
        var names = SpectrumFormats.All.SelectMany(f => f.Aliases.Append(f.Name).Append(f.MediaType)).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(SpectrumFormats.All, f => Assert.Equal(f.Content == "spectrum", f.Write is not null));
    }
}
