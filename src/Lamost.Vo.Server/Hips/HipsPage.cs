using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Hips;

/// <summary>The page of a HiPS for a person: what it is, how it looks, and what to paste where.</summary>
static class HipsPage
{
    const string Style = """
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.4rem; } img { width: 100%; height: auto; background: #0b0e14; border-radius: 6px; }
        pre { padding: .6rem .8rem; overflow-x: auto; border-radius: 4px; background: color-mix(in srgb, currentColor 8%, transparent); }
        table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .2rem .6rem; vertical-align: top; overflow-wrap: anywhere; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
        td:first-child { white-space: nowrap; } .note { border-left: .3rem solid #d59d00; padding: .2rem .8rem; }
        """;

    /// <summary>The page.</summary>
    /// <param name="properties">Those of the HiPS.</param>
    /// <param name="density">Whether it is a density map.</param>
    /// <param name="simulated">Whether its rows are invented.</param>
    /// <param name="header">The columns of the rows.</param>
    public static string Html(IReadOnlyList<(string Key, string Value)> properties, bool density, bool simulated, TableHeader header)
    {
        var title = Text(properties.First(p => p.Key == "obs_title").Value);
        var url = Text(properties.First(p => p.Key == "hips_service_url").Value);
        var other = density ? url[..^"/density".Length] : $"{url}/density";
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{Style}</style></head>
            <body><h1>{title}</h1>

            """);
        if (simulated) html.Append("<p class=\"note\">The rows are simulated: invented, not observed.</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"""
            <p>{Text(properties.FirstOrDefault(p => p.Key == "obs_description").Value ?? "")}</p>
            <p>A {(density ? "density map" : "progressive catalogue")} as HiPS. In Aladin paste its address into the command line as <code>load</code>, in Aladin Lite as the address of a {(density ? "survey" : "HiPS catalogue")}:</p>
            <pre>{url}</pre>
            <p>Of the same rows there is a <a href="{other}/index.html">{(density ? "progressive catalogue" : "density map")}</a>. Files: <a href="{url}/properties">properties</a>, <a href="{url}/Moc.fits">Moc.fits</a>,
            {(density ? $"<a href=\"{url}/Norder3/Allsky.png\">Norder3/Allsky.png</a>" : $"<a href=\"{url}/metadata.xml\">metadata.xml</a>, <a href=\"{url}/Norder1/Allsky.tsv\">Norder1/Allsky.tsv</a>")}.</p>
            <p><img src="{url}/preview.png" width="1024" height="512" alt="The whole sky in the projection of Mollweide: right ascension 180 degrees in the middle, growing to the left; brighter is denser"></p>
            <table>

            """);
        foreach (var (key, value) in properties) html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(key)}</td><td>{Text(value)}</td></tr>\n");
        html.Append("</table>\n");
        if (!density)
        {
            html.Append("<h2>Columns</h2>\n<table>\n");
            foreach (var column in header.Columns) html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(column.Name)}</td><td>{Text(column.Unit ?? "")}</td><td>{Text(column.Description ?? "")}</td></tr>\n");
            html.Append("</table>\n");
        }
        return html.Append("</body></html>\n").ToString();
    }

    static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
