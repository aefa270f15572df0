using System.Security.Cryptography;
using System.Text;

namespace Lamost.Vo.Archive.Database;

/// <summary>A numbered SQL file of <c>schemas/migrations</c>, embedded in this assembly.</summary>
/// <param name="Name">The file's name, e.g. <c>0001_metadata.sql</c>; the order of names is the order of application.</param>
/// <param name="Sql">Its text.</param>
sealed record Migration(string Name, string Sql)
{
    const string Prefix = "migrations/";

    /// <summary>What tells an edited file from the one that was applied: SHA-256 of the text, its line ends as LF.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>All, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    static List<Migration> Load()
    {
        var assembly = typeof(Migration).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [.. names.Select(n => new Migration(n[Prefix.Length..], Read(n)))];

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }
}
