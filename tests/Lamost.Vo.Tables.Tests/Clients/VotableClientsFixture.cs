using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Lamost.Vo.Tables.VOTable;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>
/// Writes all documents once, has STILTS copy them all in one process, and has astropy compare the documents and their copies with what was
/// written, in another. votlint takes one document a process.
/// </summary>
public sealed class VotableClientsFixture : IAsyncLifetime
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lamost-vo-tables-");
    Task<Report>? _report;
    Task<ConcurrentDictionary<string, string>>? _lint;

    /// <summary>What astropy found.</summary>
    internal Task<Report> Astropy => _report ??= Compare();

    /// <summary>What votlint said, by document.</summary>
    internal Task<ConcurrentDictionary<string, string>> Lint => _lint ??= LintAll();

    /// <summary>The documents that are linted.</summary>
    internal static IEnumerable<string> Linted { get; } = [.. ClientDocuments.All.Where(d => d.IsLinted).Select(d => d.Name), "error", "cone-error"];

    public async Task InitializeAsync()
    {
        foreach (var document in ClientDocuments.All) await File.WriteAllBytesAsync(PathOf(document.Name), document.Write());
        await File.WriteAllBytesAsync(PathOf("error"), Written(o => VotableErrorDocument.Write(o, "No <table> \"x\".", [new("request_id", "7")])));
        await File.WriteAllBytesAsync(PathOf("cone-error"), Written(o => ConeSearchErrorDocument.Write(o, "RA is \"as3f\".")));
    }

    public Task DisposeAsync()
    {
        _directory.Delete(true);
        return Task.CompletedTask;
    }

    /// <summary>The file of a document.</summary>
    internal string PathOf(string name) => Path.Combine(_directory.FullName, name + ".vot");

    async Task<Report> Compare()
    {
        var list = Path.Combine(_directory.FullName, "documents.txt");
        await File.WriteAllLinesAsync(list, ClientDocuments.All.Select(d => PathOf(d.Name)));
        (await ClientProcess.RunAsync("stilts", ["tmulti", "in=@" + list, "ifmt=votable", "out=" + PathOf("stilts"), "ofmt=votable(format=BINARY2)"])).Succeeded();

        var expected = Path.Combine(_directory.FullName, "expected.json");
        await File.WriteAllTextAsync(expected, JsonSerializer.Serialize(ClientDocuments.All.Select(d => new
        {
            name = d.Name,
            path = PathOf(d.Name),
            rows = d.Expected,
        })));
        var script = Path.Combine(AppContext.BaseDirectory, "Clients", "compare_votables.py");
        var report = (await ClientProcess.RunAsync("/usr/bin/python3", [script, expected, PathOf("stilts")])).Succeeded();
        return JsonSerializer.Deserialize<Report>(report, JsonSerializerOptions.Web)!;
    }

    async Task<ConcurrentDictionary<string, string>> LintAll()
    {
        var said = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(
            Linted,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (name, _) => said[name] = (await ClientProcess.RunAsync("stilts", ["votlint", "ucd=true", "unit=true", PathOf(name)])).Succeeded());
        return said;
    }

    /// <summary>What astropy found.</summary>
    /// <param name="Complaints">By document; those about STILTS' copies under <c>stilts:</c> and the name of the document.</param>
    /// <param name="Infos">The name, value and text of each INFO of the first RESOURCE, by document.</param>
    /// <param name="Fields">ID, name, unit, UCD, utype, ref and description of each FIELD, by document.</param>
    internal sealed record Report(
        Dictionary<string, string[]> Complaints, Dictionary<string, List<List<string?>>> Infos, Dictionary<string, List<List<string?>>> Fields);

    static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
