namespace Lamost.Vo.Archive.Simulation;

/// <summary>One plate: one observation of one field.</summary>
sealed class Plate(Programme programme, int mjd, Publication publication)
{
    /// <summary>The programme that named it.</summary>
    public Programme Programme { get; } = programme;

    /// <summary>The UTC day of the observation.</summary>
    public int Mjd { get; } = mjd;

    /// <summary>What is published of each of its fibres.</summary>
    public Publication Publication { get; } = publication;

    /// <summary>How it was exposed.</summary>
    public PlateLog Log { get; set; } = null!;

    /// <summary>Spectra that are published of each of its fibres.</summary>
    public int Spectra => Publication switch { Publication.Spectra => 1, Publication.Coadds => 2, _ => 2 * Log.Exposures };

    /// <summary>The date of <see cref="Mjd"/>.</summary>
    public DateOnly Date { get; } = ObservingCalendar.DateOf(mjd);

    /// <summary>The serial number: obsid = Serial * 100000 + spid * 1000 + fiberid.</summary>
    public int Serial { get; set; }

    /// <summary>The plan's name, ASCII.</summary>
    public byte[] PlanId { get; set; } = [];

    /// <summary>Natural logarithm of how much better than usual its signal-to-noise is.</summary>
    public double Quality { get; init; }

    /// <summary>The signal-to-noise in g from which on LASP gives parameters: 6, and 15 in moonlight and for bright stars.</summary>
    public double LeastSnr { get; init; }

    /// <summary>True where fibermask is missing on the whole plate.</summary>
    public bool NoFibermask { get; init; }
}
