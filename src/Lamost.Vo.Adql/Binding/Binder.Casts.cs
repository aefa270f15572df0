using System.Globalization;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    // ADQL 2.1, 4.5: the table of conversions.
    BoundExpression Cast(CastExpression cast, Scope scope)
    {
        var value = Value(cast.Value, scope);
        if (value is BoundError) return value;
        var type = Target(cast.Type);
        if (value is BoundNull { Type: AdqlType.Unknown }) return new BoundNull(type) { Span = cast.Span };
        if (type.IsGeometry()) return CastGeometry(cast, value, type);
        if (value is BoundText text && type == AdqlType.Timestamp) value = Moment(text);
        var possible = type switch
        {
            AdqlType.Varchar => value.Type.IsNumber() || value.Type.IsText() || value.Type.IsTime() || value.Type is AdqlType.Boolean or AdqlType.Point or AdqlType.Circle or AdqlType.Polygon or AdqlType.Moc,
            AdqlType.Timestamp => value.Type.IsTime() || value.Type.IsText(),
            AdqlType.Boolean => value.Type is AdqlType.Boolean || value.Type.IsText() || value.Type.IsWhole(),
            _ => value.Type.IsNumber() || value.Type.IsText() || value.Type == AdqlType.Boolean && type == AdqlType.Integer,
        };
        if (!possible) return Error(Messages.NoCast(value.Type.Named(), cast.Type.ToString().ToUpperInvariant()), cast.Span);
        if (Constants.Of(value) is { } number && !Fits(number, type)) return Error(Messages.CastTooSmall(cast.Type.ToString().ToUpperInvariant(), number.ToString(CultureInfo.InvariantCulture)), cast.Span);
        // CHAR without a length is one character in SQL; nobody who writes it means that.
        return new BoundCast(value, type, cast.Length)
        {
            Span = cast.Span,
            Facts = value.Facts with { MaxLength = cast.Length, Xtype = null, IsMainPosition = false },
        };
    }

    static AdqlType Target(CastType type) => type switch
    {
        CastType.Smallint => AdqlType.Smallint,
        CastType.Integer => AdqlType.Integer,
        CastType.Bigint => AdqlType.Bigint,
        CastType.Real => AdqlType.Real,
        CastType.Double => AdqlType.Double,
        CastType.Timestamp => AdqlType.Timestamp,
        CastType.Point => AdqlType.Point,
        CastType.Circle => AdqlType.Circle,
        CastType.Polygon => AdqlType.Polygon,
        CastType.Boolean => AdqlType.Boolean,
        _ => AdqlType.Varchar,
    };

    static bool Fits(double number, AdqlType type) => type switch
    {
        AdqlType.Smallint => Math.Abs(Math.Round(number)) <= short.MaxValue,
        AdqlType.Integer => Math.Abs(Math.Round(number)) <= int.MaxValue,
        AdqlType.Bigint => Math.Abs(number) < 9.2233720368547758e18,
        AdqlType.Real => number == 0 || Math.Abs(number) is >= 1e-45 and <= float.MaxValue,
        _ => true,
    };

    BoundExpression CastGeometry(CastExpression cast, BoundExpression value, AdqlType type)
    {
        if (value.Type == type) return value with { Span = cast.Span };
        if (!value.Type.IsText()) return Error(Messages.NoCast(value.Type.Named(), cast.Type.ToString().ToUpperInvariant()), cast.Span);
        if (value is not BoundText text) return new BoundCast(value, type) { Span = cast.Span, Facts = new ValueFacts { Xtype = Xtype(type) } };

        // Written out it can be judged here, and folded like any other constant (DALI 1.1, 3.3.5 to 3.3.7).
        var numbers = new List<BoundExpression>();
        foreach (var word in text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                return Error(Messages.BadGeometryText(cast.Type.ToString().ToUpperInvariant(), $"\"{Excerpt.Shown(word)}\""), text.Span);
            if (numbers.Count == AdqlLimits.PolygonCoordinates) return Error(Messages.TooManyCoordinates(), text.Span);
            numbers.Add(BoundNumber.Of(number) with { Span = text.Span });
        }
        return (type, numbers.Count) switch
        {
            (AdqlType.Point, 2) => Position(numbers[0], numbers[1], cast.Span),
            (AdqlType.Circle, 3) => Circle(Position(numbers[0], numbers[1], cast.Span), numbers[2], cast.Span),
            (AdqlType.Polygon, >= 6) when numbers.Count % 2 == 0 => Polygon(numbers, cast.Span),
            _ => Error(Messages.BadGeometryText(cast.Type.ToString().ToUpperInvariant(), numbers.Count.ToString(CultureInfo.InvariantCulture)), text.Span),
        };
    }

    static string? Xtype(AdqlType type) => type switch
    {
        AdqlType.Point => "point",
        AdqlType.Circle => "circle",
        AdqlType.Polygon => "polygon",
        AdqlType.Region => "adql:region",
        AdqlType.Moc => "moc",
        _ => null,
    };
}
