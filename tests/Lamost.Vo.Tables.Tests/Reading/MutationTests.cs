using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Lamost.Vo.Tables.Fits;
using Lamost.Vo.Tables.Reading;
using Lamost.Vo.Tables.Tests.Fits;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>Tables with something broken in them: each is read or refused, whatever it was. The seed is fixed; LAMOST_VO_MUTATIONS asks for more of them.</summary>
public sealed partial class MutationTests
{
    static readonly TableReadLimits Limits = new() { Bytes = 4 << 20, Rows = 1000, CellBytes = 1 << 16 };

    static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("LAMOST_VO_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1500;

    // What a document may say that changes what the bytes mean.
    static readonly string[] Words =
        ["boolean", "bit", "unsignedByte", "short", "int", "long", "float", "double", "floatComplex", "doubleComplex", "char", "unicodeChar", "arraysize=\"*\"", "arraysize=\"0\"", "arraysize=\"3x*\"",
         "arraysize=\"2x2\"", "arraysize=\"9999\"", "xtype=\"timestamp\"", "BINARY", "BINARY2", "TABLEDATA", "FITS", "<TD>", "</TD>", "<TD encoding=\"base64\">", "]]>", "<![CDATA[", "&amp;", "&#0;", "\0", "\"", "2147483648", "-1", "NaN", "1e999"];

    public static TheoryData<string> Kinds => ["TableData", "Binary", "Binary2", "FitsInVotable", "Fits", "Csv", "Packed"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_is_done_to_a_table_it_is_read_or_refused(string kind)
    {
        var random = new Random(20261125);
        var seeds = Seeds(kind).ToList();
        for (var i = 0; i < Count; i++)
        {
            var bytes = seeds[random.Next(seeds.Count)];
            var where = random.Next(3) == 0 ? Base64() : null;
            if (where is not null && where.Match(Encoding.Latin1.GetString(bytes)) is { Success: true } match) bytes = InBase64(bytes, match, random);
            else for (var n = random.Next(1, 6); n > 0 && bytes.Length > 0; n--) bytes = Mutated(bytes, random);
            try
            {
                ReadTable.Of(bytes, Limits);
            }
            catch (TableReadException e)
            {
                Assert.InRange(e.Message.Length, 5, 600);
            }
            catch (Exception e)
            {
                Assert.Fail($"{kind}, mutation {i}: {e}\n{Encoding.Latin1.GetString(bytes)[..Math.Min(bytes.Length, 4000)]}");
            }
        }
    }

    static IEnumerable<byte[]> Seeds(string kind)
    {
        var documents = ClientDocuments.All.Where(d => !d.Name.EndsWith("-long", StringComparison.Ordinal));
        switch (kind)
        {
            case "TableData": return [.. documents.Where(d => d.Serialization == VotableSerialization.TableData).Select(d => d.Write()), Encoding.UTF8.GetBytes(WriterClientsFixture.Master)];
            case "Binary": return [.. documents.Where(d => d.Serialization == VotableSerialization.Binary).Select(d => d.Write()), EveryType("BINARY", [])];
            case "Binary2": return [.. documents.Where(d => d.Serialization == VotableSerialization.Binary2).Select(d => d.Write()), EveryType("BINARY2", [0, 0])];
            case "FitsInVotable": return [Document(new VotableFitsWriter())];
            case "Fits": return [Document(new FitsTableWriter()), FitsFile.Table(20, 1, 3, ["TFORM1  = '2I'", "TFORM2  = '1D'", "TFORM3  = '8A'", "TSCAL2  = 2.5"], new byte[20])];
            case "Csv": return ["a,b\n1,\"x\"\n2,y\n"u8.ToArray(), "a\tb\tc\n2020-01-01\ttrue\t1.5\n\t\t\n"u8.ToArray(), "\uFEFFa;b\r\n\"1\";\"x\n\"\"y\"\"\"\r\n"u8.ToArray()];
            default: return [Packed("a,b\n1,2\n"u8), Packed(Encoding.UTF8.GetBytes(WriterClientsFixture.Master))];
        }
    }

    // One row of every datatype, so that what the documents of ours do not use is there too.
    static byte[] EveryType(string element, byte[] flags)
    {
        const string fields = "<FIELD name='a' datatype='bit' arraysize='11'/><FIELD name='b' datatype='bit' arraysize='*'/><FIELD name='c' datatype='floatComplex'/><FIELD name='d' datatype='doubleComplex' arraysize='*'/>"
            + "<FIELD name='e' datatype='long' arraysize='*'/><FIELD name='f' datatype='char' arraysize='4x*'/><FIELD name='g' datatype='unicodeChar' arraysize='3'/><FIELD name='h' datatype='boolean' arraysize='2'/>"
            + "<FIELD name='i' datatype='unsignedByte' arraysize='*'/><FIELD name='j' datatype='char' arraysize='10' xtype='timestamp'/>";
        byte[] row = [.. flags, 0xA5, 0x40, 0, 0, 0, 3, 0xA0, .. new byte[8], 0, 0, 0, 1, .. new byte[16], 0, 0, 0, 1, .. new byte[8], 0, 0, 0, 8, .. "ab\0\0cd\0\0"u8, 0, (byte)'x', 0xD8, 0, 0, 0, (byte)'T', 0, 0, 0, 0, 2, 1, 2, .. "2020-01-02"u8];
        return VotableReadingTests.Document(fields, $"<{element}><STREAM encoding='base64'>{Convert.ToBase64String([.. row, .. row])}</STREAM></{element}>");
    }

    static byte[] Document(ISpooledWriter writer)
    {
        var document = ClientDocuments.All.First(d => d.Name.EndsWith("-values", StringComparison.Ordinal));
        using var file = new MemoryStream();
        file.Write(Written.Bytes(writer, document.Header, TableEnding.Complete, document.Rows.Take(4).Select(r => RowBuilder.Row(r))));
        writer.Finish(file);
        writer.Dispose();
        return file.ToArray();
    }

    static byte[] Packed(ReadOnlySpan<byte> file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(file);
        return packed.ToArray();
    }

    static byte[] InBase64(byte[] document, Match match, Random random)
    {
        var inside = Convert.FromBase64String(match.Groups[1].Value);
        for (var n = random.Next(1, 6); n > 0 && inside.Length > 0; n--) inside = Mutated(inside, random);
        return [.. document[..match.Groups[1].Index], .. Encoding.ASCII.GetBytes(Convert.ToBase64String(inside)), .. document[(match.Groups[1].Index + match.Groups[1].Length)..]];
    }

    static byte[] Mutated(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(6))
        {
            case 0: return [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]];
            case 1: return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 20))..]];
            case 2: return bytes[..Math.Max(1, at)];
            case 3: return [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + 30)], .. bytes[at..]];
            case 4: return [.. bytes[..at], random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F, 0xFF, 0xFF, 0xFF, .. bytes[Math.Min(bytes.Length, at + 4)..]];
            default:
                // A word for another of its kind, where there is one: chance alone seldom spells a datatype.
                var text = Encoding.Latin1.GetString(bytes);
                var (from, to) = (Words[random.Next(Words.Length)], Words[random.Next(Words.Length)]);
                var found = text.IndexOf(from, Math.Min(at, text.Length), StringComparison.Ordinal);
                if (found < 0) found = text.IndexOf(from, StringComparison.Ordinal);
                return Encoding.Latin1.GetBytes(found < 0 ? text.Insert(at, to) : text.Remove(found, from.Length).Insert(found, to));
        }
    }

    [GeneratedRegex(@"<STREAM[^>]*>([A-Za-z0-9+/=\s]+)</STREAM>")]
    private static partial Regex Base64();
}
