using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// The fields and plates of a simulated release. They are chosen before any row: a row is then a visit of a fibre of a field, found and
/// made without looking at any other row. Immutable once made.
/// </summary>
sealed class SurveyPlan
{
    /// <summary>The most spectra of a plate: its fibres.</summary>
    public const int Fibres = 4000;

    // A field's further plates sometimes belong to another programme.
    const double PartnerShare = 0.35;

    SurveyPlan(Field[] fields, long rows) => (Fields, Rows) = (fields, rows);

    /// <summary>The fields, along the order of the sky index.</summary>
    public Field[] Fields { get; }

    /// <summary>Rows in all.</summary>
    public long Rows { get; }

    /// <summary>Chooses fields and plates.</summary>
    public static SurveyPlan Make(SurveyFacts facts, long rows, ulong seed)
    {
        var draws = new Draws(Draws.Key(seed, 1));
        var calendar = new ObservingCalendar(facts);
        var quotas = Quotas(facts.PlatesFor(rows), rows);
        var used = new Dictionary<Programme, int>();
        var fields = new List<(Field Field, double Weight)>();
        foreach (var programme in Programme.All)
        {
            var bands = new int[4];
            var centres = new List<Direction>();
            while (used.GetValueOrDefault(programme) < quotas[programme])
            {
                var left = quotas[programme] - used.GetValueOrDefault(programme);
                var count = Math.Min(left, programme.Visits.DrawField(ref draws));
                var band = NextBand(programme, bands);
                var centre = Spread(programme.Region, centres, ref draws);
                var field = NewField(programme, band, centre, count, quotas, used, calendar, ref draws);
                centres.Add(centre);
                bands[band] += count;
                // Time-domain fields of a small release have many thin plates; the share of the programme stays.
                var plan = programme.Share / 100 * facts.PlatesFor(rows) / quotas[programme];
                fields.Add((field, count * (programme.Visits.IsTimeDomain ? plan : draws.Between(0.7, 1.3))));
            }
        }
        fields.Sort((a, b) => PixelOf(a.Field).CompareTo(PixelOf(b.Field)));
        ShareRows(fields, rows);
        NumberPlates(fields.Select(f => f.Field));
        return new SurveyPlan([.. fields.Select(f => f.Field)], rows);
    }

    static long PixelOf(Field field)
    {
        var (ra, dec) = field.Centre.Equatorial();
        return Healpix.PixelOf(Healpix.MaxOrder, ra, dec);
    }

    // Plates of each programme: its share, but a time-domain programme has at least one field's worth when there are rows for it.
    static Dictionary<Programme, int> Quotas(int plates, long rows)
    {
        var quotas = Programme.All.ToDictionary(p => p, p =>
        {
            var share = p.Share / 100 * plates;
            if (!p.Visits.IsTimeDomain) return (int)Math.Round(share);
            var most = p.Visits.Most;
            return (int)Math.Min(most * Math.Max(1, Math.Round(share / most)), p.Share / 100 * rows / 25);
        });
        if (quotas.Values.Sum() == 0) quotas[Programme.All[0]] = 1;
        return quotas;
    }

    static Field NewField(Programme programme, int band, Direction centre, int count, Dictionary<Programme, int> quotas,
        Dictionary<Programme, int> used, ObservingCalendar calendar, ref Draws draws)
    {
        var ra = centre.Equatorial().Ra;
        var plates = new Plate[count];
        for (var n = 0; n < count; n++)
        {
            var owner = programme;
            if (n > 0 && programme.Partners.Length > 0 && draws.Chance(PartnerShare))
            {
                var prefix = programme.Partners[draws.Below(programme.Partners.Length)];
                var partner = Programme.All.First(p => p.Prefix == prefix);
                if (partner.Bands[band] > 0 && used.GetValueOrDefault(partner) < quotas[partner]) owner = partner;
            }
            used[owner] = used.GetValueOrDefault(owner) + 1;
            plates[n] = new Plate(owner, calendar.Draw(ra, owner.FirstNight, owner.LastNight, ref draws))
            {
                Quality = 0.45 * draws.Normal(),
                LeastSnr = band == 0 || draws.Chance(0.2) ? 15 : 6,
                NoFibermask = draws.Chance(0.06),
            };
        }
        Array.Sort(plates, (a, b) => a.Mjd.CompareTo(b.Mjd));
        return new Field(centre, band, programme, draws.Next(), plates);
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
            field.FirstRow = given;
            field.Rows = Math.Min((long)Math.Round(rows * Math.Min(1, sum / total)) - given, (long)Fibres * field.Plates.Length);
            given += field.Rows;
        }
        // What full plates could not take goes to those with room.
        for (var at = 0; given < rows; at = (at + 1) % fields.Count)
        {
            var field = fields[at].Field;
            var more = Math.Min(rows - given, (long)Fibres * field.Plates.Length - field.Rows);
            field.Rows += more;
            given += more;
        }
        long first = 0;
        foreach (var (field, _) in fields)
        {
            field.FirstRow = first;
            first += field.Rows;
        }
    }

    static void NumberPlates(IEnumerable<Field> fields)
    {
        var plates = fields.SelectMany(f => f.Plates.Select(p => (Field: f, Plate: p))).OrderBy(p => p.Plate.Mjd).ThenBy(p => p.Field.Key);
        var names = new PlateNames();
        var last = 0;
        foreach (var (field, plate) in plates)
        {
            last = plate.Serial = Math.Max(last + 1, ObservingCalendar.Serial(plate.Mjd));
            plate.PlanId = names.Next(plate.Programme.Style, plate.Programme.Prefix, field, plate.Mjd);
        }
    }
}
