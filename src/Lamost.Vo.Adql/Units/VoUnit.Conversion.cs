namespace Lamost.Vo.Adql.Units;

public sealed partial class VoUnit
{
    /// <summary>How a value in this unit becomes one in another: it is multiplied by a factor, which is right to the last bits.</summary>
    /// <param name="target">The other unit.</param>
    /// <param name="factor">The factor; 0 when there is none.</param>
    /// <returns>False when the two do not measure the same.</returns>
    public bool TryConversionTo(VoUnit target, out double factor)
    {
        ArgumentNullException.ThrowIfNull(target);
        var quotient = new Worth();
        quotient.Multiply(this, 1);
        quotient.Multiply(target, -1);
        factor = quotient.IsNumber ? quotient.Number : 0;
        return quotient.IsNumber && double.IsFinite(factor) && factor != 0;
    }

    /// <summary>A product in base units. Factors above and below the line are kept apart, so that whole ones are divided once.</summary>
    sealed class Worth
    {
        readonly Dictionary<string, Power> _dimensions = [];
        double _above = 1, _below = 1;
        Power _ten = new(0, 1);

        public bool IsNumber => _dimensions.Values.All(p => p.IsZero);

        public double Number
        {
            get
            {
                var ten = (double)_ten.Numerator / _ten.Denominator;
                return ten >= 0 ? _above * Math.Pow(10, ten) / _below : _above / (_below * Math.Pow(10, -ten));
            }
        }

        public void Multiply(VoUnit unit, int sign)
        {
            Take(unit._scale, new Power(sign, 1));
            foreach (var (symbol, power) in unit._terms)
            {
                var signed = power * new Power(sign, 1);
                if (UnitSymbols.Find(symbol) is { } value)
                {
                    Take(value.Factor, signed);
                    _ten += signed * new Power(value.Ten, 1);
                    foreach (var (dimension, count) in value.Dimensions) Add(dimension, signed * new Power(count, 1));
                }
                else Add(symbol, signed);
            }
        }

        void Take(double factor, Power power)
        {
            if (factor == 1) return;
            if (power is { Denominator: 1, Numerator: var whole and >= -8 and <= 8 })
            {
                for (var i = 0; i < Math.Abs(whole); i++)
                {
                    if (whole > 0) _above *= factor;
                    else _below *= factor;
                }
            }
            else if (power.Numerator > 0) _above *= Math.Pow(factor, (double)power.Numerator / power.Denominator);
            else _below *= Math.Pow(factor, -(double)power.Numerator / power.Denominator);
        }

        void Add(string dimension, Power power) => _dimensions[dimension] = _dimensions.TryGetValue(dimension, out var sum) ? sum + power : power;
    }
}
