using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Archive.Errors;

/// <summary>A refused query as the one record for failures.</summary>
public static class AdqlFailures
{
    /// <summary>The first error gives the code and the message; further ones follow in the detail.</summary>
    public static VoError ToVoError(AdqlException exception, Language language = Language.English)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var first = exception.Errors[0];
        // With several errors each hint stands by its own.
        var alone = exception.Errors.Count == 1;
        var detail = string.Join('\n', new[] { first.Excerpt, alone ? null : first.Hint?.In(language) }
            .Concat(exception.Errors.Skip(1).Select(e => $"{e.ToString(language)} [{e.Code}]")).Where(s => s is not null));
        return new VoError(first.Code, Remedy.MendRequest, first.MessageWithPlace(language))
        {
            Detail = detail.Length == 0 ? null : detail,
            Hint = alone ? first.Hint?.In(language) : null,
        };
    }
}
