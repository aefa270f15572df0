namespace Lamost.Vo.Archive.Simulation;

/// <summary>A field: a centre, a brightness band, and the plates that observe it from one list of targets.</summary>
sealed class Field(Direction centre, int band, Programme programme, ulong key, Plate[] plates)
{
    /// <summary>Its centre.</summary>
    public Direction Centre { get; } = centre;

    /// <summary>0 to 3: V, B, M, F, from bright to faint.</summary>
    public int Band { get; } = band;

    /// <summary>The programme it belongs to.</summary>
    public Programme Programme { get; } = programme;

    /// <summary>The key of its streams of random numbers.</summary>
    public ulong Key { get; } = key;

    /// <summary>Its plates in the order of their nights.</summary>
    public Plate[] Plates { get; } = plates;

    /// <summary>Published spectra of all its plates.</summary>
    public long Rows { get; set; }

    /// <summary>Its first row in the release.</summary>
    public long FirstRow { get; set; }

    /// <summary>Fibres that publish: row r of the field is visit r mod plates of fibre slot r / plates.</summary>
    public int Slots => (int)((Rows + Plates.Length - 1) / Plates.Length);

    /// <summary>The stars that a slot observes, one after the other: which of them a visit belongs to.</summary>
    /// <param name="slot">0 to <see cref="Slots"/> - 1.</param>
    /// <param name="visit">The plate's number in <see cref="Plates"/>.</param>
    /// <param name="start">Identifies the star in the slot.</param>
    /// <param name="first">The first visit of this star.</param>
    public void FindStar(int slot, int visit, out int start, out int first)
    {
        var count = Plates.Length;
        start = first = 0;
        if (count == 1) return;
        // Runs of visits are laid on a ring that begins at a random plate, so that a star's first visit is no earlier than another's.
        var draws = new Draws(Draws.Key(Key, (ulong)slot));
        var begin = draws.Below(count);
        var at = (visit + begin) % count;
        int length;
        while (at >= start + (length = Programme.Visits.DrawStar(ref draws, count - start))) start += length;
        first = start <= begin && begin < start + length ? 0 : (start - begin + count) % count;
    }
}
