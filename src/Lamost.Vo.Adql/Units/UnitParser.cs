using System.Globalization;
using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Units;

/// <summary>
/// The grammar of VOUnits 1.1 (appendix "The VOUnits grammar"), by recursive descent over one text:
/// <c>[scale] product [/ term]</c>, where a product is terms with dots between, and a term is a unit with a power, a function, or brackets.
/// </summary>
/// <param name="text">The unit.</param>
/// <param name="listedOnly">Whether units beyond those that the standard lists (quoted ones, <c>dex</c>) are refused.</param>
ref struct UnitParser(ReadOnlySpan<char> text, bool listedOnly)
{
    // Deeper brackets than any unit has; keeps hostile text from exhausting the stack.
    const int MaxDepth = 8;
    const int MaxPower = 99;

    static readonly string[] FunctionNames = ["log", "ln", "exp", "sqrt"];

    readonly ReadOnlySpan<char> _text = text;
    int _at;

    public UnitFault? Fault { get; private set; }

    readonly char Current => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>The unit; null, with the fault, when the text is none.</summary>
    public VoUnit? Parse()
    {
        if (_text.Length is 0 or > 200) return Wrong(new("A unit has 1 to 200 characters; what has no unit has no text.", "单位有 1 至 200 个字符；没有单位则不写。"));
        var scale = Scale();
        if (Fault is not null) return null;
        if (_at == _text.Length) return _text is "1" ? VoUnit.Dimensionless : Wrong(new("A number alone is no unit.", "单独的数不是单位。"));
        var unit = Expression(0);
        if (unit is not null && _at < _text.Length) return Unexpected();
        return unit?.Scaled(scale);
    }

    // A scale factor, perhaps: 10**n or a number.
    double Scale()
    {
        var start = _at;
        if (!char.IsAsciiDigit(Current)) return 1;
        while (char.IsAsciiDigit(Current)) _at++;
        if (Current == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            while (char.IsAsciiDigit(Current)) _at++;
        }
        var mantissa = _at;
        if (Current is 'e' or 'E')
        {
            _at++;
            if (Current is '+' or '-') _at++;
            if (!char.IsAsciiDigit(Current)) _at = mantissa;
            while (char.IsAsciiDigit(Current)) _at++;
        }
        var number = _text[start.._at];
        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (number is "10" && Take("**") && Power() is { } power) value = Math.Pow(10, (double)power.Numerator / power.Denominator);
        if (Fault is null && (!double.IsFinite(value) || value == 0 || number[0] == '0' && !number.StartsWith("0.", StringComparison.Ordinal)))
            Wrong(new($"The number at character {start + 1} is no scale.", $"第 {start + 1} 个字符处的数不能作为系数。"));
        return value;
    }

    VoUnit? Expression(int depth)
    {
        var unit = Product(depth);
        if (unit is null || !Take("/")) return unit;
        var below = Term(depth);
        if (below is null) return null;
        return Current == '/'
            ? Wrong(new($"A second '/' at character {_at + 1}; a unit has one, with brackets: a/(b.c).", $"第 {_at + 1} 个字符处有第二个 '/'；单位中只能有一个，请用括号：a/(b.c)。"))
            : unit / below;
    }

    VoUnit? Product(int depth)
    {
        var product = Term(depth);
        while (product is not null && Take(".")) product = Term(depth) is { } term ? product * term : null;
        return product;
    }

    VoUnit? Term(int depth)
    {
        if (depth > MaxDepth) return Wrong(new($"Nested deeper than {MaxDepth} brackets.", $"括号嵌套超过 {MaxDepth} 层。"));
        if (Take("(")) return Closed(Expression(depth + 1));
        var start = _at;
        if (Current is '\'' or '"') return Quoted();
        if (Current == '%') _at++;
        else
            while (char.IsAsciiLetter(Current)) _at++;
        var word = _text[start.._at];
        if (word.IsEmpty) return Unexpected();
        if (Take("(")) return Function(word, start, depth);
        if (UnitSymbols.Find(word) is null || (listedOnly && word is "dex")) return Unknown(word.ToString(), start);
        return Powered(VoUnit.OfSymbol(word.ToString()));
    }

    VoUnit? Function(ReadOnlySpan<char> name, int start, int depth)
    {
        var word = name.ToString();
        var known = Array.Find(FunctionNames, f => f == word);
        if (known is null)
            return Wrong(new($"'{word}' is not a function of VOUnits 1.1. Known: {string.Join(", ", FunctionNames)}.", $"'{word}' 不是 VOUnits 1.1 的函数。可用的有：{string.Join("、", FunctionNames)}。"), start);
        var scale = Scale();
        if (Fault is not null || Closed(Expression(depth + 1)) is not { } inner) return null;
        return known == "sqrt" ? inner.Scaled(scale).Power(1, 2) : VoUnit.OfSymbol($"{known}({inner.Scaled(scale)})");
    }

    VoUnit? Powered(VoUnit unit) => !Take("**") ? unit : Power() is { } power ? unit.Power(power.Numerator, power.Denominator) : null;

    // An integer, or in brackets an integer, a decimal or a fraction; never 0.
    Power? Power()
    {
        var start = _at;
        var bracket = Take("(");
        var negative = Current == '-';
        if (Current is '+' or '-') _at++;
        if (Whole() is { } numerator && (bracket || numerator > 0))
        {
            var denominator = 1;
            if (bracket && Take("/")) denominator = Whole() ?? 0;
            else if (bracket && Take("."))
            {
                var digits = _at;
                var fraction = Whole() ?? -1;
                denominator = fraction < 0 || _at - digits > 4 ? 0 : (int)Math.Pow(10, _at - digits);
                numerator = (numerator * denominator) + fraction;
            }
            if (denominator > 0 && numerator > 0 && (!bracket || Take(")"))) return Units.Power.Of(negative ? -numerator : numerator, denominator);
        }
        Wrong(new($"A power must follow '**' at character {start + 1}: 2, -2, (1/2) or (0.5).", $"第 {start + 1} 个字符处，'**' 之后须是指数：2、-2、(1/2) 或 (0.5)。"), start);
        return null;
    }

    int? Whole()
    {
        var start = _at;
        while (char.IsAsciiDigit(Current)) _at++;
        return int.TryParse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && (value <= MaxPower || _at - start <= 4) ? value : null;
    }

    VoUnit? Quoted()
    {
        var quote = Current;
        var end = _text[(_at + 1)..].IndexOf(quote);
        if (listedOnly || end < 1 || _text.Slice(_at + 1, end).ContainsAnyExcept(Letters)) return Wrong(new("Quoted units are unknown units, which no client can convert.", "带引号的单位是未知单位，客户端无法换算。"));
        var word = _text.Slice(_at, end + 2).ToString();
        _at += word.Length;
        return Powered(VoUnit.OfSymbol(word));
    }

    static System.Buffers.SearchValues<char> Letters { get; } = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");

    VoUnit? Closed(VoUnit? inner) => inner is null ? null
        : Take(")") ? inner
        : _at == _text.Length ? Wrong(new("A ')' is missing at the end.", "末尾缺少 ')'。")) : Unexpected();

    VoUnit? Unknown(string word, int start)
    {
        if (word == "dex")
            return Wrong(new("'dex' is not a unit of VOUnits 1.1; leave the unit out for a ratio such as [Fe/H], or write the logarithm, e.g. 'log(cm/s**2)'.",
                "'dex' 不是 VOUnits 1.1 的单位；像 [Fe/H] 这样的比值不写单位，或写成对数，例如 'log(cm/s**2)'。"), start);
        var near = Binding.Suggestions.Nearest(word, UnitSymbols.Names) is [var first, ..] ? first : null;
        return Wrong(new($"'{word}' is not a unit of VOUnits 1.1.{(near is null ? "" : $" Did you mean '{near}'?")}", $"'{word}' 不是 VOUnits 1.1 的单位。{(near is null ? "" : $"您指的是 '{near}' 吗？")}"), start);
    }

    bool Take(string text)
    {
        if (!_text[Math.Min(_at, _text.Length)..].StartsWith(text, StringComparison.Ordinal)) return false;
        _at += text.Length;
        return true;
    }

    VoUnit? Unexpected() => Wrong(Current switch
    {
        '\0' => new("The unit ends too early.", "单位不完整。"),
        ' ' => new($"A blank at character {_at + 1}; a product is written with a dot.", $"第 {_at + 1} 个字符是空格；乘积用点号书写。"),
        '*' or '^' => new($"'{Current}' at character {_at + 1}; a product is written with a dot, a power with '**'.", $"第 {_at + 1} 个字符是 '{Current}'；乘积用点号，乘方用 '**'。"),
        >= '0' and <= '9' => new($"A digit at character {_at + 1}; a power is written with '**'.", $"第 {_at + 1} 个字符是数字；乘方用 '**' 书写。"),
        var c => new($"'{Excerpt.Shown(c.ToString())}' at character {_at + 1} is not expected.", $"第 {_at + 1} 个字符 '{Excerpt.Shown(c.ToString())}' 不应出现。"),
    });

    VoUnit? Wrong(Wording text, int? at = null)
    {
        Fault ??= new UnitFault(at ?? _at, text);
        return null;
    }
}
