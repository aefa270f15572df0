using Lamost.Vo.Archive.Loading;

namespace Lamost.Vo.Archive.Tests.Loading;

/// <summary>Rows for <see cref="FileRowSourceTests.Stars"/>, a few at a time, until it is stopped: a load that can be caught in the middle.</summary>
/// <param name="rows">About how many rows to give before it stops by itself.</param>
sealed class EndlessSource(int rows = int.MaxValue) : IRowSource
{
    readonly TaskCompletionSource _flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool _stopped;
    int _given;

    /// <summary>Done when some blocks have been sent.</summary>
    public Task Flowing => _flowing.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Rows given so far.</summary>
    public int Given => _given;

    public long? ExpectedRows => null;

    public double? Fraction => null;

    public void Stop() => _stopped = true;

    public RowBlock? NextBlock(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (_stopped) return null;
        Thread.Sleep(1);
        var to = new TupleWriter();
        const int count = 20;
        var last = Interlocked.Add(ref _given, count);
        if (last > rows) return null;
        for (var id = last - count; id < last; id++)
        {
            to.Begin(8);
            to.Long(id);
            to.Text("endless");
            to.Null();
            to.Double(1);
            to.Double(2);
            to.Null();
            to.Null();
            to.Long(RowAssembler.PixelOf(1, 2));
        }
        if (last >= 1000) _flowing.TrySetResult();
        return new RowBlock(to.Written, count);
    }

    public void Dispose() => Stop();
}
