namespace Lamost.Vo.Archive.Registry;

/// <summary>A record of the registry as it is to be published now.</summary>
/// <param name="Identifier"><c>ivo://authority/key</c>.</param>
/// <param name="Content">The element <c>ri:Resource</c> without its attributes <c>created</c>, <c>updated</c> and <c>status</c>.</param>
/// <param name="DublinCore">The element <c>oai_dc:dc</c>.</param>
public sealed record RegistryRecord(string Identifier, string Content, string DublinCore);

/// <summary>A record as it is published, or was.</summary>
/// <param name="Identifier"><c>ivo://authority/key</c>.</param>
/// <param name="Content">As <see cref="RegistryRecord.Content"/>; null for one that was taken away.</param>
/// <param name="DublinCore">As <see cref="RegistryRecord.DublinCore"/>; null for one that was taken away.</param>
/// <param name="Created">When it was first published, UTC.</param>
/// <param name="Updated">When it last changed, came back or was taken away, UTC, whole seconds: the datestamp of OAI-PMH.</param>
public sealed record PublishedRecord(string Identifier, string? Content, string? DublinCore, DateTime Created, DateTime Updated);

/// <summary>Which records are asked for; bounds are inclusive, null for none.</summary>
/// <param name="From">The earliest datestamp, UTC.</param>
/// <param name="Until">The latest datestamp, UTC.</param>
public readonly record struct RecordRange(DateTime? From, DateTime? Until);

/// <summary>The record after which a part of a list begins.</summary>
/// <param name="Updated">Its datestamp, UTC.</param>
/// <param name="Identifier">Its identifier, as it is written.</param>
public readonly record struct RecordPlace(DateTime Updated, string Identifier);

/// <summary>A part of a list of records.</summary>
/// <param name="Records">In the order of datestamps, then of identifiers.</param>
/// <param name="HasMore">Whether others follow.</param>
/// <param name="Total">Records of the whole list, as of now.</param>
/// <param name="At">The time of the answer, UTC, whole seconds: every change that it does not show has this datestamp or a later one.</param>
public sealed record RecordPage(IReadOnlyList<PublishedRecord> Records, bool HasMore, long Total, DateTime At);
