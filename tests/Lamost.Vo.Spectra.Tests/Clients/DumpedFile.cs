using System.Text.Json;
using Lamost.Vo.Testing;

namespace Lamost.Vo.Spectra.Tests.Clients;

/// <summary>A file as astropy sees it.</summary>
public sealed record DumpedFile(List<string> Complaints, List<DumpedHdu> Hdus)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads files that exist.</summary>
    public static async Task<List<DumpedFile>> ReadAsync(params string[] paths)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Clients", "dump_synthetic_spectra.py");
        var output = (await ClientProcess.RunAsync("/usr/bin/python3", [script, .. paths])).Succeeded();
        return JsonSerializer.Deserialize<List<DumpedFile>>(output, Options)!;
    }

    /// <summary>Reads a file from its bytes.</summary>
    public static async Task<DumpedFile> ReadAsync(byte[] bytes, string ending = ".fits")
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{ending}");
        await File.WriteAllBytesAsync(path, bytes);
        try
        {
            return (await ReadAsync(path)).Single();
        }
        finally
        {
            File.Delete(path);
        }
    }
}

/// <summary>One HDU: of an image the rows are the data, by their number; of a table the columns.</summary>
public sealed record DumpedHdu(string Name, int Rows, List<string> Keywords, Dictionary<string, string> Kinds, Dictionary<string, string> Values, Dictionary<string,
    string> Comments,
    List<string> Commentary, Dictionary<string, List<double?>> Data)
{
    /// <summary>A column or row; NaN for what is not finite.</summary>
    public double[] Numbers(string name) => [.. Data[name].Select(v => v ?? double.NaN)];
}
