using System.Collections.Immutable;

namespace Lamost.Vo.Archive.Releases;

/// <summary>The releases whose tables a definition may take for its own.</summary>
/// <param name="Names">Their names.</param>
/// <param name="TextOf">The YAML of one of them.</param>
sealed record KnownReleases(IReadOnlyList<string> Names, Func<string, string> TextOf)
{
    /// <summary>The releases that are being read, each for the tables of the one before: who stands here twice never comes to tables.</summary>
    public ImmutableList<string> Readers { get; init; } = [];
}
