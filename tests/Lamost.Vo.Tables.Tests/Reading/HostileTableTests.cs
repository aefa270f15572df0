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

    [Fact]
    public void Whatever_is_done_to_a_table_it_is_read_or_refused()
    {
        var random = new Random(20261125);
        var seeds = ClientDocuments.All.Take(12).Select(d => d.Write()).Append("a,b\n1,\"x\"\n2,y\n"u8.ToArray()).ToList();
        for (var i = 0; i < 4000; i++)
        {
            var bytes = seeds[random.Next(seeds.Count)].ToArray();
            for (var n = random.Next(1, 6); n > 0 && bytes.Length > 0; n--)
            {
                var at = random.Next(bytes.Length);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 20))..]]; break;
                    case 2: bytes = bytes[..Math.Max(1, at)]; break;
                    default: bytes = [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + 30)], .. bytes[at..]]; break;
                }
            }
            try
            {
                ReadTable.Of(bytes, Limits);
            }
            catch (TableReadException)
            {
            }
        }
    }

    static string Cell(string text) => $"<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='char' arraysize='*'/><DATA><TABLEDATA><TR><TD>{text}</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";

    static string Binary(string field, params byte[] bytes) => Encoding.UTF8.GetString(VotableReadingTests.Document(field, $"<BINARY><STREAM encoding='base64'>{Convert.ToBase64String(bytes)}</STREAM></BINARY>"));
}
