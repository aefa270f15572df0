using System.IO.Pipelines;
using System.Text;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Soda;

/// <summary>What the jobs of <c>/soda/async</c> do.</summary>
public sealed class SodaJobWork(SodaCutter cutter, ServiceLimits limits) : IJobWork
{
    /// <summary>The name of the service.</summary>
    public const string Name = "soda";

    /// <summary>The path of its jobs.</summary>
    public const string Path = "/soda/async";

    /// <inheritdoc/>
    public string Service => Name;

    /// <inheritdoc/>
    public async Task<bool> CheckAsync(Job job, CancellationToken cancel)
    {
        await cutter.FindAsync(SodaRequest.From(DaliParameters.Of(job.Parameters), limits), cancel).ConfigureAwait(false);
        return false;
    }

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(Job job, string directory, JobProgress progress, CancellationToken cancel)
    {
        var request = SodaRequest.From(DaliParameters.Of(job.Parameters), limits);
        var entries = await cutter.FindAsync(request, cancel).ConfigureAwait(false);
        var path = System.IO.Path.Combine(directory, $"result.{request.Format.Extension}");
        var (type, count) = (request.Format.MediaType, 1L);
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: false))
        {
            if (entries.Count > 1)
            {
                var output = PipeWriter.Create(file, new StreamPipeWriterOptions(leaveOpen: true));
                count = await cutter.CutAsync(request, entries, output, done => progress.Report(done, file.Length), cancel).ConfigureAwait(false);
                await output.CompleteAsync().ConfigureAwait(false);
            }
            else if (await cutter.CutAsync(request, entries[0], cancel).ConfigureAwait(false) is { } bytes) await file.WriteAsync(bytes, cancel).ConfigureAwait(false);
            else count = 0;
            // A job has a result; that there is nothing is one too.
            if (count == 0)
            {
                type = "text/plain";
                await file.WriteAsync(Encoding.ASCII.GetBytes($"No pixel of {(entries.Count == 1 ? entries[0].Key : "these spectra")} is in BAND.\n"), cancel).ConfigureAwait(false);
            }
        }
        progress.Report(count, new FileInfo(path).Length);
        return await ResultFile.SealAsync(new WrittenTable(path, type, new FileInfo(path).Length, count, false)).ConfigureAwait(false);
    }
}
