using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

public sealed class QueryRunTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Rows_are_not_disposed_while_the_first_is_still_being_read()
    {
        var rows = new SlowRows();
        var run = new QueryRun(fixture.Database, _ => Task.FromResult<ITupleSource>(rows), 10, null, new SemaphoreSlim(1), default);
        var first = run.FirstRowAsync();
        await rows.Reading.Task;
        var disposing = run.DisposeAsync().AsTask();
        await rows.Cancelled.Task;
        await Task.Delay(50);
        Assert.False(rows.IsDisposed);
        rows.Ends.SetResult();
        await disposing;
        Assert.True(rows.IsDisposed);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    // A read that takes a while to notice that it is cancelled.
    sealed class SlowRows : ITupleSource
    {
        public TaskCompletionSource Reading { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ends { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed { get; private set; }

        public async ValueTask<bool> WaitAsync()
        {
            Reading.SetResult();
            await Ends.Task;
            throw new OperationCanceledException();
        }

        public bool TryRow(out ReadOnlySpan<byte> row)
        {
            row = default;
            return false;
        }

        public void Cancel() => Cancelled.TrySetResult();

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
