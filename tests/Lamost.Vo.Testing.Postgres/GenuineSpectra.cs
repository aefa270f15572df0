using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Reading;
using Xunit;

namespace Lamost.Vo.Testing;

/// <summary>A spectrum of the genuine files, as the catalogue that is made for them has it.</summary>
/// <param name="Key">Its key: obsid, or mobsid.</param>
/// <param name="Obsid">The number of its observation; invented where the file has none.</param>
/// <param name="Path">Its file, among the copies.</param>
/// <param name="Hdu">The HDU that it is in, for readers of FITS.</param>
/// <param name="Arm">0 both, 1 blue, 2 red.</param>
/// <param name="Minute">Of a single exposure its minute.</param>
/// <param name="Uid">The source.</param>
/// <param name="Facts">The line of <c>spectra_index.csv</c>.</param>
public sealed record GenuineSpectrum(string Key, long Obsid, string Path, string Hdu, int Arm, long? Minute, string Uid, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Whether it is of medium resolution.</summary>
    public bool IsMedium => Facts["format"].StartsWith("mrs", StringComparison.Ordinal);

    public double Ra => double.Parse(Facts["ra"], CultureInfo.InvariantCulture);

    public double Dec => double.Parse(Facts["dec"], CultureInfo.InvariantCulture);
}

/// <summary>
/// All genuine files of spectra in an archive: catalogues made from the index of the samples (only identifiers of sources and velocities are invented), and the files
/// registered from copies, so that a test may break one.
/// </summary>
public sealed class GenuineSpectra : IDisposable
{
    /// <summary>The star that both instruments observed: KIC 8098300, seven nights at medium and one at low resolution.</summary>
    public const string RepeatedStar = "G17046000000001";

    /// <summary>Of it one exposure of a night with nine, and its night.</summary>
    public const long NineExposures = 666212076;

    GenuineSpectra(string directory, IReadOnlyList<GenuineSpectrum> spectra) => (Directory, Spectra) = (directory, spectra);

    /// <summary>Where the copies are.</summary>
    public string Directory { get; }

    /// <summary>All spectra.</summary>
    public IReadOnlyList<GenuineSpectrum> Spectra { get; }

    /// <summary>The spectrum of a key.</summary>
    public GenuineSpectrum this[string key] => Spectra.Single(s => s.Key == key);

    /// <summary>Copies the files, makes the catalogues and loads both into a release for each name.</summary>
    public static async Task<GenuineSpectra> LoadAsync(ArchiveDatabase database, params string[] releases)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("lamost-vo-spectra-").FullName;
        var spectra = new List<GenuineSpectrum>();
        foreach (var facts in Index())
        {
            var path = System.IO.Path.Combine(directory, facts["file"]);
            System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.Copy(Samples.Path(facts["file"]), path);
            spectra.AddRange(Of(facts, path));
        }
        var (low, medium) = (System.IO.Path.Combine(directory, "low.csv"), System.IO.Path.Combine(directory, "medium.csv"));
        await File.WriteAllTextAsync(low, Low(spectra));
        await File.WriteAllTextAsync(medium, Medium(spectra));
        foreach (var name in releases)
        {
            var release = ReleaseDefinitions.Get("dr10") with { Name = name };
            var tables = new[] { release.Find("lrs_catalogue")!, release.Find("mrs_catalogue")! };
            foreach (var (table, csv) in tables.Zip([low, medium]))
            {
                var report = await TableLoader.LoadAsync(database, release, table, [csv], new LoadOptions(), null, CancellationToken.None);
                Assert.Equal((spectra.Count(s => s.IsMedium == table.Spectra!.IsMedium), 0), (report.Rows, report.Rejected));
            }
            var loaded = await SpectrumLoader.LoadAsync(database, release, tables, [directory], new SpectrumLoadOptions());
            // Nothing of the genuine files may be lost, and nothing of what they say of themselves contradict the index.
            Assert.Empty(loaded.Faults);
            Assert.Equal(110, loaded.Files);
            Assert.Equal(spectra.Count, loaded.Feeds.Sum(f => f.Files));
        }
        return new GenuineSpectra(directory, spectra);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    static List<Dictionary<string, string>> Index()
    {
        var lines = File.ReadAllLines(Samples.Path("spectra_index.csv"));
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => names.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }

