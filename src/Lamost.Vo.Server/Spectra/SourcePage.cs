using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Lamost.Vo.Archive.Spectra;

namespace Lamost.Vo.Server.Spectra;

/// <summary>The page of a source for a person: its plot, and its spectra in a table.</summary>
static class SourcePage
{
    const string Style = """
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.4rem; margin-bottom: 0; } .facts { margin-top: .2rem; opacity: .8; }
        img { width: 100%; height: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        td, th { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); } .number { text-align: right; }
        .note { border-left: .3rem solid #d59d00; padding: .2rem .8rem; } .wide { overflow-x: auto; }
        """;

    /// <summary>The page.</summary>
    /// <param name="uid">The source.</param>
    /// <param name="entries">Its spectra, at least one, in the order of time.</param>
    /// <param name="root">The address of the service.</param>
    public static string Html(string uid, IReadOnlyList<SpectrumEntry> entries, string root)
    {
        var first = entries[0];
        var at = $"{root}/source/{Uri.EscapeDataString(uid)}";
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Text(first.Target)}</title><style>{Style}</style></head>
            <body><h1>{Text(first.Target)}</h1>
            <p class="facts">Source {Text(uid)}, right ascension {first.Ra:0.000000}, declination {first.Dec:0.000000} (ICRS, degrees). {entries.Count} spectra.</p>

            """);
        if (entries.Any(e => e.Feed.Simulated)) html.Append("<p class=\"note\">These spectra are simulated: invented, not observed.</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"""
            <p><picture><source media="(prefers-color-scheme: dark)" srcset="{at}.svg?theme=dark"><img src="{at}.svg" width="900" height="620" alt="All spectra of the source over one another, and its radial velocity against time"></picture></p>
            <p>The plot as <a href="{at}.svg">SVG</a> and <a href="{at}.png">PNG</a>, the data as <a href="{at}.json">JSON</a>; by TAP:
            <code>SELECT * FROM lamost.source_spectra WHERE uid = '{Text(uid)}' ORDER BY mjd</code></p>
            <div class="wide"><table><tr><th>Time (UTC)</th><th>Release</th><th>Spectrum</th><th></th><th class="number">S/N</th><th class="number">RV (km/s)</th><th>Type</th><th>Get</th></tr>

            """);
        foreach (var entry in entries) Row(html, entry, root);
        html.Append("</table></div></body></html>\n");
        return html.ToString();
    }

    static void Row(StringBuilder html, SpectrumEntry e, string root)
    {
        var time = new DateTime(1858, 11, 17).AddDays((e.TimeStart + e.TimeStop) / 2).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var kind = $"{e.Feed.Definition.Instrument}{e.Arm switch { 1 => " blue", 2 => " red", _ => "" }}{(e.Feed.Definition.IsMedium ? e.Minute is null ? " coadd" : " exposure" : "")}";
        var velocity = e.Velocity is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.0}{(e.VelocityError is { } error ? $" ± {error.ToString("0.0", CultureInfo.InvariantCulture)}" : "")}") : "";
        var at = $"{root}/spectra/{e.Feed.Release}/{e.Key}";
        var get = e.FileBytes is null ? "not here" : $"<a href=\"{at}.svg\">plot</a> <a href=\"{at}.fits\">FITS</a> <a href=\"{at}.csv\">CSV</a> <a href=\"{at}\">file</a>";
        html.Append(CultureInfo.InvariantCulture, $"""
            <tr><td>{time}</td><td>{Text(e.Feed.Release)}</td><td>{Text(e.Key)}</td><td>{Text(kind)}</td><td class="number">{e.SignalToNoise:0.0}</td><td class="number">{velocity}</td><td>{Text(e.Type ?? e.Class ?? "")}</td><td>{get}</td></tr>

            """);
    }

    static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
