using System.Diagnostics;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>Counts what a load of spectra sees. Safe for several threads.</summary>
sealed class SpectrumTally(SpectrumLoadOptions options, IProgress<SpectrumLoadProgress>? progress)
{
    readonly Lock _lock = new();
    readonly Stopwatch _clock = Stopwatch.StartNew();
    readonly List<SpectrumFault> _faults = [];
    readonly Dictionary<SpectrumFaultKind, long> _counts = Enum.GetValues<SpectrumFaultKind>().ToDictionary(k => k, _ => 0L);
    long _files, _read, _bytes;

    /// <summary>Counts a file that has not changed.</summary>
    public void Skipped(int files) => Add(files, 0, 0);

    /// <summary>Counts a file that was read.</summary>
    public void Read(long bytes) => Add(1, 1, bytes);

    /// <summary>Counts a fault, and keeps it while there is room.</summary>
    public void Fault(SpectrumFault fault, long count = 1)
    {
        lock (_lock)
        {
            if (_counts[fault.Kind] < options.MaxListed) _faults.Add(fault);
            _counts[fault.Kind] += count;
        }
    }

    /// <summary>Counts faults that are not listed.</summary>
    public void Unlisted(SpectrumFaultKind kind, long count)
    {
        lock (_lock) _counts[kind] += count;
    }

    /// <summary>What was found.</summary>
    public SpectrumLoadReport Report(IReadOnlyList<SpectrumFeed> feeds)
    {
        lock (_lock)
            return new SpectrumLoadReport(_files, _read, [.. _faults.OrderBy(f => f.Kind).ThenBy(f => f.Path, StringComparer.Ordinal)], new Dictionary<SpectrumFaultKind, long>(_counts), feeds);
    }

    void Add(int files, int read, long bytes)
    {
        SpectrumLoadProgress now;
        lock (_lock)
        {
            (_files, _read, _bytes) = (_files + files, _read + read, _bytes + bytes);
            now = new SpectrumLoadProgress(_files, _read, _bytes, _files / Math.Max(_clock.Elapsed.TotalSeconds, 0.001), _counts[SpectrumFaultKind.Unreadable]);
        }
        progress?.Report(now);
    }
}
