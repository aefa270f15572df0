using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>The 420 real rows as they stand in the source file, and what the survey's own service answered for them.</summary>
static class RealRows
{
    static readonly Lazy<IReadOnlyList<Dictionary<string, string>>> Rows =
        new(() => Parse(File.ReadAllText(Samples.Path("catalogues/dr10v2_combined_420rows.csv"))));

    /// <summary>Every row of the source file, by column name.</summary>
    public static IReadOnlyList<Dictionary<string, string>> All => Rows.Value;

    /// <summary>The obsids in one of the survey's own answers, in order.</summary>
    /// <param name="file">A VOTable of <c>service_responses</c>.</param>
    public static IReadOnlyList<long> ObsidsOf(string file)
    {
        var table = XDocument.Load(Samples.Path("service_responses/" + file)).Descendants().First(e => e.Name.LocalName == "TABLE");
        var column = table.Elements().Where(e => e.Name.LocalName == "FIELD").Select(e => (string)e.Attribute("name")!).ToList().IndexOf("obsid");
        return [.. table.Descendants().Where(e => e.Name.LocalName == "TR").Select(r => long.Parse(r.Elements().ElementAt(column).Value, CultureInfo.InvariantCulture)).Order()];
    }

    /// <summary>Reads CSV with a header; no value of the files at hand has a quoted comma or line end.</summary>
    public static List<Dictionary<string, string>> Parse(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r')).ToList();
        Assert.DoesNotMatch(new Regex("\"[^\",]*,"), csv);
        var names = lines[0].TrimStart('\uFEFF').Split(',');
        return [.. lines.Skip(1).Select(l => names.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second.Trim('"')))];
    }

    /// <summary>A number of the source file, sentinels being null, and one that a client read are the same.</summary>
    public static void AssertSameNumber(string source, string read)
    {
        var expected = source.Length == 0 || Number(source) is -9999 or -999 ? double.NaN : Number(source);
        Assert.Equal(expected, read.Length == 0 ? double.NaN : Number(read));
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
