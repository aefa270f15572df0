namespace Lamost.Vo.Adql.Syntax;

/// <summary>A piece of a query's syntax tree. The tree is immutable; parsers make it from text, programs (a cone search) by hand.</summary>
public abstract record Node
{
    /// <summary>Where it stands in the text.</summary>
    public TextSpan Span { get; init; } = TextSpan.None;
}

/// <summary>A name.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="Quoted">True when it was in double quotes, so that its case counts.</param>
public sealed record Identifier(string Text, bool Quoted) : Node
{
    /// <summary>A name that a program gives, in its exact case.</summary>
    public static Identifier Exact(string text) => new(text, Quoted: true);

    /// <summary>Whether it means this name: exactly when quoted, else in any case (ADQL 2.1, 2.1.2).</summary>
    public bool Means(string name) => name.Equals(Text, Quoted ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
