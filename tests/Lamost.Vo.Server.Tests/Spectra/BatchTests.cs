using System.Formats.Tar;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Tests.Uws;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Spectra;

/// <summary>Many spectra in one answer.</summary>
[Collection(SpectraTests.Name)]
public sealed class BatchTests(SpectraFixture service)
{
    Task<Answer> BatchAsync(params (string Name, string Value)[] fields) => service.Client.PostFormAsync("/spectra/batch", fields);

    static List<(string Name, byte[] Bytes)> Files(Answer answer)
    {
        Assert.Equal("application/x-tar", answer.Good().ContentType);
        using var tar = new TarReader(new MemoryStream(answer.Body));
        var files = new List<(string, byte[])>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using var bytes = new MemoryStream();
            entry.DataStream?.CopyTo(bytes);
            files.Add((entry.Name, bytes.ToArray()));
        }
        return files;
    }

    static List<string> Manifest(List<(string Name, byte[] Bytes)> files)
    {
        Assert.Equal("manifest.csv", files[^1].Name);
        return [.. Encoding.UTF8.GetString(files[^1].Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    string[] Shuffled()
    {
        var keys = service.Genuine.Spectra.Select(s => s.Key).ToArray();
        new Random(8).Shuffle(keys);
        return keys;
    }

    [SampleFact]
    public async Task A_tar_archive_has_the_files_of_the_survey_in_the_order_asked_for_and_a_manifest()
    {
        var keys = Shuffled();
        var files = Files(await BatchAsync(("RELEASE", "dr10"), ("ID", string.Join(',', keys))));
        // The spectra of one visit at medium resolution are in one file.
        var expected = keys.Select(k => service.Genuine[k].Path).Distinct().ToList();
        Assert.Equal(expected.Select(p => "dr10/" + Path.GetFileName(p)), files.SkipLast(1).Select(f => f.Name));
        foreach (var (path, file) in expected.Zip(files)) Assert.Equal(await File.ReadAllBytesAsync(path), file.Bytes);
        var manifest = Manifest(files);
        Assert.Equal("number,identifier,file,bytes,failure", manifest[0]);
        Assert.Equal(keys.Select((k, i) => $"{i + 1},dr10?{k},dr10/{Path.GetFileName(service.Genuine[k].Path)},{new FileInfo(service.Genuine[k].Path).Length},"), manifest.Skip(1));
    }

    [SampleTheory]
    [InlineData("fits")]
    [InlineData("csv")]
    [InlineData("votable")]
    [InlineData("png")]
    public async Task Files_of_another_form_are_those_that_single_downloads_give(string form)
    {
        var keys = Shuffled().Take(12).ToArray();
        var files = Files(await BatchAsync([("FILES", form), .. keys.Select(k => ("ID", "ivo://lamost.vo/dr11?" + k))]));
        foreach (var (key, file) in keys.Zip(files))
        {
            Assert.Equal($"dr11/{key}", Path.ChangeExtension(file.Name, null));
            Assert.Equal((await service.Client.GetAsync("/spectra/" + file.Name)).Good().Body, file.Bytes);
        }
    }

    [SampleFact]
    public async Task What_fails_stands_in_the_manifest_and_stops_nothing()
    {
        var file = service.Genuine["106201"].Path;
        var original = await File.ReadAllBytesAsync(file);
        try
        {
            File.Delete(file);
            var files = Files(await BatchAsync(("RELEASE", "dr10"), ("ID", "105234 106201\n999999999\r\ndr99/1,353301001")));
            Assert.Equal(3, files.Count);
            var manifest = Manifest(files);
            Assert.Equal(6, manifest.Count);
            Assert.StartsWith("2,dr10?106201,,,\"", manifest[2], StringComparison.Ordinal);
            Assert.DoesNotContain(Path.GetDirectoryName(file)!, manifest[2]);
            Assert.StartsWith("3,dr10?999999999,,,\"There is no spectrum", manifest[3], StringComparison.Ordinal);
            Assert.StartsWith("4,dr99?1,,,\"", manifest[4], StringComparison.Ordinal);
            var together = (await BatchAsync(("RELEASE", "dr10"), ("FORMAT", "votable"), ("ID", "105234,106201,353301001"))).Good();
            Assert.Equal(["105234", "353301001"], together.All("TABLE").Select(t => (string)t.Attribute("name")!));
            Assert.Contains("dr10?106201", Assert.Single(together.Infos("QUERY_STATUS"), i => (string?)i.Attribute("value") == "OVERFLOW").Value);
        }
        finally
        {
            await File.WriteAllBytesAsync(file, original);
        }
    }

    [SampleFact]
    public async Task One_file_has_a_table_for_each_spectrum()
    {
        var keys = Shuffled().Take(15).ToArray();
        var votable = (await BatchAsync(("RELEASE", "dr10"), ("ID", string.Join(' ', keys)), ("FORMAT", "votable"))).Good();
        Assert.Equal("application/x-votable+xml", votable.ContentType);
        Assert.Equal(keys, votable.All("TABLE").Select(t => (string)t.Attribute("name")!));
        var fits = (await BatchAsync(("RELEASE", "dr10"), ("ID", string.Join(' ', keys)), ("FORMAT", "application/fits"))).Good();
        Assert.Equal("application/fits", fits.ContentType);
        Assert.Equal(0, fits.Body.Length % 2880);
        Assert.All(keys, k => Assert.Contains($"EXTNAME = '{k}", fits.Text));
    }

    [SampleTheory]
    [InlineData("votable", "SELECT obs_publisher_did FROM ivoa.obscore WHERE target_class = 'galaxy' AND release = 'dr10' ORDER BY obs_id")]
    [InlineData("fits", "SELECT obs_publisher_did FROM ivoa.obscore WHERE target_class = 'galaxy' AND release = 'dr10' ORDER BY obs_id")]
    [InlineData("csv", "SELECT obs_publisher_did FROM ivoa.obscore WHERE target_class = 'galaxy' AND release = 'dr10' ORDER BY obs_id")]
    [InlineData("votable", "SELECT ra, obsid FROM dr10.lrs_catalogue WHERE class = 'GALAXY' ORDER BY obsid")]
    [InlineData("fits", "SELECT ra, obsid FROM dr10.lrs_catalogue WHERE class = 'GALAXY' ORDER BY obsid")]
    [InlineData("csv", "SELECT ra, obsid FROM dr10.lrs_catalogue WHERE class = 'GALAXY' ORDER BY obsid")]
    [InlineData("votable/td", "SELECT release, spectrum FROM lamost.source_spectra WHERE class = 'GALAXY' AND release = 'dr10' ORDER BY obsid")]
    public async Task The_result_of_a_finished_job_names_the_spectra(string format, string adql)
    {
        var jobs = new JobClient(service.Client);
        var job = await jobs.RunAsync(("LANG", "ADQL"), ("QUERY", adql), ("FORMAT", format));
        await jobs.ResultAsync(job);
        var expected = service.Genuine.Spectra.Where(s => s.Facts["cls"] == "GALAXY").OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => "dr10/" + Path.GetFileName(s.Path)).ToList();
        foreach (var name in (string[])[service.Client.Url + job, job.Split('/')[^1]])
        {
            var files = Files(await BatchAsync(("JOB", name), ("RELEASE", "dr10")));
            Assert.Equal(expected.Order(), files.SkipLast(1).Select(f => f.Name).Order());
        }
        if (adql.Contains("ra,", StringComparison.Ordinal)) Assert.Contains("RELEASE", (await BatchAsync(("JOB", job))).PlainError(HttpStatusCode.BadRequest, "", "LVO-SPEC-1001"));
    }

    [SampleFact]
    public async Task Jobs_that_cannot_name_spectra_are_refused()
    {
        var jobs = new JobClient(service.Client);
        var without = await jobs.RunAsync(("LANG", "ADQL"), ("QUERY", "SELECT ra, dec FROM dr10.lrs_catalogue"));
        await jobs.ResultAsync(without);
        (await BatchAsync(("JOB", without), ("RELEASE", "dr10"))).PlainError(HttpStatusCode.BadRequest, "", "LVO-SPEC-1001");
        var pending = await jobs.CreateAsync(("LANG", "ADQL"), ("QUERY", JobClient.Quick));
        (await BatchAsync(("JOB", pending), ("RELEASE", "dr10"))).PlainError(HttpStatusCode.NotFound, "", "LVO-JOB-1405");
        (await BatchAsync(("JOB", "nonsense"), ("RELEASE", "dr10"))).PlainError(HttpStatusCode.NotFound, "", "LVO-JOB-1404");
        var json = await jobs.RunAsync(("LANG", "ADQL"), ("QUERY", "SELECT obsid FROM dr10.lrs_catalogue"), ("FORMAT", "json"));
        await jobs.ResultAsync(json);
        (await BatchAsync(("JOB", json), ("RELEASE", "dr10"))).PlainError(HttpStatusCode.BadRequest, "", "LVO-SPEC-1001");
    }

    [SampleTheory]
    [InlineData("", "", "LVO-SPEC-1001")]
    [InlineData("ID", "353301001", "LVO-SPEC-1001")]
    [InlineData("ID", "dr10/<x>", "LVO-SPEC-1001")]
    [InlineData("FORMAT", "zip", "LVO-SPEC-1002")]
    [InlineData("FILES", "pdf", "LVO-SPEC-1002")]
    public async Task A_wrong_request_is_refused_with_its_reason(string name, string value, string code) =>
        (await BatchAsync(name is "FORMAT" or "FILES" ? [("ID", "dr10/353301001"), (name, value)] : [("x", "y"), (name, value)])).PlainError(HttpStatusCode.BadRequest, "", code);

    [SampleFact]
    public async Task Too_many_are_refused_before_anything_is_read()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Archive.Database, service.Catalog, new ServiceLimits { BatchMaxSpectra = 3 }, service.Options);
        await using var _ = app;
        using (client)
        {
            Assert.Contains("3", (await client.PostFormAsync("/spectra/batch", ("ID", "dr10/1,dr10/2,dr10/3,dr10/4"))).PlainError(HttpStatusCode.BadRequest, "", "LVO-SPEC-1001"));
            (await client.PostFormAsync("/spectra/batch", ("ID", "dr10/1,dr10/2,dr10/3"))).Good();
            (await client.GetAsync("/soda/sync?ID=dr10/1,dr10/2,dr10/3,dr10/4")).PlainError(HttpStatusCode.BadRequest, "UsageError: ", "LVO-SODA-1001");
        }
    }

    [SampleFact]
    public async Task A_client_that_leaves_leaves_nothing_running_behind()
    {
        var body = "ID=" + string.Join(',', Enumerable.Repeat("dr10/666212076B,dr10/353301001", 20_000)) + "&FILES=votable";
        var address = new Uri(service.Client.Url);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(address.Host, address.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /spectra/batch HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            var some = new byte[1 << 16];
            await socket.GetStream().ReadExactlyAsync(some);
            Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(some), StringComparison.Ordinal);
            socket.Client.LingerState = new LingerOption(true, 0);
        }
        // What goes on allocates; 40,000 files of a megabyte would for long.
        var before = GC.GetTotalAllocatedBytes();
        for (var quiet = 0; quiet < 3;)
        {
            await Task.Delay(200);
            var now = GC.GetTotalAllocatedBytes();
            quiet = now - before < 5_000_000 ? quiet + 1 : 0;
            before = now;
        }
        (await service.Client.GetAsync("/spectra/dr10/353301001.fits")).Good();
    }
}
