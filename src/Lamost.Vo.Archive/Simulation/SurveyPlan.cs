using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// The fields and plates of a simulated survey. They are chosen before any row: a row is then a visit of a fibre of a field, found and
/// made without looking at any other row. Immutable once made.
/// </summary>
sealed class SurveyPlan
{
    /// <summary>The most spectra of a plate: its fibres.</summary>
    public const int Fibres = 4000;

    // A field's further plates sometimes belong to another programme.
    const double PartnerShare = 0.35;

    // Inside the key of a field slots have the small numbers.
    const ulong LogStream = 1 << 20;

    // Cosine of the farthest that a field is moved to lie on one of another survey: a plate's diameter.
    static readonly double Near = Math.Cos(2 * Footprint.PlateRadius * Math.PI / 180);

    SurveyPlan(Field[] fields)
    {
        Fields = fields;
        Plates = [.. fields.SelectMany(f => f.Plates.Select(p => (f, p))).OrderBy(p => p.p.Serial)];
        foreach (var field in fields)
        {
            (field.FirstRow, field.FirstSlot) = (Rows, Slots);
            Rows += field.Rows;
            Slots += field.Slots;
        }
    }

    /// <summary>The fields, along the order of the sky index.</summary>
    public Field[] Fields { get; }

    /// <summary>All plates with their fields, in the order of their serial numbers.</summary>
    public (Field Field, Plate Plate)[] Plates { get; }

    /// <summary>Rows in all: published spectra.</summary>
    public long Rows { get; }

    /// <summary>Fibre slots of all fields.</summary>
    public long Slots { get; }

    /// <summary>The field that has a row; <see cref="Rows"/> is not 0.</summary>
    public Field FieldOfRow(long row) => Find(row, static f => f.FirstRow);

    /// <summary>The field that has a slot.</summary>
    public Field FieldOfSlot(long slot) => Find(slot, static f => f.FirstSlot);

    /// <summary>Chooses fields and plates.</summary>
    /// <param name="facts">What is published of the survey.</param>
    /// <param name="rows">Rows of each of its parts.</param>
    /// <param name="key">The key of its random numbers.</param>
    /// <param name="other">A survey of the same stars, whose plates share one series of serial numbers with this one's; null for none.</param>
    public static SurveyPlan Make(SurveyFacts facts, IReadOnlyList<long> rows, ulong key, SurveyPlan? other = null)
    {
        var draws = new Draws(key);
        var calendar = new ObservingCalendar(facts);
        var hosts = other?.Fields.Where(f => f.Band == 0 && f.Rows > 0).ToList() ?? [];
        var fields = new List<Field>();
        for (var n = 0; n < rows.Count; n++)
            if (rows[n] > 0) fields.AddRange(MakePart(facts.Parts[n], rows[n], calendar, hosts, ref draws));
        NumberPlates(fields, [.. other?.Plates.Select(p => p.Plate.Serial) ?? []]);
        return new SurveyPlan([.. fields.OrderBy(PixelOf)]);
    }

    static IEnumerable<Field> MakePart(SurveyPart part, long rows, ObservingCalendar calendar, List<Field> hosts, ref Draws draws)
    {
        var plates = part.PlatesFor(rows);
        var quotas = Quotas(part.Programmes, plates, rows);
        var used = new Dictionary<Programme, int>();
        var fields = new List<(Field Field, double Weight)>();
        foreach (var programme in part.Programmes)
        {
            var bands = new int[4];
            var centres = new List<Direction>();
            while (used.GetValueOrDefault(programme) < quotas[programme])
            {
                var left = quotas[programme] - used.GetValueOrDefault(programme);
                var count = Math.Min(left, programme.Visits.DrawField(ref draws));
                var band = NextBand(programme, bands);
                var centre = Spread(programme.Region, centres, ref draws);
                var host = TakeHost(hosts, centre);
                var field = NewField(part, programme, band, host, centre, count, quotas, used, calendar, ref draws);
                centres.Add(centre);
                bands[band] += count;
                // Fields with a fixed number of plates have thin ones in a small release; the share of the programme stays.
                var thin = programme.Share / 100 * plates / quotas[programme];
                fields.Add((field, field.SpectraOfSlot * (programme.Visits.IsFixed ? thin : draws.Between(0.7, 1.3))));
            }
        }
        fields.Sort((a, b) => PixelOf(a.Field).CompareTo(PixelOf(b.Field)));
        ShareRows(fields, rows);
        return fields.Select(f => f.Field);
    }

    // The nearest field that is not too far and hosts no other yet.
    static Field? TakeHost(List<Field> hosts, Direction centre)
    {
        var host = hosts.MaxBy(h => h.Centre.Dot(centre));
        if (host is null || host.Centre.Dot(centre) < Near) return null;
        hosts.Remove(host);
        return host;
    }

    Field Find(long number, Func<Field, long> first)
    {
        var (low, high) = (0, Fields.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (first(Fields[middle]) <= number) low = middle;
            else high = middle - 1;
        }
        return Fields[low];
    }

