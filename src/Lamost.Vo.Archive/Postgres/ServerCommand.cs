namespace Lamost.Vo.Archive.Postgres;

/// <summary>The command line that starts the server.</summary>
static class ServerCommand
{
    /// <summary>
    /// Makes it: the server in a session of its own, so that Ctrl-C in the terminal reaches the service alone, as its account, and, on Linux, with the
    /// order to the kernel to end it (SIGINT) when the service dies. Each of these programs replaces itself by the next, so the child's process id is the server's.
    /// </summary>
    public static async Task<IReadOnlyList<string>> MakeAsync(PostgresBinaries binaries, ClusterAccount account, string clusterDirectory, CancellationToken cancel)
    {
        IReadOnlyList<string> command = [binaries.PathOf("postgres"), "-D", clusterDirectory];
        if (OperatingSystem.IsLinux() && await WorksAsync(["setpriv", "--pdeathsig", "INT", "true"], cancel).ConfigureAwait(false))
            command = ["setpriv", "--pdeathsig", "INT", .. command];
        command = account.Wrap(command);
        if (await WorksAsync(["setsid", "true"], cancel).ConfigureAwait(false)) return ["setsid", .. command];
        return await WorksAsync([.. Perl, "true"], cancel).ConfigureAwait(false) ? [.. Perl, .. command] : command;
    }

    /// <summary>What setsid does, for macOS, which has Perl but no setsid.</summary>
    internal static IReadOnlyList<string> Perl { get; } = ["perl", "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127;"];

    static async Task<bool> WorksAsync(IReadOnlyList<string> command, CancellationToken cancel) =>
        await Command.RunAsync(command, cancel).ConfigureAwait(false) is { ExitCode: 0 };
}
