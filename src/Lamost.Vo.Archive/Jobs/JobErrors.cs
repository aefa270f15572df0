using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>Failures of jobs.</summary>
public static class JobErrors
{
    /// <summary>The code of a job that there is not.</summary>
    public const string UnknownCode = "LVO-JOB-1404";

    /// <summary>The code of something that a job does not have.</summary>
    public const string NothingCode = "LVO-JOB-1405";

    /// <summary>The code of a request that the job's phase does not allow.</summary>
    public const string PhaseCode = "LVO-JOB-1002";

    /// <summary>The code of a disk without room.</summary>
    public const string DiskFullCode = "LVO-JOB-1103";

    /// <summary>There is no such job.</summary>
    public static VoException Unknown(string id) => new(new VoError(UnknownCode, Remedy.MendRequest, $"There is no job \"{Short(id)}\".")
    {
        Hint = "Jobs are removed at their time of destruction, which the job's document tells.",
    });

    /// <summary>The job has no result, error or parameter of this name.</summary>
    public static VoException Nothing(Job job, string what)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new VoException(new VoError(NothingCode, Remedy.MendRequest, $"The job has no {what}; it is in phase {JobRow.Written(job.Phase)}."));
    }

    /// <summary>A value that a job cannot take.</summary>
    public static VoException BadValue(string what, string hint) => new(new VoError("LVO-JOB-1001", Remedy.MendRequest, what) { Hint = hint });

    /// <summary>The failure of a job, as it was kept.</summary>
    public static VoError Stored(JobError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new VoError(error.Code, error.Transient ? Remedy.TryLater : Remedy.MendRequest, error.Text) { IsWhole = true };
    }

    /// <summary>The job was aborted.</summary>
    public static VoError Aborted { get; } = new("LVO-JOB-1004", Remedy.MendRequest, "The job was aborted.") { Hint = "Make a new one." };

    /// <summary>A synchronous query whose job has not ended when the last redirect has been followed.</summary>
    public static VoError StillRunning(string url) => new("LVO-JOB-1105", Remedy.TryLater, "The query takes longer than a synchronous one may; it goes on as a job.")
    {
        Hint = $"The job is {url} ; its result will be at {url}/results/result",
    };

    internal static VoException NotPending(Job job) => new(new VoError(PhaseCode, Remedy.MendRequest,
        $"The job cannot be run or changed: it is in phase {JobRow.Written(job.Phase)}.")
    { Hint = "A job can be run, and its parameters set, while it is PENDING. Make a new one." });

    internal static VoException TooMany(int kept) => new(new VoError("LVO-JOB-1101", Remedy.TryLater,
        string.Create(CultureInfo.InvariantCulture, $"The service keeps {kept} jobs already, and takes no more."))
    { Hint = "Delete jobs that are not needed, or run the query at /sync." });

    internal static VoException QueueFull(int queued) => new(new VoError("LVO-JOB-1102", Remedy.TryLater,
        string.Create(CultureInfo.InvariantCulture, $"The queue is full: {queued} jobs wait."))
    { Hint = "Run the job in some minutes." });

    /// <summary>The disk has no room for the job's files.</summary>
    public static VoError DiskFull { get; } = new(DiskFullCode, Remedy.TryLater, "The service has no room left for files of jobs.")
    {
        Hint = "Ask for fewer rows or columns, or tell the operator that the disk is full.",
    };

    internal static VoError TimeLimit(int seconds) => new("LVO-JOB-1003", Remedy.MendRequest,
        string.Create(CultureInfo.InvariantCulture, $"The job ran into its time limit of {seconds} s and was stopped."))
    { Hint = "Set a longer EXECUTIONDURATION before it runs, or ask for less: a smaller region, fewer rows (TOP), conditions on indexed columns." };

    internal static VoError GivenUp(int attempts) => new("LVO-JOB-1104", Remedy.TryLater,
        string.Create(CultureInfo.InvariantCulture, $"The service or its database stopped under the job {attempts} times; it is not tried again."))
    { Hint = "Make a new job, perhaps of a smaller query; tell the operator if it happens again." };

    static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
