using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Spectra;

/// <summary>Files and forms of single spectra over HTTP.</summary>
[Collection(SpectraTests.Name)]
public sealed class SpectrumTests(SpectraFixture service)
{
    async Task<Answer> AskAsync(string path, Action<HttpRequestMessage>? how = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, service.Client.Url + path);
        how?.Invoke(request);
        return await service.Client.SendAsync(request);
    }

    static void Gzip(HttpRequestMessage request) => request.Headers.AcceptEncoding.ParseAdd("gzip");

    static byte[] Unpacked(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..]) return bytes;
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) gzip.CopyTo(plain);
        return plain.ToArray();
    }

    [SampleFact]
    public async Task The_native_file_of_every_spectrum_is_the_one_that_was_loaded_byte_by_byte()
    {
        foreach (var spectrum in service.Genuine.Spectra.DistinctBy(s => s.Path))
        {
            var original = await File.ReadAllBytesAsync(Samples.Path(spectrum.Facts["file"]));
            var (plain, packed) = ((await AskAsync($"/spectra/dr10/{spectrum.Key}")).Good(), (await AskAsync($"/spectra/dr10/{spectrum.Key}", Gzip)).Good());
            Assert.Equal(Unpacked(original), plain.Body);
            Assert.Equal(original, packed.Body);
            Assert.Equal(original is [0x1f, 0x8b, ..] ? "gzip" : null, packed.Headers.GetValueOrDefault("Content-Encoding"));
            Assert.All((Answer[])[plain, packed], a => Assert.Equal("application/fits", a.ContentType));
            Assert.Contains("Accept-Encoding", plain.Headers["Vary"]);
            Assert.Contains(Path.GetFileName(spectrum.Path).Replace(".gz", "", StringComparison.Ordinal) + "\"", plain.Headers["Content-Disposition"]);
            if (original is [0x1f, ..]) Assert.NotEqual(plain.Headers["ETag"], packed.Headers["ETag"]);
        }
    }

    [SampleTheory]
    [InlineData("353301001")]
    [InlineData("353301001.fits")]
    [InlineData("353301001.csv")]
    [InlineData("353301001.png")]
    public async Task HEAD_ranges_and_conditions_are_those_of_the_whole(string name)
    {
        var path = "/spectra/dr10/" + name;
        var whole = (await AskAsync(path)).Good();
        var head = await AskAsync(path, r => r.Method = HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, 0), (head.Status, head.Body.Length));
        foreach (var field in (string[])["Content-Length", "Content-Type", "ETag", "Accept-Ranges", "Content-Disposition"]) Assert.Equal(whole.Headers[field], head.Headers[field]);
        Assert.Equal(whole.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), head.Headers["Content-Length"]);

        var part = await AskAsync(path, r => r.Headers.Range = new RangeHeaderValue(100, 299));
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes 100-299/{whole.Body.Length}"), (part.Status, part.Headers["Content-Range"]));
        Assert.Equal(whole.Body[100..300], part.Body);
        var end = await AskAsync(path, r => r.Headers.Range = new RangeHeaderValue(null, 50));
        Assert.Equal(whole.Body[^50..], end.Body);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await AskAsync(path, r => r.Headers.Range = new RangeHeaderValue(whole.Body.Length + 5, null))).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(path, r => r.Headers.IfNoneMatch.ParseAdd(whole.Headers["ETag"]))).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(path, r => r.Headers.IfNoneMatch.ParseAdd("\"other\""))).Status);
        Assert.Equal(whole.Body, (await AskAsync(path, r =>
        {
            r.Headers.Range = new RangeHeaderValue(100, 299);
            r.Headers.IfRange = new RangeConditionHeaderValue("\"other\"");
        })).Good().Body);
    }

    [SampleTheory]
    [InlineData("/spectra/DR10/353301001.FITS")]
    [InlineData("/spectra/dr10/353301001.fits/")]
    [InlineData("/spectra/dr10/666212076r.csv")]
    public async Task Upper_and_lower_case_are_the_same(string path) => (await AskAsync(path)).Good();

    [SampleTheory]
    [InlineData("/spectra/dr10/999999999", "LVO-SPEC-1404")]
    [InlineData("/spectra/dr10/999999999.fits", "LVO-SPEC-1404")]
    [InlineData("/spectra/dr99/353301001", "LVO-SPEC-1404")]
    [InlineData("/spectra/dr10/666212076", "LVO-SPEC-1404")]
    [InlineData("/spectra/dr10/..%2f..%2fetc%2fpasswd", "LVO-SPEC-1404")]
    [InlineData("/spectra/dr10/353301001.exe", "LVO-HTTP-1404")]
    public async Task What_is_not_there_is_not_found(string path, string code) => (await AskAsync(path)).PlainError(HttpStatusCode.NotFound, "", code);

    [SampleFact]
    public async Task A_spectrum_without_a_file_is_not_found_and_the_message_says_that_the_catalogue_has_it()
    {
        await service.Archive.RunAsync("""UPDATE vo_spectra."dr11.lrs_catalogue" SET file_bytes = NULL WHERE key = '101005'""");
        try
        {
            Assert.Contains("not in this archive", (await AskAsync("/spectra/dr11/101005.fits")).PlainError(HttpStatusCode.NotFound, "", "LVO-SPEC-1405"));
            (await AskAsync("/soda/sync?ID=dr11/101005")).PlainError(HttpStatusCode.NotFound, "UsageError: ", "LVO-SPEC-1405");
            Assert.Empty((await service.SsaAsync("PUBDID=ivo://x/dr11?101005", "/ssa")).Rows);
            var link = Assert.Single((await AskAsync("/datalink/links?ID=dr11/101005")).Good().Rows, r => r[3].Length > 0);
            Assert.StartsWith("NotFoundFault", link[3], StringComparison.Ordinal);
            Assert.Contains("not here", (await AskAsync($"/source/{service.Genuine["101005"].Uid}")).Good().Text);
        }
        finally
        {
            await service.Archive.RunAsync($"""UPDATE vo_spectra."dr11.lrs_catalogue" SET file_bytes = {new FileInfo(service.Genuine["101005"].Path).Length} WHERE key = '101005'""");
        }
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "gone", "/spectra/dr10/105234" },
        { "gone", "/spectra/dr10/105234.fits" },
        { "gone", "/soda/sync?ID=dr10/105234" },
        { "short", "/spectra/dr10/105234" },
        { "short", "/spectra/dr10/105234.fits" },
        { "flipped", "/spectra/dr10/105234" },
        { "flipped", "/spectra/dr10/105234.vot" },
        { "other", "/spectra/dr10/105234" },
        { "directory", "/spectra/dr10/105234.png" },
    };

    [SampleTheory]
    [MemberData(nameof(Damages))]
    public async Task A_file_that_is_no_longer_what_was_registered_is_a_failure_of_the_service_and_no_path_is_told(string damage, string path)
    {
        var file = service.Genuine["105234"].Path;
        var original = await File.ReadAllBytesAsync(file);
        try
        {
            File.Delete(file);
            if (damage == "short") await File.WriteAllBytesAsync(file, original[..(original.Length / 2)]);
            if (damage == "flipped") await File.WriteAllBytesAsync(file, [.. original.Select((b, i) => i == original.Length / 2 ? (byte)~b : b)]);
            if (damage == "other") await File.WriteAllBytesAsync(file, await File.ReadAllBytesAsync(service.Genuine["101005"].Path));
            if (damage == "directory") Directory.CreateDirectory(file);
            foreach (var packed in (bool[])[false, true])
            {
                var message = (await AskAsync(path, r => { if (packed) Gzip(r); })).PlainError(HttpStatusCode.InternalServerError, path.StartsWith("/soda", StringComparison.Ordinal) ? "Error: " : "", "LVO-SPEC-5001");
                Assert.DoesNotContain(Path.GetDirectoryName(file)!, message);
                Assert.DoesNotContain(Path.GetFileName(file), message);
                Assert.Contains("105234", message);
            }
        }
        finally
        {
            if (Directory.Exists(file)) Directory.Delete(file);
            await File.WriteAllBytesAsync(file, original);
        }
        (await AskAsync(path)).Good();
    }

    [SampleFact]
    public async Task A_preview_is_as_large_as_it_is_asked_to_be()
    {
        var png = (await AskAsync("/spectra/dr10/353301001.png?width=400&height=200&ratio=2&theme=dark")).Good().Body;
        Assert.Equal((800, 400), (Number(png, 16), Number(png, 20)));
        var svg = (await AskAsync("/spectra/dr10/353301001.svg?WIDTH=321")).Good();
        Assert.Equal("321", (string?)svg.Xml.Attribute("width"));
        Assert.Contains("J224415.49+193359.7", svg.Text);
        Assert.NotEqual(svg.Text, (await AskAsync("/spectra/dr10/353301001.svg?WIDTH=321&THEME=dark")).Good().Text);

        static int Number(byte[] bytes, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
    }

    [SampleTheory]
    [InlineData("width=0")]
    [InlineData("width=1000000")]
    [InlineData("height=-5")]
    [InlineData("ratio=9")]
    [InlineData("ratio=1.5")]
    [InlineData("theme=pink")]
    public async Task A_preview_that_cannot_be_drawn_so_is_refused(string query) => (await AskAsync("/spectra/dr10/353301001.png?" + query)).PlainError(HttpStatusCode.BadRequest, "", "LVO-SPEC-1003");
}
