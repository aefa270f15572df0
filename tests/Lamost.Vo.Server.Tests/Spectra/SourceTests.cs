using System.Net;
using System.Text.Json;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Spectra;

/// <summary>One source across all its visits.</summary>
[Collection(SpectraTests.Name)]
public sealed class SourceTests(SpectraFixture service)
{
    const string Star = "/source/" + GenuineSpectra.RepeatedStar;

    [SampleFact]
    public async Task The_data_are_all_spectra_of_the_source_in_the_order_of_time_in_all_releases()
    {
        var answer = (await service.Client.GetAsync(Star + ".json")).Good();
        Assert.Equal("application/json", answer.ContentType);
        var root = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal(GenuineSpectra.RepeatedStar, root.GetProperty("uid").GetString());
        var spectra = root.GetProperty("spectra").EnumerateArray().ToList();
        var expected = service.Genuine.Spectra.Where(s => s.Uid == GenuineSpectra.RepeatedStar).SelectMany(s => (string[])[$"dr10/{s.Key}", $"dr11/{s.Key}"]);
        Assert.Equal(expected.Order(), spectra.Select(s => $"{s.GetProperty("release").GetString()}/{s.GetProperty("spectrum").GetString()}").Order());
        Assert.Contains(spectra, s => s.GetProperty("instrument").GetString() == "LRS");
        var times = spectra.Select(s => s.GetProperty("mjd").GetDouble()).ToList();
        Assert.All(times.Zip(times.Skip(1)), p => Assert.True(p.First <= p.Second + 0.1));
        foreach (var address in spectra.Take(3).Select(s => s.GetProperty("access_url").GetString()!)) (await service.Client.GetAsync(address[service.Client.Url.Length..])).Good();
    }

    [SampleFact]
    public async Task The_view_in_TAP_has_the_same_rows()
    {
        var rows = (await service.Client.QueryAsync($"SELECT spectrum, kind, arm FROM lamost.source_spectra WHERE uid = '{GenuineSpectra.RepeatedStar}' AND release = 'dr10'", "FORMAT=csv")).Good().CsvRows;
        var expected = service.Genuine.Spectra.Where(s => s.Uid == GenuineSpectra.RepeatedStar)
            .Select(s => $"{s.Key},{(s.Minute is null ? "coadd" : "exposure")},{s.Arm switch { 1 => "B", 2 => "R", _ => "" }}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [SampleFact]
    public async Task The_page_shows_the_plot_and_a_row_for_each_spectrum()
    {
        var page = (await service.Client.GetAsync(Star)).Good();
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        var earliest = service.Genuine.Spectra.Where(s => s.Uid == GenuineSpectra.RepeatedStar).MinBy(s => s.Facts["date_obs"])!;
        Assert.Contains($"<h1>{earliest.Facts["designation"]}</h1>", WebUtility.HtmlDecode(page.Text));
        Assert.Contains($"{service.Client.Url}{Star}.svg", page.Text);
        Assert.Equal(2 * service.Genuine.Spectra.Count(s => s.Uid == GenuineSpectra.RepeatedStar) + 1, page.Text.Split("<tr>").Length - 1);
        Assert.DoesNotContain("simulated", page.Text);
        Assert.Equal(page.Body, (await service.Client.GetAsync(Star.ToLowerInvariant())).Good().Body);
    }

    [SampleFact]
    public async Task The_plot_comes_as_drawing_and_bitmap_in_the_size_asked_for()
    {
        var svg = (await service.Client.GetAsync(Star + ".svg?width=800&height=600")).Good();
        Assert.Equal(("image/svg+xml", "800"), (svg.ContentType, (string?)svg.Xml.Attribute("width")));
        Assert.True(svg.All("path").Count() > 8, svg.Text);
        var png = (await service.Client.GetAsync(Star + ".png?width=800&height=600")).Good();
        Assert.Equal("image/png", png.ContentType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png.Body[..4]);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Client.GetAsync(Star + ".png?width=8")).Status);
        var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, service.Client.Url + Star + ".png"));
        Assert.Equal((HttpStatusCode.OK, 0), (head.Status, head.Body.Length));
    }

    [SampleTheory]
    [InlineData("/source/G00000000000000")]
    [InlineData("/source/G00000000000000.svg")]
    [InlineData("/source/%3Cscript%3E")]
    [InlineData("/source/' OR '1'='1")]
    public async Task An_unknown_source_is_not_found(string path) => (await service.Client.GetAsync(path)).PlainError(HttpStatusCode.NotFound, "", "LVO-HTTP-1404");
}
