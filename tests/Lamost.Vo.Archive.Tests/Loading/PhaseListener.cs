using Lamost.Vo.Archive.Loading;

namespace Lamost.Vo.Archive.Tests.Loading;

/// <summary>Does something, once, when a load enters a phase; the load waits for it.</summary>
sealed class PhaseListener(LoadPhase phase, Action act) : IProgress<LoadProgress>
{
    int _done;

    public void Report(LoadProgress value)
    {
        if (value.Phase == phase && Interlocked.Exchange(ref _done, 1) == 0) act();
    }
}
