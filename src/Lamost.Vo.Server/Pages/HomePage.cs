using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Pages;

/// <summary>The page for a person who opens the address of the service in a browser: what is here, and what to paste where.</summary>
public sealed class HomePage(CatalogCache catalog, ServiceUrls urls, ServiceOptions options)
{
    const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff; }
        h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        pre, code { font: 14px/1.45 ui-monospace, monospace; background: #f1f4f8; border-radius: 4px; }
        pre { padding: .8rem 1rem; overflow-x: auto; } code { padding: .1rem .3rem; }
        table { border-collapse: collapse; width: 100%; } td, th { text-align: left; overflow-wrap: anywhere; padding: .3rem .6rem; border-bottom: 1px solid #dde3ea; vertical-align: top; }
        .number { text-align: right; font-variant-numeric: tabular-nums; } .note { background: #fff4d6; padding: .5rem .8rem; border-radius: 4px; }
        p + p[lang] { margin-top: -.8rem; color: #4a5568; } td:first-child, td.number { overflow-wrap: normal; white-space: nowrap; } .mark { font-size: .85rem; font-style: italic; }
        a { color: #0b5cad; }
        @media (max-width: 40rem) { tr, td { display: block; } th { display: none; } td { border: 0; padding: .1rem 0; } td.number { text-align: left; }
          td.number::after { content: " rows"; } tr { padding: .5rem 0; border-bottom: 1px solid #dde3ea; } }
        """;

    /// <summary>Adds the page.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", ["GET", "HEAD"], AnswerAsync);
        routes.MapMethods("/tap", ["GET", "HEAD"], AnswerAsync);
    }

    Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Html(http.Request), http.RequestAborted);
    }

    string Html(HttpRequest request)
    {
        var tap = Escaped(urls.Tap(request));
        var settings = options.Settings;
        var tables = catalog.Current.Tables.Where(t => t.Value.ConeSearch is not null).Select(t => t.Key).OrderBy(t => t.Schema).ThenBy(t => t.Name).ToList();
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Escaped(settings.Title.English)}</title><style>{Style}</style></head>
            <body><h1>{Escaped(settings.Title.English)}</h1>{Chinese(settings.Title)}<p>{Escaped(settings.Description.English)} For TOPCAT, Aladin, pyVO and every other client of the Virtual Observatory.</p>

            """);
        if (tables.Any(t => t.Simulated))
            html.Append("<p class=\"note\">Tables marked <em>simulated</em> hold invented numbers with realistic distributions, not observations.</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"""
            <p><a href="{Escaped(urls.Root(request))}/sky">See the sky</a>: maps, sources and their spectra in the browser.</p>
            <h2>Query with ADQL (TAP)</h2>
            <p>In TOPCAT: <em>VO &rarr; Table Access Protocol (TAP) Query</em>, and as TAP URL</p><pre>{tap}</pre>
            <p>In Python:</p><pre>import pyvo
            tap = pyvo.dal.TAPService("{tap}")
            print(tap.search("SELECT TOP 5 * FROM {Escaped(Example(tables))}"))</pre>
            <p><a href="{tap}/examples">Example queries</a> to start from, each of which can be run in the browser.</p>
            <h2>Tables</h2>
            <table><tr><th>Table</th><th class="number">Rows</th><th>What it holds</th></tr>

            """);
        foreach (var table in tables)
        {
            var cone = Escaped(urls.Cone(request, table.Schema, table.Name));
            html.Append(CultureInfo.InvariantCulture, $"""
                <tr><td><code>{Escaped(AdqlLanguage.Written(table.Schema, table.Name))}</code>{(table.Simulated ? "<br><span class=\"mark\">simulated</span>" : "")}</td><td class="number">{table.RowCount:N0}</td><td>{Escaped(table.Description ?? "")}
                <br>Cone search: <a href="{cone}RA=120&amp;DEC=30&amp;SR=0.5"><code>{cone}</code></a>
                <br>Coverage: <a href="{Escaped($"{urls.Root(request)}/coverage/{table.Schema}/{table.Name}")}">MOC</a></td></tr>

                """);
        }
        html.Append("</table>\n");
        if (catalog.Current.Feeds is { Count: > 0 } feeds) Spectra(html, feeds, Escaped(urls.Root(request)));
        html.Append(CultureInfo.InvariantCulture, $"""
            {Publisher(settings)}
            <p>For programs: <a href="{tap}/tables">tables</a>, <a href="{tap}/capabilities">capabilities</a>, <a href="{tap}/availability">availability</a>, <a href="{Escaped(urls.Root(request))}/oai?verb=Identify">registry</a>.
            {Escaped(ServiceVersion.Product)}</p></body></html>
            """);
        return html.ToString();
    }

    static void Spectra(StringBuilder html, IReadOnlyList<SpectrumFeed> feeds, string root) => html.Append(CultureInfo.InvariantCulture, $"""
        <h2>Spectra</h2>
        <p>{feeds.Sum(f => f.Spectra):N0} spectra are listed in <code>ivoa.obscore</code>, {feeds.Sum(f => f.Files):N0} of them can be had here. In TOPCAT: <em>VO &rarr; Simple Spectral Access (SSA) Query</em>, and as SSA URL</p><pre>{root}/ssa?</pre>
        <p>Of one spectrum <code>{root}/spectra/{feeds[0].Release}/{"{obsid}"}</code> is the file of the survey, with <code>.fits</code>, <code>.vot</code>, <code>.csv</code>, <code>.json</code>, <code>.svg</code> or <code>.png</code> after it another form.
        One source across all its visits: <code>{root}/source/{"{uid}"}</code>. What else there is of a spectrum tells <code>{root}/datalink/links?ID=</code>, parts of it are cut by <code>{root}/soda/sync?ID=</code>.</p>

        """);

    static string Publisher(InstallationSettings settings)
    {
        if (!settings.IsSetUp) return "";
        var html = new StringBuilder("<h2>Who publishes this</h2>\n<p>");
        var name = Escaped(settings.Publisher.Name.English);
        html.Append(settings.Publisher.Homepage is { } home ? $"<a href=\"{Escaped(home.AbsoluteUri)}\">{name}</a>" : name);
        if (settings.Contact.Email is { } email) html.Append($"; questions to {Escaped(settings.Contact.Name.English)}, <a href=\"mailto:{Escaped(email)}\">{Escaped(email)}</a>");
        html.Append(".</p>").Append(Chinese(settings.Publisher.Name)).Append('\n');
        if (settings.Rights is { } rights)
            html.Append($"<p>{Escaped(rights.Text.English)}{(rights.Uri is { } licence ? $" <a href=\"{Escaped(licence.AbsoluteUri)}\">Licence</a>" : "")}</p>{Chinese(rights.Text)}\n");
        if (settings.DataPolicy is { } policy) html.Append($"<p>{Escaped(policy.English)}</p>{Chinese(policy)}\n");
        if (settings.Citation is { } bibcode) html.Append($"<p>Please cite <a href=\"https://ui.adsabs.harvard.edu/abs/{Escaped(Uri.EscapeDataString(bibcode))}/abstract\">{Escaped(bibcode)}</a>.</p>\n");
        if (settings.Acknowledgement is { } thanks) html.Append($"<p>Please write: <q>{Escaped(thanks.English)}</q></p>{Chinese(thanks)}\n");
        return html.ToString();
    }

    static string Chinese(BilingualText text) => text.Chinese is { } chinese ? $"<p lang=\"zh\">{Escaped(chinese)}</p>" : "";

    static string Example(List<CatalogTable> tables) => tables.Count > 0 ? AdqlLanguage.Written(tables[0].Schema, tables[0].Name) : "TAP_SCHEMA.tables";

    static string Escaped(string text) => HtmlEncoder.Default.Encode(text);
}
