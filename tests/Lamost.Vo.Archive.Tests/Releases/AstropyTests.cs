using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Releases;

/// <summary>
/// The units and UCDs of the built-in definitions before astropy, an implementation of both standards that is not ours. Needs Debian's
/// python3-astropy. (Debian's stilts is built without its unit and UCD checkers: its votlint is silent on both, so it is no judge here.)
/// </summary>
public class AstropyTests
{
    // Reads lines "unit X" and "ucd X"; answers each that is refused. astropy has no functions in VOUnits, so what it gets of log(x) is x.
    const string Script = """
        import re, sys, warnings
        from astropy.io.votable.ucd import check_ucd
        from astropy.units import Unit
        warnings.simplefilter('error')
        warnings.filterwarnings('ignore', message='.*deprecated in the VOUnit standard.*')
        for line in sys.stdin:
            kind, text = line.rstrip('\n').split(' ', 1)
            try:
                if kind == 'unit':
                    Unit(re.sub(r'^(log|ln)\((.*)\)$', r'\2', text), format='vounit')
                elif not check_ucd(text, check_controlled_vocabulary=True):
                    raise ValueError('not a UCD')
            except (ValueError, Warning) as e:
                print(kind, text)
        """;

    [Fact]
    public async Task Every_unit_and_every_ucd_of_the_definitions_is_one_for_astropy_too()
    {
        var columns = ReleaseDefinitions.Names.SelectMany(n => ReleaseDefinitions.Get(n).Tables).SelectMany(t => t.Columns).ToList();
        var units = columns.Select(c => c.Unit).OfType<string>().Distinct().Select(u => "unit " + u).ToList();
        var ucds = columns.Select(c => c.Ucd).OfType<string>().Distinct().Select(u => "ucd " + u).ToList();
        Assert.InRange(units.Count, 5, 100);
        Assert.InRange(ucds.Count, 100, 1000);

        // Words that both must refuse show that astropy was asked, and can say no.
        string[] wrong = ["unit furlong", "unit dex", "ucd pos.eq.rra", "ucd meta.main"];
        Assert.Equal(wrong, await RefusedAsync([.. units, .. ucds, .. wrong]));
        Assert.All(wrong, w => Assert.NotNull(w.StartsWith("unit ", StringComparison.Ordinal) ? Units.Check(w[5..]) : Ucds.Check(w[4..])));
    }

    static async Task<string[]> RefusedAsync(IEnumerable<string> lines) =>
        (await ClientProcess.RunAsync("/usr/bin/python3", ["-c", Script], string.Join('\n', lines) + "\n")).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
