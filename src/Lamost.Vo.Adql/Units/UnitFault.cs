using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Units;

/// <summary>Why a text is no unit.</summary>
/// <param name="Position">The offset of the character where it was seen, from 0.</param>
/// <param name="Text">A sentence; it counts characters from 1.</param>
public sealed record UnitFault(int Position, Wording Text);
