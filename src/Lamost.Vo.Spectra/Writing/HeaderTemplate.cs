using System.Globalization;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>
/// The primary headers of LAMOST files, card by card, as real files of DR5 to DR10 have them. A line names the layouts that have the card (I image, T table, P medium
/// resolution by pixels, A by arrays), its keyword, its value and its comment. Instead of a value, <c>?s</c> and <c>?n</c> stand for a string and a number that each
/// file has for itself: without one the card is left out. A line of two parts begins a section.
/// </summary>
static class HeaderTemplate
{
    const string Text = """
        ITPA|FILE INFORMATION
        ITPA|FILENAME|?s|
        ITPA|OBSID|?n|Unique number ID of this spectrum
        ITPA|AUTHOR|'LAMOST Pipeline'|Who compiled the information
        ITPA|DATA_V|?s|Data release version
        I|EXTEN0|'Flux, Inverse, Wavelength, Andmask, Ormask'|
        IPA|N_EXTEN|?n|The extension number
        T|N_EXTEN|?n|The amount of extension
        T|NORM|?n|1 if there exists a normalized spectrum
        IPA|EXTNAME|?s|The extension name
        ITPA|ORIGIN|'NAOC-LAMOST'|Organization responsible for creating this file
        ITPA|DATE|?s|Time when this HDU is created (UTC)
        ITPA|TELESCOPE PARAMETERS
        ITPA|TELESCOP|'LAMOST'|GuoShouJing Telescope
        ITPA|LONGITUD|117.58|[deg] Longitude of site
        ITPA|LATITUDE|40.39|[deg] Latitude of site
        ITPA|FOCUS|19964|[mm] Telescope focus
        ITPA|CAMPRO|'NEWCAM'|Camera program name
        ITPA|CAMVER|'v2.0'|Camera program version
        ITPA|OBSERVATION PARAMETERS
        ITPA|DATE-OBS|?s|The observation median UTC
        ITPA|DATE-BEG|?s|The observation start local time
        ITPA|DATE-END|?s|The observation end local time
        ITPA|LMJD|?n|Local Modified Julian Day
        ITPA|MJD|?n|Modified Julian Day
        IT|LMJMLIST|?s|Local Modified Julian Minute list
        ITPA|PLANID|?s|Plan ID in use
        ITPA|RA|?n|[deg] Right ascension of object
        ITPA|DEC|?n|[deg] Declination of object
        ITPA|RA_OBS|?n|[deg] Right ascension during observing
        ITPA|DEC_OBS|?n|[deg] Declination during observing
        ITPA|OFFSET|F|Whether there's a offset during observing
        ITPA|OFFSET_V|0.00|Offset value in arcsecond
        PA|GL|?n|[deg] Galactic longitude of object
        PA|GB|?n|[deg] Galactic latitude of object
        ITPA|DESIG|?s|Designation of LAMOST target
        ITPA|FIBERID|?n|Fiber ID of Object
        ITPA|CELL_ID|?s|Fiber Unit ID on the focal plane
        IT|X_VALUE|?s|[mm] X coordinate of object on the focal plane
        PA|X_VALUE|?n|[mm] X coordinate of object on the focal plane
        IT|Y_VALUE|?s|[mm] Y coordinate of object on the focal plane
        PA|Y_VALUE|?n|[mm] Y coordinate of object on the focal plane
        ITPA|OBJNAME|?s|Name of object
        ITPA|OBJTYPE|?s|Object type from input catalog
        ITPA|TSOURCE|?s|Name of input catalog
        ITPA|TCOMMENT|?s|Target information
        ITPA|TFROM|?s|Target catalog
        TA|FIB_TYPE|?s|Fiber type of object
        TA|FIB_MASK|?n|Bitmask of warning values, 0 means good
        TA|MAG_PS_G|?n|[mag] Magnitude of object
        TA|MAG_PS_R|?n|[mag] Magnitude of object
        TA|MAG_PS_I|?n|[mag] Magnitude of object
        TA|MAG_PS_Z|?n|[mag] Magnitude of object
        TA|MAG_PS_Y|?n|[mag] Magnitude of object
        IP|FIBERTYP|?s|Fiber type of object
        IP|FIBERMAS|?n|Bitmask of warning values, 0 means all is well
        IP|MAGTYPE|?s|Magnitude type of object
        IP|MAG1|?n|[mag] Mag1 of object
        IP|MAG2|?n|[mag] Mag2 of object
        IP|MAG3|?n|[mag] Mag3 of object
        IP|MAG4|?n|[mag] Mag4 of object
        IP|MAG5|?n|[mag] Mag5 of object
        IP|MAG6|?n|[mag] Mag6 of object
        IP|MAG7|?n|[mag] Mag7 of object
        ITPA|OBS_TYPE|'OBJ'|The type of target (OBJ, FLAT, ARC or BIAS)
        ITPA|OBSCOMM|'Science'|Science or Test
        ITPA|RADECSYS|'FK5'|Equatorial coordinate system
        ITPA|EQUINOX|2000.00|Equinox in years
        IT|LAMPLIST|'lamphgcdne.dat'|Arc lamp emission line list
        ITPA|SKYLIST|'skylines.dat'|Sky emission line list
        IT|NEXP|?n|Number of valid exposures
        ITPA|NEXP_B|?n|Number of valid blue exposures
        PA|COMBIN_B|?n|Whether the combined data of B band exists
        ITPA|NEXP_R|?n|Number of valid red exposures
        PA|COMBIN_R|?n|Whether the combined data of R band exists
        IT|EXPT_B|?n|[s] Blue exposure duration time
        IT|EXPT_R|?n|[s] Red exposure duration time
        IT|EXPTIME|?n|[s] Minimum of exposure time for all cameras
        IT|BESTEXP|?n|LMJM of the best exposure
        ITPA|SCAMEAN|?n|[ADU] Mean level of scatter light
        ITPA|SPECTROGRAPH PARAMETERS
        ITPA|SPID|?n|Spectrograph ID
        ITPA|SPRA|?n|[deg] Average RA of this spectrograph
        ITPA|SPDEC|?n|[deg] Average DEC of this spectrograph
        ITPA|SLIT_MOD|'x2/3'|Slit mode, x1, x2/3 or x1/2
        ITPA|WEATHER CONDITION
        IT|TEMPCCDB|?n|[deg] The temperature of blue CCD
        IT|TEMPCCDR|?n|[deg] The temperature of red CCD
        ITPA|SEEING|?n|[arcsec] Seeing during exposure
        ITPA|MOONPHA|?n|[day] Moon phase for a 29.53 days period
        ITPA|TEMP_AIR|?n|[deg] Temperature outside dome
        ITPA|TEMP_FP|?n|[degree celsius] Temprature of the focalplane
        ITPA|DEWPOINT|?n|[deg]
        ITPA|DUST|''|Reservation
        ITPA|HUMIDITY|?n|
        ITPA|WINDD|?n|[deg] Wind direction
        ITPA|WINDS|?n|[m/s] Wind speed
        ITPA|SKYLEVEL|''|Reservation
        ITPA|DATA REDUCTION PARAMETERS
        ITPA|EXTRACT|'aperture'|Extraction method
        ITPA|SFLATTEN|T|Super flat has been applied
        ITPA|PCASKYSB|T|PCA sky-subtraction has been applied
        ITPA|NSKIES|?n|Sky fiber number
        ITPA|SKYCHI2|?n|Mean chi^2 of sky-subtraction
        IT|SCHI2MIN|?n|Minimum chi^2 of sky-subtraction
        IT|SCHI2MAX|?n|Maximum chi^2 of sky-subtraction
        IT|NSTD|?n|Number of (good) standard stars
        IT|FSTAR|?s|FiberID of flux standard stars
        IT|FCBY|?s|Standard stars origin (auto, manual or catalog)
        ITPA|HELIO|T|Heliocentric correction
        ITPA|HELIO_RV|?n|[km/s] Heliocentric correction
        ITPA|VACUUM|T|Wavelengths are in vacuum
        IT|NWORDER|2|Number of linear-log10 coefficients
        IT|WFITTYPE|'LOG-LINEAR'|Linear-log10 dispersion
        IT|COEFF0|3.5682|Central wavelength (log10) of first pixel
        IT|COEFF1|0.0001|Log10 dispersion per pixel
        IT|WAT0_001|'system=linear'|
        IT|WAT1_001|'wtype=linear label=Wavelength units=Angstroms'|
        IT|CRVAL1|3.5682|Central wavelength (log10) of first pixel
        IT|CD1_1|0.0001|Log10 dispersion per pixel
        IT|CRPIX1|1|Starting pixel (1-indexed)
        IT|CTYPE1|'LINEAR'|
        IT|DC-FLAG|1|Log-linear flag
        IT|SPECTRA ANALYSIS RESULTS
        IT|VERSPIPE|?s|Version of Pipeline
        IT|CLASS|?s|Class of object
        IT|SUBCLASS|?s|Subclass of object
        IT|Z|?n|Redshift of object
        IT|Z_ERR|?n|Redshift error of object
        IT|ZFLAG|?s|Which method computes the redshift
        IT|SNRU|?n|SNR of u filter
        IT|SNRG|?n|SNR of g filter
        IT|SNRR|?n|SNR of r filter
        IT|SNRI|?n|SNR of i filter
        IT|SNRZ|?n|SNR of z filter
        """;

