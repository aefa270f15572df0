namespace Lamost.Vo.Sky;

public sealed partial class Moc
{
    /// <summary>True when every pixel of this map is in another.</summary>
    public bool IsSubsetOf(Moc other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int at = 0;
        foreach (var range in _ranges)
        {
            while (at < other._ranges.Length && other._ranges[at].Last < range.First) at++;
            if (at == other._ranges.Length || other._ranges[at].First > range.First || other._ranges[at].Last < range.Last) return false;
        }
        return true;
    }

    /// <summary>True when the two have a pixel in common.</summary>
    public bool Overlaps(Moc other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int i = 0, j = 0;
        while (i < _ranges.Length && j < other._ranges.Length)
        {
            if (_ranges[i].Last < other._ranges[j].First) i++;
            else if (other._ranges[j].Last < _ranges[i].First) j++;
            else return true;
        }
        return false;
    }

    /// <summary>
    /// The pixels of either, at the finer order. Maps of observations are first brought to the coarser of their orders, so that no cell is without an observation (MOC 2.0, 7.3):
    /// <see cref="Degrade"/>.
    /// </summary>
    public Moc Union(Moc other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var all = new List<PixelRange>(Math.Max(_ranges.Length, other._ranges.Length));
        int i = 0, j = 0;
        while (i < _ranges.Length || j < other._ranges.Length)
        {
            var next = j == other._ranges.Length || (i < _ranges.Length && _ranges[i].First <= other._ranges[j].First) ? _ranges[i++] : other._ranges[j++];
            if (all.Count > 0 && next.First <= all[^1].Last + 1) all[^1] = all[^1] with { Last = Math.Max(all[^1].Last, next.Last) };
            else all.Add(next);
        }
        return new Moc(Math.Max(Order, other.Order), [.. all]);
    }

    /// <summary>The pixels of both.</summary>
    public Moc Intersect(Moc other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var common = new List<PixelRange>();
        int i = 0, j = 0;
        while (i < _ranges.Length && j < other._ranges.Length)
        {
            long first = Math.Max(_ranges[i].First, other._ranges[j].First), last = Math.Min(_ranges[i].Last, other._ranges[j].Last);
            if (first <= last) common.Add(new PixelRange(first, last));
            if (_ranges[i].Last < other._ranges[j].Last) i++;
            else j++;
        }
        return new Moc(Math.Max(Order, other.Order), [.. common]);
    }

    /// <summary>The rest of the sky.</summary>
    public Moc Complement()
    {
        var rest = new List<PixelRange>();
        long next = 0;
        foreach (var range in _ranges)
        {
            if (range.First > next) rest.Add(new PixelRange(next, range.First - 1));
            next = range.Last + 1;
        }
        long count = Healpix.PixelCount(Healpix.MaxOrder);
        if (next < count) rest.Add(new PixelRange(next, count - 1));
        return new Moc(Order, [.. rest]);
    }
}
