using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Loading;

/// <summary>Every failure of a load.</summary>
static class LoadErrors
{
    /// <summary>A file is not what it should be: not readable as CSV or FITS, or cut off.</summary>
    public static VoException File(string message, Exception? cause = null) => Make("LVO-LOAD-6001", Remedy.MendRequest, message, null, cause);

    /// <summary>The columns of a file do not fit the table.</summary>
    public static VoException Columns(string message, string hint) => Make("LVO-LOAD-6002", Remedy.MendRequest, message, hint);

    /// <summary>Too many rows were refused.</summary>
    public static VoException Rejects(string message, string hint) => Make("LVO-LOAD-6003", Remedy.MendRequest, message, hint);

    /// <summary>A key occurs twice.</summary>
    public static VoException DuplicateKey(string message, Exception? cause) =>
        Make("LVO-LOAD-6004", Remedy.MendRequest, message, "Nothing was changed. Remove the duplicates, or check that no file is given twice.", cause);

    /// <summary>The code of <see cref="Busy"/>.</summary>
    public const string BusyCode = "LVO-LOAD-6005";

    /// <summary>Another load of the same table runs.</summary>
    public static VoException Busy(string table) =>
        Make(BusyCode, Remedy.TryLater, $"Another load of {table} is running.", "Wait until it has ended; loads of other tables may run beside it.");

    /// <summary>Running queries held the table for longer than the load would wait.</summary>
    public static VoException NotPublished(string table, int attempts, Exception cause) => Make(
        "LVO-LOAD-6006", Remedy.TryLater, $"{table} was loaded but could not be published: running queries held it through {attempts} attempts.",
        "What was served is unchanged. Load again when fewer long queries run, or allow more attempts.", cause);

    /// <summary>The database failed.</summary>
    public static VoException Database(string table, Exception cause) => Make(
        "LVO-LOAD-6007", Remedy.TellOperator, $"The database broke the load of {table} off.", "What was served is unchanged. The log of the database says more.", cause);

    /// <summary>Rows vanished between two steps, which no failure is known to do.</summary>
    public static VoException Lost(string table, long read, long written) => Make(
        "LVO-LOAD-6008", Remedy.TellOperator, string.Create(CultureInfo.InvariantCulture, $"{read} rows of {table} were read, but {written} came out of the sort."), "What was served is unchanged.");

    /// <summary>The temporary file, in which rows are sorted, cannot be written or read.</summary>
    public static VoException Temporary(string directory, Exception cause) => Make(
        "LVO-LOAD-6009", Remedy.TellOperator, $"The temporary file in {directory} failed: {cause.Message}",
        "Rows are sorted there; it needs about as much room as the table. Another directory is chosen by the environment variable TMPDIR. What was served is unchanged.", cause);

    static VoException Make(string code, Remedy remedy, string message, string? hint, Exception? cause = null) =>
        new(new VoError(code, remedy, message) { Hint = hint }, cause);
}
