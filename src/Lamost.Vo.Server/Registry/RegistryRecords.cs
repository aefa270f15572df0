using System.Globalization;
using System.Xml;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Registry;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Vosi;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Server.Registry;

/// <summary>
/// Writes all records of the registry: the registry itself, its authority, the publisher, the service as a whole, each release, and each table with a cone search
/// (docs/dev/registry.md tells why these). The same facts give the same text, letter by letter.
/// </summary>
/// <param name="published">What is published.</param>
/// <param name="settings">Who publishes it.</param>
/// <param name="root">The address of the service, without a trailing slash.</param>
/// <param name="limits">The limits to announce.</param>
/// <param name="coverage">Where the tables are on the sky; a table without a position is missing.</param>
sealed class RegistryRecords(PublishedCatalog published, InstallationSettings settings, string root, ServiceLimits limits, IReadOnlyDictionary<CatalogTable, Moc> coverage)
{
    const string Simulated = "Simulated data: invented numbers with realistic distributions, not observations.";
    const string SimulatedZh = "模拟数据：具有真实分布的虚构数值，并非观测结果。";
    const string NotSetUp = "This installation has not been set up: nobody has chosen its authority. Do not harvest it.";
    const string NotSetUpZh = "本安装尚未设置，其标识机构未经选定，请勿采集。";

    readonly ServiceCapabilities _capabilities = new(published, root, limits);

    string Authority => $"ivo://{settings.Authority}";

    /// <summary>The identifier of the registry.</summary>
    public static string RegistryId(InstallationSettings settings) => $"ivo://{settings.Authority}/registry";

    string TapId => Authority + "/tap";

    /// <summary>All records.</summary>
    public IReadOnlyList<RegistryRecord> All()
    {
        var records = new List<RegistryRecord> { Registry(), AuthorityRecord(), Service() };
        if (settings.RegistersPublisher) records.Add(Publisher());
        foreach (var schema in published.Catalog.Schemas.Where(IsRelease))
        {
            records.Add(Release(schema));
            records.AddRange(schema.Tables.Where(t => published.Tables[t].ConeSearch is not null).Select(t => Table(schema, t)));
        }
        return records;
    }

    // Views and TAP_SCHEMA are the service's own, and have no version of a survey.
    bool IsRelease(CatalogSchema schema) => schema.Tables.Any(t => !t.IsView) && !schema.Name.Equals("tap_schema", StringComparison.OrdinalIgnoreCase);

    RegistryRecord Registry()
    {
        var name = settings.Publisher.Name;
        var description = new BilingualText($"The registry of the Virtual Observatory in which {name.English} publishes its records.", $"{name.Chinese ?? name.English}发布其资源记录的虚拟天文台注册服务。");
        return Record(new Resource("vg:Registry", RegistryId(settings), With(settings.Title, "Registry of", "注册服务："),
            settings.IsSetUp ? description : Joined(new BilingualText(NotSetUp, NotSetUpZh), description), root + "/")
        {
            ShortName = settings.ShortName + " Reg",
            Dates = Dates(("Created", settings.Created)),
            Subjects = ["astronomy-databases"],
            ContentTypes = ["Registry"],
        }, xml =>
        {
            foreach (var capability in _capabilities.Registry) capability.Write(xml);
            xml.Element("full", "false");
            xml.Element("managedAuthority", settings.Authority);
        });
    }

    RegistryRecord AuthorityRecord() => Record(new Resource("vg:Authority", Authority, new BilingualText($"Authority {settings.Authority}", $"标识机构 {settings.Authority}"),
        new BilingualText($"The part of the identifiers of the Virtual Observatory in which {settings.Publisher.Name.English} names its resources.",
            $"{settings.Publisher.Name.Chinese ?? settings.Publisher.Name.English}命名其资源所用的虚拟天文台标识域。"), Homepage)
    {
        Dates = Dates(("Created", settings.Created)),
        Subjects = ["astronomy-databases"],
        ContentTypes = ["Other"],
    }, xml =>
    {
        xml.WriteStartElement("managingOrg");
        xml.WriteAttributeString("ivo-id", settings.PublisherId);
        xml.WriteString(settings.Publisher.Name.English);
        xml.WriteEndElement();
    });

