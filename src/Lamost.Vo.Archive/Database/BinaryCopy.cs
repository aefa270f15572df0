namespace Lamost.Vo.Archive.Database;

/// <summary>What stands around the tuples of PostgreSQL's binary COPY (PostgreSQL documentation, COPY, "Binary Format").</summary>
static class BinaryCopy
{
    /// <summary>What every copy begins with: "PGCOPY\n\377\r\n\0", flags, no extension.</summary>
    public static ReadOnlyMemory<byte> Header { get; } = (byte[])[.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>The count of fields that ends a copy.</summary>
    public static ReadOnlyMemory<byte> Trailer { get; } = (byte[])[0xFF, 0xFF];
}
