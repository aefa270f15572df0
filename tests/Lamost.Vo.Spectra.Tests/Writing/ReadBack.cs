using System.Text.Json;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Writing;

/// <summary>A file for clients, deleted with it.</summary>
sealed class ReadBack : IDisposable
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    internal ReadBack(byte[] bytes, string extension)
    {
        File = Path.Combine(_directory.FullName, "spectrum." + extension);
        System.IO.File.WriteAllBytes(File, bytes);
    }

    internal string File { get; }

    public void Dispose() => _directory.Delete(true);

    /// <summary>What astropy finds; every warning of it is an error.</summary>
    internal async Task<Table[]> AstropyAsync()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Clients", "read_spectra.py");
        return JsonSerializer.Deserialize<Table[]>((await ClientProcess.RunAsync("/usr/bin/python3", [script, File])).Succeeded(), JsonSerializerOptions.Web)!;
    }

    /// <summary>What votlint says.</summary>
    internal async Task<string> VotlintAsync() => (await ClientProcess.RunAsync("stilts", ["votlint", "ucd=true", "unit=true", File])).Succeeded().Trim();

    /// <summary>The table that STILTS reads, as CSV lines.</summary>
    internal async Task<string[]> StiltsAsync(string format, params string[] more) =>
        (await ClientProcess.RunAsync("stilts", ["tpipe", "in=" + File, "ifmt=" + format, .. more, "ofmt=csv"])).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Asserts that a client found the very values.</summary>
    internal static void AssertSame(Spectrum expected, Table found)
    {
        var columns = TestSpectra.Columns(expected);
        Assert.Equal(columns.Keys, found.Columns.Keys);
        foreach (var (name, values) in columns) Assert.Equal(values, found.Columns[name].Select(v => v ?? double.NaN));
    }

    /// <summary>A table that a client found.</summary>
    internal sealed record Table(
        string Name,
        string? Utype,
        string? ResourceUtype,
        Dictionary<string, string> Facts,
        Dictionary<string, string> Utypes,
        Dictionary<string, string?> ColumnUtypes,
        Dictionary<string, string> Types,
        Dictionary<string, double?[]> Columns);
}
