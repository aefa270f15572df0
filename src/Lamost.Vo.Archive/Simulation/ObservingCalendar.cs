namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// When a field is observed. LAMOST looks at the meridian, from September to June: a field comes up within some five hours of the time of
/// year at which it culminates at midnight.
/// </summary>
sealed class ObservingCalendar
{
    // Plate serial numbers on known nights; LRS and MRS count together.
    static readonly (int Mjd, int Serial)[] Serials =
    [
        (55858, 1), (55914, 181), (56265, 901), (56581, 1652), (56668, 2064), (56910, 2475), (57003, 2795), (57041, 3000), (57277, 3533),
        (57335, 3825), (57694, 4753), (57790, 5316), (58268, 6665), (58396, 6775), (58574, 7401), (58818, 7695), (59202, 8699),
        (59490, 9378), (59732, 10181), (60464, 12200),
    ];

    const int FirstYear = 2011;
    readonly SurveyFacts _facts;

    public ObservingCalendar(SurveyFacts facts) => _facts = facts;

    /// <summary>A night, as MJD of the UTC day, for a field of this right ascension between two nights, both inclusive.</summary>
    public int Draw(double ra, int from, int to, ref Draws draws)
    {
        from = Math.Max(from, _facts.FirstNight);
        to = Math.Min(to, _facts.LastNight);
        for (var attempt = 0; attempt < 400; attempt++)
        {
            var year = FirstYear + Season(ref draws);
            var night = Mjd(year, 9, 22) + (int)Math.Floor(ra / 360 * 365.25 + 75 * (draws.Unit() + draws.Unit() - 1) + (draws.Chance(0.5) ? 0 : -365.25));
            if (night >= from && night <= to && night >= Mjd(year, 9, 8) && night <= Mjd(year + 1, 6, 14)) return night;
        }
        // A field that culminates at midnight in summer, in a programme of a single spring: any night of the season will do.
        while (true)
        {
            var night = from + draws.Below(to - from + 1);
            if (DateOf(night).Month is not (7 or 8)) return night;
        }
    }

    /// <summary>About which serial number a plate of this night has.</summary>
    public static int Serial(int mjd)
    {
        var at = 1;
        while (at < Serials.Length - 1 && mjd > Serials[at].Mjd) at++;
        var ((m0, s0), (m1, s1)) = (Serials[at - 1], Serials[at]);
        return s0 + (s1 - s0) * (mjd - m0) / (m1 - m0);
    }

    /// <summary>The calendar date of a modified Julian day.</summary>
    public static DateOnly DateOf(int mjd) => new DateOnly(1858, 11, 17).AddDays(mjd);

    static int Mjd(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - new DateOnly(1858, 11, 17).DayNumber;

    int Season(ref Draws draws)
    {
        var left = draws.Below(_facts.PlatesBySeason.Sum());
        var season = 0;
        while (left >= _facts.PlatesBySeason[season]) left -= _facts.PlatesBySeason[season++];
        return season;
    }
}
