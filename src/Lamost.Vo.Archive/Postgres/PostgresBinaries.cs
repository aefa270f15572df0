using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>The server programs of an installed PostgreSQL.</summary>
/// <param name="Directory">Where <c>initdb</c> and <c>postgres</c> are.</param>
/// <param name="Version">Major and minor number.</param>
public sealed partial record PostgresBinaries(string Directory, Version Version)
{
    /// <summary>The oldest major version that the service runs on.</summary>
    public const int OldestMajor = 15;

    /// <summary>The full path of a program, e.g. <c>initdb</c>.</summary>
    public string PathOf(string program) => Path.Combine(Directory, program);

    /// <summary>
    /// Finds the newest installed version: asks <c>pg_config --bindir</c>, and looks in <c>/usr/lib/postgresql/*/bin</c>, in the places of other
    /// Linux packages, in Homebrew's and in PATH.
    /// </summary>
    /// <param name="major">The major version that it has to be; null for any from <see cref="OldestMajor"/> on.</param>
    /// <param name="cancel">Breaks the search off.</param>
    /// <exception cref="VoException">LVO-DB-5001 when there is none, LVO-DB-5002 when there is none of this major version.</exception>
    public static async Task<PostgresBinaries> FindAsync(int? major = null, CancellationToken cancel = default)
    {
        var found = await FindInAsync(await CandidatesAsync(cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        return Choose(found, major);
    }

    /// <summary>The version in the answer of <c>postgres --version</c>; null when it is not understood.</summary>
    internal static Version? ParseVersion(string answer)
    {
        var match = VersionText().Match(answer);
        return match.Success ? new Version(Number(match.Groups[1]), match.Groups[2].Success ? Number(match.Groups[2]) : 0) : null;

        static int Number(Group group) => int.Parse(group.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The newest of what was found.</summary>
    internal static PostgresBinaries Choose(IReadOnlyList<PostgresBinaries> found, int? major)
    {
        var newest = found.Where(b => b.Version.Major >= OldestMajor).Where(b => major is null || b.Version.Major == major).MaxBy(b => b.Version);
        return newest ?? throw (major is null ? ClusterErrors.NoPrograms(found) : ClusterErrors.NoProgramsOfVersion(major.Value, found));
    }

    /// <summary>The installations among some directories; those that lack a program are passed over.</summary>
    internal static async Task<IReadOnlyList<PostgresBinaries>> FindInAsync(IEnumerable<string> directories, CancellationToken cancel)
    {
        var found = new List<PostgresBinaries>();
        foreach (var directory in directories.Distinct())
        {
            if (!File.Exists(Path.Combine(directory, "initdb")) || !File.Exists(Path.Combine(directory, "postgres"))) continue;
            var answer = await Command.RunAsync([Path.Combine(directory, "postgres"), "--version"], cancel).ConfigureAwait(false);
            if (answer is { ExitCode: 0 } ok && ParseVersion(ok.Output) is { } version) found.Add(new PostgresBinaries(directory, version));
        }
        return found;
    }

    static async Task<IReadOnlyList<string>> CandidatesAsync(CancellationToken cancel)
    {
        var candidates = new List<string>();
        if (await Command.RunAsync(["pg_config", "--bindir"], cancel).ConfigureAwait(false) is { ExitCode: 0 } answer) candidates.Add(answer.Output.Trim());
        candidates.AddRange(Below("/usr/lib/postgresql", "*"));
        candidates.AddRange(Below("/usr", "pgsql-*"));
        candidates.AddRange(Below("/opt/homebrew/opt", "postgresql@*"));
        candidates.AddRange(Below("/usr/local/opt", "postgresql@*"));
        candidates.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Path.IsPathRooted));
        return candidates;

        static IEnumerable<string> Below(string root, string pattern) =>
            System.IO.Directory.Exists(root) ? System.IO.Directory.GetDirectories(root, pattern).Select(d => Path.Combine(d, "bin")) : [];
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)(?:\.(\d+))?")]
    private static partial Regex VersionText();
}
