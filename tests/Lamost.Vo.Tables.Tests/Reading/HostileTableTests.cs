using System.IO.Compression;
using System.Text;
using Lamost.Vo.Tables.Reading;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>Tables that mean harm: each ends in a sentence for its owner, soon and in little memory.</summary>
public sealed class HostileTableTests
{
    static readonly TableReadLimits Limits = new() { Bytes = 8 << 20, Rows = 1000, CellBytes = 1 << 16 };

    public static TheoryData<string, TableReadFault> Documents => new()
    {
        { "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>" + Cell("&b;"), TableReadFault.Malformed },
        { "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" + Cell("&f;"), TableReadFault.Malformed },
        { "<!DOCTYPE x SYSTEM 'file:///etc/passwd' [ %p; ]>" + Cell("&f;"), TableReadFault.Malformed },
        { "<VOTABLE>" + string.Concat(Enumerable.Repeat("<RESOURCE>", 100_000)), TableReadFault.TooLarge },
        { $"<VOTABLE a='{new string('x', 3 << 20)}'/>", TableReadFault.TooLarge },
        { $"<{new string('x', 3 << 20)}/>", TableReadFault.TooLarge },
        { Cell(new string('x', 1 << 17)), TableReadFault.TooLarge },
        { Cell("x" + string.Concat(Enumerable.Repeat("</TD></TR><TR><TD>", 2000))), TableReadFault.TooLarge },
        { "<VOTABLE><RESOURCE><TABLE>" + string.Concat(Enumerable.Range(0, 600).Select(i => $"<FIELD name='f{i}' datatype='int'/>")), TableReadFault.TooLarge },
        { "<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='double' arraysize='1000000x1000000'/>", TableReadFault.TooLarge },
        { Binary("<FIELD name='a' datatype='double' arraysize='*'/>", 0x7F, 0xFF, 0xFF, 0xFF), TableReadFault.TooLarge },
        { Binary("<FIELD name='a' datatype='double' arraysize='*'/>", 0xFF, 0xFF, 0xFF, 0xFF), TableReadFault.Malformed },
        { Binary("<FIELD name='a' datatype='double'/>", 1, 2, 3), TableReadFault.Malformed },
        { "<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='int'/><DATA><BINARY><STREAM encoding='base64'>%%%%</STREAM></BINARY></DATA></TABLE></RESOURCE></VOTABLE>", TableReadFault.Malformed },
        { "<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='int'/><DATA><BINARY><STREAM href='file:///etc/passwd'/></BINARY></DATA></TABLE></RESOURCE></VOTABLE>", TableReadFault.Unsupported },
        { "<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='int'/><DATA><BINARY><STREAM encoding='gzip'>AAAA</STREAM></BINARY></DATA></TABLE></RESOURCE></VOTABLE>", TableReadFault.Unsupported },
        { "<VOTABLE><RESOURCE><TABLE ref='other'/></RESOURCE></VOTABLE>", TableReadFault.Unsupported },
        { "<html><body>404</body></html>", TableReadFault.Malformed },
        { "<VOTABLE/>", TableReadFault.Malformed },
        { "<?xml version='1.0' encoding='none-such'?><VOTABLE/>", TableReadFault.Malformed },
        { "<?xml version='1.0' encoding='utf-7'?><VOTABLE/>", TableReadFault.Malformed },
        { "<?xml version='1.0' encoding='utf-16'?><VOTABLE/>", TableReadFault.Malformed },
        { "<\u0001", TableReadFault.Malformed },
        { "", TableReadFault.Malformed },
        { "\0\0\0\0", TableReadFault.Unsupported },
        { "a,b\n1,2\n3\n", TableReadFault.Malformed },
        { "a,b\n\"1\"x,2\n", TableReadFault.Malformed },
        { "SIMPLE  =                    T", TableReadFault.Malformed },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Each_is_refused(string document, TableReadFault kind)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<TableReadException>(() => ReadTable.Of(Encoding.UTF8.GetBytes(document), Limits));
        Assert.Equal(kind, fault.Kind);
        Assert.InRange(fault.Message.Length, 5, 400);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 << 20);
    }

    [Fact]
    public void A_bomb_is_defused_before_it_is_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            for (var i = 0; i < 64; i++) gzip.Write(new byte[1 << 20]);
        Assert.True(packed.Length < 1 << 20);
        Assert.Equal(TableReadFault.TooLarge, Assert.Throws<TableReadException>(() => ReadTable.Of(packed.ToArray(), Limits)).Kind);
        Assert.Throws<TableReadException>(() => ReadTable.Of(packed.ToArray()[..100], Limits));
    }

    static string Cell(string text) => $"<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='char' arraysize='*'/><DATA><TABLEDATA><TR><TD>{text}</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";

    static string Binary(string field, params byte[] bytes) => Encoding.UTF8.GetString(VotableReadingTests.Document(field, $"<BINARY><STREAM encoding='base64'>{Convert.ToBase64String(bytes)}</STREAM></BINARY>"));
}
