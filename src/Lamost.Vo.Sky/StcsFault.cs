namespace Lamost.Vo.Sky;

/// <summary>Why a text is no region.</summary>
/// <param name="Position">The offset of the character where it was seen, from 0.</param>
/// <param name="English">A sentence; it counts characters from 1.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record StcsFault(int Position, string English, string Chinese);
