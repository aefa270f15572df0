namespace Lamost.Vo.Archive.Uploads;

/// <summary>The limits of uploaded tables, announced in the capabilities and on the page of limits.</summary>
public sealed record UploadLimits
{
    /// <summary>Bytes of a request with tables, and of each table that is fetched; compressed tables count unpacked too.</summary>
    public int Bytes { get; init; } = 256 << 20;

    /// <summary>Rows of one table.</summary>
    public int Rows { get; init; } = 2_000_000;

    /// <summary>Columns of one table.</summary>
    public int Columns { get; init; } = 500;

    /// <summary>Ranges of cells that the coverage maps of one table have together, neighbours joined.</summary>
    public int MapRanges { get; init; } = 2_000_000;

    /// <summary>Bytes of a coverage map as text or JSON, and of every other cell of a table.</summary>
    public int MapTextBytes { get; init; } = 16 << 20;

    /// <summary>Tables of one query.</summary>
    public int Tables { get; init; } = 16;

    /// <summary>Queries whose tables are fetched and loaded at the same time; further ones wait.</summary>
    public int Concurrent { get; init; } = 4;

    /// <summary>How long the fetching of one table may take, in seconds.</summary>
    public int FetchSeconds { get; init; } = 60;

    /// <summary>Redirects that are followed when a table is fetched.</summary>
    public int FetchRedirects { get; init; } = 5;

    /// <summary>Addresses that tables may be fetched from although they are private, as networks in CIDR notation: none, unless an operator says so.</summary>
    public IReadOnlyList<System.Net.IPNetwork> PrivateNetworks { get; init; } = [];
}
