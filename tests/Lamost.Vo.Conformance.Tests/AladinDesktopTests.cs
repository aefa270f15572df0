using System.Text.RegularExpressions;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>Aladin Desktop, by script and on a screen that nobody sees, loads what the service has of the sky.</summary>
[Collection(ServiceTests.Name)]
public sealed partial class AladinDesktopTests(ServiceFixture service)
{
    [ClientFact("/usr/share/java/aladin.jar")]
    public async Task Aladin_shows_density_and_sources_and_reads_coverage_and_cone()
    {
        var directory = Directory.CreateTempSubdirectory("lamost-vo-aladin-").FullName;
        try
        {
            using var http = new HttpClient();
            var list = await http.GetStringAsync(service.Url + "/hips/dr10/lrs_catalogue/properties");
            var (ra, dec) = (Value(list, "hips_initial_ra"), Value(list, "hips_initial_dec"));
            // Where it is told that there is no network Aladin loads HiPS from addresses, and all else from files.
            await File.WriteAllBytesAsync(directory + "/moc.fits", await http.GetByteArrayAsync(service.Url + "/coverage/dr10/lrs_catalogue.fits"));
            await File.WriteAllBytesAsync(directory + "/cone.vot", await http.GetByteArrayAsync($"{service.Url}/scs/dr10/lrs_catalogue?RA={ra}&DEC={dec}&SR=2"));
            var said = (await ClientProcess.RunAsync("env", [$"HOME={directory}", "xvfb-run", "-a", "java", $"-Duser.home={directory}", "-Xmx1g", "-jar", "/usr/share/java/aladin.jar",
                "-local", "-noreleasetest", "-nohub", "-script=" + string.Join(';',
                $"d=load {service.Url}/hips/dr10/lrs_catalogue/density", $"c=load {service.Url}/hips/dr10/lrs_catalogue", $"m=load {directory}/moc.fits", $"s=load {directory}/cone.vot",
                "sync", $"{ra} {dec}", "zoom 15deg", "sync", "pause 3", "status", $"save 800x800 {directory}/sky.png", $"export m {directory}/again.fits", "quit")])).Output;
            foreach (var type in (string[])["HipsImage", "HipsCatalog", "SMOC", "Catalog"]) Assert.Contains(type, Types().Matches(said).Select(m => m.Groups[1].Value));
            Assert.All(Counts().Matches(said), m => Assert.NotEqual("0", m.Groups[1].Value));
            Assert.Equal("ok", (await ClientProcess.PythonAsync("""
                import sys, numpy as np
                from astropy.io import fits
                from PIL import Image
                read = lambda name: np.sort(np.asarray(fits.getdata(sys.argv[1] + "/" + name, 1).field(0), dtype=np.int64))
                ours, theirs = read("moc.fits"), read("again.fits")
                assert len(ours) > 100 and np.array_equal(ours, theirs), (len(ours), len(theirs))
                pixels = np.asarray(Image.open(sys.argv[1] + "/sky.png").convert("RGB"))
                assert len(np.unique(pixels.reshape(-1, 3) // 16, axis=0)) > 30
                print("ok")
                """, directory)).Succeeded().Trim());
            if (Environment.GetEnvironmentVariable("LAMOST_VO_SCREENSHOTS") is { Length: > 0 } keep) File.Copy(directory + "/sky.png", Path.Combine(keep, "aladin-desktop.png"), overwrite: true);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    static string Value(string properties, string key) => properties.Split('\n').First(l => l.StartsWith(key, StringComparison.Ordinal)).Split('=')[1].Trim();

    [GeneratedRegex(@"^Type\s+(\S+)", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex(@"^NbObj\s+(\d+)", RegexOptions.Multiline)]
    private static partial Regex Counts();
}

/// <summary>A test that needs a program of others: skipped with a reason where its file is missing, except when <c>CI=true</c>, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClientFactAttribute : FactAttribute
{
    public ClientFactAttribute(string file) => Skip = File.Exists(file) || Environment.GetEnvironmentVariable("CI") == "true" ? null : $"{file} is not here; ./test.sh installs it.";
}
