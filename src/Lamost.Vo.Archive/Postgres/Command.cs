using System.ComponentModel;
using System.Diagnostics;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>Runs a program to its end.</summary>
static class Command
{
    /// <summary>Runs it and collects what it prints.</summary>
    /// <returns>Null when there is no such program.</returns>
    public static async Task<CommandResult?> RunAsync(IReadOnlyList<string> command, CancellationToken cancel = default)
    {
        using var process = new Process { StartInfo = Prepare(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            return new CommandResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>
    /// How every program of PostgreSQL is started: from the root directory (its user may not be allowed to enter the current one),
    /// without the caller's PG* variables and with messages in English.
    /// </summary>
    public static ProcessStartInfo Prepare(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal) || k.StartsWith("LC_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}

/// <summary>How a program ended.</summary>
readonly record struct CommandResult(int ExitCode, string Output, string Error);