    static long PixelOf(Field field)
    {
        var (ra, dec) = field.Centre.Equatorial();
        return Healpix.PixelOf(Healpix.MaxOrder, ra, dec);
    }

    // Plates of each programme: its share, but one whose fields have a fixed number has at least one field's worth when there are rows for it.
    static Dictionary<Programme, int> Quotas(Programme[] programmes, int plates, long rows)
    {
        var quotas = programmes.ToDictionary(p => p, p =>
        {
            var share = p.Share / 100 * plates;
            if (!p.Visits.IsFixed) return (int)Math.Round(share);
            var most = p.Visits.Most;
            return (int)Math.Min(most * Math.Max(1, Math.Round(share / most)), p.Share / 100 * rows / 25);
        });
        // The largest takes what rounding left over or took too much.
        quotas[programmes[0]] = Math.Max(quotas.Values.Sum() == 0 ? 1 : 0, quotas[programmes[0]] + plates - quotas.Values.Sum());
        return quotas;
    }

    static Field NewField(SurveyPart part, Programme programme, int band, Field? host, Direction centre, int count,
        Dictionary<Programme, int> quotas, Dictionary<Programme, int> used, ObservingCalendar calendar, ref Draws draws)
    {
        var ra = centre.Equatorial().Ra;
        var plates = new Plate[count];
        for (var n = 0; n < count; n++)
        {
            var owner = programme;
            if (n > 0 && programme.Partners.Length > 0 && draws.Chance(PartnerShare))
            {
                var prefix = programme.Partners[draws.Below(programme.Partners.Length)];
                var partner = part.Programmes.First(p => p.Prefix == prefix);
                if (partner.Bands[band] > 0 && used.GetValueOrDefault(partner) < quotas[partner]) owner = partner;
            }
            used[owner] = used.GetValueOrDefault(owner) + 1;
            plates[n] = new Plate(owner, calendar.Draw(ra, owner.FirstNight, owner.LastNight, ref draws), part.Publication)
            {
                Quality = 0.45 * draws.Normal(),
                LeastSnr = band == 0 || draws.Chance(0.2) ? 15 : 6,
                NoFibermask = draws.Chance(0.06),
            };
        }
        Array.Sort(plates, (a, b) => a.Mjd.CompareTo(b.Mjd));
        var key = draws.Next();
        var logs = new Draws(Draws.Key(key, LogStream));
        foreach (var plate in plates) plate.Log = PlateLog.Make(part.Publication, band, plate.Mjd, ref logs);
        return new Field(host?.Centre ?? centre, band, programme, key, plates) { Host = host };
    }

    // The band that lags most behind its share.
    static int NextBand(Programme programme, int[] soFar)
    {
        var total = soFar.Sum() + 1;
        return Enumerable.Range(0, 4).MaxBy(b => programme.Bands[b] * total - soFar[b]);
    }

    // Of a few candidates the one farthest from the fields already there: the survey covers, it does not scatter.
    static Direction Spread(Region region, List<Direction> centres, ref Draws draws)
    {
        var best = default(Direction);
        var bestNearest = 2.0;
        for (var candidate = 0; candidate < 8; candidate++)
        {
            var centre = Footprint.Draw(region, ref draws);
            var nearest = -1.0;
            foreach (var other in centres) nearest = Math.Max(nearest, centre.Dot(other));
            if (nearest < bestNearest) (best, bestNearest) = (centre, nearest);
        }
        return best;
    }

    static void ShareRows(List<(Field Field, double Weight)> fields, long rows)
    {
        var total = fields.Sum(f => f.Weight);
        var sum = 0.0;
        long given = 0;
        foreach (var (field, weight) in fields)
        {
            sum += weight;
            field.Rows = Math.Min((long)Math.Round(rows * Math.Min(1, sum / total)) - given, (long)Fibres * field.SpectraOfSlot);
            given += field.Rows;
        }
        // What full plates could not take goes to those with room.
        for (var at = 0; given < rows; at = (at + 1) % fields.Count)
        {
            var field = fields[at].Field;
            var more = Math.Min(rows - given, (long)Fibres * field.SpectraOfSlot - field.Rows);
            field.Rows += more;
            given += more;
        }
    }

    static void NumberPlates(List<Field> fields, HashSet<int> taken)
    {
        var plates = fields.SelectMany(f => f.Plates.Select(p => (Field: f, Plate: p))).OrderBy(p => p.Plate.Mjd).ThenBy(p => p.Field.Key);
        var names = new PlateNames();
        var last = 0;
        foreach (var (field, plate) in plates)
        {
            last = Math.Max(last + 1, ObservingCalendar.Serial(plate.Mjd));
            while (taken.Contains(last)) last++;
            plate.Serial = last;
            plate.PlanId = names.Next(plate.Programme.Style, plate.Programme.Prefix, field, plate.Mjd);
        }
    }
}
