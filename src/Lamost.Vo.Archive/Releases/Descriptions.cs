using System.Globalization;

namespace Lamost.Vo.Archive.Releases;

/// <summary>The two descriptions that releases, tables and columns have.</summary>
static class Descriptions
{
    /// <summary>Reads <c>description</c>, which must be there and be ASCII, and <c>lvo:description_zh</c>, which may be missing.</summary>
    /// <param name="keys">The keys of the thing described.</param>
    /// <param name="inherited">What holds where a key is missing; null when <c>description</c> must be there.</param>
    /// <param name="inheritedZh">The same for Chinese.</param>
    public static (string English, string? Chinese) Read(KeyReader keys, string? inherited = null, string? inheritedZh = null)
    {
        var english = inherited is null || keys.Has("description") ? keys.Required("description").Trim() : inherited;
        var odd = english.FirstOrDefault(c => c is < ' ' or > '~');
        if (odd != 0)
            keys.Fault("description", string.Create(CultureInfo.InvariantCulture, $"Must be one paragraph of ASCII; U+{(int)odd:X4} is not. Chinese belongs in 'lvo:description_zh'."));

        var chinese = keys.Text("lvo:description_zh")?.Trim() ?? inheritedZh;
        if (chinese is not null && !chinese.Any(c => c is >= '\u4e00' and <= '\u9fff')) keys.Fault("lvo:description_zh", "Holds no Chinese character.");
        return (english, chinese);
    }
}
