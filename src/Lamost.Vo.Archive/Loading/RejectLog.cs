using System.Globalization;
using System.Text;

namespace Lamost.Vo.Archive.Loading;

/// <summary>Counts the rows that were read and refused, and keeps the first refused ones. Safe for several threads.</summary>
/// <param name="options">Limits.</param>
sealed class RejectLog(LoadOptions options)
{
    readonly Lock _lock = new();
    readonly List<RejectedRow> _rows = [];
    long _read;
    long _rejected;

    /// <summary>Rows refused so far.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>The refused rows that are listed, by file and line.</summary>
    public IReadOnlyList<RejectedRow> Listed
    {
        get
        {
            lock (_lock) return [.. _rows.OrderBy(r => r.File, StringComparer.Ordinal).ThenBy(r => r.Line)];
        }
    }

    /// <summary>Refuses a row.</summary>
    public void Add(RejectedRow row)
    {
        Interlocked.Increment(ref _rejected);
        lock (_lock)
            if (_rows.Count < options.MaxRejectsListed) _rows.Add(row);
    }

    /// <summary>Counts rows that were read, refused or not, and ends the load when too many were refused.</summary>
    /// <exception cref="Errors.VoException">More than the allowed fraction was refused.</exception>
    public void Count(long rows)
    {
        var read = Interlocked.Add(ref _read, rows);
        if (read >= options.RowsBeforeRejectCheck) Check();
    }

    /// <summary>Ends the load when too many of the rows read so far were refused.</summary>
    /// <exception cref="Errors.VoException">More than the allowed fraction was refused.</exception>
    public void Check()
    {
        long read = Interlocked.Read(ref _read), rejected = Rejected;
        if (rejected <= options.MaxRejectFraction * read) return;
        var first = Listed[0];
        var subject = first.Column is null ? "the row" : $"{first.Column} '{first.Value}'";
        throw LoadErrors.Rejects(
            string.Create(CultureInfo.InvariantCulture, $"{rejected} of the {read} rows read so far were refused, more than the fraction of {options.MaxRejectFraction} that is allowed; nothing was changed."),
            string.Create(CultureInfo.InvariantCulture, $"The first: {first.File}, line {first.Line}: {subject} {first.Reason}."));
    }

    /// <summary>Writes the report: a header, the listed rows, and a last line that counts those left out.</summary>
    /// <param name="path">The file to write.</param>
    /// <returns>False when there was nothing to write.</returns>
    public bool Write(string path)
    {
        if (Rejected == 0) return false;
        using var report = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        report.WriteLine("file,line,column,value,reason");
        var listed = Listed;
        foreach (var row in listed)
            report.WriteLine(string.Join(',', Quoted(row.File), row.Line.ToString(CultureInfo.InvariantCulture), Quoted(row.Column ?? ""), Quoted(row.Value), Quoted(row.Reason)));
        if (Rejected > listed.Count) report.WriteLine(string.Create(CultureInfo.InvariantCulture, $",,,,{Rejected - listed.Count} more rows were refused"));
        return true;
    }

    static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
