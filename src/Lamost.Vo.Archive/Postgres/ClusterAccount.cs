using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>As whom the server runs: the current user, or another where that is root, which PostgreSQL refuses.</summary>
/// <param name="Name">For messages.</param>
/// <param name="UserId">Null for the current user.</param>
/// <param name="GroupId">Null for the current user's.</param>
sealed record ClusterAccount(string Name, int? UserId, int? GroupId)
{
    static readonly string[] Preferred = ["postgres", "nobody"];

    /// <summary>Chooses: as root the owner of the cluster that exists, else the wished for user, else <c>postgres</c>, else <c>nobody</c>.</summary>
    /// <exception cref="VoException">LVO-DB-5008.</exception>
    public static async Task<ClusterAccount> ChooseAsync(string clusterDirectory, string? wished, CancellationToken cancel)
    {
        if (!Posix.IsRoot) return new ClusterAccount(Environment.UserName, null, null);
        if (await Command.RunAsync(["setpriv", "--version"], cancel).ConfigureAwait(false) is not { ExitCode: 0 })
            throw ClusterErrors.NoAccount("The program setpriv (package util-linux) is missing.");
        if (Directory.Exists(clusterDirectory)
            && await Command.RunAsync(["stat", "-c", "%u %g", clusterDirectory], cancel).ConfigureAwait(false) is { ExitCode: 0 } owner)
        {
            var ids = owner.Output.Split(' ').Select(Number).ToArray();
            if (ids[0] != 0) return new ClusterAccount($"user {ids[0]}", ids[0], ids[1]);
        }
        foreach (var name in wished is null ? Preferred : [wished])
        {
            if (await IdAsync("-u", name, cancel).ConfigureAwait(false) is { } user and not 0 && await IdAsync("-g", name, cancel).ConfigureAwait(false) is { } group)
                return new ClusterAccount(name, user, group);
        }
        throw ClusterErrors.NoAccount($"There is no user {string.Join(" or ", wished is null ? Preferred : [wished])} that is not root.");
    }

    /// <summary>The command that runs another as this account; it replaces itself by that, so the process id stays.</summary>
    public IReadOnlyList<string> Wrap(IReadOnlyList<string> command) =>
        UserId is null ? command : ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", .. command];

    /// <summary>Makes a directory that only this account (and root) may enter; one that exists is left as it is.</summary>
    public void MakePrivateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The embedded PostgreSQL needs Unix sockets and users.");
        if (Directory.Exists(path)) return;
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Own(path);
    }

    /// <summary>Makes a file or directory that this process made the account's.</summary>
    public void Own(string path)
    {
        if (UserId is { } user) Posix.GiveTo(path, user, GroupId ?? user);
    }

    static async Task<int?> IdAsync(string what, string name, CancellationToken cancel) =>
        await Command.RunAsync(["id", what, name], cancel).ConfigureAwait(false) is { ExitCode: 0 } answer ? Number(answer.Output) : null;

    static int Number(string text) => int.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
