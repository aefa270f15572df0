using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>What can stand at a place.</summary>
/// <param name="Text">For the message.</param>
/// <param name="Words">The keywords among it, in capitals and divided by blanks: a misspelt one is recognised by them.</param>
sealed record Expectation(Wording Text, string Words = "");
