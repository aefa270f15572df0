using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Http;

/// <summary>Where an answer comes from, in the words of the IVOA note "Data Origin in the VO" 1.1, 3: whoever keeps the answer can still tell whom to ask and what to cite.</summary>
public static class DataOrigin
{
    /// <summary>The facts of an answer.</summary>
    /// <param name="settings">Who publishes.</param>
    /// <param name="tables">The tables whose rows it has; their releases are named where it is one.</param>
    public static IReadOnlyList<TableInfo> Of(InstallationSettings settings, IEnumerable<CatalogTable> tables)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var infos = new List<TableInfo> { new("publisher", settings.Publisher.Name.English) };
        if (tables.Where(t => !t.IsView).Select(t => t.Schema).Distinct().ToList() is [var release] && !release.Equals("tap_schema", StringComparison.OrdinalIgnoreCase))
        {
            infos.Add(new("ivoid", $"ivo://{settings.Authority}/{release}"));
            if (settings.Releases.GetValueOrDefault(release) is { } own)
            {
                if (own.Published is { } day) infos.Add(new("publication_date", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
                infos.AddRange(own.Dois.Select(d => new TableInfo("citation", "doi:" + d)));
            }
        }
        if (settings.Contact.Email is { } email) infos.Add(new("contact", email));
        if (settings.ReferenceUrl is { } page) infos.Add(new("reference_url", page.AbsoluteUri));
        if (settings.Citation is { } article) infos.Add(new("article", "bibcode:" + article));
        if (settings.Rights is { } rights)
        {
            infos.Add(new("rights", rights.Text.English));
            if (rights.Uri is { } licence) infos.Add(new("rights_uri", licence.AbsoluteUri));
        }
        return infos;
    }
}
