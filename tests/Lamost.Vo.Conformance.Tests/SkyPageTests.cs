using System.Text.Json;
using Lamost.Vo.Server.Pages;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>The page of the sky in Chromium: Aladin Lite draws the survey from this service alone, and programs get tables and spectra from it by SAMP.</summary>
[Collection(ServiceTests.Name)]
public sealed class SkyPageTests(ServiceFixture service)
{
    const string Table = "dr10/lrs_catalogue";

    // A place where the simulated survey has sources, whose spectra are there.
    async Task<string> ConeAsync()
    {
        var csv = await (await Http.GetAsync($"{service.Tap}/sync?LANG=ADQL&FORMAT=csv&QUERY={Uri.EscapeDataString("SELECT TOP 1 s_ra, s_dec FROM ivoa.obscore WHERE obs_collection = 'LAMOST DR10 LRS' AND access_estsize IS NOT NULL")}"))
            .Content.ReadAsStringAsync();
        return csv.Split("\r\n")[1] + ",0.4";
    }

    static readonly HttpClient Http = new();

    [ClientFact("/usr/bin/chromium")]
    public async Task Aladin_Lite_shows_density_sources_and_coverage_from_this_service_alone()
    {
        Assert.True(File.Exists(SkyPage.AladinLite), "Aladin Lite was not built in; ./test.sh brings it.");
        await using var browser = await BrowserSession.OpenAsync();
        await browser.Page.GotoAsync($"{service.Url}/sky?table={Table}&show=density,catalogue,coverage");
        await browser.Page.WaitForSelectorAsync("body[data-ready=true]");
        await browser.QuietAsync();
        var all = await browser.PictureAsync("sky-all");
        await browser.Page.UncheckAsync("#catalogue");
        await browser.Page.UncheckAsync("#coverage");
        await browser.QuietAsync();
        var density = await browser.PictureAsync("sky-density", "#map");
        await browser.Page.UncheckAsync("#density");
        await browser.QuietAsync();
        var nothing = await browser.PictureAsync("sky-nothing", "#map");

        Assert.Empty(await browser.Page.TextContentAsync("#trouble") ?? "");
        Assert.Empty(browser.Faults);
        Assert.All(browser.Answers, a => Assert.True(a.Url.Scheme is "blob" or "data" || a.Url.Authority == new Uri(service.Url).Authority, $"{a.Url} is not of this service"));
        var paths = browser.Answers.Where(a => a.Url.Scheme == "http").ToLookup(a => a.Url.AbsolutePath, a => a.Status);
        Assert.Contains(paths, p => p.Key.StartsWith($"/hips/{Table}/density/Norder", StringComparison.Ordinal) && p.Key.EndsWith(".png", StringComparison.Ordinal) && p.Contains(200));
        foreach (var needed in (string[])["properties", "Metadata.xml", "Norder1/Allsky.tsv", "Norder2/Allsky.tsv"])
            Assert.Contains(200, paths[$"/hips/{Table}/{needed}"]);
        Assert.Contains(200, paths[$"/coverage/{Table}.fits"]);
        // Tiles where nothing is are missing; nothing else may be.
        Assert.All(browser.Answers, a => Assert.True(a.Status is 200 or 204 or 304 || (a.Status == 404 && a.Url.AbsolutePath.Contains("/Npix", StringComparison.Ordinal)), $"{a.Url}: {a.Status}"));

        Assert.Equal("ok", await CompareAsync(density, nothing, all));
    }

    // The density covers a good part of the map in many colours; sources and coverage are drawn over it.
    static async Task<string> CompareAsync(byte[] density, byte[] nothing, byte[] all)
    {
        var directory = Directory.CreateTempSubdirectory("lamost-vo-sky-").FullName;
        try
        {
            foreach (var (name, bytes) in new[] { ("density", density), ("nothing", nothing), ("all", all) }) await File.WriteAllBytesAsync(Path.Combine(directory, name), bytes);
            return (await ClientProcess.PythonAsync("""
                import sys, numpy as np
                from PIL import Image
                read = lambda n: np.asarray(Image.open(sys.argv[1] + "/" + n).convert("RGB")).astype(int)
                density, nothing, everything = read("density"), read("nothing"), read("all")
                drawn = (abs(density - nothing).max(axis=2) > 24)
                colours = len(np.unique(density[drawn] // 16, axis=0))
                assert drawn.mean() > 0.04 and colours > 15, (drawn.mean(), colours)
                over = everything[:, -density.shape[1]:][:density.shape[0]]
                assert (abs(over - density).max(axis=2) > 24).mean() > 0.01
                print("ok")
                """, directory)).Succeeded().Trim();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [ClientFact("/usr/bin/chromium")]
    public async Task A_cone_is_searched_and_SAMP_sends_table_and_spectrum_or_says_that_there_is_no_hub()
    {
        await using var browser = await BrowserSession.OpenAsync();
        await browser.Page.GotoAsync($"{service.Url}/sky?table={Table}&show=density&cone={await ConeAsync()}");
        await browser.Page.WaitForSelectorAsync("body[data-ready=true]");
        Assert.Matches(@"^[\d,]+ sources? within 0\.4°\.$", await browser.SaidAsync("#found"));
        await browser.QuietAsync();
        await browser.PictureAsync("sky-cone");
        await browser.Page.WaitForFunctionAsync("() => document.querySelector('#preview').naturalWidth > 0");

        await browser.Page.ClickAsync("#send-table");
        var alone = await browser.SaidAsync("#sent");
        Assert.StartsWith("No SAMP hub answers on this computer (http://127.0.0.1:21012/). Start TOPCAT or Aladin", alone, StringComparison.Ordinal);
        Assert.Contains($"{service.Url}/scs/{Table}?RA=", alone, StringComparison.Ordinal);

        await using var hub = await SampHub.StartAsync(topcat: true);
        await browser.Page.ClickAsync("#send-spectrum");
        Assert.Equal("Receiver has the spectrum.", await browser.SaidAsync("#sent"));
        using var spectrum = JsonDocument.Parse(await hub.NextAsync());
        Assert.Equal("spectrum.load.ssa-generic", spectrum.RootElement[0].GetString());
        var url = spectrum.RootElement[1].GetProperty("url").GetString()!;
        Assert.StartsWith($"{service.Url}/spectra/dr10/", url, StringComparison.Ordinal);
        Assert.Equal("application/fits", (await Http.GetAsync(url)).Content.Headers.ContentType!.MediaType);

        // TOPCAT needs some seconds until it is there, on a busy machine many.
        string said;
        var tries = 0;
        do
        {
            await Task.Delay(2000);
            await browser.Page.ClickAsync("#send-table");
            said = await browser.SaidAsync("#sent");
            using var table = JsonDocument.Parse(await hub.NextAsync());
            Assert.Equal("table.load.votable", table.RootElement[0].GetString());
        }
        while (!said.Contains("topcat", StringComparison.Ordinal) && ++tries < 60);
        Assert.Contains("topcat has the table.", said, StringComparison.Ordinal);
        Assert.Contains("Receiver has the table.", said, StringComparison.Ordinal);
    }
}
