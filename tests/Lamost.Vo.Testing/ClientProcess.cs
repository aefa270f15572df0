using System.Diagnostics;
using Xunit;

namespace Lamost.Vo.Testing;

/// <summary>A program that a test starts, and what it said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record ClientProcess(int ExitCode, string Output, string Errors)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program to its end; a program that is missing fails the test and says how to get it.</summary>
    public static async Task<ClientProcess> RunAsync(string program, IEnumerable<string> arguments, string? input = null)
    {
        using var process = Start(program, arguments);
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within {Patience}.");
        }
        return new ClientProcess(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a program with redirected input and output, and leaves it running.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"{program} cannot be started ({e.Message}); ./test.sh installs what the tests need.", e);
        }
    }

    /// <summary>Runs a Python script given as text, with Debian's Python, which has astropy and pyVO.</summary>
    public static Task<ClientProcess> PythonAsync(string script, params string[] arguments) =>
        RunAsync("/usr/bin/python3", ["-c", script, .. arguments]);

    /// <summary>The output of a run that must have succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Errors}\n{Output}");
        return Output;
    }
}
