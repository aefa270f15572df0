using System.Globalization;
using System.Text.RegularExpressions;

namespace Lamost.Vo.Adql.Binding;

/// <summary>Times in the form of DALI 1.1, 3.3.3: <c>YYYY-MM-DD</c> or <c>YYYY-MM-DDThh:mm:ss[.fff]</c>; a blank for the T and a final Z are taken too.</summary>
static partial class DaliTime
{
    /// <summary>Date, Timestamp, or null when the text is no time.</summary>
    public static AdqlType? TypeOf(string text)
    {
        if (!Form().IsMatch(text)) return null;
        if (!DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return null;
        return text.Length == 10 ? AdqlType.Date : AdqlType.Timestamp;
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?Z?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
