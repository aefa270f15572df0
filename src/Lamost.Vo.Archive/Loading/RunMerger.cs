namespace Lamost.Vo.Archive.Loading;

/// <summary>All rows of a <see cref="RunFile"/> in order, from all its runs at once. Not safe for several threads.</summary>
sealed class RunMerger
{
    readonly PriorityQueue<RunReader, long> _heads;

    /// <summary>Opens the runs.</summary>
    /// <param name="file">The runs, all of them written.</param>
    /// <exception cref="Errors.VoException">The temporary file cannot be read.</exception>
    public RunMerger(RunFile file)
    {
        _heads = new(file.Runs.Count);
        foreach (var run in file.Runs)
        {
            var reader = new RunReader(file, run);
            if (reader.Read()) _heads.Enqueue(reader, reader.Key);
        }
    }

    /// <summary>Rows given so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Gives the next rows.</summary>
    /// <param name="buffer">Memory for their tuples, replaced where one row needs more.</param>
    /// <returns>How much of it is filled; 0 at the end.</returns>
    /// <exception cref="Errors.VoException">The temporary file cannot be read.</exception>
    public int Next(ref byte[] buffer)
    {
        var filled = 0;
        while (_heads.TryPeek(out var reader, out _))
        {
            var tuple = reader.Tuple;
            if (filled + tuple.Length > buffer.Length)
            {
                if (filled > 0) return filled;
                buffer = new byte[tuple.Length];
            }
            tuple.CopyTo(buffer.AsSpan(filled));
            filled += tuple.Length;
            Rows++;
            if (reader.Read()) _heads.DequeueEnqueue(reader, reader.Key);
            else _heads.Dequeue();
        }
        return filled;
    }
}
