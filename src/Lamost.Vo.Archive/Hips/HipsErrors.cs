using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Hips;

/// <summary>Failures of HiPS.</summary>
public static class HipsErrors
{
    /// <summary>The code of tiles that are not ready.</summary>
    public const string BeingMadeCode = "LVO-HIPS-1101";

    /// <summary>The tiles of a table are being made.</summary>
    public static VoException BeingMade(string release, string table) => new(new VoError(BeingMadeCode, Remedy.TryLater, $"The tiles of {release}.{table} are just being made.")
    {
        Hint = "That takes some seconds for a million rows; ask again then.",
    });

    /// <summary>The tiles of a job's result are being made.</summary>
    public static VoException JobBeingMade(int seconds) => new(new VoError("LVO-HIPS-1102", Remedy.TryLater,
        string.Create(CultureInfo.InvariantCulture, $"The tiles of the job's result are being made, which takes longer than {seconds} s."))
    { Hint = "Ask again in some seconds." });

    /// <summary>The result of a job has no position.</summary>
    public static VoException NoPosition(IEnumerable<string> columns) => new(new VoError("LVO-HIPS-1001", Remedy.MendRequest, "The result of the job has no columns of positions.")
    {
        Detail = $"It has {string.Join(", ", columns.Take(30))}.",
        Hint = "Select right ascension and declination in degrees, as columns with the UCDs pos.eq.ra and pos.eq.dec or with the names ra and dec.",
    });

    /// <summary>The result of a job is in a format that is not read.</summary>
    public static VoException NotReadable(string mediaType, string why, Exception? cause) => new(new VoError("LVO-HIPS-1002", Remedy.MendRequest, $"The result of the job, {mediaType}, cannot be read: {why}")
    {
        Hint = "Run the job with a RESPONSEFORMAT of VOTable, FITS, CSV or TSV.",
    }, cause);

    /// <summary>The result of a job is too large.</summary>
    public static VoException TooLarge(long rows, long most) => new(new VoError("LVO-HIPS-1003", Remedy.MendRequest,
        string.Create(CultureInfo.InvariantCulture, $"The result of the job has {rows} rows; a HiPS is made of at most {most}."))
    { Hint = "Ask for fewer rows: a smaller region, TOP, or conditions on columns." });

    /// <summary>There is no such HiPS, or nothing of that name in it.</summary>
    public static VoException Unknown(string what, string hint) => new(new VoError("LVO-HTTP-1404", Remedy.MendRequest, what) { Hint = hint });
}
