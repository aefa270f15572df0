using System.Xml.Linq;

namespace Lamost.Vo.Server.Tests.Registry;

/// <summary>
/// The tables of a searchable registry, made from harvested records by the paths that RegTAP 1.2, 8 gives for each column: what clients find is what can be got out this
/// way. Rows are names of columns with their values; null where the path leads to nothing.
/// </summary>
public sealed class RegTap
{
    static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    readonly Dictionary<string, List<Dictionary<string, string?>>> _tables = [];

    /// <summary>Takes all records in.</summary>
    public RegTap(IEnumerable<HarvestedRecord> records)
    {
        foreach (var record in records) Resource(record.Resource!);
    }

    /// <summary>The rows of a table, e.g. <c>rr.capability</c>.</summary>
    public IReadOnlyList<Dictionary<string, string?>> this[string table] => _tables[table];

    /// <summary>NATURAL JOIN.</summary>
    public static IEnumerable<Dictionary<string, string?>> Join(IEnumerable<Dictionary<string, string?>> left, IEnumerable<Dictionary<string, string?>> right)
    {
        var others = right.ToList();
        return from l in left
               from r in others
               where l.Keys.Intersect(r.Keys).All(k => l[k] is not null && l[k] == r[k])
               select l.Concat(r.Where(p => !l.ContainsKey(p.Key))).ToDictionary(p => p.Key, p => p.Value);
    }

    void Resource(XElement resource)
    {
        var id = Lower(Text(resource, "identifier"))!;
        var (curation, content, coverage) = (resource.Element("curation")!, resource.Element("content")!, resource.Element("coverage"));
        Add("rr.resource", id, ("res_type", Lower((string?)resource.Attribute(Xsi + "type"))), ("created", (string?)resource.Attribute("created")), ("updated", (string?)resource.Attribute("updated")),
            ("short_name", Text(resource, "shortName")), ("res_title", Text(resource, "title")), ("content_level", Joined(content, "contentLevel")), ("res_description", Text(content, "description")),
            ("reference_url", Text(content, "referenceURL")), ("creator_seq", string.Join("; ", curation.Elements("creator").Select(c => Text(c, "name")))), ("content_type", Joined(content, "type")),
            ("source_format", (string?)content.Element("source")?.Attribute("format")), ("source_value", Text(content, "source")), ("res_version", Text(curation, "version")),
            ("region_of_regard", Text(coverage, "regionOfRegard")), ("waveband", Joined(coverage, "waveband")), ("rights", string.Join("; ", resource.Elements("rights").Select(r => r.Value))),
            ("rights_uri", (string?)resource.Elements("rights").FirstOrDefault()?.Attribute("rightsURI")));
        foreach (var subject in content.Elements("subject")) Add("rr.res_subject", id, ("res_subject", subject.Value));
        foreach (var (role, element) in curation.Elements().Where(e => e.Name.LocalName is "publisher" or "creator" or "contact" or "contributor").Select(e => (e.Name.LocalName, e)))
            Add("rr.res_role", id, ("base_role", role), ("role_name", role is "publisher" or "contributor" ? element.Value : Text(element, "name")), ("role_ivoid", Lower((string?)element.Attribute("ivo-id"))),
                ("address", Text(element, "address")), ("email", Text(element, "email")), ("telephone", Text(element, "telephone")), ("logo", Text(element, "logo")));
        foreach (var date in curation.Elements("date")) Add("rr.res_date", id, ("date_value", date.Value), ("value_role", Lower((string?)date.Attribute("role"))));
        foreach (var relation in content.Elements("relationship"))
            foreach (var related in relation.Elements("relatedResource"))
                Add("rr.relationship", id, ("relationship_type", Lower(Text(relation, "relationshipType"))), ("related_id", Lower((string?)related.Attribute("ivo-id"))), ("related_name", related.Value));
        foreach (var level in resource.Elements("validationLevel")) Add("rr.validation", id, ("validated_by", (string?)level.Attribute("validatedBy")), ("val_level", level.Value));
        foreach (var alternative in resource.Elements("altIdentifier").Concat(curation.Elements("creator").Elements("altIdentifier"))) Add("rr.alt_identifier", id, ("alt_identifier", alternative.Value));
        foreach (var spatial in Several(coverage, "spatial")) Add("rr.stc_spatial", id, ("coverage", spatial.Value), ("ref_system_name", (string?)spatial.Attribute("frame")));
        foreach (var temporal in Several(coverage, "temporal")) Add("rr.stc_temporal", id, ("time_start", temporal.Value.Split(' ')[0]), ("time_end", temporal.Value.Split(' ')[1]));
        foreach (var spectral in Several(coverage, "spectral")) Add("rr.stc_spectral", id, ("spectral_start", spectral.Value.Split(' ')[0]), ("spectral_end", spectral.Value.Split(' ')[1]));
        Details(id, resource, coverage);
        var index = 0;
        foreach (var capability in resource.Elements("capability")) Capability(id, $"{index++}", capability);
        index = 0;
        foreach (var schema in Several(resource.Element("tableset"), "schema"))
        {
            Add("rr.res_schema", id, ("schema_index", $"{index}"), ("schema_name", Lower(Text(schema, "name"))), ("schema_description", Text(schema, "description")));
            foreach (var table in schema.Elements("table")) Table(id, $"{index}", $"{_tables.GetValueOrDefault("rr.res_table")?.Count ?? 0}", table);
            index++;
        }
    }

