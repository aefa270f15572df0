using System.Diagnostics;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>
/// Keeps one server running as a child process: starts it, waits until it takes connections, and starts it again when it dies, until it is told to stop.
/// All children are started by one thread that lives as long as they do: the signal that ends a server when its service dies (PR_SET_PDEATHSIG)
/// is sent when the starting *thread* ends.
/// </summary>
/// <param name="clusterDirectory">The server's data directory.</param>
/// <param name="command">The program and its arguments.</param>
/// <param name="options">Pauses and timeouts.</param>
/// <param name="log">Told what happens; any thread.</param>
/// <param name="serverLog">Receives the server's own log lines; any thread.</param>
sealed class ClusterSupervisor(
    string clusterDirectory, IReadOnlyList<string> command, EmbeddedClusterOptions options, Action<string> log, ServerLog serverLog) : IDisposable
{
    readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEventSlim _stop = new();
    readonly Lock _gate = new();
    Process? _process;
    volatile bool _available;

    /// <summary>Whether the server takes connections.</summary>
    public bool IsAvailable => _available;

    /// <summary>The server's process; null while there is none.</summary>
    public int? ProcessId
    {
        get
        {
            lock (_gate) return _process is { HasExited: false } p ? p.Id : null;
        }
    }

    /// <summary>Raised on the supervising thread when <see cref="IsAvailable"/> changes.</summary>
    public event Action<bool>? AvailabilityChanged;

    /// <summary>Starts the thread; ends when the server takes connections for the first time.</summary>
    /// <exception cref="VoException">LVO-DB-5006, LVO-DB-5007.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        new Thread(Run) { IsBackground = true, Name = "PostgreSQL supervisor" }.Start();
        using (cancel.Register(() => Signal(Posix.Sigint))) await _started.Task.ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Stops the server: a fast shutdown, an immediate one after a timeout, and force at last. Ends when it is gone.</summary>
    public async Task StopAsync()
    {
        Signal(Posix.Sigint);
        if (await EndedWithinAsync(options.FastStopTimeoutSeconds).ConfigureAwait(false)) return;
        log("PostgreSQL does not stop in time; stopping it at once.");
        Signal(Posix.Sigquit);
        if (await EndedWithinAsync(options.ImmediateStopTimeoutSeconds).ConfigureAwait(false)) return;
        Signal(Posix.Sigkill);
        await _ended.Task.ConfigureAwait(false);
    }

    async Task<bool> EndedWithinAsync(double seconds) =>
        await Task.WhenAny(_ended.Task, Task.Delay(TimeSpan.FromSeconds(seconds))).ConfigureAwait(false) == _ended.Task;

    /// <summary>To be called after <see cref="StopAsync"/>.</summary>
    public void Dispose() => _stop.Dispose();

    void Signal(int signal)
    {
        _stop.Set();
        lock (_gate)
        {
            if (_process is { HasExited: false } running) Posix.Signal(running.Id, signal);
        }
    }

    void Run()
    {
        try
        {
            var pause = options.RestartBackoffSeconds;
            while (!_stop.IsSet)
            {
                var up = RunServer();
                if (_stop.IsSet) break;
                if (!_started.Task.IsCompleted) throw ClusterErrors.StartFailed(serverLog.LastLines());
                if (up > TimeSpan.FromMinutes(1)) pause = options.RestartBackoffSeconds;
                log($"PostgreSQL ended unexpectedly; starting it again in {pause:0.#} s.");
                _stop.Wait(TimeSpan.FromSeconds(pause));
                pause = Math.Min(pause * 2, options.RestartBackoffLimitSeconds);
            }
            _started.TrySetCanceled();
        }
        catch (Exception e) when (!_started.Task.IsCompleted)
        {
            _started.TrySetException(e);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Starts the server and returns when it has ended; the time for which it took connections.</summary>
    TimeSpan RunServer()
    {
        try
        {
            Leftovers.Clear(clusterDirectory, options, log);
        }
        catch (Exception e) when (_started.Task.IsCompleted)
        {
            log(e.Message); // tried again after the pause
            return TimeSpan.Zero;
        }
        using var process = new Process { StartInfo = Command.Prepare(command) };
        lock (_gate)
        {
            if (_stop.IsSet) return TimeSpan.Zero;
            process.Start();
            _process = process;
        }
        process.StandardInput.Close();
        serverLog.Follow(process.StandardError);
        serverLog.Follow(process.StandardOutput);

        var clock = Stopwatch.StartNew();
        while (!process.HasExited && !IsReady(process.Id)) process.WaitForExit(10);
        if (!process.HasExited)
        {
            clock.Restart();
            _started.TrySetResult();
            SetAvailable(true);
        }
        process.WaitForExit(); // not for the end of its output: backends that outlive it hold that open
        SetAvailable(false);
        lock (_gate) _process = null;
        return clock.Elapsed;
    }

    bool IsReady(int pid) => PostmasterFile.Read(clusterDirectory) is { Ready: true } file && file.ProcessId == pid;

    void SetAvailable(bool available)
    {
        if (_available == available) return;
        _available = available;
        AvailabilityChanged?.Invoke(available);
    }
}
