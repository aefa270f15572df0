using System.Globalization;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Tap;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables.Formats;

namespace Lamost.Vo.Server.ConeSearch;

/// <summary>A cone search, checked (SCS 1.03, 2.1).</summary>
/// <param name="Circle">Where, ICRS; a radius of 0 asks for no row (SCS 1.03, 2.1).</param>
/// <param name="Verbosity">1 few columns, 2 the usual ones, 3 all.</param>
/// <param name="MaxRows">Rows that may be sent.</param>
/// <param name="XmlType">True when <c>RESPONSEFORMAT=text/xml</c> asked for that media type.</param>
public sealed record ConeRequest(Circle Circle, int Verbosity, long MaxRows, bool XmlType)
{
    /// <summary>Checks the parameters of a request.</summary>
    /// <exception cref="VoException">LVO-SCS-1001 to 1004.</exception>
    public static ConeRequest From(DaliParameters parameters, ServiceLimits limits)
    {
        var ra = Number(parameters, "RA", "the right ascension of the centre in decimal degrees, 0 to 360");
        var dec = Number(parameters, "DEC", "the declination of the centre in decimal degrees, -90 to 90");
        var radius = Number(parameters, "SR", "the radius in decimal degrees, 0 to 180");
        if (dec is < -90 or > 90) throw OutOfRange("DEC", dec, "-90 to 90");
        if (radius is < 0 or > 180) throw OutOfRange("SR", radius, "0 to 180");
        if (ra is < -360 or > 720) throw OutOfRange("RA", ra, "0 to 360");
        return new ConeRequest(new Circle(((ra % 360) + 360) % 360, dec, radius), Verb(parameters.Single("VERB")),
            TapRequest.MaxRec(parameters.Single("MAXREC"), limits.ConeDefaultRows, limits.MaxRows), Xml(parameters.Single("RESPONSEFORMAT")));
    }

    static double Number(DaliParameters parameters, string name, string meaning)
    {
        var text = parameters.Single(name) ?? throw Refused("LVO-SCS-1001", $"The parameter {name} is missing.", $"{name} is {meaning}.");
        return double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Refused("LVO-SCS-1002", $"{name} is \"{(text.Length <= 60 ? text : text[..60] + "...")}\", which is not a number.", $"{name} is {meaning}.");
    }

    static int Verb(string? text) => text?.Trim() switch
    {
        null => 2,
        "1" => 1,
        "2" => 2,
        "3" => 3,
        var other => throw Refused("LVO-SCS-1004", $"VERB is \"{(other.Length <= 60 ? other : other[..60] + "...")}\".", "VERB is 1 (few columns), 2 (the usual ones) or 3 (all)."),
    };

    // The answer is a VOTable in TABLEDATA in any case, which every validator of cone searches reads; its media type is the one asked for.
    static bool Xml(string? value)
    {
        var format = TapRequest.FormatOf(value);
        return format.ContentType.StartsWith("text/xml", StringComparison.Ordinal) || (format.Format != TableFormats.Csv
            ? false
            : throw Refused("LVO-SCS-1005", "RESPONSEFORMAT asks for CSV; a cone search answers in VOTable alone.", "Leave RESPONSEFORMAT out, or query /tap/sync."));
    }

    static VoException OutOfRange(string name, double value, string range) => Refused("LVO-SCS-1003",
        $"{name} is {value.ToString("R", CultureInfo.InvariantCulture)}, which is out of range.", $"{name} is given in degrees, {range}.");

    static VoException Refused(string code, string message, string hint) => new(new VoError(code, Remedy.MendRequest, message) { Hint = hint });
}
