using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lamost.Vo.Adql.Units;

/// <summary>
/// A unit as VOUnits 1.1 writes it: a scale times symbols with powers. Immutable, and safe for any number of threads. Angles are a dimension of their own,
/// so that deg and rad are converted and neither is the number 1; a solid angle is the square of one. Magnitudes, decades (dex), decibels and logarithms
/// are what they are, and are converted to themselves alone; so are the counts of things (ct, ph, pix ...) save for their synonyms.
/// </summary>
public sealed partial class VoUnit : IEquatable<VoUnit>
{
    readonly double _scale;
    readonly (string Symbol, Power Power)[] _terms;

    VoUnit(double scale, (string Symbol, Power Power)[] terms) => (_scale, _terms) = (scale, terms);

    /// <summary>The number 1.</summary>
    public static VoUnit Dimensionless { get; } = new(1, []);

    /// <summary>True for the number 1: no symbol, and no scale either.</summary>
    public bool IsDimensionless => _terms.Length == 0 && _scale == 1;

    /// <summary>Reads a unit. Blanks around it do not count; units that are unknown may stand in quotes, and are converted to themselves alone.</summary>
    /// <param name="text">The unit.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="fault">Why the text is none.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out VoUnit? unit, [NotNullWhen(false)] out UnitFault? fault) => TryParse(text, false, out unit, out fault);

    /// <summary>Reads a unit all of whose symbols the standard lists, so that every client can convert it.</summary>
    /// <param name="text">The unit, without blanks around it.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="fault">Why the text is none.</param>
    public static bool TryParseListed(string text, [NotNullWhen(true)] out VoUnit? unit, [NotNullWhen(false)] out UnitFault? fault) => TryParse(text, true, out unit, out fault);

    static bool TryParse(string text, bool listedOnly, [NotNullWhen(true)] out VoUnit? unit, [NotNullWhen(false)] out UnitFault? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new UnitParser(listedOnly ? text : text.AsSpan().Trim(), listedOnly);
        unit = parser.Parse();
        fault = parser.Fault;
        return unit is not null;
    }

    internal static VoUnit OfSymbol(string symbol) => new(1, [(symbol, Units.Power.One)]);

    internal VoUnit Scaled(double scale) => scale == 1 ? this : new VoUnit(_scale * scale, _terms);

    /// <summary>The product; powers of the same symbol are added.</summary>
    public static VoUnit operator *(VoUnit a, VoUnit b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var terms = new List<(string Symbol, Power Power)>(a._terms);
        foreach (var (symbol, power) in b._terms)
        {
            var at = terms.FindIndex(t => t.Symbol == symbol);
            if (at < 0) terms.Add((symbol, power));
            else if ((terms[at].Power + power) is { IsZero: false } sum) terms[at] = (symbol, sum);
            else terms.RemoveAt(at);
        }
        return new VoUnit(a._scale * b._scale, [.. terms]);
    }

    /// <summary>The quotient.</summary>
    public static VoUnit operator /(VoUnit a, VoUnit b)
    {
        ArgumentNullException.ThrowIfNull(b);
        return a * b.Power(-1, 1);
    }

    /// <summary>The power of a fraction.</summary>
    /// <param name="numerator">Any; 0 gives the number 1.</param>
    /// <param name="denominator">Above 0.</param>
    public VoUnit Power(int numerator, int denominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        var power = Units.Power.Of(numerator, denominator);
        if (power.IsZero) return Dimensionless;
        return new VoUnit(Math.Pow(_scale, (double)numerator / denominator), [.. _terms.Select(t => (t.Symbol, t.Power * power))]);
    }

    /// <summary>In the syntax of VOUnits 1.1; what it gives parses to the same unit.</summary>
    public override string ToString()
    {
        var above = _terms.Where(t => t.Power.Numerator > 0).ToList();
        var below = _terms.Where(t => t.Power.Numerator < 0).ToList();
        if (above.Count == 0) (above, below) = (below, []);
        var text = ScaleText() + string.Join('.', above.Select(t => Term(t.Symbol, t.Power)));
        if (text.Length == 0) return "1";
        return below.Count switch
        {
            0 => text,
            1 => $"{text}/{Term(below[0].Symbol, -below[0].Power)}",
            _ => $"{text}/({string.Join('.', below.Select(t => Term(t.Symbol, -t.Power)))})",
        };
    }

    /// <summary>Whether both are the same product of the same symbols; <c>m/s</c> is not <c>m.Hz</c>.</summary>
    public bool Equals(VoUnit? other) => other is not null && _scale == other._scale && _terms.Length == other._terms.Length && _terms.All(t => other._terms.Contains(t));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VoUnit);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_scale, _terms.Aggregate(0, (h, t) => h ^ t.GetHashCode()));

    static string Term(string symbol, Power power) => power == Units.Power.One ? symbol : $"{symbol}**{power}";

    string ScaleText()
    {
        if (_scale == 1) return "";
        var log = Math.Log10(_scale);
        var whole = (int)Math.Round(log);
        if (Math.Abs(whole) <= 99 && Math.Pow(10, whole) == _scale) return $"10**{whole.ToString(CultureInfo.InvariantCulture)}";
        return _scale.ToString("R", CultureInfo.InvariantCulture);
    }
}
