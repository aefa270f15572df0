using System.Diagnostics;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Other programs: psql, curl, wrk, and the command of the service.</summary>
static class Programs
{
    /// <summary>The command under test, as <c>bench.sh</c> has built it.</summary>
    public static string ServiceCommand(string root) => Path.Combine(root, "src", "Lamost.Vo.Cli", "bin", "Release", "net10.0", "lamost-vo.dll");

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="onError">Told each line of its standard error; null to keep them for the message of a failure.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed, or cannot be started.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, Action<string>? onError = null, CancellationToken cancel = default)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var errors = new List<string>();
        process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is null) return;
            errors.Add(e.Data);
            onError?.Invoke(e.Data);
        };
        process.BeginErrorReadLine();
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{string.Join('\n', errors.TakeLast(10))}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Seconds from its start to its end.</returns>
    public static async Task<(double Seconds, string Output)> TimeAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var output = await RunAsync(program, arguments, cancel: cancel);
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, output);
    }

    /// <summary>Starts a program with its standard streams redirected.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"{program} cannot be started ({e.Message}); ./bench.sh installs what the benchmark needs.", e);
        }
    }
}
