using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Lamost.Vo.Archive.Releases;

/// <summary>The release definitions that the program carries: those of <c>schemas/</c> when it was built. Safe for several threads.</summary>
public static class ReleaseDefinitions
{
    const string Prefix = "schemas/";
    const string Suffix = ".yaml";

    static readonly ConcurrentDictionary<string, ReleaseDefinition> Read = new();

    /// <summary>The names, in alphabetical order, e.g. <c>dr10</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The definition of this name, read once.</summary>
    /// <param name="name">One of <see cref="Names"/>, exactly. A definition of the user's own is read with <see cref="ReleaseReader.Read"/>.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message tells which there are.</exception>
    public static ReleaseDefinition Get(string name) => Names.Contains(name)
        ? Read.GetOrAdd(name, static n => ReleaseReader.ReadText(Text(n), n + Suffix))
        : throw new KeyNotFoundException($"No release '{name}' is built in; there is {string.Join(", ", Names)}.");

    /// <summary>The YAML of the definition, e.g. to begin a definition of one's own.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new KeyNotFoundException($"No release '{name}' is built in; there is {string.Join(", ", Names)}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
