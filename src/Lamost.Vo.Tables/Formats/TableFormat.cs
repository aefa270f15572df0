namespace Lamost.Vo.Tables.Formats;

/// <summary>A format that a table can be asked for in, as a TAP service announces it (TAPRegExt 1.0, 2.3).</summary>
/// <param name="Name">The short name that means just this format, e.g. <c>votable/td</c>.</param>
/// <param name="MediaType">The media type, with the parameters that tell it from others.</param>
/// <param name="Aliases">The other names it may be asked for by, short names and media types, as the capabilities list them.</param>
/// <param name="IvoId">The standard identifier of the format; null where there is none.</param>
public sealed record TableFormat(string Name, string MediaType, IReadOnlyList<string> Aliases, string? IvoId)
{
    /// <summary>The extension of file names, without a dot.</summary>
    public required string Extension { get; init; }

    /// <summary>True when the format has to be written into a file before it can be sent: its writers are <see cref="ISpooledWriter"/>s.</summary>
    public bool Spooled { get; init; }

    /// <summary>Makes a writer of one table that gives its answer under the media type it is handed.</summary>
    public required Func<string, ITableWriter> Writer { get; init; }

    /// <summary>Makes a writer of one table that gives its answer under <see cref="MediaType"/>.</summary>
    public ITableWriter CreateWriter() => Writer(MediaType);
}
