namespace Lamost.Vo.Server.Http;

/// <summary>Everything that the server has to say to its log, with event ids. Queries are logged by length, never by text of the user's secrets.</summary>
static partial class Observations
{
    [LoggerMessage(1, LogLevel.Error, "Request {Id} {Path} failed: {Code}")]
    public static partial void RequestFailed(this ILogger log, Exception e, string id, string path, string code);

    [LoggerMessage(2, LogLevel.Information, "Request {Id} {Path} refused: {Code} {Message}")]
    public static partial void RequestRefused(this ILogger log, string id, string path, string code, string message);

    [LoggerMessage(3, LogLevel.Information, "Request {Id} {Path}: {Rows} rows in {Milliseconds:0} ms, {Status}")]
    public static partial void TableSent(this ILogger log, string id, string path, long rows, double milliseconds, string status);

    [LoggerMessage(4, LogLevel.Information, "Request {Id} {Path}: the client left after {Rows} rows")]
    public static partial void ClientLeft(this ILogger log, string id, string path, long rows);

    [LoggerMessage(5, LogLevel.Error, "Request {Id} {Path} broke off after {Rows} rows: {Code}")]
    public static partial void TableBroke(this ILogger log, Exception e, string id, string path, long rows, string code);

    [LoggerMessage(6, LogLevel.Error, "Job {Job} failed: {Code}")]
    public static partial void JobFailed(this ILogger log, Exception e, string job, string code);

    [LoggerMessage(7, LogLevel.Error, "The file {Path} of spectrum {Key} (HDU {Hdu}) is gone or damaged")]
    public static partial void SpectrumLost(this ILogger log, Exception? e, string path, string key, string hdu);

    [LoggerMessage(20, LogLevel.Information, "The tiles of {Release}.{Table} were made in {Seconds:0.0} s")]
    public static partial void TilesMade(this ILogger log, string release, string table, double seconds);

    [LoggerMessage(21, LogLevel.Error, "The tiles of {Release}.{Table} could not be made: {Code}")]
    public static partial void TilesFailed(this ILogger log, Exception e, string release, string table, string code);

    [LoggerMessage(22, LogLevel.Information, "The registry: {Changed} of {Total} records changed, came or went")]
    public static partial void RegistryChanged(this ILogger log, int changed, int total);

    [LoggerMessage(23, LogLevel.Error, "The records of the registry could not be made; those that were published stay")]
    public static partial void RegistryFailed(this ILogger log, Exception e);

    [LoggerMessage(24, LogLevel.Warning, "There is no file of settings: the authority {Authority} is a placeholder, and the registry at /oai is not to be harvested (docs/howto/register.md)")]
    public static partial void RegistryNotSetUp(this ILogger log, string authority);
}
