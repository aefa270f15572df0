using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The service under test: a process of its own, as an operator runs it, on a free port of this machine. PostgreSQL is its child.</summary>
sealed class ServiceProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly Queue<string> _lastLines = new();

    ServiceProcess(Process process, string url)
    {
        (_process, Url) = (process, url);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) =>
        {
            lock (_lastLines)
            {
                _lastLines.Enqueue(e.Data ?? "");
                if (_lastLines.Count > 20) _lastLines.Dequeue();
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its root, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Starts it on an archive, which it makes if there is none, and waits until it answers.</summary>
    public static async Task<ServiceProcess> StartAsync(string root, string data, CancellationToken cancel)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var service = new ServiceProcess(Programs.Start("dotnet", [Programs.ServiceCommand(root), "serve", "--data", data, "--urls", url]), url);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        for (var began = Stopwatch.StartNew(); ; await Task.Delay(100, cancel))
        {
            if (service._process.HasExited || began.Elapsed > TimeSpan.FromMinutes(5))
            {
                await service.DisposeAsync();
                throw new InvalidOperationException($"The service did not start:\n{string.Join('\n', service._lastLines)}");
            }
            try
            {
                using var answer = await http.GetAsync(new Uri("/tap/availability", UriKind.Relative), cancel);
                if (answer.IsSuccessStatusCode) return service;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
    }

    /// <summary>Resident memory now, in MB of 1,000,000 bytes; PostgreSQL not counted.</summary>
    public double ResidentMegabytes => Status("VmRSS");

    /// <summary>The most that was resident since <see cref="ForgetPeak"/>.</summary>
    public double PeakMegabytes => Status("VmHWM");

    /// <summary>Begins <see cref="PeakMegabytes"/> anew (Linux: proc(5), clear_refs).</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    /// <summary>Processor time of it and of PostgreSQL since their start, in seconds.</summary>
    public double ProcessorSeconds => ProcessTree.ProcessorSeconds(_process.Id);

    /// <summary>Stops it as an operator does, and with it PostgreSQL.</summary>
    public async ValueTask DisposeAsync()
    {
        // Not SIGINT: whatever a shell started in the background ignores it, and so do its children.
        if (!_process.HasExited) await Programs.RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    double Status(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
