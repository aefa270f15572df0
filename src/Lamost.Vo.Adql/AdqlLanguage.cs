using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql;

/// <summary>What the translator speaks, for the capabilities of a service (TAPRegExt 1.0, 2.3) and for whoever writes names.</summary>
public static class AdqlLanguage
{
    /// <summary>Versions whose queries are taken.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["2.0", "2.1"];

    /// <summary>
    /// Optional features and user-defined functions, their types in the spelling of TAPRegExt 1.0: ADQL 2.1, 4 writes its own in lower case, but identifiers have
    /// no case, and clients on STIL up to 4.1 and pyVO compare them as texts. COALESCE is not declared: these clients do not know its kind, and take it for an error.
    /// </summary>
    public static IReadOnlyList<LanguageFeatures> Features { get; } = MakeFeatures();

    static LanguageFeatures[] MakeFeatures()
    {
        const string TapRegExt = "ivo://ivoa.net/std/TAPRegExt#features-";
        LanguageFeature[] geometry = [.. "AREA BOX CENTROID CIRCLE CONTAINS COORD1 COORD2 COORDSYS DISTANCE INTERSECTS POINT POLYGON REGION".Split(' ').Select(f => new LanguageFeature(f))];
        LanguageFeature[] functions = [.. FunctionTable.Declarations.Select(d => new LanguageFeature(d.Signature, d.Description))];
        return
        [
            new(TapRegExt + "udf", functions),
            new(TapRegExt + "adqlgeo", geometry),
            Words("string", "LOWER", "UPPER", "ILIKE"),
            Words("common-table", "WITH"),
            Words("sets", "UNION", "EXCEPT", "INTERSECT"),
            Words("type", "CAST"),
            Words("unit", "IN_UNIT"),
            Words("offset", "OFFSET"),
        ];

        static LanguageFeatures Words(string kind, params string[] words) => new(TapRegExt + "adql-" + kind, [.. words.Select(w => new LanguageFeature(w))]);
    }

    /// <summary>Whether a word, in any case, cannot be a name without quotes (ADQL 2.1, 2.1.3): reserved by SQL-92 or by ADQL.</summary>
    public static bool IsReserved(string word) => Keywords.IsReserved(Keywords.Of(word));

    /// <summary>Whether a name can be typed without quotes (ADQL 2.1, 2.1.2): an ASCII letter, then ASCII letters, digits and underscores, and not reserved.</summary>
    public static bool IsRegular(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !IsReserved(name);

    /// <summary>A name as it has to be typed: itself where it is regular, else in double quotes.</summary>
    public static string Written(string name) => IsRegular(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Schema and table, each as <see cref="Written(string)"/>.</summary>
    public static string Written(string schema, string table) => $"{Written(schema)}.{Written(table)}";
}

/// <summary>Features of one kind.</summary>
/// <param name="Type">The identifier of the kind.</param>
/// <param name="All">The features.</param>
public sealed record LanguageFeatures(string Type, IReadOnlyList<LanguageFeature> All);

/// <summary>A feature.</summary>
/// <param name="Form">Its name, or the signature of a function.</param>
/// <param name="Description">What it does; null where the standard says it.</param>
public sealed record LanguageFeature(string Form, string? Description = null);
