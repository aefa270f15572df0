using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Jobs;

namespace Lamost.Vo.Archive.Errors;

/// <summary>The one record for whatever was thrown.</summary>
public static class Failures
{
    /// <summary>The record of an exception; one that nobody foresaw is a fault of the service.</summary>
    public static VoError Of(Exception exception, Language language) => exception switch
    {
        VoException e => e.Error,
        AdqlException e => AdqlFailures.ToVoError(e, language),
        IOException e when JobFiles.IsDiskFull(e) => JobErrors.DiskFull,
        _ => PostgresErrors.Map(exception) ?? new VoError("LVO-HTTP-1500", Remedy.TellOperator, "The service failed on this request.")
        {
            Hint = "Tell the operator the request id and the time.",
        },
    };

    /// <summary>The record as a job keeps it.</summary>
    public static JobError ToJobError(this VoError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new JobError(error.Code, error.ToString(), error.Remedy == Remedy.TryLater);
    }
}
