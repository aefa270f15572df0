namespace Lamost.Vo.Archive.Errors;

/// <summary>
/// The one record for every failure that a user, a client or an operator meets. Each protocol dresses the same record as its standard demands.
/// </summary>
/// <param name="Code">For instance <c>LVO-TAP-1001</c>; never reused, and each has an entry in docs/reference/errors.md.</param>
/// <param name="Remedy">What the receiver can do.</param>
/// <param name="Message">One sentence: what is wrong. No SQL, no path, no stack.</param>
public sealed record VoError(string Code, Remedy Remedy, string Message)
{
    /// <summary>More of what is known, e.g. the line of the query with a caret; null for none.</summary>
    public string? Detail { get; init; }

    /// <summary>What would be right; null for none.</summary>
    public string? Hint { get; init; }

    /// <summary>True when the message is the whole text already, with the code in it, as a job keeps it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The whole as text: message, hint and detail, one a line, and the code.</summary>
    public override string ToString() => IsWhole ? Message : string.Join('\n', new[] { $"{Message} [{Code}]", Detail, Hint }.Where(s => s is not null));
}

/// <summary>Failures are classed by what the receiver can do about them.</summary>
public enum Remedy
{
    /// <summary>The request is at fault: mend it.</summary>
    MendRequest,

    /// <summary>The service cannot answer just now: try again later.</summary>
    TryLater,

    /// <summary>The service is at fault: tell its operator.</summary>
    TellOperator,
}

/// <summary>Carries a <see cref="VoError"/> to whoever dresses it.</summary>
public sealed class VoException : Exception
{
    /// <summary>Makes the exception.</summary>
    public VoException(VoError error, Exception? cause = null) : base(error.ToString(), cause) => Error = error;

    /// <summary>What failed.</summary>
    public VoError Error { get; }
}
