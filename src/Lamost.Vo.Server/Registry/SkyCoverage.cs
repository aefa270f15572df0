using System.Xml;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Vosi;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Server.Registry;

/// <summary>The element <c>coverage</c> of a record (VODataService 1.2, 3.3): where, when and in which light.</summary>
/// <param name="Sky">Where, in cells of <see cref="Order"/>; null where nothing has a position.</param>
/// <param name="Feeds">The catalogues of spectra that the data are of.</param>
/// <param name="FootprintUrl">Where the map of the sky is; null for nowhere.</param>
sealed record SkyCoverage(Moc? Sky, IReadOnlyList<SpectrumFeed> Feeds, string? FootprintUrl)
{
    /// <summary>The order of the cells: 55 arcmin, as fine as is wanted of records (VODataService 1.2, 3.3.1).</summary>
    public const int Order = 6;

    // Planck's constant times the speed of light, J m (exact since 2019).
    const double EnergyMetres = 6.626_070_15e-34 * 299_792_458;

    // Times of records are of the barycentre (VODataService 1.2, 3.3.2), days of observation of the Earth: apart by less than ten minutes.
    const double TimeMargin = 0.01;

    /// <summary>Writes the element, unless nothing is known.</summary>
    public void Write(XmlWriter xml)
    {
        if (Sky is null && Feeds.Count == 0) return;
        xml.WriteStartElement("coverage");
        if (Sky is not null) xml.Element("spatial", Sky.ToString());
        foreach (var (first, end) in Times(Feeds)) xml.Element("temporal", $"{ResourceWriter.Number(first - TimeMargin)} {ResourceWriter.Number(end + TimeMargin)}");
        foreach (var (low, high) in Energies(Feeds)) xml.Element("spectral", $"{ResourceWriter.Number(low)} {ResourceWriter.Number(high)}");
        if (FootprintUrl is not null)
        {
            xml.WriteStartElement("footprint");
            xml.WriteAttributeString("ivo-id", "ivo://ivoa.net/std/moc");
            xml.WriteString(FootprintUrl);
            xml.WriteEndElement();
        }
        if (Feeds.Count > 0)
        {
            xml.Element("waveband", "Optical");
            xml.Element("regionOfRegard", ResourceWriter.Number(Math.Round(Feeds.Max(f => f.Definition.Aperture) / 3600, 6)));
        }
        xml.WriteEndElement();
    }

    /// <summary>The seasons of all catalogues, those that overlap made one; in order.</summary>
    public static IReadOnlyList<DayRange> Times(IEnumerable<SpectrumFeed> feeds)
    {
        var merged = new List<DayRange>();
        foreach (var days in feeds.SelectMany(f => f.Days).OrderBy(d => d.First))
        {
            if (merged.Count > 0 && days.First <= merged[^1].End) merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, days.End) };
            else merged.Add(days);
        }
        return merged;
    }

    /// <summary>The energies of photons at the ends of the bands, J, low ones first (VODataService 1.2, 3.3.3); bands that overlap made one.</summary>
    public static IReadOnlyList<(double Low, double High)> Energies(IEnumerable<SpectrumFeed> feeds)
    {
        var merged = new List<(double Low, double High)>();
        // The bands of the two arms, which are one where a spectrum has both.
        foreach (var band in feeds.SelectMany(f => f.Definition.Bands.Skip(1)).OrderByDescending(b => b.High))
        {
            var (low, high) = (Rounded(EnergyMetres / band.High), Rounded(EnergyMetres / band.Low));
            if (merged.Count > 0 && low <= merged[^1].High) merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, high));
            else merged.Add((low, high));
        }
        return merged;
    }

    // Six digits; bands are given with two.
    static double Rounded(double energy) => double.Parse(energy.ToString("E5", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
