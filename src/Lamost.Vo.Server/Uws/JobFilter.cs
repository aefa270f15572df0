using System.Globalization;
using Lamost.Vo.Archive.Jobs;

namespace Lamost.Vo.Server.Uws;

/// <summary>The parameters of requests about jobs (UWS 1.1, 2.2.1.1 and 2.2.2.1). Their names have no case, like all names of parameters.</summary>
static class JobFilter
{
    /// <summary>Which jobs a list shall have: PHASE, repeated for several; AFTER; LAST.</summary>
    /// <exception cref="Archive.Errors.VoException">LVO-JOB-1001.</exception>
    public static (IReadOnlyList<JobPhase> Phases, DateTime? After, int? Last) Of(IQueryCollection query)
    {
        var phases = query["PHASE"].Where(p => !string.IsNullOrEmpty(p)).Select(p => Phase(p!)).ToList();
        DateTime? after = Value(query, "AFTER") is { } moment ? Moment("AFTER", moment) : null;
        int? last = null;
        if (Value(query, "LAST") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
                throw JobErrors.BadValue($"LAST is \"{text}\", which is not a positive whole number.", "LAST=10 lists the ten newest jobs.");
            last = count;
        }
        // A phase that no job here can be in gives an empty list.
        return (phases.Contains(null) && phases.All(p => p is null) ? [(JobPhase)(-1)] : [.. phases.OfType<JobPhase>()], after, last);
    }

    /// <summary>How long to wait, and in which phase: WAIT, PHASE. No WAIT is null.</summary>
    /// <exception cref="Archive.Errors.VoException">LVO-JOB-1001.</exception>
    public static (int? Seconds, JobPhase? Phase) Wait(IQueryCollection query)
    {
        if (Value(query, "WAIT") is not { } text) return (null, null);
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            throw JobErrors.BadValue($"WAIT is \"{text}\", which is not a whole number of seconds.", "WAIT=30 waits for thirty seconds at most, WAIT=-1 as long as the service allows.");
        var phase = Value(query, "PHASE") is { } wanted ? Phase(wanted) : null;
        // Waiting in a phase that no job here can be in ends at once.
        return phase is null && Value(query, "PHASE") is not null ? (0, null) : ((int)Math.Clamp(seconds, -1, int.MaxValue), phase);
    }

    /// <summary>A moment in ISO 8601, which is UTC unless it has an offset.</summary>
    /// <exception cref="Archive.Errors.VoException">LVO-JOB-1001.</exception>
    public static DateTime Moment(string name, string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw JobErrors.BadValue($"{name} is \"{text}\", which is not a date and time.", "Write e.g. 2026-12-31T12:00:00Z.");

    static string? Value(IQueryCollection query, string name) => query[name].FirstOrDefault(v => !string.IsNullOrEmpty(v));

    // Null for a phase of the standard that does not occur here.
    static JobPhase? Phase(string text)
    {
        if (text.All(char.IsAsciiLetter) && Enum.TryParse<JobPhase>(text, ignoreCase: true, out var phase)) return phase;
        if (text.ToUpperInvariant() is "HELD" or "SUSPENDED" or "UNKNOWN" or "ARCHIVED") return null;
        throw JobErrors.BadValue($"PHASE is \"{text}\", which is no phase of a job.", "It is one of PENDING, QUEUED, EXECUTING, COMPLETED, ERROR, ABORTED, HELD, SUSPENDED, UNKNOWN, ARCHIVED.");
    }
}
