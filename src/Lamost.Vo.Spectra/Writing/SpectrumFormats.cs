using System.Buffers;
using Lamost.Vo.Tables.Fits;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>A format that a spectrum is given out in.</summary>
/// <param name="Name">The short name that means just this format, <c>votable</c>; lower case.</param>
/// <param name="MediaType">The media type it is given out under.</param>
/// <param name="Extension">The extension of file names, without a dot.</param>
/// <param name="Content">
/// What the file is, <c>spectrum</c> or <c>preview</c>: the value of a media type's parameter <c>content</c> that a client may ask with. It is not sent: no recommendation has it yet.
/// </param>
public sealed record SpectrumFormat(string Name, string MediaType, string Extension, string Content)
{
    /// <summary>Further names it may be asked for by, in lower case: media types without parameters, short names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Writes a spectrum; null for the pictures, which are drawn elsewhere.</summary>
    public Action<IBufferWriter<byte>, Spectrum, DatasetDescription>? Write { get; init; }
}

/// <summary>All formats of spectra.</summary>
public static class SpectrumFormats
{
    /// <summary>VOTable by the Spectrum data model; the default.</summary>
    public static SpectrumFormat Votable { get; } = new("votable", VotableOptions.MediaType, "vot", "spectrum")
    {
        Aliases = ["text/xml", "application/xml", "xml"],
        Write = (output, spectrum, about) => SpectrumVotable.Write(output, spectrum, about),
    };

    /// <summary>FITS table by the Spectrum data model.</summary>
    public static SpectrumFormat Fits { get; } = new("fits", FitsTableWriter.MediaType, "fits", "spectrum") { Aliases = ["image/fits"], Write = SpectrumFits.Write };

    /// <summary>CSV of the pixels.</summary>
    public static SpectrumFormat Csv { get; } = new("csv", "text/csv", "csv", "spectrum") { Write = (output, spectrum, _) => SpectrumCsv.Write(output, spectrum) };

    /// <summary>JSON.</summary>
    public static SpectrumFormat Json { get; } = new("json", "application/json", "json", "spectrum") { Write = SpectrumJson.Write };

    /// <summary>A drawing.</summary>
    public static SpectrumFormat Svg { get; } = new("svg", "image/svg+xml", "svg", "preview");

    /// <summary>A picture.</summary>
    public static SpectrumFormat Png { get; } = new("png", "image/png", "png", "preview");

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<SpectrumFormat> All { get; } = [Votable, Fits, Csv, Json, Svg, Png];

    /// <summary>
    /// The format of a name, a media type or an alias, whatever its case and whatever parameters it has (<c>application/x-votable+xml;content=spectrum</c>); a blank counts as
    /// the plus sign that a query has lost.
    /// </summary>
    /// <returns>Null when there is none.</returns>
    public static SpectrumFormat? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var wanted = name.Split(';', 2)[0].Trim().ToLowerInvariant().Replace(' ', '+');
        return All.FirstOrDefault(f => f.Name == wanted || f.MediaType == wanted || f.Aliases.Contains(wanted));
    }
}
