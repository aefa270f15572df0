namespace Lamost.Vo.Archive.Postgres;

/// <summary>Takes the server's log lines: into a file, and the last of them into memory for a message. Safe for several threads.</summary>
sealed class ServerLog : IDisposable
{
    const long LargestBytes = 16 << 20;
    const int Kept = 12;
    readonly Queue<string> _last = new();
    readonly Lock _gate = new();
    readonly StreamWriter _file;
    readonly List<Task> _readers = [];

    /// <summary>Appends to a file; one that has grown large is first put aside under <c>.old</c>.</summary>
    public ServerLog(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > LargestBytes) File.Move(path, path + ".old", overwrite: true);
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    /// <summary>Takes all lines of an output until it ends.</summary>
    public void Follow(TextReader output) => _readers.Add(Task.Run(() => FollowAsync(output)));

    /// <summary>The latest lines; waits a moment for those on their way from a server that has just ended.</summary>
    public IReadOnlyList<string> LastLines()
    {
        Task.WaitAll([.. _readers], TimeSpan.FromSeconds(1));
        lock (_gate) return [.. _last];
    }

    public void Dispose()
    {
        lock (_gate) _file.Dispose();
    }

    async Task FollowAsync(TextReader output)
    {
        try
        {
            while (await output.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                lock (_gate)
                {
                    if (_last.Count == Kept) _last.Dequeue();
                    _last.Enqueue(line);
                    if (_file.BaseStream is { CanWrite: true }) _file.WriteLine(line);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe went with its process, or the disk is full: the log is not worth more.
        }
    }
}
