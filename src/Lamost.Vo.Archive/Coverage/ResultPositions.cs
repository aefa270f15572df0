using System.Buffers;
using Lamost.Vo.Tables.Reading;

namespace Lamost.Vo.Archive.Coverage;

/// <summary>The positions of a table in a file.</summary>
static class ResultPositions
{
    /// <summary>Reads a table of any format that is read.</summary>
    /// <exception cref="Errors.VoException">LVO-COV-1003, 1004, 1006: it has no positions, too many, or cannot be read.</exception>
    public static PositionGatherer Read(string path, int order, long maxRows, int maxRanges)
    {
        try
        {
            using var table = TableReaders.Open(File.OpenRead(path), new TableReadLimits { Rows = maxRows, Bytes = long.MaxValue });
            var gatherer = new PositionGatherer(order, maxRanges);
            gatherer.Begin(table.Columns);
            var row = new ArrayBufferWriter<byte>();
            while (table.Read(row))
            {
                gatherer.Row(row.WrittenSpan);
                row.ResetWrittenCount();
            }
            return gatherer;
        }
        catch (TableReadException e)
        {
            throw CoverageErrors.Unreadable(e.Message, e);
        }
    }
}
