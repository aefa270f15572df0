using Lamost.Vo.Adql;

namespace Lamost.Vo.Archive.Errors;

/// <summary>A refused query as the one record for failures.</summary>
public static class AdqlFailures
{
    /// <summary>The first error gives the code and the message; further ones follow in the detail.</summary>
    public static VoError ToVoError(AdqlException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var first = exception.Errors[0];
        var place = first.Line == 0 ? "" : $" (line {first.Line}, column {first.Column})";
        var others = exception.Errors.Skip(1).Select(e => e.ToString());
        var detail = string.Join('\n', new[] { first.Excerpt }.Concat(others).Where(s => s is not null));
        return new VoError(first.Code, Remedy.MendRequest, first.Message + place) { Detail = detail.Length == 0 ? null : detail, Hint = first.Hint };
    }
}