    RegistryRecord Publisher() => Record(new Resource("vr:Organisation", settings.PublisherId, settings.Publisher.Name,
        new BilingualText($"{settings.Publisher.Name.English} publishes {settings.Title.English}.", $"{settings.Publisher.Name.Chinese ?? settings.Publisher.Name.English}发布{settings.Title.Chinese ?? settings.Title.English}。"), Homepage)
    {
        Creators = settings.Publisher.Logo is null ? [] : [new CreatorSettings(settings.Publisher.Name.English)],
        Logo = settings.Publisher.Logo,
        Subjects = ["astronomy-databases"],
        ContentTypes = ["Organisation"],
    }, xml =>
    {
        foreach (var facility in Facilities(published.Feeds)) xml.Element("facility", facility);
    });

    RegistryRecord Service()
    {
        var (releases, feeds) = (published.Catalog.Schemas.Where(IsRelease).ToList(), published.Feeds);
        var views = published.Catalog.Tables.Where(t => t.IsView).ToList();
        var sky = SkyOf(CoverageStore.TablesOf(published, null));
        return Record(new Resource("vs:CatalogService", TapId, settings.Title,
            Marked(Joined(settings.Description, new BilingualText("All tables and spectra can be queried here together.", "所有星表和光谱均可在此统一查询。")), published.Catalog.Tables), ReferenceUrl)
        {
            ShortName = settings.ShortName + " TAP",
            Dois = settings.Dois,
            Creators = settings.Creators,
            Dates = Dates(("Created", settings.Created)),
            Subjects = settings.Subjects,
            Source = settings.Citation,
            ContentTypes = ["Archive", "Survey", "Catalog"],
            Relations = [.. releases.Select(r => ("IsServiceFor", ReleaseTitle(r).English, ReleaseId(r.Name)))],
        }, xml => ServiceContent(xml, _capabilities.All, feeds, new SkyCoverage(sky, feeds, sky is null ? null : root + "/coverage"), views));
    }

    RegistryRecord Release(CatalogSchema schema)
    {
        var facts = published.Releases[schema.Name];
        var own = settings.Releases.GetValueOrDefault(schema.Name);
        var feeds = FeedsOf(schema);
        var sky = SkyOf(CoverageStore.TablesOf(published, schema.Name));
        return Record(new Resource("vs:CatalogService", ReleaseId(schema.Name), ReleaseTitle(schema),
            Marked(new BilingualText(schema.Description ?? settings.Description.English, facts.DescriptionZh), schema.Tables), own?.ReferenceUrl?.AbsoluteUri ?? ReferenceUrl)
        {
            ShortName = ReleaseShortName(schema.Name),
            Dois = own?.Dois ?? [],
            Creators = settings.Creators,
            Dates = [.. Dates(("Created", own?.Published)), .. Loaded(schema.Tables)],
            Version = facts.Version,
            Subjects = settings.Subjects,
            Source = settings.Citation ?? feeds.Select(f => f.Definition.Reference).FirstOrDefault(r => r is not null),
            ContentTypes = ["Survey", "Catalog"],
            Relations = [("IsServedBy", settings.Title.English, TapId)],
        }, xml => ServiceContent(xml, _capabilities.OfRelease(schema.Name), feeds,
            new SkyCoverage(sky, feeds, sky is null ? null : $"{root}/coverage/{schema.Name}"), schema.Tables));
    }

    RegistryRecord Table(CatalogSchema schema, CatalogTable table)
    {
        var facts = published.Tables[table];
        var own = settings.Releases.GetValueOrDefault(schema.Name);
        var feeds = FeedsOf(schema);
        if (feeds.Where(f => f.Table == table.Name).ToList() is { Count: > 0 } itself) feeds = itself;
        var description = new BilingualText(table.Description ?? "", facts.DescriptionZh);
        return Record(new Resource("vs:CatalogService", $"{ReleaseId(schema.Name)}/{table.Name}",
            new BilingualText($"{ReleaseShortName(schema.Name)} {table.Name}: {Heading(description.English)}{(table.Simulated ? " (simulated)" : "")}", facts.DescriptionZh is { } zh ? $"{ReleaseShortName(schema.Name)} {table.Name}：{Heading(zh)}" : null),
            Marked(Joined(description, new BilingualText(schema.Description ?? "", published.Releases[schema.Name].DescriptionZh)), [table]), own?.ReferenceUrl?.AbsoluteUri ?? ReferenceUrl)
        {
            ShortName = ReleaseShortName(schema.Name),
            Creators = settings.Creators,
            Dates = [.. Dates(("Created", own?.Published)), .. Loaded([table])],
            Version = published.Releases[schema.Name].Version,
            Subjects = settings.Subjects,
            Source = settings.Citation ?? feeds.Select(f => f.Definition.Reference).FirstOrDefault(r => r is not null),
            ContentTypes = ["Catalog"],
            Relations = [("IsPartOf", ReleaseTitle(schema).English, ReleaseId(schema.Name)), ("IsServedBy", settings.Title.English, TapId)],
        }, xml => ServiceContent(xml, _capabilities.OfTable(table), feeds,
            new SkyCoverage(Map(table), feeds, Map(table) is null ? null : $"{root}/coverage/{schema.Name}/{table.Name}"), [table]));
    }

