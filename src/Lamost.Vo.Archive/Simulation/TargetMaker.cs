namespace Lamost.Vo.Archive.Simulation;

/// <summary>Which source a slot observes, and with which fibre.</summary>
static class TargetMaker
{
    /// <summary>The key of a stay: of its visits, and of its source where the source is of the same field.</summary>
    public static ulong Key(Field field, int slot, Stay stay) => Draws.Key(Draws.Key(field.Key, (ulong)slot), (ulong)stay.Start);

    /// <summary>The fibre (0 to 3999) of a visit: the slot owns a few next to each other, and each visit takes one of them.</summary>
    /// <param name="stay">The key of the stay.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="fibres">Those of the slot.</param>
    /// <param name="draws">The rest of the stream of the visit.</param>
    public static int Fibre(ulong stay, int visit, (int First, int Count) fibres, out Draws draws)
    {
        draws = new Draws(Draws.Key(stay, (ulong)visit + 1));
        return fibres.First + draws.Below(fibres.Count);
    }

    /// <summary>Fills the source of a stay, unless it is already that source.</summary>
    public static void Fill(Source source, Field field, int slot, Stay stay)
    {
        var home = field.HomeOf(slot, stay);
        var key = Key(home.Field, home.Slot, home.Stay);
        if (key == source.Key) return;
        source.Key = key;
        var fibres = home.Field.FibresOf(home.Slot);
        SourceMaker.Fill(source, home.Field, fibres.First, fibres.Count);
        source.FirstObsid = Observation.ObsidOf(home.Field.Plates[home.Stay.First], Fibre(key, home.Stay.First, fibres, out _));
    }
}
