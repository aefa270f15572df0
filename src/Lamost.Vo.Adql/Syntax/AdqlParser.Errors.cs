using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    // After which the parser goes on.
    void Soft(Message message, TextSpan span)
    {
        if (!_failed) _bag.Error(message, span);
    }

    void Extension(Message message, TextSpan span)
    {
        if (!_failed) _bag.Extension(_mode, message, span);
    }

    // After which it does not.
    void Stop(Message message, TextSpan span)
    {
        Soft(message, span);
        _failed = true;
        _at = _last;
    }

    void Unexpected(Expectation expected, int open = -1)
    {
        if (_failed) return;
        // What follows from something that was reported and skipped is no news.
        if (!Current.IsAfterSkipped && !(_at > 0 && Previous.IsAfterSkipped)) ReportUnexpected(expected, open);
        _failed = true;
        _at = _last;
    }

    void ReportUnexpected(Expectation expected, int open)
    {
        var words = open >= 0 ? $"{expected.Words} {_follow.Words}" : expected.Words;
        var misspelt = _at > 0 && Previous is { Kind: TokenKind.Word, Keyword: Keyword.None } && Current.Kind != TokenKind.End ? Misspelt(words) : null;
        if (misspelt is not null)
        {
            Soft(Messages.Unexpected(expected.Text, Messages.Found(Previous, _text), Messages.DidYouMean(misspelt)), Previous.Span);
            return;
        }
        var hint = Current.Kind == TokenKind.Word && Nearest(Current, words) is { } meant ? Messages.DidYouMean(meant) : Habit(expected);
        if (open >= 0 && _tokens[open].Kind == TokenKind.OpenParenthesis)
        {
            var before = _text.AsSpan(0, _tokens[open].Start);
            var opened = Messages.OpenedAt(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
            hint = hint is null ? opened : hint + opened;
        }
        Soft(Messages.Unexpected(expected.Text, Messages.Found(Current, _text), hint), Current.Span);
    }

    // The word before, which could be a name, and so was taken for one.
    string? Misspelt(string words)
    {
        if (WordIs(Previous, "MINUS") && Is(Keyword.Select)) return "EXCEPT";
        if (Is(TokenKind.OpenParenthesis)) return null;
        return Nearest(Previous, _at > 1 && _tokens[_at - 2].Keyword == Keyword.Select ? "TOP DISTINCT" : words);
    }

    // A column that is often called so is no slip for DESC.
    string? Nearest(Token token, string words) => WordIs(token, "DEC") ? null : NearestWord.Among(_text.AsSpan(token.Start, token.Length), words);

    // What explains that this stands here: a habit of another language, or a slip.
    Wording? Habit(Expectation expected)
    {
        var (token, previous) = (Current, _at > 0 ? Previous : default);
        var value = ReferenceEquals(expected, Messages.ExpectValue) || ReferenceEquals(expected, Messages.ExpectColumn);
        if (token.Kind == TokenKind.CloseParenthesis && (ReferenceEquals(expected, _follow) || ReferenceEquals(expected, Messages.ExpectFrom)) && _depth == 0) return Messages.HintNoOpening;
        if (value && token.Kind == TokenKind.Star && previous.Kind == TokenKind.Star) return Messages.HintPower;
        if (value && previous.Kind == TokenKind.Equal && token.Kind is TokenKind.Less or TokenKind.Greater) return Messages.HintLessOrEqual;
        if (value && token.Kind is TokenKind.Equal) return Messages.DoubleEqual.Hint;
        if (value && token.Keyword == Keyword.Select) return _at > 1 && Nearest(_tokens[_at - 2], "EXISTS") is { } exists ? Messages.DidYouMean(exists) : Messages.HintSubquery;
        if (token.Kind == TokenKind.Tilde || WordIs(token, "REGEXP") || WordIs(token, "RLIKE") || WordIs(token, "SIMILAR") || WordIs(previous, "REGEXP") || WordIs(previous, "RLIKE")) return Messages.HintRegex;
        if (WordIs(token, "MINUS")) return Messages.DidYouMean("EXCEPT");
        if (WordIs(token, "ISNULL") || WordIs(token, "NOTNULL")) return Messages.HintIsNull;
        if (WordIs(token, "DIV") || token.Keyword == Keyword.Mod) return Messages.HintInfix;
        if (token.Keyword == Keyword.Top) return Messages.HintTop;
        if (token.Keyword == Keyword.Distinct) return Messages.HintDistinct;
        if (token.Keyword == Keyword.Outer) return Messages.HintOuter;
        if (token.Keyword is Keyword.Join or Keyword.Left or Keyword.Right or Keyword.Inner or Keyword.Full or Keyword.Natural or Keyword.Cross) return value ? null : Messages.HintJoinPlace;
        if (token.Keyword is Keyword.Where or Keyword.Group or Keyword.Having or Keyword.Order or Keyword.From && (ReferenceEquals(expected, _follow) || ReferenceEquals(expected, Messages.ExpectSelect))) return Messages.HintOrder;
        if (token.Kind == TokenKind.OpenParenthesis && previous.Kind == TokenKind.Word && !Keywords.IsStructural(previous.Keyword)) return Messages.NotFunction(Shown(previous));
        if (token.Kind == TokenKind.Word && Keywords.IsReserved(token.Keyword) && !Keywords.IsStructural(token.Keyword)) return Messages.IfName(Shown(token));
        if (ReferenceEquals(expected, Messages.ExpectFrom) && (token.Kind is TokenKind.End or TokenKind.CloseParenthesis || Keywords.IsStructural(token.Keyword))) return Messages.HintFrom;
        if (token.Kind is not (TokenKind.Word or TokenKind.Quoted or TokenKind.Number or TokenKind.String) || Keywords.IsStructural(token.Keyword)) return null;
        return TakesComma(expected) ? Messages.HintComma : ReferenceEquals(expected, Messages.AfterWhere) ? Messages.HintAnd : null;
    }

    static bool TakesComma(Expectation expected) => ReferenceEquals(expected, Messages.ExpectFrom) || ReferenceEquals(expected, Messages.ExpectClose)
        || ReferenceEquals(expected, Messages.AfterFrom) || ReferenceEquals(expected, Messages.AfterGroup) || ReferenceEquals(expected, Messages.AfterOrder);

    bool WordIs(Token token, string word) => token.Kind == TokenKind.Word && _text.AsSpan(token.Start, token.Length).Equals(word, StringComparison.OrdinalIgnoreCase);
}
