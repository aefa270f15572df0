using Lamost.Vo.Testing;

namespace Lamost.Vo.Spectra.Tests.Reading;

/// <summary>The genuine spectrum files.</summary>
static class SampleFiles
{
    public static readonly string[] Folders = ["spectra_lrs_image", "spectra_lrs_table", "spectra_mrs"];

    public const string Dr1 = "spectra_lrs_image/spec-55862-B6212_sp06-003.fits";
    public const string Dr2 = "spectra_lrs_image/spec-56309-GAC088N20V1_sp08-126.fits";
    public const string Dr8 = "spectra_lrs_image/spec-57304-EG025335S013827V01_sp12-106.fits.gz";
    public const string Dr10 = "spectra_lrs_table/spec-57278-EG224429N215706B01_sp01-001.fits.gz";
    public const string Medium = "spectra_mrs/med-58625-TD192102N424113K01_sp12-076.fits.gz";

    /// <summary>All of them, by folder and name.</summary>
    public static IEnumerable<string> All => Folders.SelectMany(f => Directory.GetFiles(Samples.Path(f)).Select(p => $"{f}/{Path.GetFileName(p)}").Order(StringComparer.Ordinal));

    /// <summary>A file unpacked.</summary>
    public static byte[] Unpacked(string relative)
    {
        using var file = File.OpenRead(Samples.Path(relative));
        using var unpacked = new MemoryStream();
        if (!relative.EndsWith(".gz", StringComparison.Ordinal)) file.CopyTo(unpacked);
        else using (var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
