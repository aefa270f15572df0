using System.Xml;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Tap;

/// <summary>
/// <c>/tap/examples</c>: worked queries, a page for people whose marks (RDFa) programs read (DALI 1.1, 2.3). A query that needs a table of the user's is on the page
/// without the marks, since programs would run it as it stands.
/// </summary>
public sealed class ExamplesPage(CatalogCache catalog, ServiceUrls urls)
{
    const string Style = """
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: light-dark(#1c2430, #dfe5ec); background: light-dark(#fff, #14181d); }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .2rem; } p { margin: .3rem 0; }
        pre { font: 14px/1.45 ui-monospace, monospace; background: light-dark(#f1f4f8, #1d232a); border-radius: 4px; padding: .8rem 1rem; overflow-x: auto; }
        code { font: 14px/1.45 ui-monospace, monospace; } a { color: light-dark(#0b5cad, #7db8f5); } .run { font-size: .9rem; }
        """;

    /// <summary>Answers with the page.</summary>
    public Task AnswerAsync(HttpContext http) => XmlDocuments.AnswerAsync(http.Response, xml => Write(xml, http.Request), "application/xhtml+xml;charset=UTF-8");

    void Write(XmlWriter xml, HttpRequest request)
    {
        var published = catalog.Current;
        xml.WriteStartElement("html", "http://www.w3.org/1999/xhtml");
        xml.WriteAttributeString("lang", "en");
        xml.WriteStartElement("head");
        xml.WriteElementString("title", "Example queries");
        xml.WriteElementString("style", Style);
        xml.WriteEndElement();
        xml.WriteStartElement("body");
        xml.WriteAttributeString("vocab", "http://www.ivoa.net/rdf/examples#");
        xml.WriteElementString("h1", "Example queries");
        xml.WriteElementString("p", "Each can be pasted into TOPCAT, pyVO or any other TAP client, or run here in the browser.");
        foreach (var example in ExampleQuery.All)
            if (example.TablesIn(published.Catalog) is { } tables) Example(xml, request, published, example, tables);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    void Example(XmlWriter xml, HttpRequest request, PublishedCatalog published, ExampleQuery example, IReadOnlyList<CatalogTable> tables)
    {
        var marked = example.Upload.Count == 0;
        xml.WriteStartElement("div");
        xml.WriteAttributeString("id", example.Id);
        if (marked)
        {
            xml.WriteAttributeString("resource", "#" + example.Id);
            xml.WriteAttributeString("typeof", "example");
        }
        Text("h2", "name", example.Name);
        xml.WriteElementString("p", example.Description);
        Text("pre", "query", example.Query);
        xml.WriteStartElement("p");
        xml.WriteString(tables.Count == 1 ? "Table: " : "Tables: ");
        for (var i = 0; i < tables.Count; i++)
        {
            if (i > 0) xml.WriteString(", ");
            Text("code", "table", published.Tables[tables[i]].WrittenName);
        }
        xml.WriteEndElement();
        if (marked)
        {
            xml.WriteStartElement("p");
            xml.WriteAttributeString("class", "run");
            xml.WriteStartElement("a");
            xml.WriteAttributeString("href", $"{urls.Tap(request)}/sync?LANG=ADQL&MAXREC=1000&RESPONSEFORMAT=html&QUERY={Uri.EscapeDataString(example.Query)}");
            xml.WriteString("Run it (at most 1000 rows)");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();

        void Text(string element, string property, string text)
        {
            xml.WriteStartElement(element);
            if (marked) xml.WriteAttributeString("property", property);
            xml.WriteString(text);
            xml.WriteEndElement();
        }
    }
}
