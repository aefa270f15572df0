using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    const int LongestText = 10_000_000;

    Expression ParseCast()
    {
        var start = Current.Start;
        _at++;
        var open = _at++;
        var value = ParseExpression();
        Expect(Keyword.As, Messages.ExpectAs);
        var token = Current;
        if (CastTypeOf(token.Keyword) is not { } type)
        {
            var unknown = Messages.UnknownType(Messages.Found(token, _text), Instead(token));
            if (token.Kind is TokenKind.Word or TokenKind.Quoted) Soft(unknown, token.Span);
            else if (!_failed && !token.IsAfterSkipped) Stop(unknown, token.Span);
            // The value as it is says more of the rest than nothing.
            SkipType();
            ExpectClose(open);
            return value;
        }
        _at++;
        if (Take(Keyword.Precision) && token.Keyword != Keyword.Double) Soft(Messages.Unexpected(Messages.ExpectClose.Text, Messages.Found(Previous, _text), null), Previous.Span);
        if (StandardType(token.Keyword, Previous.Keyword) is { } standard) Extension(Messages.ExtensionCastType(Shown(token).ToUpperInvariant(), standard), token.Span);
        int? length = null;
        if (Is(TokenKind.OpenParenthesis))
        {
            if (type is not (CastType.Char or CastType.Varchar)) Soft(Messages.LengthOfType, Current.Span);
            length = ParseLength();
        }
        ExpectClose(open);
        return new CastExpression(value, type, length) { Span = Since(start) };
    }

    static CastType? CastTypeOf(Keyword keyword) => keyword switch
    {
        Keyword.Smallint => CastType.Smallint,
        Keyword.Integer or Keyword.Int => CastType.Integer,
        Keyword.Bigint => CastType.Bigint,
        Keyword.Real => CastType.Real,
        Keyword.Double or Keyword.Float => CastType.Double,
        Keyword.Char => CastType.Char,
        Keyword.Varchar or Keyword.Text => CastType.Varchar,
        Keyword.Timestamp => CastType.Timestamp,
        Keyword.Point => CastType.Point,
        Keyword.Circle => CastType.Circle,
        Keyword.Polygon => CastType.Polygon,
        Keyword.Boolean => CastType.Boolean,
        _ => null,
    };

    // What stands in ADQL 2.1 for a type that is an extension.
    static string? StandardType(Keyword keyword, Keyword last) => keyword switch
    {
        Keyword.Int => "INTEGER",
        Keyword.Float => "DOUBLE PRECISION",
        Keyword.Double => last == Keyword.Precision ? null : "DOUBLE PRECISION",
        Keyword.Text => "VARCHAR",
        Keyword.Boolean => "SMALLINT",
        _ => null,
    };

    string? Instead(Token token) => token.Keyword switch
    {
        Keyword.Decimal or Keyword.Numeric => "DOUBLE PRECISION",
        Keyword.Date or Keyword.Time => "TIMESTAMP",
        Keyword.Character => "CHAR(n)",
        _ => WordIs(token, "STRING") ? "VARCHAR" : WordIs(token, "TINYINT") ? "SMALLINT" : WordIs(token, "LONG") ? "BIGINT" : Nearest(token, "SMALLINT INTEGER BIGINT REAL DOUBLE CHAR VARCHAR TIMESTAMP POINT CIRCLE POLYGON"),
    };

    int ParseLength()
    {
        var open = _at++;
        var number = Current.Span;
        var length = Whole(Messages.ExpectWholeLength);
        if (length == 0) Soft(Messages.NoLength, number);
        ExpectClose(open);
        return (int)Math.Clamp(length, 1, LongestText);
    }

    // The name of a type that has been refused.
    void SkipType()
    {
        var isType = Current.Kind is TokenKind.Word or TokenKind.Quoted;
        if (isType) _at++;
        if (isType && (Is(Keyword.Precision) || WordIs(Current, "VARYING"))) _at++;
        var open = _at;
        if (!isType || !Take(TokenKind.OpenParenthesis)) return;
        while (Is(TokenKind.Number) || Is(TokenKind.Comma) || Is(TokenKind.Word)) _at++;
        ExpectClose(open);
    }
}
