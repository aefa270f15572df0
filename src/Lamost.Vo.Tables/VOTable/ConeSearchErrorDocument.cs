using System.Buffers;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>The VOTable that a cone search fails with (Simple Cone Search 1.03, 2.3): older than DALI, and served with status 200.</summary>
public static class ConeSearchErrorDocument
{
    /// <summary>
    /// Writes a document with one INFO of name <c>Error</c>, the message as its value, and an empty RESOURCE, which the schema of VOTable
    /// wants and the standard allows.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="message">For the user.</param>
    /// <param name="version">The version the document declares.</param>
    public static void Write(IBufferWriter<byte> output, string message, VotableVersion version = VotableVersion.V14)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(message);
        output.OpenDocument(version);
        output.Info("Error", message, null);
        output.Write("<RESOURCE type=\"results\"/>\n</VOTABLE>\n"u8);
    }
}
