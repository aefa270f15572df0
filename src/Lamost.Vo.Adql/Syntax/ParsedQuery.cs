using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>A query that was read.</summary>
/// <param name="Query">The tree.</param>
/// <param name="Warnings">What in it is not part of ADQL 2.1, in the order found.</param>
public sealed record ParsedQuery(Query Query, IReadOnlyList<AdqlDiagnostic> Warnings);
