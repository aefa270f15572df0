namespace Lamost.Vo.Adql.Syntax;

/// <summary>What a token is.</summary>
enum TokenKind
{
    /// <summary>A keyword, function name or regular identifier.</summary>
    Word,

    /// <summary>A delimited identifier; the text is without its quotes.</summary>
    Quoted,

    /// <summary>A character string; the text is without its quotes.</summary>
    String,

    /// <summary>An unsigned number.</summary>
    Number,

    /// <summary>An operator or a mark.</summary>
    Mark,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>A token (ADQL 2.1, 2.1).</summary>
readonly record struct Token(TokenKind Kind, string Text, TextSpan Span)
{
    /// <summary>Whether it is this keyword, in any case.</summary>
    public bool Is(string keyword) => Kind == TokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this operator or mark.</summary>
    public bool IsMark(string mark) => Kind == TokenKind.Mark && Text == mark;

    /// <summary>As it is called in a message.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the query",
        TokenKind.String => $"the text '{Shortened}'",
        TokenKind.Quoted => $"the name \"{Shortened}\"",
        _ => $"\"{Shortened}\"",
    };

    string Shortened => AdqlError.Shown(Text);
}
