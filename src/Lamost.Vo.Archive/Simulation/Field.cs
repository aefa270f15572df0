namespace Lamost.Vo.Archive.Simulation;

/// <summary>A field: a centre, a brightness band, and the plates that observe it from one list of targets.</summary>
sealed class Field
{
    // Of the fibres of a field with a host, the part that observe a star of the host.
    const double SharedStars = 0.75;

    readonly int[] _before;

    public Field(Direction centre, int band, Programme programme, ulong key, Plate[] plates)
    {
        (Centre, Band, Programme, Key, Plates) = (centre, band, programme, key, plates);
        _before = new int[plates.Length + 1];
        for (var n = 0; n < plates.Length; n++) _before[n + 1] = _before[n] + plates[n].Spectra;
    }

    /// <summary>Its centre.</summary>
    public Direction Centre { get; }

    /// <summary>0 to 3: V, B, M, F, from bright to faint.</summary>
    public int Band { get; }

    /// <summary>The programme it belongs to.</summary>
    public Programme Programme { get; }

    /// <summary>The key of its streams of random numbers.</summary>
    public ulong Key { get; }

    /// <summary>Its plates in the order of their nights.</summary>
    public Plate[] Plates { get; }

    /// <summary>A field of another survey around the same centre, many of whose stars this one observes too; null for none.</summary>
    public Field? Host { get; init; }

    /// <summary>Published spectra of all its plates.</summary>
    public long Rows { get; set; }

    /// <summary>Its first row in the survey.</summary>
    public long FirstRow { get; set; }

    /// <summary>The number of its first slot in the survey.</summary>
    public long FirstSlot { get; set; }

    /// <summary>Published spectra of one fibre slot, from all plates.</summary>
    public int SpectraOfSlot => _before[^1];

    /// <summary>Fibres that publish: slot s has the rows from s * <see cref="SpectraOfSlot"/> on, those of each visit together; the last one perhaps not all.</summary>
    public int Slots => (int)((Rows + SpectraOfSlot - 1) / SpectraOfSlot);

    /// <summary>Which slot, visit (the plate's number) and spectrum of that visit a row is.</summary>
    /// <param name="row">0 to <see cref="Rows"/> - 1.</param>
    public (int Slot, int Visit, int Spectrum) PlaceOf(long row)
    {
        var (slot, place) = Math.DivRem(row, SpectraOfSlot);
        var visit = SpectraOfSlot == Plates.Length ? (int)place : VisitOf((int)place);
        return ((int)slot, visit, (int)place - _before[visit]);
    }

    /// <summary>Whether anything is published of a visit: in the last slot some are missing.</summary>
    public bool IsPublished(int slot, int visit) => (long)slot * SpectraOfSlot + _before[visit] < Rows;

    /// <summary>The fibres that a slot may use: the first, from 0, and how many.</summary>
    public (int First, int Count) FibresOf(int slot)
    {
        var first = (int)((long)slot * SurveyPlan.Fibres / Slots);
        return (first, (int)((slot + 1L) * SurveyPlan.Fibres / Slots) - first);
    }

    /// <summary>The stars that a slot observes, one after the other: which of them a visit belongs to.</summary>
    /// <param name="slot">0 to <see cref="Slots"/> - 1.</param>
    /// <param name="visit">The plate's number in <see cref="Plates"/>.</param>
    public Stay FindStay(int slot, int visit)
    {
        var count = Plates.Length;
        if (count == 1) return default;
        // Runs of visits are laid on a ring that begins at a random plate, so that a star's first visit is no earlier than another's.
        var draws = new Draws(Draws.Key(Key, (ulong)slot));
        var begin = draws.Below(count);
        return FindStay((visit + begin) % count, begin, ref draws);
    }

    /// <summary>
    /// The place of a star in the survey that knew it first: in this field, or in its host.
    /// </summary>
    public (Field Field, int Slot, Stay Stay) HomeOf(int slot, Stay stay)
    {
        if (Host is null || stay.Start != 0) return (this, slot, stay);
        // Slots of both are in the order of fibres, so the star is near this slot's place. A slot of the host gives its star once.
        var there = (int)((long)slot * Host.Slots / Slots);
        if (slot > 0 && there == (int)((slot - 1L) * Host.Slots / Slots) || !new Draws(Draws.Key(~Key, (ulong)slot)).Chance(SharedStars)) return (this, slot, stay);
        return (Host, there, Host.FirstStay(there));
    }

    Stay FirstStay(int slot)
    {
        if (Plates.Length == 1) return default;
        var draws = new Draws(Draws.Key(Key, (ulong)slot));
        var begin = draws.Below(Plates.Length);
        return FindStay(0, begin, ref draws);
    }

    Stay FindStay(int at, int begin, ref Draws draws)
    {
        var count = Plates.Length;
        int start = 0, length;
        while (at >= start + (length = Programme.Visits.DrawStar(ref draws, count - start))) start += length;
        return new(start, start <= begin && begin < start + length ? 0 : (start - begin + count) % count);
    }

    int VisitOf(int place)
    {
        var visit = 0;
        while (_before[visit + 1] <= place) visit++;
        return visit;
    }
}

/// <summary>The visits that a fibre slot spends on one star.</summary>
/// <param name="Start">Identifies the star in the slot.</param>
/// <param name="First">The first of the visits.</param>
readonly record struct Stay(int Start, int First);
