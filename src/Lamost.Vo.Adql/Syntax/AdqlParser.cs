using System.Globalization;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// Makes the syntax tree of a query: step 1 of the way of a query. Recursive descent over tokens, which is what lets an error say what was
/// expected and what would be right. (ADQL 2.1, 2.2 and appendix A.)
/// </summary>
public sealed partial class AdqlParser
{
    readonly string _text;
    readonly IReadOnlyList<Token> _tokens;
    int _at, _depth, _tables;

    AdqlParser(string text) => (_text, _tokens) = (text, Lexer.Tokens(text));

    /// <summary>Parses a query.</summary>
    /// <exception cref="AdqlException">LVO-ADQL-01xx: the text is no query, or one that is not supported.</exception>
    public static Query Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new AdqlParser(text);
        if (parser.Current.Kind == TokenKind.End) throw parser.Fail("LVO-ADQL-0101", parser.Current.Span, "The query is empty.", "Write for instance SELECT TOP 5 * FROM TAP_SCHEMA.tables");
        var query = parser.ParseQuery();
        parser.TakeMark(";");
        if (parser.Current.Kind != TokenKind.End) throw parser.Unexpected("the end of the query");
        if (TreeHeight.TooHigh(query) is { } high) throw parser.Fail("LVO-ADQL-0105", high.Span with { Length = Math.Min(high.Span.Length, 1) }, "The expression that begins here is nested too deep.", "Divide it.");
        return query;
    }

    Token Current => _tokens[_at];

    Token Ahead => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    Query ParseQuery()
    {
        var start = Current.Span;
        if (Current.Is("WITH")) throw Unsupported("WITH", "Put the inner query into FROM: FROM (SELECT ...) AS name.");
        Expect("SELECT");
        var distinct = Take("DISTINCT");
        if (!distinct) Take("ALL");
        long? top = Take("TOP") ? Whole("TOP") : null;
        if (Current.Is("DISTINCT")) throw Fail("LVO-ADQL-0101", Current.Span, "DISTINCT stands before TOP.", "Write SELECT DISTINCT TOP n ...");
        var items = List(Item, AdqlLimits.Columns, "columns");
        if (!Current.Is("FROM")) throw Unexpected("FROM, or a comma and a further column");
        Expect("FROM");
        var from = List(ParseTableReference, AdqlLimits.Tables, "tables");
        var query = new Query(items, from)
        {
            Distinct = distinct,
            Top = top,
            Where = Take("WHERE") ? ParseCondition() : null,
            GroupBy = TakeBy("GROUP") ? List(ParseValue, AdqlLimits.Columns, "terms") : [],
            Having = Take("HAVING") ? ParseCondition() : null,
            OrderBy = TakeBy("ORDER") ? List(ParseOrderTerm, AdqlLimits.Columns, "terms") : [],
            Offset = Take("OFFSET") ? Whole("OFFSET") : null,
        };
        Tail();
        return query with { Span = start.To(_tokens[Math.Max(_at - 1, 0)].Span) };
    }

    // What users of SQL put at the end, and how ADQL says it.
    void Tail()
    {
        if (Current.Is("LIMIT")) throw Unsupported("LIMIT", "Write SELECT TOP n ... instead.");
        if (Current.Is("FETCH")) throw Unsupported("FETCH FIRST", "Write SELECT TOP n ... instead.");
        foreach (var word in new[] { "UNION", "EXCEPT", "INTERSECT" })
            if (Current.Is(word)) throw Unsupported(word, "Send the queries one by one, or join the conditions with OR.");
        foreach (var word in new[] { "WHERE", "GROUP", "HAVING" })
            if (Current.Is(word)) throw Fail("LVO-ADQL-0101", Current.Span, $"{word} stands too late.", "The order is SELECT, FROM, WHERE, GROUP BY, HAVING, ORDER BY, OFFSET.");
    }

    SelectItem Item()
    {
        var start = Current.Span;
        if (TakeMark("*")) return new AllColumnsItem([]) { Span = start };
        if (Current.Is("FROM")) throw Unexpected("a column");
        if (IsQualifiedStar()) return QualifiedStar();
        var value = ParseValue();
        var alias = ParseAlias();
        return new ValueItem(value, alias) { Span = start.To(alias?.Span ?? value.Span) };
    }

    // name (. name)* . *
    bool IsQualifiedStar()
    {
        var at = _at;
        while (_tokens[at].Kind is TokenKind.Word or TokenKind.Quoted && _tokens[at + 1].IsMark("."))
        {
            if (_tokens[at + 2].IsMark("*")) return true;
            at += 2;
        }
        return false;
    }

    AllColumnsItem QualifiedStar()
    {
        var start = Current.Span;
        var parts = new List<Identifier>();
        while (!TakeMark("*"))
        {
            parts.Add(ParseName("a table name"));
            ExpectMark(".");
        }
        return new AllColumnsItem(parts) { Span = start.To(_tokens[_at - 1].Span) };
    }

    OrderTerm ParseOrderTerm()
    {
        var start = Current.Span;
        var value = ParseValue();
        var descending = Take("DESC");
        if (!descending) Take("ASC");
        if (Current.Is("NULLS")) throw Unsupported("A place for NULL in ORDER BY", "NULL comes last with ASC and first with DESC; exclude it with IS NOT NULL.");
        return new OrderTerm(value, descending) { Span = start.To(_tokens[_at - 1].Span) };
    }

    Identifier? ParseAlias()
    {
        if (Take("AS")) return ParseName("a name");
        return Current.Kind == TokenKind.Quoted || (Current.Kind == TokenKind.Word && !AdqlLanguage.IsReserved(Current.Text) && !Current.Is("LIMIT")) ? ParseName("a name") : null;
    }

    Identifier ParseName(string expected)
    {
        var token = Current;
        if (token.Kind is not (TokenKind.Word or TokenKind.Quoted)) throw Unexpected(expected);
        if (token.Kind == TokenKind.Word && AdqlLanguage.IsReserved(token.Text))
            throw Fail("LVO-ADQL-0108", token.Span, $"{token.Text.ToUpperInvariant()} is a word of the language, and cannot be {expected} as it stands.", $"Put it in double quotes: \"{token.Text}\".");
        _at++;
        return new Identifier(token.Text, token.Kind == TokenKind.Quoted) { Span = token.Span };
    }

    List<Identifier> ParseNameParts(string expected)
    {
        var parts = new List<Identifier> { ParseName(expected) };
        while (TakeMark(".")) parts.Add(ParseName(expected));
        return parts;
    }

    long Whole(string after)
    {
        var token = Current;
        if (token.Kind != TokenKind.Number || token.Text.Any(c => !char.IsAsciiDigit(c))) throw Unexpected($"a whole number after {after}");
        _at++;
        return long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue;
    }

    List<T> List<T>(Func<T> element, int most, string what)
    {
        var list = new List<T>();
        do
        {
            if (list.Count == most) throw Fail("LVO-ADQL-0105", Current.Span, $"There are more than {most} {what}.");
            list.Add(element());
        }
        while (TakeMark(","));
        return list;
    }

    bool Take(string keyword)
    {
        if (!Current.Is(keyword)) return false;
        _at++;
        return true;
    }

    bool TakeBy(string keyword)
    {
        if (!Take(keyword)) return false;
        Expect("BY");
        return true;
    }

    bool TakeMark(string mark)
    {
        if (!Current.IsMark(mark)) return false;
        _at++;
        return true;
    }

    void Expect(string keyword)
    {
        if (!Take(keyword)) throw Unexpected(keyword);
    }

    void ExpectMark(string mark)
    {
        if (!TakeMark(mark)) throw Unexpected($"\"{mark}\"");
    }

    T Deeper<T>(Func<T> parse)
    {
        if (++_depth > AdqlLimits.Depth) throw Fail("LVO-ADQL-0105", Current.Span, $"The query is nested more than {AdqlLimits.Depth} levels deep here.", "Divide it.");
        var result = parse();
        _depth--;
        return result;
    }

    AdqlException Unexpected(string expected)
    {
        string? hint = null;
        if (Current.Kind == TokenKind.Word && AdqlLanguage.IsReserved(Current.Text) && !Structural.Contains(Current.Text) && expected == "a value")
            hint = $"If {Current.Text} is meant as a name, put it in double quotes: \"{Current.Text}\".";
        else if (Current.Is("FROM") && _at > 0 && _tokens[_at - 1].IsMark(",")) hint = "There is one comma too many before FROM.";
        else if (Current.IsMark("=") && _at > 0 && _tokens[_at - 1].IsMark("=")) hint = "Equality is written with one sign: a = b.";
        else if (Current.IsMark("(") && _at > 0 && _tokens[_at - 1].Kind == TokenKind.Word) hint = $"{_tokens[_at - 1].Text} is not used as a function here.";
        return Fail("LVO-ADQL-0101", Current.Span, $"Expected {expected}, but found {Current}.", hint);
    }

    AdqlException Unsupported(string what, string hint) => Fail("LVO-ADQL-0106", Current.Span, $"{what} is not supported here.", hint);

    AdqlException Fail(string code, TextSpan span, string message, string? hint = null) => new([AdqlError.At(_text, code, span, message, hint)]);
}
