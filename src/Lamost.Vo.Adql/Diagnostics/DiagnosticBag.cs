using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>
/// Collects what is found in one query, so that errors that have nothing to do with each other are told together. Finding goes on until
/// <see cref="AdqlLimits.Errors"/>; the same place is reported once.
/// </summary>
/// <param name="text">The query; empty for one that a program built.</param>
sealed class DiagnosticBag(string text)
{
    readonly List<AdqlDiagnostic> _errors = [], _warnings = [];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>True when no further error would be kept, so that whoever looks for more can stop.</summary>
    public bool IsFull => _errors.Count >= AdqlLimits.Errors;

    public IReadOnlyList<AdqlDiagnostic> Warnings => _warnings;

    public void Error(Message message, TextSpan span)
    {
        if (!IsFull && !_errors.Exists(e => e.Span == span && span.Start >= 0)) _errors.Add(Make(Severity.Error, message, span));
    }

    /// <summary>Keeps a warning; a message that is there already is not repeated for another place.</summary>
    public void Warning(Message message, TextSpan span)
    {
        if (_warnings.Count < AdqlLimits.Warnings && !_warnings.Exists(w => w.Code == message.Code && w.Message == message.Text)) _warnings.Add(Make(Severity.Warning, message, span));
    }

    /// <summary>The refusal.</summary>
    public AdqlException Refusal() => new([.. _errors.OrderBy(e => e.Span.Start)]);

    /// <summary>The refusal for a reason after which nothing else can be found.</summary>
    public AdqlException Refusal(Message message, TextSpan span)
    {
        if (IsFull) _errors.RemoveAt(_errors.Count - 1);
        Error(message, span);
        return Refusal();
    }

    /// <summary>Throws when there are errors.</summary>
    /// <exception cref="AdqlException">There are.</exception>
    public void ThrowIfErrors()
    {
        if (HasErrors) throw Refusal();
    }

    AdqlDiagnostic Make(Severity severity, Message message, TextSpan span)
    {
        if (span.Start < 0 || span.Start > text.Length || text.Length == 0 && span.Length > 0)
            return new AdqlDiagnostic(severity, message.Code, message.Text, message.Hint, TextSpan.None, 0, 0, null);
        var before = text.AsSpan(0, span.Start);
        var lineStart = before.LastIndexOf('\n') + 1;
        return new AdqlDiagnostic(severity, message.Code, message.Text, message.Hint, span, before.Count('\n') + 1, span.Start - lineStart + 1, Excerpt.Of(text, span));
    }
}
