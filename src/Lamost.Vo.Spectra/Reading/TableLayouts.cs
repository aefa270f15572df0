using System.Globalization;
using System.Text.RegularExpressions;

namespace Lamost.Vo.Spectra.Reading;

/// <summary>Spectra in binary tables: COADD of low resolution; COADD_B, COADD_R, B-{minute} and R-{minute} of medium resolution. Each has one row of arrays or one row a pixel.</summary>
static partial class TableLayouts
{
    const string Low = "COADD";

    public static IReadOnlyList<SpectrumSource> Sources(IReadOnlyList<Hdu> hdus, HeaderFacts primary, out SpectrumLayout layout)
    {
        var named = hdus.Skip(1).Where(h => Names().IsMatch(h.Name)).ToList();
        if (named.Count == 0)
            throw new FileFault("this is no spectrum of LAMOST: HDU 0 is no image (NAXIS = 0), and no extension has an EXTNAME that is COADD, COADD_B, COADD_R, or B- or R- with a minute");
        if (named.Find(h => h.Name == Low) is { } coadd)
        {
            layout = SpectrumLayout.Table;
            var low = Source(coadd) ?? throw coadd.Bad("NAXIS or NAXIS2 is 0; the table must have one row");
            return [low with { Minutes = primary.Minutes("LMJMLIST"), ExposureSeconds = ObservationReader.LowExposure(primary) }];
        }
        // Where an arm has no coadd (COMBIN_B = F), its HDU is there without data.
        var sources = named.Select(Source).OfType<SpectrumSource>().ToList();
        if (sources.Count == 0) throw new FileFault("none of its extensions has data (NAXIS or NAXIS2 is 0)");
        layout = sources.Exists(s => s.Flux.Stride != NumberVector.Width(s.Flux.Form)) ? SpectrumLayout.MediumPixels : SpectrumLayout.MediumArrays;
        return [.. sources.Select(s => s.Minute is null ? Coadded(s, sources) : s)];
    }

    /// <summary>What the exposures tell of their coadd.</summary>
    static SpectrumSource Coadded(SpectrumSource coadd, List<SpectrumSource> all)
    {
        var ofArm = all.Where(s => s.Minute is not null && s.Arm == coadd.Arm).ToList();
        var listed = coadd.Minutes.Count > 0 ? ofArm.FindAll(s => coadd.Minutes.Contains(s.Minute!.Value)) : ofArm;
        var isComplete = listed.Count > 0 && listed.Count >= coadd.Minutes.Count;
        return coadd with
        {
            Minutes = coadd.Minutes.Count > 0 ? coadd.Minutes : [.. ofArm.Select(s => s.Minute!.Value).Distinct().Order()],
            ExposureSeconds = isComplete ? ObservationReader.Sum(listed.Select(s => s.ExposureSeconds)) : null,
        };
    }

    /// <summary>The spectrum of a table; null for one without data.</summary>
    static SpectrumSource? Source(Hdu table)
    {
        var header = table.Header;
        if (header.Integer("NAXIS", 0, 999) == 0) return null;
        if (header.Text("XTENSION") is not "BINTABLE") throw table.Bad($"XTENSION is {Hdu.Shown(header.Text("XTENSION")!)}; a spectrum stands in a BINTABLE");
        header.Integer("NAXIS", 2, 2);
        header.Integer("BITPIX", 8, 8);
        header.Integer("GCOUNT", 1, 1, absent: 1);
        // The data are in the file, so that neither is larger than it.
        var (rowBytes, rows) = ((int)header.Integer("NAXIS1", 0, SpectrumFileReader.MaxBytes), (int)header.Integer("NAXIS2", 0, SpectrumFileReader.MaxPixels));
        if (rows == 0) return null;
        var columns = table.Columns();
        NumberVector? Vector(string name) =>
            Array.Find(columns, c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } column ? NumberVector.OfColumn(table, column, rows, rowBytes) : null;
        NumberVector Required(string name) => Vector(name) ?? throw table.Bad($"it has no column {name} (TTYPE)");
        var flux = Required("FLUX");
        if (flux.Count is 0 or > SpectrumFileReader.MaxPixels)
            throw table.Bad($"the column FLUX has {flux.Count} pixels (TFORM); a spectrum has 1 to {SpectrumFileReader.MaxPixels}");
        var wavelength = Vector("WAVELENGTH") ?? Vector("LOGLAM") ?? throw table.Bad("it has no column WAVELENGTH or LOGLAM (TTYPE)");
        var facts = new HeaderFacts(header);
        var match = Names().Match(table.Name);
        var source = new SpectrumSource(table.Name, new WavelengthAxis(table, wavelength, wavelength.Name.Equals("LOGLAM", StringComparison.OrdinalIgnoreCase)), flux, Required("IVAR"))
        {
            Arm = table.Name == Low ? SpectrumArm.Both : match.Groups["arm"].Value == "B" ? SpectrumArm.Blue : SpectrumArm.Red,
            Minute = match.Groups["minute"] is { Success: true } minute ? long.Parse(minute.ValueSpan, CultureInfo.InvariantCulture) : null,
            Minutes = match.Groups["minute"] is { Success: true } own ? [long.Parse(own.ValueSpan, CultureInfo.InvariantCulture)] : facts.Minutes("LMJMLIST"),
            ExposureSeconds = match.Groups["minute"].Success ? facts.Positive("EXPTIME") : null,
            SignalToNoise = facts.NotNegative("SNR"),
            AndMask = Vector("ANDMASK") ?? Vector("PIXMASK"),
            OrMask = Vector("ORMASK"),
            Normalized = Vector("NORMALIZATION"),
        };
        foreach (var other in (NumberVector?[])[wavelength, source.InverseVariance, source.AndMask, source.OrMask, source.Normalized])
            if (other is not null && other.Count != flux.Count) throw table.Bad($"the column {other.Name} has {other.Count} pixels, but FLUX has {flux.Count} (TFORM)");
        return source;
    }

    [GeneratedRegex("^(COADD(_(?<arm>[BR]))?|(?<arm>[BR])-(?<minute>[0-9]{7,9}))$", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
