using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>What the jobs of a service do. Implementations are safe for any number of jobs at once.</summary>
public interface IJobWork
{
    /// <summary>The name under which jobs of this work are stored, e.g. <c>tap</c>.</summary>
    string Service { get; }

    /// <summary>
    /// Finds what is wrong with a job before it is queued: the author of a wrong query need not wait for a turn to read so.
    /// </summary>
    /// <returns>Whether it is expected to take long.</returns>
    /// <exception cref="VoException">The job is refused.</exception>
    /// <exception cref="Adql.Diagnostics.AdqlException">Its query is refused.</exception>
    Task<bool> CheckAsync(Job job, CancellationToken cancel);

    /// <summary>Runs a job to its end.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="directory">Where its files are and its result goes.</param>
    /// <param name="progress">To be told of rows and bytes.</param>
    /// <param name="cancel">Stops it, in the database too.</param>
    /// <exception cref="VoException">It failed.</exception>
    /// <exception cref="Adql.Diagnostics.AdqlException">Its query is refused.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    Task<JobResult> RunAsync(Job job, string directory, JobProgress progress, CancellationToken cancel);
}

/// <summary>What a running job has written; one thread writes, any reads.</summary>
public sealed class JobProgress
{
    long _rows, _bytes;

    /// <summary>Rows written so far.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Bytes written so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Sets both.</summary>
    public void Report(long rows, long bytes)
    {
        Interlocked.Exchange(ref _rows, rows);
        Interlocked.Exchange(ref _bytes, bytes);
    }
}
