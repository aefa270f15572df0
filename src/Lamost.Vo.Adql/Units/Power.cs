using System.Globalization;

namespace Lamost.Vo.Adql.Units;

/// <summary>The power of a unit: a fraction in its lowest terms.</summary>
/// <param name="Numerator">Any.</param>
/// <param name="Denominator">Above 0.</param>
readonly record struct Power(int Numerator, int Denominator)
{
    public static Power One => new(1, 1);

    public bool IsZero => Numerator == 0;

    /// <summary>The fraction in its lowest terms.</summary>
    public static Power Of(long numerator, long denominator)
    {
        var common = (long)System.Numerics.BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (common == 0) return new Power(0, 1);
        return new Power(checked((int)(numerator / common)), checked((int)(denominator / common)));
    }

    public static Power operator +(Power a, Power b) => Of(((long)a.Numerator * b.Denominator) + ((long)b.Numerator * a.Denominator), (long)a.Denominator * b.Denominator);

    public static Power operator *(Power a, Power b) => Of((long)a.Numerator * b.Numerator, (long)a.Denominator * b.Denominator);

    public static Power operator -(Power a) => new(-a.Numerator, a.Denominator);

    /// <summary>As VOUnits 1.1 writes it behind <c>**</c>.</summary>
    public override string ToString() => Denominator == 1 ? Numerator.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"({Numerator}/{Denominator})");
}