    // The order of elements is that of vr:Service, vs:DataResource and vs:CatalogService.
    void ServiceContent(XmlWriter xml, IReadOnlyList<Capability> capabilities, IReadOnlyList<SpectrumFeed> feeds, SkyCoverage where, IReadOnlyCollection<CatalogTable> tables)
    {
        ResourceWriter.Rights(xml, settings);
        foreach (var capability in capabilities) capability.Write(xml);
        foreach (var facility in Facilities(feeds)) xml.Element("facility", facility);
        foreach (var instrument in feeds.Select(f => f.Definition.Instrument).Distinct()) xml.Element("instrument", instrument);
        where.Write(xml);
        if (tables.Count > 0) TableSetDocument.WriteElement(xml, published, tables);
    }

    RegistryRecord Record(Resource resource, Action<XmlWriter> content) => new(resource.Identifier, ResourceWriter.Write(resource, settings, content), DublinCore.Write(resource, settings));

    string ReleaseId(string release) => $"{Authority}/{release}";

    string ReleaseShortName(string release) => $"{settings.ShortName} {release.ToUpperInvariant()}";

    BilingualText ReleaseTitle(CatalogSchema schema)
    {
        var version = published.Releases[schema.Name].Version is { } v ? " " + v : "";
        var mark = schema.Tables.Any(t => t.Simulated) ? " (simulated)" : "";
        var name = schema.Name.ToUpperInvariant();
        return new BilingualText($"{settings.Title.English}, {name}{version}{mark}", settings.Title.Chinese is { } zh ? $"{zh} {name}{version}" : null);
    }

    Moc? SkyOf(IEnumerable<CatalogTable> tables)
    {
        var maps = tables.Select(Map).OfType<Moc>().ToList();
        return maps.Count > 0 ? maps.Aggregate((a, b) => a.Union(b)) : null;
    }

    // A table without rows is nowhere.
    Moc? Map(CatalogTable table) => coverage.GetValueOrDefault(table) is { Ranges.Length: > 0 } map ? map : null;

    List<SpectrumFeed> FeedsOf(CatalogSchema schema) => [.. published.Feeds.Where(f => f.Release.Equals(schema.Name, StringComparison.OrdinalIgnoreCase))];

    string Homepage => settings.Publisher.Homepage?.AbsoluteUri ?? root + "/";

    string ReferenceUrl => settings.ReferenceUrl?.AbsoluteUri ?? root + "/";

    static IEnumerable<string> Facilities(IEnumerable<SpectrumFeed> feeds) => feeds.Select(f => f.Definition.Facility).Distinct();

    // "Low-resolution general catalog: one row for each spectrum." has what a title needs before its colon.
    static string Heading(string description) => description.Split([':', '.', '：', '。'], 2)[0].Trim();

    static BilingualText With(BilingualText text, string before, string beforeZh) => new($"{before} {text.English}", text.Chinese is null ? null : beforeZh + text.Chinese);

    static BilingualText Joined(BilingualText first, BilingualText second) =>
        new($"{first.English} {second.English}".Trim(), first.Chinese is null && second.Chinese is null ? null : first.Chinese + second.Chinese);

    static BilingualText Marked(BilingualText text, IEnumerable<CatalogTable> tables) =>
        tables.Any(t => t.Simulated) ? Joined(new BilingualText(Simulated, SimulatedZh), text) : text;

    static List<(string, string)> Dates(params IEnumerable<(string Role, DateOnly? Day)> days) =>
        [.. days.Where(d => d.Day is not null).Select(d => (d.Role, d.Day!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))];

    List<(string, string)> Loaded(IEnumerable<CatalogTable> tables) =>
        tables.Max(t => published.Tables[t].LoadedAt) is { } at ? [("Updated", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))] : [];
}
