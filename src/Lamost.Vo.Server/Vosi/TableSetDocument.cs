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
    /// <param name="withColumns">False for <c>detail=min</c>: no columns, no keys.</param>
    public static void WriteTableSet(XmlWriter xml, PublishedCatalog published, bool withColumns)
    {
        Root(xml, "tableset");
        foreach (var schema in published.Catalog.Schemas)
        {
            xml.WriteStartElement("schema");
            xml.Element("name", AdqlLanguage.Written(schema.Name));
            xml.Element("description", schema.Description);
            foreach (var table in schema.Tables)
            {
                xml.WriteStartElement("table");
                TableContent(xml, published, table, withColumns);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>Writes one table with its columns.</summary>
    public static void WriteTable(XmlWriter xml, PublishedCatalog published, CatalogTable table)
    {
        Root(xml, "table");
        TableContent(xml, published, table, withColumns: true);
        xml.WriteEndElement();
    }

    static void Root(XmlWriter xml, string name)
    {
        xml.WriteStartElement("vosi", name, VosiTables);
        xml.WriteAttributeString("xmlns", "vs", null, VoDataService);
        xml.WriteAttributeString("xmlns", "xsi", null, XmlDocuments.Xsi);
    }

    static void TableContent(XmlWriter xml, PublishedCatalog published, CatalogTable table, bool withColumns)
    {
        xml.WriteAttributeString("type", "table");
        xml.Element("name", published.Tables[table].WrittenName);
        xml.Element("description", table.Description);
        xml.Element("utype", table.Utype);
        if (!withColumns) return;
        foreach (var column in table.Columns) Column(xml, column);
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

    static void Column(XmlWriter xml, CatalogColumn column)
    {
        var type = VotableType.Of(OutputColumns.Cell(column.Type));
        xml.WriteStartElement("column");
        xml.WriteAttributeString("std", column.Std ? "true" : "false");
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
