using System.Text.RegularExpressions;
using Lamost.Vo.Tables.Vizier;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Vizier;

/// <summary>The ReadMe of an export for VizieR.</summary>
public sealed partial class VizierReadMeTests
{
    static readonly VizierMeasure Plain = new("x", new('F', 7, 3));

    [Fact]
    public void A_catalogue_is_described_as_the_standard_wants_it()
    {
        var columns = VizierColumn.Place(
        [
            ("ObsID", null, "Number (obsid)", new("obsid", new('I', 9)) { Minimum = "101001", Maximum = "585216248" }),
            ("RAdeg", "deg", "Right ascension (ICRS)", new("ra", new('F', 11, 7)) { Minimum = "0.01", Maximum = "360" }),
            ("Class", null, "Class of the object", new("class", new('A', 1)) { HasNulls = true }),
            ("[Fe/H]", null, "[Fe/H], in decades", new("feh", new('F', 6, 3)) { HasNulls = true }),
        ]);
        var text = VizierReadMe.Write(new VizierCatalogue("A catalog", "A catalog of some spectra", ["What it is."], [new("a.dat", 1234567, "The spectra", columns) { Notes = ["One."] }])
        {
            Authors = ["Luo A.-L.", "Zhao Y.-H."],
            Year = 2026,
            Bibcode = "2026RAA....26....1L",
            AdcKeywords = ["Surveys", "Spectroscopy"],
            SeeAlso = [("V/164", "LAMOST DR5 catalogs")],
            References = ["Cui et al., 2012RAA....12.1197C"],
            History = ["Written."],
            Program = "lamost-vo 1.0",
            Day = new DateOnly(2026, 11, 27),
        });
        Assert.Equal("""
            ?/?         A catalog                                               (Luo+, 2026)
            ================================================================================
            A catalog of some spectra
                Luo A.-L., Zhao Y.-H.
               <????? (2026)>
               =2026RAA....26....1L
            ================================================================================
            ADC_Keywords: Surveys ; Spectroscopy
            Keywords: ?????

            Description:
                What it is.

            File Summary:
            --------------------------------------------------------------------------------
             FileName Lrecl  Records   Explanations
            --------------------------------------------------------------------------------
            ReadMe       80        .   This file
            a.dat        30  1234567   The spectra
            --------------------------------------------------------------------------------

            See also:
               V/164 : LAMOST DR5 catalogs

            Byte-by-byte Description of file: a.dat
            --------------------------------------------------------------------------------
                Bytes Format Units Label  Explanations
            --------------------------------------------------------------------------------
               1-   9 I9     ---   ObsID  [101001/585216248] Number (obsid)
              11-  21 F11.7  deg   RAdeg  [0.01/360] Right ascension (ICRS)
                   23 A1     ---   Class  ? Class of the object
              25-  30 F6.3   ---   [Fe/H] []? [Fe/H], in decades
            --------------------------------------------------------------------------------
            Note (1): One.
            --------------------------------------------------------------------------------

            History:
                Written.

            References:
              Cui et al., 2012RAA....12.1197C

            ================================================================================
            (End)                           lamost-vo 1.0                        27-Nov-2026

            """.ReplaceLineEndings("\n"), text);
    }

    [Theory]
    [InlineData("Sum of the two arms in the order of the observations with bits 16 32 64 128 256 512 set by the pipeline")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43")]
    [InlineData("Words that nobody would write: ------------------------------------------------------------------ and ================ and so on 1-2 3-4")]
    [InlineData("Averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongwordthatnolinehasroomforatallnotevenalone")]
    public void Explanations_are_wrapped_so_that_no_line_looks_like_another_column(string explanation)
    {
        var text = VizierReadMe.Write(new VizierCatalogue("T", "T", ["D"], [new("a.dat", 1, explanation, VizierColumn.Place([("x", "km/s", explanation, Plain), ("y", null, "Y", Plain)]))])
        {
            Program = "p",
            Day = new DateOnly(2026, 1, 1),
        });
        var lines = text.Split('\n');
        Assert.All(lines, l => Assert.True(l.Length <= 80 && l.All(c => c is >= ' ' and <= '~') && l.TrimEnd() == l, l));
        var start = Array.FindIndex(lines, l => l.StartsWith("Byte-by-byte", StringComparison.Ordinal)) + 4;
        var body = lines[start..Array.FindIndex(lines, start, l => l.StartsWith("----", StringComparison.Ordinal))];
        Assert.Equal(2, body.Count(l => Column().IsMatch(l)));
        Assert.EndsWith(" Y", body[^1], StringComparison.Ordinal);
        // Nothing of the text is lost.
        Assert.Equal(Letters(explanation), Letters(string.Concat(body[..^1].Select((l, i) => i == 0 ? l[l.IndexOf(" x ", StringComparison.Ordinal)..][2..] : l))));
    }

    [Theory]
    [InlineData("caf\u00e9")]
    [InlineData("two\nlines")]
    public void What_is_not_ascii_is_refused(string text) => Assert.Throws<ArgumentException>(() =>
        VizierReadMe.Write(new VizierCatalogue("T", "T", [text], [new("a.dat", 1, "A", VizierColumn.Place([("x", null, "X", Plain)]))]) { Program = "p", Day = new DateOnly(2026, 1, 1) }));

    static string Letters(string text) => string.Concat(text.Where(c => c is not (' ' or '\'')));

    // As astropy finds columns.
    [GeneratedRegex(@"^\s*(\d+\s*-)?\s*\d+\s+[\w.]+\s+\S+\s+\S+(\s+\S.*)?$")]
    private static partial Regex Column();
}
