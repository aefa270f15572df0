using Lamost.Vo.Archive.Registry;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Registry;

/// <summary>A form in which records come.</summary>
/// <param name="Prefix">The value of <c>metadataPrefix</c>.</param>
/// <param name="Schema">The address of its schema.</param>
/// <param name="Namespace">Its namespace.</param>
sealed record OaiFormat(string Prefix, string Schema, string Namespace)
{
    /// <summary>VOResource (RegistryInterface 1.1, 2.2).</summary>
    public static OaiFormat VoResource { get; } = new("ivo_vor", Namespaces.RegistryInterface, Namespaces.RegistryInterface);

    /// <summary>Dublin Core, which OAI-PMH demands of all.</summary>
    public static OaiFormat DublinCore { get; } = new("oai_dc", Registry.DublinCore.Schema, Registry.DublinCore.Namespace);

    /// <summary>Both.</summary>
    public static IReadOnlyList<OaiFormat> All { get; } = [VoResource, DublinCore];

    /// <summary>The format of a prefix; null for none.</summary>
    public static OaiFormat? Find(string prefix) => All.FirstOrDefault(f => f.Prefix == prefix);

    /// <summary>The record in it; null for one that was taken away.</summary>
    public string? Of(PublishedRecord record) => this == VoResource ? record.Content : record.DublinCore;
}