    static readonly Line[] Lines = [.. Text.Split('\n').Select(Line.Parse)];

    /// <summary>All keywords that a file has for itself or as a matter of course.</summary>
    public static IReadOnlyList<string> Keywords { get; } = [.. Lines.Where(l => l.Keyword is not null).Select(l => l.Keyword!).Distinct()];

    /// <summary>Adds the cards of a layout.</summary>
    /// <param name="cards">Where to.</param>
    /// <param name="layout">Of which layout.</param>
    /// <param name="values">Values by keyword, as they stand in a header but without quotes; they have precedence over those of the template.</param>
    public static void Add(FitsCards cards, SpectrumLayout layout, IReadOnlyDictionary<string, string> values)
    {
        var letter = "ITPA"[(int)layout];
        foreach (var line in Lines)
        {
            if (!line.Layouts.Contains(letter)) continue;
            if (line.Keyword is null) cards.Comment("--------" + line.Comment);
            else if (line.IsText) cards.String(line.Keyword, values.GetValueOrDefault(line.Keyword) ?? line.Value, line.Comment);
            else if (Literal(values.GetValueOrDefault(line.Keyword)) is { } value || (value = line.Value) is not null) cards.Fixed(line.Keyword, value, line.Comment);
        }
    }

    /// <summary>A number or logical value that may stand in a card without quotes; null for anything else.</summary>
    static string? Literal(string? text) =>
        text is "T" or "F" || (text?.Length <= 20 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)) ? text : null;

    sealed record Line(string Layouts, string? Keyword, bool IsText, string? Value, string Comment)
    {
        public static Line Parse(string text)
        {
            var parts = text.Split('|');
            if (parts.Length == 2) return new Line(parts[0], null, false, null, parts[1]);
            var value = parts[2];
            return new Line(parts[0], parts[1], value is "?s" || value.StartsWith('\''), value.StartsWith('?') ? null : value.Trim('\''), parts[3]);
        }
    }
}
