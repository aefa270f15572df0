namespace Lamost.Vo.Adql.Syntax;

/// <summary>What a token is.</summary>
enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A keyword, function name or regular identifier.</summary>
    Word,

    /// <summary>A delimited identifier.</summary>
    Quoted,

    /// <summary>A character string.</summary>
    String,

    /// <summary>An unsigned number.</summary>
    Number,

    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Comma,
    Dot,
    Semicolon,
    DoubleColon,
    Equal,
    DoubleEqual,
    NotEqual,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    DoubleBar,
    Ampersand,
    Bar,
    Tilde,
    ShiftLeft,
    ShiftRight,
}

/// <summary>What else is known of a token.</summary>
[Flags]
enum TokenTraits : byte
{
    None = 0,

    /// <summary>Its content has doubled quotes.</summary>
    Doubled = 1,

    /// <summary>A number with point or exponent.</summary>
    Fraction = 2,

    /// <summary>A number in hexadecimal.</summary>
    Hexadecimal = 4,

    /// <summary>A number that cannot be read, which has been reported.</summary>
    Unreadable = 8,

    /// <summary>Something that was reported and skipped stands before it, so that an error here is no news.</summary>
    AfterSkipped = 16,
}

/// <summary>A token (ADQL 2.1, 2.1): a piece of the text. What the piece says is read when it is needed.</summary>
readonly struct Token(TokenKind kind, Keyword keyword, TokenTraits traits, int start, int length)
{
    public TokenKind Kind { get; } = kind;

    /// <summary>For a word of the language which, else <see cref="Keyword.None"/>.</summary>
    public Keyword Keyword { get; } = keyword;

    public TokenTraits Traits { get; } = traits;

    public int Start { get; } = start;

    public int Length { get; } = length;

    public int End => Start + Length;

    public TextSpan Span => new(Start, Length);

    /// <summary>Whether an error here would only be what a reported one entails.</summary>
    public bool IsAfterSkipped => (Traits & TokenTraits.AfterSkipped) != 0;

    /// <summary>What it says: a word as it is, a name or text without its quotes.</summary>
    public string Content(string text)
    {
        if (Kind is not (TokenKind.Quoted or TokenKind.String)) return text.Substring(Start, Length);
        var content = text.Substring(Start + 1, Math.Max(0, Length - 2));
        if ((Traits & TokenTraits.Doubled) == 0) return content;
        return Kind == TokenKind.Quoted ? content.Replace("\"\"", "\"", StringComparison.Ordinal) : content.Replace("''", "'", StringComparison.Ordinal);
    }
}
