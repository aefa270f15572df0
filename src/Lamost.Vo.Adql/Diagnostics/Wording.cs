namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What is said to a user, in the languages of the service. Names and pieces of the query stand in both as they were written.</summary>
/// <param name="English">English.</param>
/// <param name="Chinese">Simplified Chinese.</param>
public sealed record Wording(string English, string Chinese)
{
    /// <summary>The text in a language.</summary>
    public string In(Language language) => language == Language.Chinese ? Chinese : English;

    /// <summary>English.</summary>
    public override string ToString() => English;

    /// <summary>One sentence after the other.</summary>
    public static Wording operator +(Wording first, Wording second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new Wording($"{first.English} {second.English}", first.Chinese + second.Chinese);
    }
}

/// <summary>The languages of messages.</summary>
public enum Language
{
    /// <summary>English, the default.</summary>
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}
