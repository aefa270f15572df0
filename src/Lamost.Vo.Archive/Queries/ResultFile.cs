using System.IO.Pipelines;
using System.Security.Cryptography;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Queries;

/// <summary>Writes a running query into a file: the same last steps as a response's, with a file in its place.</summary>
public static class ResultFile
{
    /// <summary>Writes the whole table; the file is there in full or the call has thrown.</summary>
    /// <param name="run">The query; not disposed here.</param>
    /// <param name="header">What comes before the rows.</param>
    /// <param name="writer">The format.</param>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="overflowHint">What to say when the limit of rows cuts the table.</param>
    /// <param name="progress">Told of rows and bytes as they are written.</param>
    /// <returns>What is in the file; <see cref="SealAsync"/> makes a job's result of it.</returns>
    /// <exception cref="VoException">The query failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="IOException">The file cannot be written; <see cref="JobFiles.IsDiskFull"/> tells why.</exception>
    public static async Task<WrittenTable> WriteAsync(QueryRun run, TableHeader header, ITableWriter writer, string path, string overflowHint, JobProgress progress)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(progress);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, useAsync: false);
        TableStatus status;
        try
        {
            status = await WriteAsync(run, header, writer, file, overflowHint, progress).ConfigureAwait(false);
        }
        catch
        {
            // A part of a table is nobody's, and takes the room that others need.
            File.Delete(path);
            throw;
        }
        progress.Report(run.RowsWritten, file.Length);
        return new WrittenTable(path, writer.ContentType, file.Length, run.RowsWritten, status == TableStatus.Overflow);
    }

    /// <summary>
    /// Makes a job's result of a file that stays as it is: with its digest, for which it is read once more. A file that is sent once and removed does without: the
    /// client would wait for it.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<JobResult> SealAsync(WrittenTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        await using var file = new FileStream(table.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: false);
        var digest = await SHA256.HashDataAsync(file).ConfigureAwait(false);
        return new JobResult(Path.GetFileName(table.Path), table.MediaType, table.Bytes, table.Rows, Convert.ToHexStringLower(digest), table.Overflow);
    }

    static async Task<TableStatus> WriteAsync(QueryRun run, TableHeader header, ITableWriter writer, FileStream file, string overflowHint, JobProgress progress)
    {
        var output = PipeWriter.Create(file, new StreamPipeWriterOptions(minimumBufferSize: 128 << 10, leaveOpen: true));
        try
        {
            await run.FirstRowAsync().ConfigureAwait(false);
            writer.Begin(output, header);
            var status = await run.WriteRowsAsync(writer, output, () => progress.Report(run.RowsWritten, file.Position)).ConfigureAwait(false);
            writer.End(output, new TableEnding(status, status == TableStatus.Overflow ? overflowHint : null));
            await output.FlushAsync().ConfigureAwait(false);
            await output.CompleteAsync().ConfigureAwait(false);
            (writer as ISpooledWriter)?.Finish(file);
            return status;
        }
        finally
        {
            (writer as IDisposable)?.Dispose();
        }
    }
}

/// <summary>A whole table in a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="MediaType">What it holds.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Overflow">Whether a limit of rows cut the table.</param>
public sealed record WrittenTable(string Path, string MediaType, long Bytes, long Rows, bool Overflow);
