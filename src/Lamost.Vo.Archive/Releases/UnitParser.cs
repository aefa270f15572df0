using System.Text.RegularExpressions;

namespace Lamost.Vo.Archive.Releases;

/// <summary>
/// The grammar of VOUnits 1.1 (appendix "The VOUnits grammar"), by recursive descent over one string:
/// <c>[scale] product [/ term]</c>, where a product is terms with dots between, and a term is a unit with a power, a function, or brackets.
/// </summary>
sealed partial class UnitParser(string unit)
{
    // Deeper brackets than any unit has; keeps hostile text from exhausting the stack.
    const int MaxDepth = 8;

    int _at;

    char Current => _at < unit.Length ? unit[_at] : '\0';

    /// <summary>What is wrong with the whole; null when nothing is.</summary>
    public string? Check()
    {
        if (unit.Length is 0 or > 200) return "A unit has 1 to 200 characters; a column without a unit leaves the key out.";
        if (Scale() is { } scale) return scale;
        if (_at == unit.Length) return unit == "1" ? null : "A number alone is no unit.";
        return Expression(0) ?? (_at == unit.Length ? null : Unexpected());
    }

    // A scale factor, perhaps: 10**n or a number.
    string? Scale()
    {
        var number = NumberAt().Match(unit, _at);
        if (!number.Success) return null;
        _at += number.Length;
        return number.Value == "10" && Take("**") ? Power() : null;
    }

    string? Expression(int depth)
    {
        if (Product(depth) is { } fault) return fault;
        if (!Take("/")) return null;
        if (Term(depth) is { } below) return below;
        return Current == '/' ? $"A second '/' at character {_at + 1}; a unit has one, with brackets: a/(b.c)." : null;
    }

    string? Product(int depth)
    {
        do
        {
            if (Term(depth) is { } fault) return fault;
        }
        while (Take("."));
        return null;
    }

    string? Term(int depth)
    {
        if (depth > MaxDepth) return $"Nested deeper than {MaxDepth} brackets.";
        if (Take("(")) return Expression(depth + 1) ?? Close();

        var start = _at;
        if (Take("%")) return null;
        while (char.IsAsciiLetter(Current)) _at++;
        var word = unit[start.._at];
        if (word.Length == 0) return Unexpected();
        if (Take("("))
        {
            if (!Units.Functions.Contains(word)) return $"'{word}' is not a function of VOUnits 1.1.{DefinitionErrors.Suggest(word, Units.Functions)}";
            return Scale() ?? Expression(depth + 1) ?? Close();
        }
        return Units.SymbolFault(word) ?? (Take("**") ? Power() : null);
    }

    // An integer, or in brackets an integer, a decimal or a fraction.
    string? Power()
    {
        var power = PowerAt().Match(unit, _at);
        if (!power.Success) return $"A power must follow '**' at character {_at + 1}: 2, -2, (1/2) or (0.5).";
        _at += power.Length;
        return null;
    }

    string? Close() => Take(")") ? null : _at == unit.Length ? "A ')' is missing at the end." : Unexpected();

    bool Take(string text)
    {
        if (string.CompareOrdinal(unit, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }

    string Unexpected() => Current switch
    {
        '\0' => "The unit ends too early.",
        ' ' => $"A blank at character {_at + 1}; a product is written with a dot.",
        '*' or '^' => $"'{Current}' at character {_at + 1}; a product is written with a dot, a power with '**'.",
        '\'' or '"' => "Quoted units are unknown units, which no client can convert.",
        >= '0' and <= '9' => $"A digit at character {_at + 1}; a power is written with '**'.",
        var c => $"'{c}' at character {_at + 1} is not expected.",
    };

    [GeneratedRegex(@"\G(0\.[0-9]+|[1-9][0-9]*(\.[0-9]+)?)([eE][+-]?[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAt();

    [GeneratedRegex(@"\G([+-]?[1-9][0-9]*|\([+-]?[1-9][0-9]*(/[1-9][0-9]*)?\)|\([+-]?[0-9]+\.[0-9]+\))", RegexOptions.CultureInvariant)]
    private static partial Regex PowerAt();
}
