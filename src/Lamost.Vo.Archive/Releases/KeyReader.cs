using System.Globalization;

namespace Lamost.Vo.Archive.Releases;

/// <summary>Takes typed values out of one mapping; whatever is wrong goes to the errors and the default comes back.</summary>
sealed class KeyReader
{
    readonly Dictionary<string, YamlItem> _values = [];
    readonly DefinitionErrors _errors;

    /// <summary>Begins with a mapping; keys that are not known are errors at once.</summary>
    /// <param name="map">The mapping.</param>
    /// <param name="owner">What it describes, for messages: <c>lrs_stellar.teff</c>.</param>
    /// <param name="known">Every key that may stand here.</param>
    /// <param name="errors">Where faults go.</param>
    public KeyReader(YamlMap map, string owner, IReadOnlyCollection<string> known, DefinitionErrors errors)
    {
        (Map, Owner, _errors) = (map, owner, errors);
        foreach (var (key, value) in map.Entries)
        {
            if (known.Contains(key.Value)) _values.Add(key.Value, value);
            else errors.Add(key, KeyOf(key.Value), FelisKeys.Instead(key.Value) ?? $"An unknown key.{DefinitionErrors.Suggest(key.Value, known)}");
        }
    }

    /// <summary>The mapping.</summary>
    public YamlMap Map { get; }

    /// <summary>What it describes.</summary>
    public string Owner { get; }

    /// <summary>Whether the key stands there.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Where to point for a key: at its value, or at the mapping when it is missing.</summary>
    public YamlItem At(string key) => _values.GetValueOrDefault(key, Map);

    /// <summary>Adds a fault of a key's value.</summary>
    public void Fault(string key, string message) => _errors.Add(At(key), KeyOf(key), message);

    /// <summary>A text; null when missing. Empty text is an error.</summary>
    public string? Text(string key)
    {
        if (!_values.TryGetValue(key, out var value)) return null;
        if (value is YamlText { Value.Length: > 0 } text) return text.Value;
        Fault(key, value is YamlText ? "Without a value." : "Must be a text.");
        return null;
    }

    /// <summary>A text that must be there; empty when it is not.</summary>
    public string Required(string key)
    {
        Require(key);
        return Text(key) ?? "";
    }

    /// <summary>Demands that a key is there, whatever its value.</summary>
    public void Require(string key)
    {
        if (!Has(key)) _errors.Add(Map, Owner, $"Lacks the key '{key}'.");
    }

    /// <summary>A truth value: <c>true</c> or <c>false</c>, or <c>1</c> or <c>0</c> as Felis writes the <c>tap:</c> flags.</summary>
    public bool Flag(string key, bool otherwise)
    {
        switch (Text(key))
        {
            case null: return otherwise;
            case "true" or "1": return true;
            case "false" or "0": return false;
            default:
                Fault(key, "Must be true or false (or 1 or 0).");
                return otherwise;
        }
    }

    /// <summary>A whole number within limits, both inclusive.</summary>
    public int? Whole(string key, int least, int most)
    {
        if (Text(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Fault(key, $"Must be a whole number from {least} to {most}, not '{text}'.");
        return null;
    }

    /// <summary>A finite number.</summary>
    public double? Number(string key)
    {
        if (Text(key) is not { } text) return null;
        if (TryNumber(text, out var value)) return value;
        Fault(key, $"Must be a number, not '{text}'.");
        return null;
    }

    /// <summary>One text or a list of texts; empty when missing.</summary>
    public IReadOnlyList<YamlText> Texts(string key)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null: return [];
            case YamlText { Value.Length: > 0 } one: return [one];
            case YamlList { Items.Count: > 0 } list when list.Items.All(i => i is YamlText { Value.Length: > 0 }): return [.. list.Items.Cast<YamlText>()];
            default:
                Fault(key, "Must be a text or a list of texts.");
                return [];
        }
    }

    /// <summary>A list of mappings; empty when missing.</summary>
    public IEnumerable<YamlMap> Maps(string key)
    {
        if (!_values.TryGetValue(key, out var value)) return [];
        if (value is YamlList list && list.Items.All(i => i is YamlMap)) return list.Items.Cast<YamlMap>();
        Fault(key, "Must be a list of mappings, each beginning with '- '.");
        return [];
    }

    /// <summary>Reads a finite number in the invariant form.</summary>
    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    string KeyOf(string key) => Owner.Length == 0 ? key : $"{Owner} {key}";
}
