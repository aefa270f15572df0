using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Reading;

namespace Lamost.Vo.Server.Spectra;

/// <summary>Gives out spectra: what the archive knows of them, and their pixels. Safe for any number of threads.</summary>
public sealed class SpectrumLibrary(CatalogCache catalog, SpectrumStore store, ServiceOptions options, ILogger<SpectrumLibrary> log)
{
    /// <summary>The code for a spectrum that there is not.</summary>
    public const string UnknownCode = "LVO-SPEC-1404";

    /// <summary>The code for a spectrum whose file the archive does not have.</summary>
    public const string MissingCode = "LVO-SPEC-1405";

    /// <summary>The catalogues of spectra.</summary>
    public IReadOnlyList<SpectrumFeed> Feeds => catalog.Current.Feeds;

    /// <summary>Where spectra are looked up.</summary>
    public SpectrumStore Store => store;

    /// <summary>Finds a spectrum.</summary>
    /// <exception cref="VoException">LVO-SPEC-1404: there is none.</exception>
    public async Task<SpectrumEntry> FindAsync(SpectrumId id, CancellationToken cancel) =>
        (await FindAsync([id], cancel).ConfigureAwait(false))[0] ?? throw Unknown(id);

    /// <summary>Finds spectra; null where there is none.</summary>
    public async Task<IReadOnlyList<SpectrumEntry?>> FindAsync(IReadOnlyList<SpectrumId> wanted, CancellationToken cancel) =>
        Feeds.Count == 0 ? new SpectrumEntry?[wanted.Count] : await store.FindAsync(Feeds, wanted, cancel).ConfigureAwait(false);

    /// <summary>Where the file of a spectrum is.</summary>
    /// <exception cref="VoException">LVO-SPEC-1405: the archive does not have it.</exception>
    public async Task<SpectrumPlace> PlaceAsync(SpectrumEntry entry, CancellationToken cancel)
    {
        if (entry.FileBytes is null) throw Missing(entry.Id);
        return (await store.LocateAsync(entry.Feed, [entry.Key], cancel).ConfigureAwait(false)).TryGetValue(entry.Key, out var place) ? place : throw Missing(entry.Id);
    }

    /// <summary>Reads the pixels of a spectrum.</summary>
    /// <exception cref="VoException">LVO-SPEC-1405: the archive does not have its file. LVO-SPEC-5001: the file is not what it was.</exception>
    public async Task<Spectrum> ReadAsync(SpectrumEntry entry, CancellationToken cancel) => Read(entry, await PlaceAsync(entry, cancel).ConfigureAwait(false));

    /// <summary>Reads the pixels of a spectrum from where its file is.</summary>
    /// <exception cref="VoException">LVO-SPEC-5001: the file is not what it was.</exception>
    public Spectrum Read(SpectrumEntry entry, SpectrumPlace place) =>
        ReadFile(entry, place).Spectra.FirstOrDefault(s => s.Name == place.Hdu) ?? throw Lost(entry, place, null);

    /// <summary>Reads all spectra of the file of one.</summary>
    /// <exception cref="VoException">LVO-SPEC-5001: the file is not what it was.</exception>
    public SpectrumFile ReadFile(SpectrumEntry entry, SpectrumPlace place)
    {
        try
        {
            return SpectrumFileReader.Read(place.Path);
        }
        catch (Exception e) when (e is SpectrumFileException or IOException or UnauthorizedAccessException)
        {
            throw Lost(entry, place, e);
        }
    }

    /// <summary>The file of a spectrum as it lies there. It is the one that was registered, byte by byte: its MD5 is given out as ETag.</summary>
    /// <exception cref="VoException">LVO-SPEC-5001: the file is not what it was.</exception>
    public byte[] ReadBytes(SpectrumEntry entry, SpectrumPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        try
        {
            var bytes = File.ReadAllBytes(place.Path);
#pragma warning disable CA5351 // It guards against decay, not against malice.
            return Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(bytes)) == place.Md5 ? bytes : throw Lost(entry, place, null);
#pragma warning restore CA5351
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Lost(entry, place, e);
        }
    }

    /// <summary>What the archive says of a spectrum in what it gives out.</summary>
    public DatasetDescription Describe(SpectrumEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var d = entry.Feed.Definition;
        var collection = d.Collection.Replace("{RELEASE}", entry.Feed.Release.ToUpperInvariant(), StringComparison.Ordinal);
        var arm = entry.Arm switch { 1 => ", blue arm", 2 => ", red arm", _ => "" };
        return new DatasetDescription(SpectrumIdentifier.Of(options.Authority, entry.Id), $"{collection} spectrum of {entry.Target}{arm}", entry.Target)
        {
            Publisher = options.Publisher,
            Collection = collection,
            Creator = d.Creator,
            Instrument = $"{d.Facility} {d.Instrument}",
            Version = $"{entry.Feed.Release.ToUpperInvariant()} {entry.Feed.Version}",
            Reference = d.Reference,
            Ra = entry.Ra,
            Dec = entry.Dec,
            Aperture = d.Aperture / 3600,
            ResolvingPower = d.ResolvingPower,
            TimeStart = entry.TimeStart,
            TimeStop = entry.TimeStop,
            ExposureSeconds = entry.Exposure,
            SignalToNoise = entry.SignalToNoise,
            TargetClass = entry.TargetClass,
            SpectralType = entry.Type,
            Redshift = entry.Redshift,
            RedshiftError = entry.RedshiftError,
            FluxCalibration = d.FluxCalibration,
            Simulated = entry.Feed.Simulated,
        };
    }

    /// <summary>There is no such spectrum.</summary>
    public VoException Unknown(SpectrumId id) => new(new VoError(UnknownCode, Remedy.MendRequest, $"There is no spectrum {id.Key} in {id.Release}.")
    {
        Hint = Feeds.Any(f => f.Release == id.Release)
            ? "A low-resolution spectrum is named by its obsid, one of medium resolution by its mobsid, e.g. 635003103R."
            : $"The releases are {string.Join(", ", Feeds.Select(f => f.Release).Distinct())}.",
    });

    /// <summary>The archive does not have the file of a spectrum.</summary>
    public static VoException Missing(SpectrumId id) => new(new VoError(MissingCode, Remedy.MendRequest, $"The file of {id.Key} of {id.Release} is not in this archive.")
    {
        Hint = "The catalogue lists it; its file may be had from the survey.",
    });

    VoException Lost(SpectrumEntry entry, SpectrumPlace place, Exception? cause)
    {
        log.SpectrumLost(cause, place.Path, entry.Key, place.Hdu);
        return SpectrumFailures.Lost(entry.Id, cause);
    }
}
