using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    static readonly string[] Frames = ["ICRS", "FK5", "GALACTIC", "SUPER_GALACTIC", "ECLIPTIC"];

    BoundExpression? Geometry(FunctionCall call, Scope scope) => call.Name.Text.ToUpperInvariant() switch
    {
        "POINT" => Shape(call, scope, "2", "POINT(ra, dec)"),
        "CIRCLE" => Shape(call, scope, "2 or 3", "CIRCLE(ra, dec, radius) or CIRCLE(POINT(ra, dec), radius), in degrees"),
        "POLYGON" => Shape(call, scope, "6 or more", "POLYGON(ra1, dec1, ra2, dec2, ra3, dec3)"),
        "BOX" => Shape(call, scope, "3 or 4", "BOX(ra, dec, width, height), in degrees"),
        "REGION" => Region(call),
        "CONTAINS" or "INTERSECTS" => Relation(call, scope),
        "DISTANCE" => Distance(call, scope),
        "AREA" or "CENTROID" or "COORD1" or "COORD2" or "COORDSYS" => Measure(call, scope),
        "IVO_GEOM_TRANSFORM" => Transform(call, scope),
        _ => null,
    };

    // POINT, CIRCLE, POLYGON, BOX; what their arguments are, their types decide (ADQL 2.1, 4.2).
    BoundExpression Shape(FunctionCall call, Scope scope, string counts, string example)
    {
        var name = call.Name.Text.ToUpperInvariant();
        IEnumerable<Expression> written = call.Arguments;
        if (call.Arguments is [StringLiteral frame, ..])
        {
            if (!Frame(frame)) return new BoundError { Span = call.Span };
            written = written.Skip(1);
        }
        var values = new List<BoundExpression>();
        foreach (var argument in written)
        {
            if (values.Count > AdqlLimits.PolygonCoordinates) return Error(Messages.TooManyCoordinates(), argument.Span);
            values.Add(Value(argument, scope));
        }
        if (values.Exists(v => v is BoundError)) return new BoundError { Span = call.Span };
        if (values.Find(v => !v.Type.IsNumber() && v.Type != AdqlType.Point) is { } wrong)
            return Error(Messages.WrongArgument(name, Messages.Numbers, wrong.Type.Named(), Messages.Write(example)), wrong.Span);
        var points = values.FindAll(v => v.Type == AdqlType.Point).Count;
        return (name, values.Count, points) switch
        {
            ("POINT", 2, 0) => Position(values[0], values[1], call.Span),
            ("CIRCLE", 3, 0) => Circle(Position(values[0], values[1], call.Span), values[2], call.Span),
            ("CIRCLE", 2, 1) when values[0].Type == AdqlType.Point => Circle(AsPoint(values[0]), values[1], call.Span),
            ("BOX", 4, 0) => Box(Position(values[0], values[1], call.Span), values[2], values[3], call.Span),
            ("BOX", 3, 1) when values[0].Type == AdqlType.Point => Box(AsPoint(values[0]), values[1], values[2], call.Span),
            ("POLYGON", >= 6, 0) when values.Count % 2 == 0 => Polygon(values, call.Span),
            ("POLYGON", >= 3, _) when points == values.Count => Polygon([.. values.Select(AsPoint).SelectMany(p => new[] { p.Longitude, p.Latitude })], call.Span),
            ("POLYGON", _, > 0) when points < values.Count => Error(Messages.MixedVertices(), call.Span),
            ("POLYGON", _, _) => Error(Messages.OddCoordinates(values.Count), call.Span),
            // As many as there can be, but not numbers and points in the places that they have.
            ("CIRCLE", 2 or 3, _) or ("BOX", 3 or 4, _) or ("POINT", 2, _) => Error(Messages.NoForm(name, example), call.Span),
            _ => Error(Messages.WrongCount(name, counts, values.Count, example), call.Span),
        };
    }

    BoundExpression Position(BoundExpression longitude, BoundExpression latitude, TextSpan span)
    {
        if (Constants.Of(latitude) is { } value && value is not (>= -90 and <= 90))
            return Error(Messages.LatitudeOutOfRange(value), latitude.Span.Start >= 0 ? latitude.Span : span);
        return new BoundPoint(As(Numeric(longitude), AdqlType.Double), As(Numeric(latitude), AdqlType.Double)) { Span = span, Facts = new ValueFacts { Unit = "deg", Xtype = "point" } };
    }

    static BoundExpression Numeric(BoundExpression value) => value is BoundNull { Type: AdqlType.Unknown } ? new BoundNull(AdqlType.Double) { Span = value.Span } : value;

    BoundExpression Circle(BoundExpression centre, BoundExpression radius, TextSpan span)
    {
        if (centre is not BoundPoint point) return centre;
        if (Constants.Of(radius) is { } r && r is not (>= 0 and <= 180)) return Error(Messages.RadiusOutOfRange(r), radius.Span.Start >= 0 ? radius.Span : span);
        return new BoundCircle(point, As(Numeric(radius), AdqlType.Double)) { Span = span, Facts = new ValueFacts { Unit = "deg", Xtype = "circle" } };
    }

    BoundExpression Box(BoundExpression centre, BoundExpression width, BoundExpression height, TextSpan span)
    {
        bag.Warning(Messages.BoxIsDeprecated(), span);
        return centre is not BoundPoint point ? centre
            : new BoundBox(point, As(Numeric(width), AdqlType.Double), As(Numeric(height), AdqlType.Double)) { Span = span, Facts = new ValueFacts { Unit = "deg", Xtype = "polygon" } };
    }

    BoundExpression Polygon(List<BoundExpression> coordinates, TextSpan span)
    {
        for (var i = 1; i < coordinates.Count; i += 2)
            if (Constants.Of(coordinates[i]) is { } value && value is not (>= -90 and <= 90)) return Error(Messages.LatitudeOutOfRange(value), coordinates[i].Span.Start >= 0 ? coordinates[i].Span : span);
        if (coordinates.TrueForAll(c => Constants.Of(c) is not null) && Fault(coordinates) is { } fault) return Error(Messages.PolygonRefused(fault), span);
        return new BoundPolygon(coordinates.ConvertAll(c => As(Numeric(c), AdqlType.Double))) { Span = span, Facts = new ValueFacts { Unit = "deg", Xtype = "polygon" } };
    }

    // What is wrong with a polygon that is written out; null when nothing is.
    static string? Fault(List<BoundExpression> coordinates)
    {
        try
        {
            Sky.Polygon.FromDegrees([.. coordinates.Select(c => Constants.Of(c)!.Value)]);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    // The coordinate system before the coordinates is deprecated and without effect (ADQL 2.1, 4.2.4): all positions are ICRS.
    bool Frame(StringLiteral frame)
    {
        var name = frame.Value.Trim().ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (name.Length == 0 || name[0] is "ICRS" or "J2000" or "FK5" or "UNKNOWNFRAME")
        {
            bag.Warning(Messages.FrameIgnored(), frame.Span);
            return true;
        }
        bag.Error(Messages.ForeignFrame(Excerpt.Shown(frame.Value)), frame.Span);
        return false;
    }

    /// <summary>A point as its two numbers; what is no POINT(...) is asked for them.</summary>
    static BoundPoint AsPoint(BoundExpression value) => value as BoundPoint ?? new BoundPoint(new BoundCoordinate(value, 1), new BoundCoordinate(value, 2)) { Span = value.Span, Facts = value.Facts };

    static BoundCircle AsCircle(BoundExpression value) => value as BoundCircle
        ?? new BoundCircle(new BoundPoint(new BoundCoordinate(value, 1), new BoundCoordinate(value, 2)), new BoundCoordinate(value, 3)) { Span = value.Span, Facts = value.Facts };

    BoundExpression Region(FunctionCall call)
    {
        if (call.Arguments is not [StringLiteral literal]) return Error(Messages.NotALiteral("REGION", "the region", "区域", "REGION('Circle ICRS 10 20 0.5')"), call.Span);
        return Stcs.TryParse(literal.Value, out var region, out var fault) ? Written(region, call.Span) : Error(Messages.BadRegion(new Wording(fault.English, fault.Chinese)), literal.Span);
    }

    static BoundExpression Written(SkyRegion region, TextSpan span) => region switch
    {
        PositionRegion p => new BoundPoint(BoundNumber.Of(p.Position.LonDeg), BoundNumber.Of(p.Position.LatDeg)) { Span = span, Facts = new ValueFacts { Xtype = "point", Unit = "deg" } },
        CircleRegion c => new BoundCircle(new BoundPoint(BoundNumber.Of(c.Circle.LonDeg), BoundNumber.Of(c.Circle.LatDeg)), BoundNumber.Of(c.Circle.RadiusDeg)) { Span = span, Facts = new ValueFacts { Xtype = "circle", Unit = "deg" } },
        PolygonRegion p => new BoundPolygon(Coordinates(p.Polygon)) { Span = span, Facts = new ValueFacts { Xtype = "polygon", Unit = "deg" } },
        _ => new BoundRegion(region) { Span = span, Facts = new ValueFacts { Xtype = "adql:region" } },
    };

    static List<BoundExpression> Coordinates(Polygon polygon)
    {
        var coordinates = new List<BoundExpression>(2 * polygon.Vertices.Length);
        foreach (var vertex in polygon.Vertices)
        {
            coordinates.Add(BoundNumber.Of(vertex.LonDeg));
            coordinates.Add(BoundNumber.Of(vertex.LatDeg));
        }
        return coordinates;
    }

    BoundExpression Distance(FunctionCall call, Scope scope)
    {
        const string Example = "DISTANCE(POINT(a, b), POINT(c, d)) or DISTANCE(a, b, c, d)";
        if (call.Arguments.Count is not (2 or 4)) return Error(Messages.WrongCount("DISTANCE", "2 or 4", call.Arguments.Count, Example), call.Span);
        var numbers = call.Arguments.Count == 4;
        var values = call.Arguments.Select(a => Value(a, scope)).ToList();
        if (values.Exists(v => v is BoundError)) return new BoundError { Span = call.Span };
        if (values.Find(v => numbers ? !v.Type.IsNumber() : v.Type != AdqlType.Point) is { } wrong)
            return Error(Messages.WrongArgument("DISTANCE", numbers ? Messages.Numbers : Messages.APoint, wrong.Type.Named(), Messages.Write(Example)), wrong.Span);
        var first = numbers ? Position(values[0], values[1], call.Arguments[1].Span) : AsPoint(values[0]);
        var second = numbers ? Position(values[2], values[3], call.Arguments[3].Span) : AsPoint(values[1]);
        if (first is not BoundPoint a || second is not BoundPoint b) return new BoundError { Span = call.Span };
        return new BoundDistance(a, b) { Span = call.Span, Facts = new ValueFacts { Unit = "deg", Ucd = "pos.angDistance", Description = "Angular distance" } };
    }

    BoundExpression Measure(FunctionCall call, Scope scope)
    {
        var name = call.Name.Text.ToUpperInvariant();
        if (call.Arguments.Count != 1) return Error(Messages.WrongCount(name, "1", call.Arguments.Count, $"{name}({(name.StartsWith("COORD", StringComparison.Ordinal) ? "POINT(ra, dec)" : "CIRCLE(ra, dec, 0.5)")})"), call.Span);
        var value = Value(call.Arguments[0], scope);
        if (value is BoundError) return value;
        if (!value.Type.IsGeometry()) return Error(Messages.WrongArgument(name, name is "COORD1" or "COORD2" ? Messages.APoint : Messages.AGeometry, value.Type.Named(), null), call.Arguments[0].Span);
        switch (name, value.Type)
        {
            case ("COORD1", AdqlType.Point): return AsPoint(value).Longitude with { Span = call.Span, Facts = ValueFacts.OfUnit("deg") };
            case ("COORD2", AdqlType.Point): return AsPoint(value).Latitude with { Span = call.Span, Facts = ValueFacts.OfUnit("deg") };
            case ("COORD1" or "COORD2", _): return Error(Messages.WrongArgument(name, Messages.APoint, value.Type.Named(), null), call.Arguments[0].Span);
            case ("COORDSYS", _):
                bag.Warning(Messages.CoordsysIsDeprecated(), call.Span);
                return new BoundText("ICRS") { Span = call.Span };
            case ("CENTROID", AdqlType.Point): return value;
            case ("CENTROID", AdqlType.Circle): return AsCircle(value).Centre with { Span = call.Span };
            case ("CENTROID", AdqlType.Polygon): return Measured("CENTROID", AdqlType.Point, "adql.polygon_centroid({0})", value, call.Span);
            case ("AREA", AdqlType.Point): return BoundNumber.Of(0) with { Span = call.Span, Facts = Area };
            case ("AREA", AdqlType.Circle): return Measured("AREA", AdqlType.Double, "adql.circle_area({0})", value, call.Span);
            case ("AREA", AdqlType.Polygon): return Measured("AREA", AdqlType.Double, "adql.polygon_area({0})", value, call.Span);
            case ("AREA", AdqlType.Moc): return Measured("AREA", AdqlType.Double, "adql.moc_area({0})", value, call.Span);
            default: return Error(Messages.NoMeasure(name, value.Type.Named()), call.Span);
        }
    }

    static ValueFacts Area { get; } = new() { Unit = "deg**2", Ucd = "pos.angResolution;phys.area" };

    static BoundFunction Measured(string name, AdqlType type, string sql, BoundExpression value, TextSpan span) => new(new FunctionDefinition(name, [], type, sql), [value], type)
    {
        Span = span,
        Facts = type == AdqlType.Double ? Area : new ValueFacts { Unit = "deg", Xtype = "point" },
    };

    BoundExpression Transform(FunctionCall call, Scope scope)
    {
        const string Example = "ivo_geom_transform('ICRS', 'GALACTIC', POINT(ra, dec))";
        if (call.Arguments.Count != 3) return Error(Messages.WrongCount("ivo_geom_transform", "3", call.Arguments.Count, Example), call.Span);
        foreach (var argument in call.Arguments.Take(2))
        {
            if (argument is not StringLiteral frame) return Error(Messages.NotALiteral("ivo_geom_transform", "the frame", "坐标系", Example), argument.Span);
            if (!Frames.Contains(frame.Value)) return Error(Messages.UnknownFrame(Excerpt.Shown(frame.Value), Frames), frame.Span);
        }
        var value = Value(call.Arguments[2], scope);
        if (value is BoundError) return value;
        if (value.Type is not (AdqlType.Point or AdqlType.Circle or AdqlType.Polygon))
            return Error(Messages.WrongArgument("ivo_geom_transform", Messages.AGeometry, value.Type.Named(), null), call.Arguments[2].Span);
        var (from, to) = ((StringLiteral)call.Arguments[0], (StringLiteral)call.Arguments[1]);
        var sql = $"adql.ivo_geom_transform({{0}}, {{1}}, {{2}}, '{value.Type.ToString().ToLowerInvariant()}')";
        return new BoundFunction(new FunctionDefinition("ivo_geom_transform", [], value.Type, sql), [new BoundText(from.Value), new BoundText(to.Value), value], value.Type)
        {
            Span = call.Span,
            Facts = new ValueFacts { Unit = "deg", Xtype = Xtype(value.Type) },
        };
    }
}
