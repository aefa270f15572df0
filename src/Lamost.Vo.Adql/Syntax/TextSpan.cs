namespace Lamost.Vo.Adql.Syntax;

/// <summary>A piece of the query's text.</summary>
/// <param name="Start">Offset of its first character, from 0; -1 for what was built and never written.</param>
/// <param name="Length">Its length in characters.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The place of a node that was built by a program.</summary>
    public static TextSpan None => new(-1, 0);

    /// <summary>The offset after the last character.</summary>
    public int End => Start + Length;

    /// <summary>From the start of this piece to the end of another.</summary>
    public TextSpan To(TextSpan last) => Start < 0 ? last : last.Start < 0 ? this : new(Start, Math.Max(last.End, End) - Start);
}
