using System.Globalization;
using System.IO.Pipelines;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Preview;
using Lamost.Vo.Spectra.Processing;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Soda;

/// <summary>Does what SODA requests ask for. Safe for any number of threads.</summary>
public sealed class SodaCutter(SpectrumLibrary library)
{
    /// <summary>Finds the spectra of a request.</summary>
    /// <exception cref="VoException">LVO-SPEC-1404, 1405: one of them is not there.</exception>
    public async Task<IReadOnlyList<SpectrumEntry>> FindAsync(SodaRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = await library.FindAsync(request.Ids, cancel).ConfigureAwait(false);
        for (var i = 0; i < found.Count; i++)
        {
            var entry = found[i] ?? throw library.Unknown(request.Ids[i]);
            if (entry.FileBytes is null) throw SpectrumLibrary.Missing(entry.Id);
        }
        return [.. found.OfType<SpectrumEntry>()];
    }

    /// <summary>One spectrum, as asked for.</summary>
    /// <returns>Null when no pixel is in the band.</returns>
    /// <exception cref="VoException">The file is not what it was, or the spectrum has not what is needed for what is asked for.</exception>
    public async Task<ReadOnlyMemory<byte>?> CutAsync(SodaRequest request, SpectrumEntry entry, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Apply(request, entry, await library.ReadAsync(entry, cancel).ConfigureAwait(false)) is { } cut
            ? SpectrumProducts.Make(request.Format, cut.Spectrum, cut.About, new PreviewOptions())
            : (ReadOnlyMemory<byte>?)null; // a bare null would become memory of no bytes
    }

    /// <summary>Several spectra in one file; those without a pixel in the band are left out, and where none has one nothing is written.</summary>
    /// <param name="request">What is asked for; its format can hold several.</param>
    /// <param name="entries">The spectra.</param>
    /// <param name="output">Where to.</param>
    /// <param name="written">Told after each how many have been done; null for nobody.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>How many are in the file.</returns>
    public async Task<long> CutAsync(SodaRequest request, IReadOnlyList<SpectrumEntry> entries, PipeWriter output, Action<long>? written, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        var writer = SpectrumCollectionWriter.Create(request.Format)!;
        var count = 0L;
        await foreach (var item in SpectrumSequence.MakeAsync(library, [.. entries.Select(e => e.Id)], (entry, place) => Apply(request, entry, library.Read(entry, place)), cancel).ConfigureAwait(false))
        {
            if (item.Failure is { } failure) throw new VoException(failure);
            if (item.Made is not { } cut) continue;
            if (count == 0) writer.Begin(output, $"{entries.Count} spectra");
            writer.Add(output, item.Id.Key, cut.Spectrum, cut.About);
            count++;
            written?.Invoke(count);
            if (output.UnflushedBytes >= 64 << 10) await QueryRun.FlushAsync(output, cancel).ConfigureAwait(false);
        }
        if (count > 0) writer.End(output, TableEnding.Complete);
        return count;
    }

    /// <summary>Cuts, normalizes, shifts and resamples, in this order: the band is of wavelengths as observed, the grid one of those that are given out.</summary>
    (Spectrum Spectrum, DatasetDescription About)? Apply(SodaRequest request, SpectrumEntry entry, Spectrum whole)
    {
        var (spectrum, about) = (whole, library.Describe(entry));
        // The continuum is that of the whole spectrum: of a part it cannot be told.
        if (request.IsNormalized)
        {
            spectrum = SpectrumOperations.Normalize(spectrum) ?? throw Impossible($"{entry.Key} has too few usable pixels to find its continuum.");
            about = about with { FluxCalibration = "NORMALIZED" };
        }
        if (request.Band is { } band)
        {
            if (SpectrumOperations.Cut(spectrum, band.Low, band.High) is not { } cut) return null;
            spectrum = cut;
        }
        if (request.IsTargetRedshift || request.Redshift is not null)
        {
            var z = request.Redshift ?? Redshift(entry) ?? throw Impossible($"The catalogue has no redshift and no radial velocity of {entry.Key}.");
            spectrum = SpectrumOperations.ToRestFrame(spectrum, z);
            about = about with { IsRestFrame = true, Redshift = z };
        }
        if (request.Step is { } step) spectrum = Resample(entry, spectrum, step);
        return (spectrum, spectrum == whole ? about : about with { CreationType = "cutout" });
    }

    static Spectrum Resample(SpectrumEntry entry, Spectrum spectrum, double step)
    {
        try
        {
            return SpectrumOperations.Resample(spectrum, SpectralGrid.Linear(step));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new VoException(new VoError("LVO-SODA-1005", Remedy.MendRequest, string.Create(CultureInfo.InvariantCulture, $"RESAMPLE={step} makes more than {Resampling.MostPixels} pixels of {entry.Key}."))
            {
                Hint = "Give a longer step, or cut a part with BAND.",
            });
        }
    }

    static double? Redshift(SpectrumEntry entry) => entry.Redshift ?? entry.Velocity / 299_792.458;

    static VoException Impossible(string message) => new(new VoError("LVO-SODA-1007", Remedy.MendRequest, message) { Hint = "Ask for it without, or give a number." });
}
