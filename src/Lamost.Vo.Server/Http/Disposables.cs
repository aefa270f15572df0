namespace Lamost.Vo.Server.Http;

/// <summary>What a request has to clean up, in the reverse order of its coming; or, after <see cref="Release"/>, what somebody else has to.</summary>
public sealed class Disposables(params IAsyncDisposable[] first) : IAsyncDisposable
{
    List<IAsyncDisposable> _owned = [.. first];

    /// <summary>Adds one.</summary>
    public void Add(IAsyncDisposable one) => _owned.Add(one);

    /// <summary>Gives everything to another owner.</summary>
    public Disposables Release()
    {
        var other = new Disposables { _owned = _owned };
        _owned = [];
        return other;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        for (var i = _owned.Count - 1; i >= 0; i--) await _owned[i].DisposeAsync().ConfigureAwait(false);
        _owned.Clear();
    }
}
