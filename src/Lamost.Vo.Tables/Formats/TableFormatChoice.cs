namespace Lamost.Vo.Tables.Formats;

/// <summary>What a request for a format comes to.</summary>
/// <param name="Format">The format.</param>
/// <param name="ContentType">The media type to answer under: the one that was asked for, in its usual spelling.</param>
public sealed record TableFormatChoice(TableFormat Format, string ContentType)
{
    /// <summary>Makes a writer of one table, whose <see cref="ITableWriter.ContentType"/> is <see cref="ContentType"/>.</summary>
    public ITableWriter CreateWriter() => Format.Writer(ContentType);
}
