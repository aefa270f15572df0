namespace Lamost.Vo.Archive.Coverage;

/// <summary>Maps in memory, up to a weight of all of them; that which was asked for longest ago goes first. Safe for any number of threads.</summary>
/// <param name="most">Ranges of all maps, at most.</param>
sealed class HeldMaps(int most)
{
    readonly Dictionary<object, LinkedListNode<(object Key, object Map, long Ranges)>> _maps = [];
    readonly LinkedList<(object Key, object Map, long Ranges)> _byUse = [];
    readonly Lock _lock = new();
    long _ranges;

    /// <summary>The map under a key; null when it is not here.</summary>
    public T? Find<T>(object key)
        where T : class
    {
        lock (_lock)
        {
            if (!_maps.TryGetValue(key, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return (T)node.Value.Map;
        }
    }

    /// <summary>Keeps a map, and lets go of others; one that is too large alone is not kept.</summary>
    public void Keep(object key, object map, long ranges)
    {
        lock (_lock)
        {
            if (_maps.Remove(key, out var old)) Forget(old);
            if (ranges > most) return;
            _maps.Add(key, _byUse.AddFirst((key, map, ranges)));
            _ranges += ranges;
            while (_ranges > most)
            {
                _maps.Remove(_byUse.Last!.Value.Key);
                Forget(_byUse.Last!);
            }
        }
    }

    void Forget(LinkedListNode<(object Key, object Map, long Ranges)> node)
    {
        _byUse.Remove(node);
        _ranges -= node.Value.Ranges;
    }
}
