using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Vizier;

/// <summary>Every failure of an export for VizieR. With each of them no file is left behind.</summary>
static class VizierErrors
{
    /// <summary>There is nothing to write.</summary>
    public static VoException NotLoaded(string what, IReadOnlyList<string> loaded) => Make("LVO-EXPORT-7001", Remedy.MendRequest, $"{what} is not loaded, and cannot be exported.",
        loaded.Count == 0 ? "Load it first: lamost-vo load." : $"Loaded are {string.Join(", ", loaded)}.");

    /// <summary>The directory holds something else.</summary>
    public static VoException Foreign(string directory, string file) => Make("LVO-EXPORT-7002", Remedy.MendRequest,
        $"The directory {directory} holds {file}, which is no file of this export.", "Give a new or an empty directory, or that of an earlier export of the same tables, which is replaced.");

    /// <summary>Values that no file for VizieR can hold.</summary>
    public static VoException Infinite(string table, string column, long values) => Make("LVO-EXPORT-7003", Remedy.MendRequest,
        string.Create(CultureInfo.InvariantCulture, $"{table}.{column} has {values} infinite values, for which a file for VizieR has no form."),
        "Correct the source and load it again, or list the value among the column's lvo:null_values.");

    /// <summary>The database failed.</summary>
    public static VoException Database(Exception cause) => Make("LVO-EXPORT-7004", Remedy.TellOperator, "The database broke the export off.", "The log of the database says more.", cause);

    /// <summary>A load is about to replace a table, or has just replaced one.</summary>
    public static VoException Busy(Exception? cause = null) => Make("LVO-EXPORT-7005", Remedy.TryLater, "A table is being replaced by a load just now.", "Export when the load has ended.", cause);

    static VoException Make(string code, Remedy remedy, string message, string hint, Exception? cause = null) => new(new VoError(code, remedy, message) { Hint = hint }, cause);
}
