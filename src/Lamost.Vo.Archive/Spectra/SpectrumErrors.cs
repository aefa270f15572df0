using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>The failures of loading and of giving out spectra; each code has its place in docs/reference.</summary>
static class SpectrumErrors
{
    /// <summary>A template of paths that cannot be filled.</summary>
    public static VoException Template(string message) => new(new VoError("LVO-LOAD-6010", Remedy.MendRequest, message)
    {
        Hint = "Write e.g. {obsdate:yyyyMMdd}/{planid}/spec-{lmjd}-{planid}_sp{spid:00}-{fiberid:000}.fits.gz; or leave the template out, and every file is looked at.",
    });

    /// <summary>A directory that is not there.</summary>
    public static VoException Directory(string path) => new(new VoError("LVO-LOAD-6011", Remedy.MendRequest, $"There is no directory {path}."));

    /// <summary>A release that has no spectra, or whose catalogue is not loaded.</summary>
    public static VoException NoCatalogue(string message) => new(new VoError("LVO-LOAD-6012", Remedy.MendRequest, message)
    {
        Hint = "Load the catalogue first: files are known by what it says.",
    });

    /// <summary>Spectra shall be invented for rows that are not.</summary>
    public static VoException NotSimulated(string catalogue) => new(new VoError("LVO-LOAD-6013", Remedy.MendRequest,
        $"{catalogue} has rows that were observed, and for those no spectra are invented.")
    {
        Hint = "Spectra are simulated for simulated catalogues only; fill one with `lamost-vo simulate`, in another archive (--data) if need be.",
    });

    /// <summary>An invented file would take the place of another.</summary>
    public static VoException Foreign(string path) => new(new VoError("LVO-LOAD-6014", Remedy.MendRequest,
        $"{path} was there before and is no simulated spectrum; it was left as it is.")
    {
        Hint = "Give a directory of its own to simulated spectra.",
    });
}

/// <summary>Failures of giving spectra out.</summary>
public static class SpectrumFailures
{
    /// <summary>A file that was there when it was registered.</summary>
    public static VoException Lost(SpectrumId id, Exception? cause) => new(new VoError("LVO-SPEC-5001", Remedy.TellOperator, $"The file of {id.Key} of {id.Release} cannot be read just now.")
    {
        Hint = "It was registered and is not where it was, or is damaged; the operator has been told by the log.",
    }, cause);
}