    static IEnumerable<GenuineSpectrum> Of(Dictionary<string, string> facts, string path)
    {
        // What has no number, or what DR3 left of one, is found by plate and fibre.
        var obsid = long.TryParse(facts["obsid"], CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 900_000_000 + Number(facts, "spid") * 1000 + Number(facts, "fiberid");
        var isRepeated = Math.Abs(double.Parse(facts["ra"], CultureInfo.InvariantCulture) - 292.0587) < 0.001;
        var uid = isRepeated ? RepeatedStar : "G" + facts["designation"][1..].Replace(".", "", StringComparison.Ordinal);
        if (!facts["format"].StartsWith("mrs", StringComparison.Ordinal))
        {
            yield return new GenuineSpectrum(obsid.ToString(CultureInfo.InvariantCulture), obsid, path, facts["format"] == "lrs-image" ? "0" : "COADD", 0, null, uid, facts);
            yield break;
        }
        foreach (var s in SpectrumFileReader.ReadSummary(path).Spectra)
            yield return new GenuineSpectrum($"{obsid}{s.Minute}{(s.Arm == SpectrumArm.Red ? 'R' : 'B')}", obsid, path, s.Name, (int)s.Arm, s.Minute, uid, facts);
    }

    static string Low(IEnumerable<GenuineSpectrum> spectra) => Csv("obsid,uid,designation,lmjd,mjd,planid,spid,fiberid,ra_obs,dec_obs,snrg,class,subclass,z,z_err,ra,dec",
        spectra.Where(s => !s.IsMedium).Select(s => (string[])[s.Key, s.Uid, s.Facts["designation"], s.Facts["lmjd"], Day(s), s.Facts["planid"], s.Facts["spid"], s.Facts["fiberid"], "", "",
            s.Facts["snrg_or_coaddB"], s.Facts["cls"], s.Facts["subclass"], s.Facts["z"], s.Facts["z_err"], s.Facts["ra"], s.Facts["dec"]]));

    // The velocity is invented: the files have none.
    static string Medium(IEnumerable<GenuineSpectrum> spectra) => Csv("mobsid,obsid,uid,designation,lmjd,mjd,planid,spid,fiberid,lmjm,band,ra,dec,rv_br1,rv_br1_err,coadd",
        spectra.Where(s => s.IsMedium).Select(s => (string[])[s.Key, s.Facts["obsid"], s.Uid, s.Facts["designation"], s.Facts["lmjd"], Day(s), s.Facts["planid"], s.Facts["spid"], s.Facts["fiberid"],
            s.Minute?.ToString(CultureInfo.InvariantCulture) ?? "", s.Arm == 1 ? "B" : "R", s.Facts["ra"], s.Facts["dec"], Velocity(s), "1.5", s.Minute is null ? "1" : "0"]));

    static string Velocity(GenuineSpectrum s) => (-20 + 10 * Math.Sin(s.Obsid % 1000 + (s.Minute ?? 0) / 1000.0)).ToString("0.0", CultureInfo.InvariantCulture);

    // DR1 and DR2 have the two days the wrong way round.
    static string Day(GenuineSpectrum s) => (Number(s.Facts, "lmjd") - 1).ToString(CultureInfo.InvariantCulture);

    static long Number(IReadOnlyDictionary<string, string> facts, string name) => long.Parse(facts[name], CultureInfo.InvariantCulture);

    static string Csv(string header, IEnumerable<string[]> rows) => rows.Aggregate(new StringBuilder(header + "\n"), (csv, row) => csv.AppendJoin(',', row).Append('\n')).ToString();
}
