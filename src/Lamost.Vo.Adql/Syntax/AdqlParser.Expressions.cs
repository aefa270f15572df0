using System.Globalization;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    // Conditions and values share one grammar; which is which is a matter of types, and so of the binder.
    // Words that begin a part of a query or stand between values; nobody means a name or a function by them.
    static readonly HashSet<string> Structural = new(
        ["AND", "AS", "BETWEEN", "BY", "FROM", "HAVING", "IN", "IS", "JOIN", "LIKE", "ILIKE", "NOT", "ON", "OR", "SELECT", "USING", "WHERE", "WITH"], StringComparer.OrdinalIgnoreCase);

    Expression ParseCondition() => ParseOr();

    Expression ParseValue() => ParseOr();

    Expression ParseOr() => Deeper(() => ParseChain("OR", ParseAnd));

    Expression ParseAnd() => ParseChain("AND", ParseNot);

    Expression ParseChain(string keyword, Func<Expression> operand)
    {
        var first = operand();
        if (!Current.Is(keyword)) return first;
        var operands = new List<Expression> { first };
        while (Take(keyword)) operands.Add(operand());
        return new LogicalExpression(keyword == "AND", operands) { Span = first.Span.To(operands[^1].Span) };
    }

    Expression ParseNot()
    {
        var start = Current.Span;
        if (!Take("NOT")) return ParsePredicate();
        var operand = Deeper(ParseNot);
        return new NotExpression(operand) { Span = start.To(operand.Span) };
    }

    Expression ParsePredicate()
    {
        if (Current.Is("EXISTS")) throw Unsupported("EXISTS", "Join the tables instead.");
        var value = ParseSum();
        if (Current.Kind == TokenKind.Mark && Current.Text is "=" or "<>" or "!=" or "<" or ">" or "<=" or ">=")
        {
            var mark = Current.Text == "!=" ? "<>" : Current.Text;
            _at++;
            if (Current.IsMark("=")) throw Unexpected("a value");
            var right = ParseSum();
            return new ComparisonExpression(mark, value, right) { Span = value.Span.To(right.Span) };
        }
        if (Take("IS"))
        {
            var isNot = Take("NOT");
            Expect("NULL");
            return new IsNullExpression(value, isNot) { Span = value.Span.To(_tokens[_at - 1].Span) };
        }
        var negated = Current.Is("NOT") && (Ahead.Is("BETWEEN") || Ahead.Is("IN") || Ahead.Is("LIKE") || Ahead.Is("ILIKE")) && Take("NOT");
        if (Take("BETWEEN"))
        {
            var low = ParseSum();
            Expect("AND");
            var high = ParseSum();
            return new BetweenExpression(value, low, high, negated) { Span = value.Span.To(high.Span) };
        }
        if (Take("IN"))
        {
            ExpectMark("(");
            if (Current.Is("SELECT")) throw Unsupported("A subquery after IN", "Join the tables instead.");
            var list = List(ParseSum, AdqlLimits.QueryCharacters, "values");
            ExpectMark(")");
            return new InExpression(value, list, negated) { Span = value.Span.To(_tokens[_at - 1].Span) };
        }
        if (Current.Is("LIKE") || Current.Is("ILIKE"))
        {
            var ignoreCase = Current.Is("ILIKE");
            _at++;
            var pattern = ParseSum();
            if (Current.Is("ESCAPE")) throw Unsupported("ESCAPE", "In LIKE, % stands for any text and _ for one character, always.");
            return new LikeExpression(value, pattern, negated, ignoreCase) { Span = value.Span.To(pattern.Span) };
        }
        return value;
    }

    Expression ParseSum() => ParseLeft(ParseProduct, "+", "-", "||");

    Expression ParseProduct() => ParseLeft(ParseSigned, "*", "/");

    Expression ParseLeft(Func<Expression> operand, params string[] marks)
    {
        var left = operand();
        for (var terms = 1; Current.Kind == TokenKind.Mark && marks.Contains(Current.Text); terms++)
        {
            if (terms == AdqlLimits.ChainTerms) throw Fail("LVO-ADQL-0105", Current.Span, $"The expression has more than {AdqlLimits.ChainTerms} terms.", "Divide it with parentheses.");
            var mark = Current.Text;
            _at++;
            var right = operand();
            left = new ArithmeticExpression(mark, left, right) { Span = left.Span.To(right.Span) };
        }
        return left;
    }

    Expression ParseSigned()
    {
        var sign = Current;
        if (!TakeMark("-") && !TakeMark("+")) return ParsePrimary();
        var operand = Deeper(ParseSigned);
        return new SignExpression(sign.Text == "-", operand) { Span = sign.Span.To(operand.Span) };
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
                _at++;
                return new StringLiteral(token.Text) { Span = token.Span };
            case TokenKind.Mark when token.Text == "(":
                _at++;
                if (Current.Is("SELECT")) throw Unsupported("A subquery as a value", "Put the query into FROM: FROM (SELECT ...) AS name.");
                var inner = ParseOr();
                ExpectMark(")");
                return inner with { Span = token.Span.To(_tokens[_at - 1].Span) };
            case TokenKind.Word when token.Is("NULL"):
                _at++;
                return new NullLiteral { Span = token.Span };
            case TokenKind.Word when token.Is("CAST") && Ahead.IsMark("("):
                return ParseCast();
            case TokenKind.Word when token.Is("CASE"):
                throw Unsupported("CASE", "Ask for the columns it chooses from, and choose on your side.");
            case TokenKind.Word when token.Is("TRUE") || token.Is("FALSE"):
                throw Unsupported(token.Text.ToUpperInvariant(), "A boolean column is a condition by itself: WHERE x, or WHERE NOT x.");
            case TokenKind.Word when Ahead.IsMark("(") && !Structural.Contains(token.Text):
                return ParseCall();
            case TokenKind.Word when Structural.Contains(token.Text):
                throw Unexpected("a value");
            case TokenKind.Word or TokenKind.Quoted:
                var parts = ParseNameParts("a column");
                return new ColumnReference(parts) { Span = token.Span.To(_tokens[_at - 1].Span) };
            default:
                throw Unexpected("a value");
        }
    }

    static NumberLiteral Number(Token token)
    {
        var isInteger = token.Text.All(char.IsAsciiDigit);
        var fits = long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && isInteger;
        return new NumberLiteral(double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture), fits) { Integer = whole, Span = token.Span };
    }

    FunctionCall ParseCall()
    {
        var name = new Identifier(Current.Text, Quoted: false) { Span = Current.Span };
        _at += 2;
        var call = new FunctionCall(name, []);
        if (TakeMark("*")) call = call with { Star = true };
        else if (!Current.IsMark(")"))
        {
            var distinct = Take("DISTINCT");
            if (!distinct) Take("ALL");
            call = call with { Distinct = distinct, Arguments = List(ParseValue, AdqlLimits.QueryCharacters, "arguments") };
        }
        ExpectMark(")");
        if (Current.Is("OVER")) throw Unsupported("A window function", "Use GROUP BY with an aggregate.");
        return call with { Span = name.Span.To(_tokens[_at - 1].Span) };
    }

    CastExpression ParseCast()
    {
        var start = Current.Span;
        _at += 2;
        var value = ParseValue();
        Expect("AS");
        var token = Current;
        _at++;
        int? length = null;
        AdqlType type;
        switch (token.Kind == TokenKind.Word ? token.Text.ToUpperInvariant() : "")
        {
            case "SMALLINT": type = AdqlType.Smallint; break;
            case "INTEGER" or "INT": type = AdqlType.Integer; break;
            case "BIGINT": type = AdqlType.Bigint; break;
            case "REAL": type = AdqlType.Real; break;
            case "DOUBLE":
                Take("PRECISION");
                type = AdqlType.Double;
                break;
            case "TIMESTAMP": type = AdqlType.Timestamp; break;
            case "CHAR" or "VARCHAR":
                type = AdqlType.Varchar;
                if (!TakeMark("(")) break;
                length = (int)Math.Clamp(Whole("the type"), 1, 10_000_000);
                ExpectMark(")");
                break;
            default:
                _at--;
                throw Fail("LVO-ADQL-0101", token.Span, $"Expected a type, but found {token}.", "The types are SMALLINT, INTEGER, BIGINT, REAL, DOUBLE PRECISION, CHAR(n), VARCHAR(n), TIMESTAMP.");
        }
        ExpectMark(")");
        return new CastExpression(value, type, length) { Span = start.To(_tokens[_at - 1].Span) };
    }
}
