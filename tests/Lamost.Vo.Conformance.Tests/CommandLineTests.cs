using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>The program <c>lamost-vo</c> as an operator meets it.</summary>
public sealed class CommandLineTests
{
    internal static readonly string Program = FindProgram();

    [Fact]
    public async Task Version_and_help_tell_what_there_is()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+", (await RunAsync("--version")).Succeeded());
        var help = (await RunAsync("--help")).Succeeded();
        foreach (var command in new[] { "demo", "serve", "load", "load-spectra", "simulate", "simulate-spectra", "adql", "settings", "export" }) Assert.Contains(command, help);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("demo", "--port", "99999")]
    [InlineData("demo", "--rows", "0")]
    [InlineData("load", "--release", "dr10", "--table", "lrs_catalogue")]
    [InlineData("simulate", "--release", "dr99", "--rows", "10")]
    [InlineData("simulate-spectra", "--release", "dr10", "--count", "0")]
    [InlineData("simulate-spectra", "--release", "dr10", "--count", "5", "--medium", "6")]
    [InlineData("simulate-spectra", "--release", "dr10", "--count", "5", "--layout", "paper")]
    [InlineData("load-spectra", "--release", "dr10", "--path-template", "{obsid}.fits", "/tmp")]
    [InlineData("load-spectra", "--release", "dr10")]
    [InlineData("demo", "--spectra", "-1")]
    public async Task Wrong_usage_is_told_on_standard_error_with_exit_code_2(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("--help", run.Errors);
    }

    [Fact]
    public async Task Settings_are_printed_to_begin_with_and_checked_and_a_wrong_file_keeps_the_service_from_starting()
    {
        var directory = Directory.CreateTempSubdirectory("lamost-vo-settings-");
        try
        {
            var file = Path.Combine(directory.FullName, "settings.yaml");
            await File.WriteAllTextAsync(file, (await RunAsync("settings")).Succeeded());
            Assert.Contains("ivo://org.example.lamost", (await RunAsync("settings", file)).Succeeded());
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("email: vo@example.org", "email: nobody", StringComparison.Ordinal).Replace("created:", "creatd:", StringComparison.Ordinal));
            foreach (var run in (ClientProcess[])[await RunAsync("settings", file), await RunAsync("serve", "--data", directory.FullName), await RunAsync("demo", "--settings", file, "--data", directory.FullName)])
            {
                Assert.Equal(1, run.ExitCode);
                Assert.Matches(@"settings\.yaml\(\d+,1\): creatd: An unknown key. Did you mean 'created'\?", run.Errors);
                Assert.Contains("contact email:", run.Errors);
            }
            // Before anything was made.
            Assert.Equal(["settings.yaml"], Directory.EnumerateFileSystemEntries(directory.FullName).Select(Path.GetFileName));
            Assert.Equal(2, (await RunAsync("serve", "--settings", file + ".missing")).ExitCode);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Demo_serves_keeps_its_data_and_stops_cleanly_and_a_second_one_is_told_so()
    {
        var data = Path.Combine(Path.GetTempPath(), "lamost-vo-cli-" + Guid.NewGuid().ToString("N")[..8]);
        var port = FreePort();
        string[] demo = ["demo", "--port", $"{port}", "--data", data, "--rows", "3000", "--spectra", "24"];
        try
        {
            long rows;
            using (var first = Start(demo))
            {
                await ServingAsync(first, port);
                rows = await CountAsync(port);
                Assert.Equal(3000, rows);
                Assert.Equal(24, Directory.EnumerateFiles(Path.Combine(data, "spectra"), "*.fits.gz", SearchOption.AllDirectories).Count());
                var access = await AskAsync(port, "SELECT access_url, obs_publisher_did FROM ivoa.obscore WHERE instrument_name = 'LRS' AND access_estsize > 0");
                Assert.Equal(22, access.Length);
                Assert.All(access[1..], a => Assert.StartsWith($"http://localhost:{port}/", a));
                Assert.All(access[1..], a => Assert.Contains(",ivo://lamost.vo/dr10?", a));

                var second = await RunAsync("demo", "--port", $"{FreePort()}", "--data", data);
                Assert.Equal(1, second.ExitCode);
                Assert.Contains($"{first.Id}", second.Errors);

                var more = await RunAsync("simulate", "--release", "dr10", "--rows", "4000", "--data", data);
                Assert.Equal(0, more.ExitCode);
                for (var i = 0; i < 100 && await CountAsync(port) != 4000; i++) await Task.Delay(100);
                Assert.Equal(4000, await CountAsync(port));

                await StopAsync(first, "TERM");
            }
            Assert.Empty(ServersOf(data));
            using (var again = Start(demo))
            {
                await ServingAsync(again, port);
                Assert.Equal(4000, await CountAsync(port));
                await StopAsync(again, "INT");
            }
            Assert.Empty(ServersOf(data));
        }
        finally
        {
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        }
    }

    static Task<ClientProcess> RunAsync(params string[] arguments) => ClientProcess.RunAsync("dotnet", [Program, .. arguments]);

    static Process Start(string[] arguments)
    {
        // What runs in the background of a shell inherits that SIGINT is ignored, and .NET abides by it.
        var process = ClientProcess.Start("env", ["--default-signal=INT", "dotnet", Program, .. arguments]);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    static async Task ServingAsync(Process demo, int port)
    {
        string? line;
        while ((line = await demo.StandardOutput.ReadLineAsync()) is not null)
            if (line.Contains($"http://localhost:{port}/tap", StringComparison.Ordinal)) return;
        Assert.Fail($"The demo ended with code {demo.ExitCode} before it served.");
    }

    static async Task<long> CountAsync(int port) => long.Parse((await AskAsync(port, "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue"))[1]);

    // The lines of CSV, the names of the columns first.
    static async Task<string[]> AskAsync(int port, string adql)
    {
        using var http = new HttpClient();
        var csv = await http.GetStringAsync($"http://localhost:{port}/tap/sync?RESPONSEFORMAT=csv&QUERY={Uri.EscapeDataString(adql)}");
        return csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    static async Task StopAsync(Process demo, string signal)
    {
        (await ClientProcess.RunAsync("kill", [$"-{signal}", $"{demo.Id}"])).Succeeded();
        await demo.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(40)).Token);
        Assert.Equal(0, demo.ExitCode);
    }

    static List<string> ServersOf(string data) =>
        [.. Process.GetProcesses().Where(p => p.ProcessName == "postgres").Select(p => ReadCommandLine(p.Id)).Where(c => c.Contains(data, StringComparison.Ordinal))];

    static string ReadCommandLine(int id)
    {
        try { return File.ReadAllText($"/proc/{id}/cmdline"); }
        catch (IOException) { return ""; }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The program is built beside the tests: the configuration and framework of this assembly are the program's too.
    static string FindProgram()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        var tail = Path.Combine("bin", at.Parent!.Name, at.Name);
        while (!File.Exists(Path.Combine(at!.FullName, "Lamost.Vo.sln"))) at = at.Parent;
        return Path.Combine(at.FullName, "src", "Lamost.Vo.Cli", tail, "lamost-vo.dll");
    }
}
