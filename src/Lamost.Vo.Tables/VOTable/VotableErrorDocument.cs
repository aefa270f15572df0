using System.Buffers;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>The VOTable that stands for an answer that failed before its first row (DALI 1.1, 4.4.2).</summary>
public static class VotableErrorDocument
{
    /// <summary>
    /// Writes a document whose one RESOURCE of type <c>results</c> has no table: its <c>QUERY_STATUS</c> is <c>ERROR</c>, with the message as
    /// the text of the element, which is where clients look for it.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="message">For the user.</param>
    /// <param name="infos">Further facts; null for none.</param>
    /// <param name="version">The version the document declares.</param>
    public static void Write(
        IBufferWriter<byte> output, string message, IReadOnlyList<TableInfo>? infos = null, VotableVersion version = VotableVersion.V14)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(message);
        output.OpenDocument(version);
        output.Write("<RESOURCE type=\"results\">\n"u8);
        output.Info("QUERY_STATUS", "ERROR", message);
        foreach (var info in infos ?? []) output.Info(info);
        output.Write("</RESOURCE>\n</VOTABLE>\n"u8);
    }
}
