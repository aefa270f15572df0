using System.Runtime.CompilerServices;

namespace Lamost.Vo.Sky.Covers;

/// <summary>A run of pixels of order 29 of one class.</summary>
record struct Segment(long First, long Last, bool Inside)
{
    /// <summary>How many pixels.</summary>
    public readonly long Length => Last - First + 1;
}

/// <summary>Segments in the order of their pixels, disjoint; neighbours of one class are merged as they come. Keeps its memory.</summary>
sealed class SegmentList
{
    Segment[] _items = new Segment[256];

    public int Count { get; private set; }

    public ReadOnlySpan<Segment> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Appends pixels beyond all that are here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long first, long last, bool inside)
    {
        int count = Count;
        var items = _items;
        if (count > 0)
        {
            ref var previous = ref items[count - 1];
            if (previous.Last + 1 == first && previous.Inside == inside)
            {
                previous.Last = last;
                return;
            }
        }
        if (count == items.Length) Array.Resize(ref _items, 2 * count);
        _items[count] = new Segment(first, last, inside);
        Count = count + 1;
    }
}
