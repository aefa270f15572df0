using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    static readonly Identifier Nameless = Identifier.Exact("");

    // Reserved words that stand as names: whether that is an error or an extension is known at the end, when all names given with AS are.
    List<(Token Word, Wording Role)>? _reserved;
    HashSet<string>? _reservedAliases;

    Identifier ParseName(Expectation expected, Wording role)
    {
        var token = Current;
        if (token.Kind == TokenKind.OpenBracket) return ParseBracketedName();
        if (token.Kind is not (TokenKind.Word or TokenKind.Quoted) || Keywords.IsStructural(token.Keyword))
        {
            Unexpected(expected);
            return Nameless;
        }
        if (Keywords.IsReserved(token.Keyword)) (_reserved ??= []).Add((token, role));
        _at++;
        return Named(token);
    }

    Identifier Named(Token token) => new(token.Content(_text), token.Kind == TokenKind.Quoted) { Span = token.Span };

    // [name], as of SQL Server.
    Identifier ParseBracketedName()
    {
        var start = Current.Start;
        _at++;
        while (Current.Kind is TokenKind.Word or TokenKind.Quoted or TokenKind.Number && Ahead.Kind != TokenKind.CloseBracket) _at++;
        var end = Current.End;
        if (Current.Kind is TokenKind.Word or TokenKind.Quoted or TokenKind.Number) _at++;
        if (!Take(TokenKind.CloseBracket))
        {
            Stop(Messages.Brackets, new TextSpan(start, 1));
            return Nameless;
        }
        Soft(Messages.Brackets, Since(start));
        return new Identifier(_text[(start + 1)..end].Trim(), Quoted: false) { Span = Since(start) };
    }

    IReadOnlyList<Identifier> ParseNameParts(Expectation expected, Wording role)
    {
        var start = Current.Start;
        var first = ParseName(expected, role);
        if (!Is(TokenKind.Dot)) return [first];
        var parts = new List<Identifier>(4) { first };
        while (Take(TokenKind.Dot)) parts.Add(ParseName(Messages.ExpectName, role));
        var isColumn = ReferenceEquals(role, Messages.RoleColumn);
        if (parts.Count > (isColumn ? 4 : 3)) Soft(isColumn ? Messages.TooManyColumnParts : Messages.TooManyTableParts, Since(start));
        return parts;
    }

    // The name of a column or table, with AS or without.
    Identifier? ParseAlias(bool ofTable)
    {
        if (Take(Keyword.As)) return ParseAliasAfterAs();
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Quoted:
                break;
            case TokenKind.String:
                Soft(Messages.TextAsName, token.Span);
                break;
            case TokenKind.OpenBracket when !ofTable:
                return null;
            case TokenKind.OpenBracket:
                return ParseBracketedName();
            case TokenKind.Word when Keywords.IsReserved(token.Keyword):
                if (!IsPlainlyAlias(token.Keyword)) return null;
                (_reserved ??= []).Add((token, Messages.RoleName));
                break;
            case TokenKind.Word when ofTable && IsLimit():
                return null;
            case TokenKind.Word:
                break;
            default:
                return null;
        }
        _at++;
        return Named(token);
    }

    Identifier ParseAliasAfterAs()
    {
        var token = Current;
        if (token.Kind == TokenKind.String) Soft(Messages.TextAsName, token.Span);
        else if (token.Kind != TokenKind.Word || !Keywords.IsReserved(token.Keyword) || Keywords.IsStructural(token.Keyword)) return ParseName(Messages.ExpectName, Messages.RoleName);
        else
        {
            Extension(Messages.ExtensionReservedName(Shown(token)), token.Span);
            (_reservedAliases ??= new(StringComparer.OrdinalIgnoreCase)).Add(token.Content(_text));
        }
        _at++;
        return Named(token);
    }

    // A reserved word between a value and a comma or FROM: COUNT(*) count FROM ...
    bool IsPlainlyAlias(Keyword keyword) => !Keywords.IsStructural(keyword) && (Ahead.Kind == TokenKind.Comma || Ahead.Keyword == Keyword.From);

    bool IsLimit() => Is(Keyword.Limit) && Ahead.Kind is TokenKind.Number or TokenKind.Minus or TokenKind.Plus or TokenKind.OpenParenthesis or TokenKind.String || Is(Keyword.Limit) && Ahead.Keyword == Keyword.All;

    void ReportReservedNames()
    {
        if (_reserved is null) return;
        foreach (var (token, role) in _reserved)
        {
            if (_bag.IsFull) return;
            var word = token.Content(_text);
            if (_reservedAliases?.Contains(word) == true) _bag.Extension(_mode, Messages.ExtensionReservedName(word), token.Span);
            else _bag.Error(Messages.ReservedName(word, role), token.Span);
        }
    }
}
