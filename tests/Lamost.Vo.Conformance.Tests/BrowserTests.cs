using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>A browser shows what is made for people.</summary>
[Collection(SpectraTests.Name)]
public sealed class BrowserTests(SpectraFixture service)
{
    [BrowserTheory]
    [InlineData("/source/G17046000000001")]
    [InlineData("/spectra/dr10/353301001.svg")]
    [InlineData("/spectra/dr10/666212076R.svg?theme=dark")]
    public async Task Chromium_shows_a_picture_with_content(string path)
    {
        var file = Path.Combine(service.Genuine.Directory, $"shot-{Guid.NewGuid():N}.png");
        var profile = Path.Combine(service.Genuine.Directory, $"profile-{Guid.NewGuid():N}");
        var run = await ClientProcess.RunAsync("chromium",
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={profile}", $"--screenshot={file}", "--window-size=1000,900", service.Url + path]);
        Assert.True(File.Exists(file), run.Errors);
        // Half of a picture without content is of one colour, and no line of it has many.
        Assert.Equal("ok", (await ClientProcess.PythonAsync("""
            import sys
            import numpy as np
            from PIL import Image
            pixels = np.array(Image.open(sys.argv[1]).convert("RGB"))
            colours, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_counts=True)
            share = 1 - counts.max() / counts.sum()
            rows = (pixels != colours[counts.argmax()]).any(axis=2).any(axis=1).mean()
            assert len(colours) > 30 and share > 0.01 and rows > 0.3, (len(colours), share, rows)
            print("ok")
            """, file)).Succeeded().Trim());
        if (Environment.GetEnvironmentVariable("LAMOST_VO_SCREENSHOTS") is { Length: > 0 } keep) File.Copy(file, Path.Combine(keep, path.Split('/')[^1].Split('?')[0] + ".png"), overwrite: true);
    }
}

/// <summary>A test with the samples and with Chromium: skipped with a reason where one is missing, except when <c>CI=true</c>, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        var isHere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => File.Exists(Path.Combine(d, "chromium")));
        Skip = new SampleFactAttribute().Skip ?? (isHere || Environment.GetEnvironmentVariable("CI") == "true" ? null : "Chromium is not here; ./test.sh installs it.");
    }
}
