using System.Globalization;
using System.Xml;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Server.Vosi;

/// <summary>What tables there are: VOSI 1.1, 4 (<c>/tables</c>), in the elements of VODataService 1.2.</summary>
public static class TableSetDocument
{
    const string VosiTables = "http://www.ivoa.net/xml/VOSITables/v1.0";
    const string VoDataService = "http://www.ivoa.net/xml/VODataService/v1.1";

    /// <summary>Writes all schemas and tables.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="published">What to write.</param>
    /// <param name="root">The address of the service, without a trailing slash.</param>
    /// <param name="withColumns">False for <c>detail=min</c>: no columns, no keys.</param>
    public static void WriteTableSet(XmlWriter xml, PublishedCatalog published, string root, bool withColumns)
    {
        ArgumentNullException.ThrowIfNull(published);
        Root(xml, "tableset", root);
        foreach (var schema in published.Catalog.Schemas) Schema(xml, published, schema, schema.Tables, withColumns ? Detail.Flagged : Detail.None);
        xml.WriteEndElement();
    }

    /// <summary>Writes one table with its columns.</summary>
    public static void WriteTable(XmlWriter xml, PublishedCatalog published, string root, CatalogTable table)
    {
        Root(xml, "table", root);
        TableContent(xml, published, table, Detail.Flagged);
        xml.WriteEndElement();
    }

    /// <summary>Writes the element <c>tableset</c> of a record of the registry (VODataService 1.2, 3.4).</summary>
    /// <param name="xml">Where to; the prefixes vs and xsi are declared.</param>
    /// <param name="published">What there is.</param>
    /// <param name="tables">Which tables.</param>
    public static void WriteElement(XmlWriter xml, PublishedCatalog published, IReadOnlyCollection<CatalogTable> tables)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(published);
        xml.WriteStartElement("tableset");
        foreach (var schema in published.Catalog.Schemas)
            if (schema.Tables.Where(tables.Contains).ToList() is { Count: > 0 } own) Schema(xml, published, schema, own, Detail.Plain);
        xml.WriteEndElement();
    }

    enum Detail { None, Plain, Flagged }

    static void Root(XmlWriter xml, string name, string root)
    {
        xml.WriteStartElement("vosi", name, VosiTables);
        xml.WriteAttributeString("xmlns", "vs", null, VoDataService);
        xml.WriteAttributeString("xmlns", "xsi", null, XmlDocuments.Xsi);
        EsaTapPlus.Declare(xml, root);
    }

    static void Schema(XmlWriter xml, PublishedCatalog published, CatalogSchema schema, IReadOnlyList<CatalogTable> tables, Detail detail)
    {
        xml.WriteStartElement("schema");
        xml.Element("name", AdqlLanguage.Written(schema.Name));
        xml.Element("description", schema.Description);
        foreach (var table in tables)
        {
            xml.WriteStartElement("table");
            TableContent(xml, published, table, detail);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void TableContent(XmlWriter xml, PublishedCatalog published, CatalogTable table, Detail detail)
    {
        xml.WriteAttributeString("type", table.IsView ? "view" : "table");
        xml.Element("name", published.Tables[table].WrittenName);
        xml.Element("description", table.Description);
        xml.Element("utype", table.Utype);
        if (table.RowCount is { } rows) xml.Element("nrows", rows.ToString(CultureInfo.InvariantCulture));
        if (detail == Detail.None) return;
        foreach (var column in table.Columns) Column(xml, column, detail);
        foreach (var key in published.Keys.Where(k => k.From == table))
        {
            xml.WriteStartElement("foreignKey");
            xml.Element("targetTable", published.Tables[key.Target].WrittenName);
            foreach (var (from, target) in key.Columns)
            {
                xml.WriteStartElement("fkColumn");
                xml.Element("fromColumn", AdqlLanguage.Written(from));
                xml.Element("targetColumn", AdqlLanguage.Written(target));
                xml.WriteEndElement();
            }
            xml.Element("description", key.Description);
            xml.WriteEndElement();
        }
    }

    static void Column(XmlWriter xml, CatalogColumn column, Detail detail)
    {
        var type = VotableType.Of(OutputColumns.Cell(column.Type));
        xml.WriteStartElement("column");
        xml.WriteAttributeString("std", column.Std ? "true" : "false");
        if (detail == Detail.Flagged) EsaTapPlus.WriteFlags(xml);
        xml.Element("name", AdqlLanguage.Written(column.Name));
        xml.Element("description", column.Description);
        xml.Element("unit", column.Unit);
        xml.Element("ucd", column.Ucd);
        xml.Element("utype", column.Utype);
        xml.WriteStartElement("dataType");
        xml.WriteAttributeString("xsi", "type", XmlDocuments.Xsi, "vs:VOTableType");
        if ((column.Type switch { AdqlType.Point => "2", AdqlType.Circle => "3", _ => type.Arraysize }) is { } arraysize) xml.WriteAttributeString("arraysize", arraysize);
        if ((column.Xtype ?? type.Xtype) is { } xtype) xml.WriteAttributeString("extendedType", xtype);
        xml.WriteString(type.Datatype);
        xml.WriteEndElement();
        if (column.Indexed) xml.Element("flag", "indexed");
        if (column.Nullable) xml.Element("flag", "nullable");
        xml.WriteEndElement();
    }
}
