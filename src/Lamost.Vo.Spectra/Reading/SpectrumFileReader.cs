namespace Lamost.Vo.Spectra.Reading;

/// <summary>
/// Reads the spectrum files of LAMOST, of every release: FITS, plain or in gzip, which is told by the first bytes and not by the name. How the layouts are recognised and
/// what is decided about wavelengths is in docs/dev/spectra.md. Any number of threads may read at the same time.
/// </summary>
/// <remarks>
/// A file is hostile until it is read. It is taken up to <see cref="MaxBytes"/>, packed and unpacked, and what is allocated is at most some ten times its unpacked size. Whatever is
/// wrong in it is a <see cref="SpectrumFileException"/>. A file that is missing or cannot be opened or read is the exception of <see cref="File"/> and <see cref="Stream"/>.
/// </remarks>
public static class SpectrumFileReader
{
    /// <summary>The most bytes of a file, as it stands and unpacked. Of 110 real files the largest has 1.5 MB.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>The most pixels of a spectrum; the real ones have up to 4242.</summary>
    public const int MaxPixels = 1 << 16;

    /// <summary>The most HDUs of a file; 51 exposures of both arms with their coadds have 105.</summary>
    public const int MaxHdus = 512;

    /// <summary>Reads a file whole.</summary>
    /// <exception cref="SpectrumFileException">It is no spectrum file of LAMOST, or is damaged.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static SpectrumFile Read(string path)
    {
        using var stream = Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads a file whole.</summary>
    /// <param name="stream">At its first byte; read up to its end, and left open.</param>
    /// <param name="name">Name of the file for messages.</param>
    /// <exception cref="SpectrumFileException">It is no spectrum file of LAMOST, or is damaged.</exception>
    public static SpectrumFile Read(Stream stream, string name) => Parsed(stream, name, (parsed, bytes) =>
        new SpectrumFile(parsed.Layout, parsed.Observation, [.. parsed.Spectra.Select(s => s.Spectrum(bytes))]) { Headers = [.. parsed.Hdus.Select(h => h.Header)] });

    /// <summary>Reads what an archive keeps of a file in its tables. The file is unpacked whole, so that damage is found, and wavelengths are checked; other pixels are not read.</summary>
    /// <exception cref="SpectrumFileException">It is no spectrum file of LAMOST, or is damaged.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static SpectrumFileSummary ReadSummary(string path)
    {
        using var stream = Open(path);
        return ReadSummary(stream, path);
    }

    /// <inheritdoc cref="ReadSummary(string)"/>
    /// <param name="stream">At its first byte; read up to its end, and left open.</param>
    /// <param name="name">Name of the file for messages.</param>
    public static SpectrumFileSummary ReadSummary(Stream stream, string name) => Parsed(stream, name, (parsed, bytes) =>
        new SpectrumFileSummary(parsed.Layout, parsed.Observation, [.. parsed.Spectra.Select(s => s.Summary(bytes))]));

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    static T Parsed<T>(Stream stream, string name, Func<ParsedFile, ReadOnlyMemory<byte>, T> take)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            using var file = FileBytes.ReadAll(stream);
            return take(ParsedFile.Of(file.Memory), file.Memory);
        }
        catch (Exception e) when (e is FileFault or InvalidDataException)
        {
            // The two exceptions of all below: ours, and that of the FITS headers.
            throw new SpectrumFileException(name, e is FileFault ? e.Message + "." : e.Message, e);
        }
    }
}

/// <summary>A file whose headers are read and whose pixels are found.</summary>
sealed record ParsedFile(SpectrumLayout Layout, Observation Observation, IReadOnlyList<Hdu> Hdus, IReadOnlyList<SpectrumSource> Spectra)
{
    public static ParsedFile Of(ReadOnlyMemory<byte> file)
    {
        var hdus = Hdu.All(file.Span);
        var primary = hdus[0];
        if (primary.Header.Text("TELESCOP") is { } telescope && !telescope.Trim().StartsWith("LAMOST", StringComparison.OrdinalIgnoreCase))
            throw primary.Bad($"TELESCOP is {Hdu.Shown(telescope)}; a spectrum of LAMOST has 'LAMOST'");
        var facts = new HeaderFacts(primary.Header);
        var axes = primary.Header.Integer("NAXIS", 0, 999);
        if (axes > 0)
        {
            var image = ImageLayout.Source(primary, facts, file.Span);
            return new ParsedFile(SpectrumLayout.Image, ObservationReader.Low(facts), hdus, [image]);
        }
        var tables = TableLayouts.Sources(hdus, facts, out var layout);
        var observation = layout == SpectrumLayout.Table ? ObservationReader.Low(facts) : ObservationReader.Medium(facts, tables);
        return new ParsedFile(layout, observation, hdus, tables);
    }
}
