using System.Buffers;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Csv;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>
/// Writes the pixels of a spectrum as CSV: a line of column names and a line a pixel, <c>NaN</c> where there is no value. There are no lines of comment, which pandas, TOPCAT and
/// spreadsheets take for data, and so nothing is said of the whole, nor that invented data is invented.
/// </summary>
public static class SpectrumCsv
{
    /// <summary>Writes the file.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="spectrum">At least one pixel.</param>
    /// <exception cref="ArgumentException">The arrays of the spectrum are not of one length, or empty; nothing was written.</exception>
    public static void Write(IBufferWriter<byte> output, Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(output);
        var table = new SpectrumTable(spectrum);
        var writer = new CsvWriter();
        writer.Begin(output, new(table.Columns));
        table.ForEachRow(row => writer.Row(output, row.Span));
        writer.End(output, TableEnding.Complete);
    }
}
