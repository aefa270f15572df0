using System.Globalization;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Server.DataLink;

/// <summary>Makes the links of spectra.</summary>
sealed class LinkRows(SpectrumLibrary library, string root, ServiceOptions options)
{
    /// <summary>The ID of the RESOURCE that describes cut-outs.</summary>
    public const string SodaId = "soda";

    const string Spectrum = "#spectrum", This = "#this";

    /// <summary>The links of some identifiers, in their order.</summary>
    /// <param name="ids">As they were sent.</param>
    /// <param name="release">The release of keys that stand alone; null for none.</param>
    /// <param name="most">Spectra of a source that are linked, at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Link>> FindAsync(IReadOnlyList<string> ids, string? release, int most, CancellationToken cancel)
    {
        var parsed = ids.Select(i => SpectrumIdentifier.TryParse(i, release, out var id) ? id : (SpectrumId?)null).ToList();
        var wanted = parsed.OfType<SpectrumId>().ToList();
        var related = new Dictionary<int, List<SpectrumEntry>>();
        if (wanted.Count > 0 && library.Feeds.Count > 0)
            await foreach (var (place, entry) in library.Store.FindRelatedAsync(library.Feeds, wanted, most, cancel).ConfigureAwait(false))
            {
                if (!related.TryGetValue(place, out var list)) related.Add(place, list = []);
                list.Add(entry);
            }
        var links = new List<Link>();
        var number = 0;
        for (var i = 0; i < ids.Count; i++)
        {
            if (parsed[i] is not { } id)
            {
                links.Add(new Link(Shown(ids[i]), This, null) { Error = $"UsageFault: this is no identifier of a spectrum; they are written ivo://{options.Authority}/dr10?353301001" });
                continue;
            }
            if (related.GetValueOrDefault(number++) is { } found) Add(links, ids[i], found.First(e => e.Id == id), found);
            else links.Add(new Link(ids[i], This, null) { Error = $"NotFoundFault: there is no spectrum {id.Key} in {id.Release}" });
        }
        return links;
    }

    void Add(List<Link> links, string id, SpectrumEntry me, List<SpectrumEntry> related)
    {
        var at = $"{root}/spectra/{me.Feed.Release}/{me.Key}";
        if (me.FileBytes is null)
            links.Add(new Link(id, This, null) { Error = $"NotFoundFault: the file of {me.Key} of {me.Feed.Release} is not in this archive" });
        else
        {
            links.Add(new Link(id, This, "The spectrum as a FITS table in the Spectrum data model.") { AccessUrl = at + ".fits", ContentType = SpectrumFormats.Fits.MediaType, ContentLength = me.ProductBytes, Qualifier = Spectrum, LocalSemantics = "#fits" });
            links.Add(new Link(id, This, "The spectrum as a VOTable in the Spectrum data model.") { AccessUrl = at + ".vot", ContentType = SpectrumFormats.Votable.MediaType, Qualifier = Spectrum, LocalSemantics = "#votable" });
            links.Add(new Link(id, This, "The spectrum as comma-separated values.") { AccessUrl = at + ".csv", ContentType = SpectrumFormats.Csv.MediaType, Qualifier = Spectrum, LocalSemantics = "#csv" });
            // One file has all spectra of a visit at medium resolution; at low resolution it is the spectrum.
            links.Add(new Link(id, me.Feed.Definition.IsMedium ? "#progenitor" : This, me.Feed.Definition.IsMedium
                ? "The file of the survey, with all spectra of this visit." : "The file of the survey.")
            { AccessUrl = at, ContentType = FitsTableWriter.MediaType, ContentLength = me.FileBytes, Qualifier = Spectrum, LocalSemantics = "#native" });
            links.Add(new Link(id, "#preview", "A plot.") { AccessUrl = at + ".png", ContentType = SpectrumFormats.Png.MediaType, LocalSemantics = "#png" });
            links.Add(new Link(id, "#preview-image", "A plot that can be enlarged.") { AccessUrl = at + ".svg", ContentType = SpectrumFormats.Svg.MediaType, LocalSemantics = "#svg" });
            links.Add(new Link(id, "#cutout", "Parts of the spectrum, normalized, at rest or resampled.") { ServiceDef = SodaId, ContentType = SpectrumFormats.Fits.MediaType, Qualifier = Spectrum });
        }
        foreach (var other in related.Where(o => o.Id != me.Id && o.FileBytes is not null)) links.Add(Related(id, me, other));
        if (me.Source is { } source && related.Count > 1)
            links.Add(new Link(id, "#auxiliary", "All spectra of the source in one plot, with radial velocity against time.") { AccessUrl = $"{root}/source/{Uri.EscapeDataString(source)}", ContentType = "text/html", LocalSemantics = "#source" });
        if (me.Feed.Definition.Reference is { } reference)
            links.Add(new Link(id, "#documentation", "The paper that describes the survey.") { AccessUrl = $"https://ui.adsabs.harvard.edu/abs/{Uri.EscapeDataString(reference)}/abstract", ContentType = "text/html" });
    }

    // Of one visit: what was put together of what; the arms of one exposure belong together. Of other visits and releases: the same source.
    Link Related(string id, SpectrumEntry me, SpectrumEntry other)
    {
        var isSameVisit = other.Feed == me.Feed && other.Observation == me.Observation;
        var semantics = !isSameVisit ? "#counterpart"
            : me.Minute is null && other.Minute is not null && other.Arm == me.Arm ? "#progenitor"
            : me.Minute is not null && other.Minute is null && other.Arm == me.Arm ? "#derivation"
            : "#coderived";
        return new Link(id, semantics, Describe(other))
        {
            AccessUrl = $"{root}/spectra/{other.Feed.Release}/{other.Key}.fits",
            ContentType = SpectrumFormats.Fits.MediaType,
            ContentLength = other.ProductBytes,
            Qualifier = Spectrum,
            LocalSemantics = isSameVisit ? "#same-visit" : other.Feed.Release == me.Feed.Release ? "#other-visit" : "#other-release",
        };
    }

    static string Describe(SpectrumEntry entry)
    {
        var day = new DateTime(1858, 11, 17).AddDays((entry.TimeStart + entry.TimeStop) / 2).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var arm = entry.Arm switch { 1 => " blue", 2 => " red", _ => "" };
        var kind = entry.Feed.Definition.IsMedium ? entry.Minute is null ? " coadd" : " exposure" : "";
        var snr = entry.SignalToNoise is { } ratio ? string.Create(CultureInfo.InvariantCulture, $", S/N {ratio:0.#}") : "";
        return $"{entry.Feed.Release.ToUpperInvariant()} {entry.Feed.Definition.Instrument}{arm}{kind} {entry.Key} of {day}{snr}.";
    }

    static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "...";
}