    void Capability(string id, string index, XElement capability)
    {
        Add("rr.capability", id, ("cap_index", index), ("cap_type", Lower((string?)capability.Attribute(Xsi + "type"))), ("cap_description", Text(capability, "description")),
            ("standard_id", Lower((string?)capability.Attribute("standardID"))));
        var number = 0;
        foreach (var one in capability.Elements("interface"))
        {
            var at = $"{index}.{number++}";
            Add("rr.interface", id, ("cap_index", index), ("intf_index", at), ("intf_type", Lower((string?)one.Attribute(Xsi + "type"))), ("intf_role", Lower((string?)one.Attribute("role"))),
                ("std_version", (string?)one.Attribute("version")), ("query_type", Lower(string.Join('#', one.Elements("queryType").Select(q => q.Value)))), ("result_type", Text(one, "resultType")),
                ("url_use", Lower((string?)one.Element("accessURL")!.Attribute("use"))), ("access_url", Text(one, "accessURL")), ("authenticated_only", one.Elements("securityMethod").Any() ? "1" : "0"));
            foreach (var parameter in one.Elements("param"))
                Add("rr.intf_param", id, ("intf_index", at), ("name", Text(parameter, "name")), ("ucd", Lower(Text(parameter, "ucd"))), ("unit", Text(parameter, "unit")),
                    ("param_use", Lower((string?)parameter.Attribute("use"))), ("datatype", Lower(Text(parameter, "dataType"))));
        }
    }

    void Table(string id, string schema, string index, XElement table)
    {
        Add("rr.res_table", id, ("schema_index", schema), ("table_index", index), ("table_name", Lower(Text(table, "name"))), ("table_description", Text(table, "description")),
            ("table_type", Lower((string?)table.Attribute("type"))), ("table_utype", Lower(Text(table, "utype"))), ("nrows", Text(table, "nrows")));
        foreach (var column in table.Elements("column"))
            Add("rr.table_column", id, ("table_index", index), ("name", Lower(Text(column, "name"))), ("ucd", Lower(Text(column, "ucd"))), ("unit", Text(column, "unit")), ("utype", Lower(Text(column, "utype"))),
                ("std", (string?)column.Attribute("std")), ("datatype", Lower(Text(column, "dataType"))), ("type_system", Lower((string?)column.Element("dataType")?.Attribute(Xsi + "type"))),
                ("flag", Lower(string.Join('#', column.Elements("flag").Select(f => f.Value)))), ("column_description", Text(column, "description")));
    }

    // A few of the many paths of RegTAP 1.2, appendix A.
    void Details(string id, XElement resource, XElement? coverage)
    {
        foreach (var path in (string[])["/facility", "/instrument", "/full", "/managedAuthority", "/managingOrg", "/capability/maxRecords", "/capability/verbosity", "/capability/complianceLevel",
            "/capability/maxSR", "/capability/dataModel/@ivo-id", "/capability/language/name", "/capability/language/version/@ivo-id", "/capability/outputFormat/@ivo-id", "/capability/uploadMethod/@ivo-id"])
        {
            var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            IEnumerable<XElement> at = [resource];
            foreach (var step in steps.Where(s => s[0] != '@')) at = at.Elements(step);
            foreach (var element in at)
                if ((steps[^1][0] == '@' ? (string?)element.Attribute(steps[^1][1..]) : element.Value) is { } value) Add("rr.res_detail", id, ("detail_xpath", path), ("detail_value", value));
        }
        if (coverage?.Element("footprint") is { } footprint) Add("rr.res_detail", id, ("detail_xpath", "/coverage/footprint"), ("detail_value", footprint.Value));
    }

    void Add(string table, string ivoid, params (string Column, string? Value)[] cells)
    {
        if (!_tables.TryGetValue(table, out var rows)) _tables.Add(table, rows = []);
        rows.Add(cells.Prepend(("ivoid", ivoid)).ToDictionary(c => c.Item1, c => string.IsNullOrEmpty(c.Item2) ? null : c.Item2));
    }

    static IEnumerable<XElement> Several(XElement? parent, string name) => parent?.Elements(name) ?? [];

    static string? Text(XElement? parent, string name) => parent?.Element(name)?.Value.Trim();

    static string Joined(XElement? parent, string name) => string.Join('#', Several(parent, name).Select(e => e.Value)).ToLowerInvariant();

    static string? Lower(string? text) => text?.ToLowerInvariant();
}
