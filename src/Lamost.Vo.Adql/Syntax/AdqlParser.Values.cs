using System.Globalization;
using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    // Operators of one level go from left to right: 0 || & | << >>, 1 + -, 2 * / %, as in PostgreSQL.
    static int Level(TokenKind kind) => kind switch
    {
        TokenKind.DoubleBar or TokenKind.Ampersand or TokenKind.Bar or TokenKind.ShiftLeft or TokenKind.ShiftRight => 0,
        TokenKind.Plus or TokenKind.Minus => 1,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent => 2,
        _ => -1,
    };

    static BinaryOperator Operator(TokenKind kind) => kind switch
    {
        TokenKind.DoubleBar => BinaryOperator.Concatenate,
        TokenKind.Ampersand => BinaryOperator.BitAnd,
        TokenKind.Bar => BinaryOperator.BitOr,
        TokenKind.ShiftLeft => BinaryOperator.ShiftLeft,
        TokenKind.ShiftRight => BinaryOperator.ShiftRight,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        _ => BinaryOperator.Modulo,
    };

    Expression ParseValue(int level)
    {
        var left = ParseSigned();
        for (var terms = 1; Level(Current.Kind) >= level; terms++)
        {
            if (terms == AdqlLimits.ChainTerms) Stop(Messages.TooManyTerms, Current.Span);
            var kind = Current.Kind;
            if (kind is TokenKind.Percent) Extension(Messages.ExtensionModulo, Current.Span);
            else if (kind > TokenKind.DoubleBar) ReportBits();
            if (_failed) return left;
            _at++;
            var right = ParseValue(Level(kind) + 1);
            left = new BinaryExpression(Operator(kind), left, right) { Span = left.Span.To(right.Span) };
        }
        return left;
    }

    void ReportBits() => Extension(Messages.ExtensionBits(Shown(Current)), Current.Span);

    Expression ParseSigned() => Current.Kind is TokenKind.Minus or TokenKind.Plus or TokenKind.Tilde ? ParseSign() : ParsePostfix(ParsePrimary());

    UnaryExpression ParseSign()
    {
        var sign = Current;
        if (sign.Kind == TokenKind.Tilde) ReportBits();
        _at++;
        if (sign.Kind != TokenKind.Tilde && Current.Kind is TokenKind.Minus or TokenKind.Plus) Extension(Messages.ExtensionSigns, sign.Span);
        var operand = Enter() ? ParseSigned() : NoValue;
        Leave();
        var kind = sign.Kind switch { TokenKind.Minus => UnaryOperator.Minus, TokenKind.Plus => UnaryOperator.Plus, _ => UnaryOperator.BitNot };
        return new UnaryExpression(kind, operand) { Span = Since(sign.Start) };
    }

    // x::type and x[1], which are reported and skipped.
    Expression ParsePostfix(Expression value)
    {
        while (Current.Kind is TokenKind.DoubleColon or TokenKind.OpenBracket)
        {
            if (Is(TokenKind.DoubleColon))
            {
                Soft(Messages.DoubleColon, Current.Span);
                _at++;
                SkipType();
                continue;
            }
            Soft(Messages.ArrayElement, Current.Span);
            _at++;
            ParseExpression();
            if (!Take(TokenKind.CloseBracket)) Stop(Messages.ArrayElement, Current.Span);
        }
        return value;
    }

    Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return Number(token);
            case TokenKind.String:
                return ParseText();
            case TokenKind.OpenParenthesis:
                return ParseParenthesised();
            case TokenKind.Word when token.Keyword != Keyword.None:
                return ParseKeyword(token);
            case TokenKind.Word when Ahead.Kind == TokenKind.OpenParenthesis:
                return ParseCall();
            case TokenKind.Word or TokenKind.Quoted or TokenKind.OpenBracket:
                return ParseColumn();
            default:
                Unexpected(Messages.ExpectValue);
                return NoValue;
        }
    }

    Expression ParseKeyword(Token token)
    {
        switch (token.Keyword)
        {
            case Keyword.Null:
                _at++;
                return new NullLiteral { Span = token.Span };
            case Keyword.True or Keyword.False:
                Extension(Messages.ExtensionBoolean(token.Keyword == Keyword.True ? "TRUE" : "FALSE"), token.Span);
                _at++;
                return new BooleanLiteral(token.Keyword == Keyword.True) { Span = token.Span };
            case Keyword.Case:
                return ParseCase();
            case Keyword.Exists:
                return ParseExists();
            case Keyword.Cast when Ahead.Kind == TokenKind.OpenParenthesis:
                return ParseCast();
            case Keyword.Any or Keyword.Some when Ahead.Kind == TokenKind.OpenParenthesis:
                Soft(Messages.Quantified(Shown(token)), token.Span);
                _at++;
                return ParseParenthesised();
            case Keyword.CurrentDate or Keyword.CurrentTime or Keyword.CurrentTimestamp or Keyword.CurrentUser or Keyword.SessionUser or Keyword.SystemUser:
                Soft(token.Keyword <= Keyword.CurrentTimestamp ? Messages.CurrentTime(Shown(token)) : Messages.CurrentUser(Shown(token)), token.Span);
                _at++;
                return new NullLiteral { Span = token.Span };
        }
        if (Keywords.IsStructural(token.Keyword))
        {
            Unexpected(Messages.ExpectValue);
            return NoValue;
        }
        if (Ahead.Kind == TokenKind.OpenParenthesis) return ParseCall();
        if (Ahead.Kind != TokenKind.String || !IsTypeBeforeText(token.Keyword)) return ParseColumn();
        Soft(Messages.TypedText(Shown(token)), token.Span);
        _at++;
        return ParseText();
    }

    static bool IsTypeBeforeText(Keyword keyword) => keyword is Keyword.Date or Keyword.Time or Keyword.Timestamp or Keyword.Interval or Keyword.Point or Keyword.Circle or Keyword.Polygon or Keyword.Boolean;

    ColumnReference ParseColumn()
    {
        var start = Current.Start;
        var isQuoted = Is(TokenKind.Quoted);
        var parts = ParseNameParts(Messages.ExpectColumn, Messages.RoleColumn);
        if (Is(TokenKind.OpenParenthesis) && (isQuoted || parts.Count > 1)) Stop(Messages.QuotedFunction, Since(start));
        return new ColumnReference(parts) { Span = Since(start) };
    }

    NumberLiteral Number(Token token)
    {
        var digits = _text.AsSpan(token.Start, token.Length);
        if ((token.Traits & TokenTraits.Unreadable) != 0) return new NumberLiteral(0, IsInteger: true) { Span = token.Span };
        if ((token.Traits & TokenTraits.Hexadecimal) != 0)
        {
            var bits = long.Parse(digits[2..].TrimStart('0') is { Length: > 0 } rest ? rest : "0", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            return new NumberLiteral(bits, IsInteger: true) { Integer = bits, Span = token.Span };
        }
        if ((token.Traits & TokenTraits.Fraction) == 0 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return new NumberLiteral(whole, IsInteger: true) { Integer = whole, Span = token.Span };
        var value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value)) Soft(Messages.NumberTooLarge, token.Span);
        return new NumberLiteral(value) { Span = token.Span };
    }

    StringLiteral ParseText()
    {
        var token = Current;
        _at++;
        if (!Is(TokenKind.String)) return new StringLiteral(token.Content(_text)) { Span = token.Span };
        Extension(Messages.ExtensionAdjacentTexts, Current.Span);
        var joined = new System.Text.StringBuilder(token.Content(_text));
        for (; Is(TokenKind.String); _at++) joined.Append(Current.Content(_text));
        return new StringLiteral(joined.ToString()) { Span = Since(token.Start) };
    }

    Expression ParseParenthesised()
    {
        var isQuery = OpensQuery();
        var open = _at++;
        var start = _tokens[open].Start;
        if (isQuery)
        {
            Extension(Messages.ExtensionScalarQuery, _tokens[open].Span);
            var query = ParseInnerQuery();
            ExpectClose(open);
            return new ScalarQueryExpression(query) { Span = Since(start) };
        }
        var inner = ParseExpression();
        if (Is(TokenKind.Comma))
        {
            Soft(Messages.RowConstructor, Current.Span);
            while (Take(TokenKind.Comma)) ParseExpression();
        }
        ExpectClose(open);
        return inner with { Span = Since(start) };
    }
}
