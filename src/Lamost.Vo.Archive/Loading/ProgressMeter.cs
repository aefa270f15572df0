using System.Diagnostics;

namespace Lamost.Vo.Archive.Loading;

/// <summary>Tells how far a load is: at each change of phase, and four times a second while it reads. Also times the phases.</summary>
sealed class ProgressMeter : IDisposable
{
    readonly IProgress<LoadProgress>? _to;
    readonly Func<(long Rows, double? Fraction, long Rejected)> _state;
    readonly Dictionary<LoadPhase, TimeSpan> _durations = [];
    readonly Stopwatch _watch = Stopwatch.StartNew();
    readonly Lock _lock = new();
    Timer? _timer;
    LoadPhase _phase;
    TimeSpan _reading;

    /// <summary>Starts with <see cref="LoadPhase.Reading"/>.</summary>
    public ProgressMeter(IProgress<LoadProgress>? to, Func<(long Rows, double? Fraction, long Rejected)> state)
    {
        _to = to;
        _state = state;
        if (to is null) return;
        to.Report(Now());
        _timer = new Timer(_ => Tick(), null, 250, 250);
    }

    /// <summary>How long the phases that ended took.</summary>
    public IReadOnlyDictionary<LoadPhase, TimeSpan> Durations => _durations;

    /// <summary>Ends the phase, and begins another.</summary>
    public void Enter(LoadPhase phase)
    {
        End();
        _phase = phase;
        _to?.Report(Now());
    }

    /// <summary>Ends the last phase.</summary>
    public void End()
    {
        Stop();
        _durations[_phase] = _watch.Elapsed;
        if (_phase == LoadPhase.Reading) _reading = _watch.Elapsed;
        _watch.Restart();
    }

    /// <summary>Ends the telling.</summary>
    public void Dispose() => Stop();

    void Tick()
    {
        lock (_lock)
            if (_timer is not null) _to!.Report(Now());
    }

    void Stop()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    LoadProgress Now()
    {
        var (rows, fraction, rejected) = _state();
        var reading = _phase == LoadPhase.Reading;
        var elapsed = reading ? _watch.Elapsed : _reading;
        TimeSpan? remaining = reading && fraction is > 0 and <= 1 ? elapsed * ((1 - fraction.Value) / fraction.Value) : null;
        return new LoadProgress(_phase, rows, elapsed > TimeSpan.Zero ? rows / elapsed.TotalSeconds : 0, fraction, remaining, rejected);
    }
}
