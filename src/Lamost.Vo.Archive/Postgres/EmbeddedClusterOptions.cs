namespace Lamost.Vo.Archive.Postgres;

/// <summary>How the embedded PostgreSQL is run.</summary>
public sealed record EmbeddedClusterOptions
{
    /// <summary>The service's data directory; made when it is missing. The cluster lives in <c>postgres</c> below it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Most connections at once.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>The memory to size the server for, in bytes; null for what the machine or the container has.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>False gives up safety against power failure for speed; for tests.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>The user to run the server as when the service runs as root; null for <c>postgres</c>, else <c>nobody</c>. A cluster that exists stays with its owner.</summary>
    public string? RunAs { get; init; }

    /// <summary>How long a stop waits for a fast shutdown (SIGINT) before it asks for an immediate one (SIGQUIT), in seconds.</summary>
    public double FastStopTimeoutSeconds { get; init; } = 30;

    /// <summary>How long a stop waits for an immediate shutdown (SIGQUIT) before it kills the server, in seconds.</summary>
    public double ImmediateStopTimeoutSeconds { get; init; } = 10;

    /// <summary>The shortest pause before a server that died is started again, in seconds; it doubles with each further death.</summary>
    public double RestartBackoffSeconds { get; init; } = 0.2;

    /// <summary>The longest pause between restarts, in seconds.</summary>
    public double RestartBackoffLimitSeconds { get; init; } = 15;
}
