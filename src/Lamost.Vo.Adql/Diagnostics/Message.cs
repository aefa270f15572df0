namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What a diagnostic says, without its place. The texts themselves are in <see cref="Messages"/>, all of them.</summary>
/// <param name="Code">For instance <c>LVO-ADQL-0203</c>.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Hint">What would be right; null for none.</param>
sealed record Message(string Code, Wording Text, Wording? Hint = null);
