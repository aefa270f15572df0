using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Sql;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Lamost.Vo.Archive.Metadata;

/// <summary>A worked query of <c>schemas/examples</c>.</summary>
/// <param name="Id">Unique, and an identifier of XML.</param>
/// <param name="Name">What it is about, in some words.</param>
/// <param name="Description">What it shows, in some sentences.</param>
/// <param name="Query">The query.</param>
/// <param name="Upload">The columns of the table TAP_UPLOAD.mine that it needs; empty for none.</param>
public sealed record ExampleQuery(string Id, string Name, string Description, string Query, IReadOnlyList<string> Upload)
{
    /// <summary>All, in the order to show them.</summary>
    public static IReadOnlyList<ExampleQuery> All { get; } = Load();

    /// <summary>The published tables that the query reads; null when one of them is not published.</summary>
    public IReadOnlyList<CatalogTable>? TablesIn(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        try
        {
            return [.. AdqlTranslator.Translate(Query, WithUpload(catalog), new TranslationOptions()).Tables.Where(t => t.Schema != Uploads.UploadedTables.Schema)];
        }
        catch (AdqlException)
        {
            return null;
        }
    }

    Catalog WithUpload(Catalog catalog)
    {
        if (Upload.Count == 0) return catalog;
        var columns = Upload.Select(c => new Tables.TableColumn(c, c == "id" ? Tables.CellType.Int : Tables.CellType.Double)).ToList();
        return catalog.With(new CatalogSchema(Uploads.UploadedTables.Schema, [Uploads.UploadColumns.Table("mine", "", columns)]));
    }

    static List<ExampleQuery> Load()
    {
        var assembly = typeof(ExampleQuery).Assembly;
        var yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        var all = new List<ExampleQuery>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("examples/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            all.AddRange(yaml.Deserialize<List<Entry>>(reader).Select(e => new ExampleQuery(e.Id, e.Name, e.Description.Trim(), e.Query.Trim(), e.Upload)));
        }
        return all;
    }

    sealed class Entry
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public string Description { get; set; } = "";

        public string Query { get; set; } = "";

        public List<string> Upload { get; set; } = [];
    }
}
