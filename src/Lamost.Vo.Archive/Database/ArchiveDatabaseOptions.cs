using Lamost.Vo.Archive.Settings;

namespace Lamost.Vo.Archive.Database;

/// <summary>How a database is used.</summary>
public sealed record ArchiveDatabaseOptions
{
    /// <summary>The environment variable that holds the reader's password where an administrator made the role.</summary>
    public const string ReaderPasswordVariable = "LAMOST_VO_READER_PASSWORD";

    /// <summary>The reader's password; null for that of the environment or, where there is none, one that the service makes up and keeps in schema <c>vo</c>.</summary>
    public string? ReaderPassword { get; init; } = Environment.GetEnvironmentVariable(ReaderPasswordVariable);

    /// <summary>
    /// How long one statement of a reader may run unless the caller sets otherwise, in seconds; the sending of its rows counts.
    /// This decides; <see cref="Jobs.JobLimits.MaxSeconds"/> announces it.
    /// </summary>
    public int StatementTimeoutSeconds { get; init; } = new Jobs.JobLimits().MaxSeconds;

    /// <summary>Disk space for sorts and hashes of one reader, in megabytes. Needs a superuser to be set, and else is left to the database.</summary>
    public int TempFileLimitMegabytes { get; init; } = 20_000;

    /// <summary>The setting of a reader's session that has <see cref="Authority"/>.</summary>
    internal const string AuthoritySetting = "lamost_vo.authority";

    /// <summary>The setting of a reader's session that has <see cref="ServiceUrl"/>.</summary>
    internal const string UrlSetting = "lamost_vo.url";

    /// <summary>The IVOA authority that identifiers of spectra begin with, as views give them.</summary>
    public string Authority { get; init; } = InstallationSettings.PlaceholderAuthority;

    /// <summary>The address of the service that addresses of spectra begin with, as views give them, without a trailing slash; null where no service runs.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>Most connections of the reader at once.</summary>
    public int ReaderPoolSize { get; init; } = 40;
}
