using System.Diagnostics;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Http;

/// <summary>Sends a running query as a table: the last steps of the way of a query, the same for every protocol.</summary>
public static class TableResponse
{
    /// <summary>
    /// The header that tells how a table ended, OK or OVERFLOW, for the formats that cannot. A table of more than some 64 KiB that is sent as it comes has begun before
    /// that is known, and HTTP/1.1 here knows no trailers.
    /// </summary>
    public const string StatusField = "Query-Status";

    /// <summary>Its value.</summary>
    public static string Status(TableStatus status) => status switch { TableStatus.Complete => "OK", TableStatus.Overflow => "OVERFLOW", _ => "ERROR" };

    /// <summary>
    /// Sends the answer to MAXREC=0: the columns, no row, and the sign of overflow (DALI 1.1, 3.4.4). The query has been checked and need not run.
    /// </summary>
    /// <param name="http">The request; nothing of its response has been sent.</param>
    /// <param name="header">What comes before the rows.</param>
    /// <param name="writer">The format.</param>
    /// <param name="contentType">The media type to answer with.</param>
    /// <param name="overflowHint">How to get rows.</param>
    public static async Task SendMetadataAsync(HttpContext http, TableHeader header, ITableWriter writer, string contentType, string overflowHint)
    {
        http.Response.ContentType = contentType;
        http.Response.Headers[StatusField] = Status(TableStatus.Overflow);
        if (HttpMethods.IsHead(http.Request.Method)) return;
        writer.Begin(http.Response.BodyWriter, header);
        writer.End(http.Response.BodyWriter, new TableEnding(TableStatus.Overflow, overflowHint));
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for the first row, or the end. What fails until then can be answered as an error with its status, and what takes longer than the client
    /// should be kept waiting can be answered otherwise.
    /// </summary>
    /// <param name="firstRow">What <see cref="QueryRun.FirstRowAsync"/> gave.</param>
    /// <param name="seconds">How long to wait.</param>
    /// <param name="cancel">The client left.</param>
    /// <returns>False when the time is over; the query goes on.</returns>
    /// <exception cref="VoException">The query failed.</exception>
    public static async Task<bool> IsInTimeAsync(Task firstRow, int seconds, CancellationToken cancel)
    {
        await Task.WhenAny(firstRow, Task.Delay(TimeSpan.FromSeconds(seconds), cancel)).ConfigureAwait(false);
        if (!firstRow.IsCompleted) cancel.ThrowIfCancellationRequested();
        else await firstRow.ConfigureAwait(false);
        return firstRow.IsCompleted;
    }

    /// <summary>Sends the table to its end, or to where it broke off; the first row has come.</summary>
    /// <param name="http">The request; nothing of its response has been sent.</param>
    /// <param name="run">The query; not disposed here.</param>
    /// <param name="header">What comes before the rows.</param>
    /// <param name="writer">The format.</param>
    /// <param name="contentType">The media type to answer with.</param>
    /// <param name="overflowHint">What to say when the limit of rows cuts the table: how to get the rest.</param>
    public static async Task SendAsync(HttpContext http, QueryRun run, TableHeader header, ITableWriter writer, string contentType, string overflowHint)
    {
        var began = Stopwatch.GetTimestamp();
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(TableResponse));
        var output = http.Response.BodyWriter;
        http.Response.ContentType = contentType;
        writer.Begin(output, header);
        TableEnding ending;
        try
        {
            var status = await run.WriteRowsAsync(writer, output).ConfigureAwait(false);
            ending = new TableEnding(status, status == TableStatus.Overflow ? overflowHint : null);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            log.ClientLeft(http.TraceIdentifier, http.Request.Path, run.RowsWritten);
            throw;
        }
        catch (VoException e)
        {
            log.TableBroke(e, http.TraceIdentifier, http.Request.Path, run.RowsWritten, e.Error.Code);
            if (!writer.CanReportEnding)
            {
                http.Abort();
                return;
            }
            ending = new TableEnding(TableStatus.Error, e.Error.ToString());
        }
        writer.End(output, ending);
        if (!http.Response.HasStarted) http.Response.Headers[StatusField] = Status(ending.Status);
        await output.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        log.TableSent(http.TraceIdentifier, http.Request.Path, run.RowsWritten, Stopwatch.GetElapsedTime(began).TotalMilliseconds, ending.Status.ToString());
    }
}
