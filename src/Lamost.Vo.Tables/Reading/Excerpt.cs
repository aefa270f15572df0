namespace Lamost.Vo.Tables.Reading;

/// <summary>What a message repeats of a file: as much as helps to find it, for a file can make anything long.</summary>
static class Excerpt
{
    /// <summary>The first characters of a text, and dots where there are more.</summary>
    public static string Of(ReadOnlySpan<char> text, int most = 40) => text.Length <= most ? text.ToString() : string.Concat(text[..most], "...");
}
