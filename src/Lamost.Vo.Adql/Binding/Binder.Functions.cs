using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    static readonly string[] Aggregates = ["COUNT", "MIN", "MAX", "SUM", "AVG"];
    static readonly string[] Geometries = ["POINT", "CIRCLE", "CONTAINS", "INTERSECTS", "DISTANCE"];
    static readonly string[] NotYet = ["BOX", "POLYGON", "REGION", "AREA", "CENTROID", "COORD1", "COORD2", "COORDSYS", "COALESCE", "IN_UNIT", "NULLIF"];

    BoundExpression Call(FunctionCall call, Scope scope)
    {
        var name = call.Name.Text.ToUpperInvariant();
        if (Aggregates.Contains(name)) return Aggregate(call, name, scope);
        if (call.Star || call.Distinct)
            throw Fail("LVO-ADQL-0301", call.Span, $"{AdqlError.Shown(call.Name.Text)} takes neither * nor DISTINCT.", "COUNT(*) and COUNT(DISTINCT x) do.");
        switch (name)
        {
            case "POINT": return Point(call, scope);
            case "CIRCLE": return Circle(call, scope);
            case "CONTAINS" or "INTERSECTS": return Contains(call, scope);
            case "DISTANCE": return Distance(call, scope);
        }
        if (!FunctionDefinition.All.TryGetValue(name, out var function))
        {
            if (NotYet.Contains(name)) throw Fail("LVO-ADQL-0106", call.Name.Span, $"{name} is not supported here.", "The functions are listed in the capabilities of the service.");
            throw Fail("LVO-ADQL-0205", call.Name.Span, $"There is no function {AdqlError.Shown(call.Name.Text)}.", name switch
            {
                "SQR" or "SQUARE" => "Write POWER(x, 2).",
                "LN" => "The natural logarithm is LOG(x), the decimal one LOG10(x).",
                "CEIL" => "Write CEILING(x).",
                "SUBSTR" or "SUBSTRING" => "Compare with LIKE 'text%'.",
                _ => Suggestions.Hint(name, FunctionDefinition.All.Keys.Concat(Aggregates).Concat(Geometries)) ?? "The functions are listed in the capabilities of the service.",
            });
        }
        CheckCount(call, function.Least, function.Most);
        var arguments = call.Arguments.Select(a => function.Text ? TextValue(a, scope, name) : NumberValue(a, scope, name)).ToList();
        var type = function.Type ?? (function.Text ? arguments[0].Type : arguments.Select(a => a.Type).Aggregate(Types.Wider));
        if (type == AdqlType.Unknown) type = function.Text ? AdqlType.Varchar : AdqlType.Double;
        var keepsUnit = name is "ABS" or "CEILING" or "FLOOR" or "ROUND" or "TRUNCATE";
        return new BoundFunction(function, arguments, type) { Span = call.Span, Facts = keepsUnit ? Computed(arguments[0]) : ValueFacts.None };
    }

    BoundAggregate Aggregate(FunctionCall call, string name, Scope scope)
    {
        if (call.Star)
        {
            if (name != "COUNT") throw Fail("LVO-ADQL-0301", call.Span, $"{name} takes a column; only COUNT takes *.", $"Write {name}(x).");
            return new BoundAggregate("COUNT", null, false, AdqlType.Bigint) { Span = call.Span, Facts = new ValueFacts { Ucd = "meta.number" } };
        }
        CheckCount(call, 1, 1);
        var argument = Value(call.Arguments[0], scope);
        if (argument is BoundNull { Type: AdqlType.Unknown }) argument = new BoundNull(name is "SUM" or "AVG" ? AdqlType.Smallint : AdqlType.Varchar) { Span = argument.Span };
        RefuseAggregates(argument, name, "Form the inner one in a query in FROM.");
        if (name is "SUM" or "AVG" && !argument.Type.IsNumber())
            throw Fail("LVO-ADQL-0302", call.Arguments[0].Span, $"{name} takes numbers; this is {argument.Type.Named()}.");
        if (argument.Type is AdqlType.Boolean or AdqlType.Point or AdqlType.Circle && (name != "COUNT" || argument.Type != AdqlType.Boolean))
            throw Fail("LVO-ADQL-0302", call.Arguments[0].Span, $"{name} cannot be formed of {argument.Type.Named()}.");
        var type = name switch
        {
            "COUNT" => AdqlType.Bigint,
            "AVG" => AdqlType.Double,
            "SUM" => argument.Type.IsWhole() ? AdqlType.Bigint : AdqlType.Double,
            _ => argument.Type,
        };
        var facts = name == "COUNT" ? new ValueFacts { Ucd = "meta.number" } : Computed(argument) with
        {
            Ucd = argument.Facts.Ucd is { } ucd && name is not "SUM" && !ucd.StartsWith("stat.", StringComparison.Ordinal)
                ? $"{ucd};{name switch { "MIN" => "stat.min", "MAX" => "stat.max", _ => "stat.mean" }}" : null,
            Xtype = name is "MIN" or "MAX" ? argument.Facts.Xtype : null,
        };
        return new BoundAggregate(name, argument, call.Distinct, type) { Span = call.Span, Facts = facts };
    }

    BoundPoint Point(FunctionCall call, Scope scope)
    {
        var arguments = WithoutFrame(call, 2, 2);
        var (longitude, latitude) = (NumberValue(arguments[0], scope, "POINT"), NumberValue(arguments[1], scope, "POINT"));
        CheckLatitude(latitude, arguments[1].Span);
        return new BoundPoint(longitude, latitude) { Span = call.Span };
    }

    BoundCircle Circle(FunctionCall call, Scope scope)
    {
        var arguments = WithoutFrame(call, 2, 3);
        BoundPoint centre;
        if (arguments.Count == 2) centre = PointValue(arguments[0], scope, "CIRCLE");
        else
        {
            centre = new BoundPoint(NumberValue(arguments[0], scope, "CIRCLE"), NumberValue(arguments[1], scope, "CIRCLE")) { Span = call.Span };
            CheckLatitude(centre.Latitude, arguments[1].Span);
        }
        var radius = NumberValue(arguments[^1], scope, "CIRCLE");
        if (Constants.Of(radius) is { } r && r is not (>= 0 and <= 180))
            throw Fail("LVO-ADQL-0309", arguments[^1].Span, $"The radius of a circle is 0 to 180 degrees; this is {r.ToString(System.Globalization.CultureInfo.InvariantCulture)}.", "Radii are in degrees: 5 arcsec is 5/3600.");
        return new BoundCircle(centre, radius) { Span = call.Span };
    }

    BoundContains Contains(FunctionCall call, Scope scope)
    {
        CheckCount(call, 2, 2);
        var (inner, outer) = (Value(call.Arguments[0], scope), Value(call.Arguments[1], scope));
        var name = call.Name.Text.ToUpperInvariant();
        if (name == "INTERSECTS" && inner is BoundCircle && outer is BoundPoint) (inner, outer) = (outer, inner);
        if (inner is BoundCircle && outer is BoundPoint)
            throw Fail("LVO-ADQL-0302", call.Span, "CONTAINS asks whether its first argument is within the second; a point contains no circle.", "Write CONTAINS(POINT(...), CIRCLE(...)).");
        if (inner is not BoundPoint point || outer is not BoundCircle circle)
            throw Fail("LVO-ADQL-0302", call.Span, $"{name} takes a POINT and a CIRCLE here; these are {inner.Type.Named()} and {outer.Type.Named()}.", $"Write {name}(POINT(ra, dec), CIRCLE(180, 30, 0.5)).");
        return new BoundContains(point, circle) { Span = call.Span };
    }

    BoundDistance Distance(FunctionCall call, Scope scope)
    {
        var facts = new ValueFacts { Unit = "deg", Ucd = "pos.angDistance", Description = "Angular distance" };
        if (call.Arguments.Count == 4)
        {
            var n = call.Arguments.Select(a => NumberValue(a, scope, "DISTANCE")).ToList();
            CheckLatitude(n[1], call.Arguments[1].Span);
            CheckLatitude(n[3], call.Arguments[3].Span);
            return new BoundDistance(new BoundPoint(n[0], n[1]), new BoundPoint(n[2], n[3])) { Span = call.Span, Facts = facts };
        }
        if (call.Arguments.Count != 2)
            throw Fail("LVO-ADQL-0301", call.Span, $"DISTANCE takes 2 points or 4 numbers; here {Are(call.Arguments.Count)}.", "Write DISTANCE(POINT(a, b), POINT(c, d)) or DISTANCE(a, b, c, d).");
        return new BoundDistance(PointValue(call.Arguments[0], scope, "DISTANCE"), PointValue(call.Arguments[1], scope, "DISTANCE")) { Span = call.Span, Facts = facts };
    }

    BoundPoint PointValue(Expression expression, Scope scope, string what)
    {
        var value = Value(expression, scope);
        return value as BoundPoint ?? throw Fail("LVO-ADQL-0302", expression.Span, $"{what} takes a POINT here; this is {value.Type.Named()}.", "Write POINT(ra, dec).");
    }

    // The coordinate system before the coordinates is deprecated and without effect (ADQL 2.1, 4.2.4): all positions are ICRS.
    IReadOnlyList<Expression> WithoutFrame(FunctionCall call, int least, int most)
    {
        var arguments = call.Arguments;
        if (arguments.Count > 0 && arguments[0] is StringLiteral frame)
        {
            if (!frame.Value.Trim().StartsWith("ICRS", StringComparison.OrdinalIgnoreCase) && frame.Value.Trim().ToUpperInvariant() is not ("" or "J2000" or "FK5"))
                throw Fail("LVO-ADQL-0309", frame.Span, $"Positions are in ICRS; the system '{AdqlError.Shown(frame.Value)}' cannot be converted here.", "Leave the first argument out, and give ICRS coordinates.");
            arguments = [.. arguments.Skip(1)];
        }
        if (arguments.Count >= least && arguments.Count <= most) return arguments;
        throw Fail("LVO-ADQL-0301", call.Span, $"{call.Name.Text.ToUpperInvariant()} takes {(least == most ? $"{least}" : $"{least} or {most}")} arguments; here {Are(arguments.Count)}.",
            call.Name.Text.Equals("POINT", StringComparison.OrdinalIgnoreCase) ? "Write POINT(ra, dec)." : "Write CIRCLE(ra, dec, radius) or CIRCLE(POINT(ra, dec), radius), in degrees.");
    }

    void CheckLatitude(BoundExpression latitude, TextSpan span)
    {
        if (Constants.Of(latitude) is { } value && value is not (>= -90 and <= 90))
            throw Fail("LVO-ADQL-0309", span, $"A declination is -90 to 90 degrees; this is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}.", "The right ascension comes first, then the declination.");
    }

    void CheckCount(FunctionCall call, int least, int most)
    {
        if (call.Arguments.Count >= least && call.Arguments.Count <= most) return;
        throw Fail("LVO-ADQL-0301", call.Span, $"{call.Name.Text.ToUpperInvariant()} takes {(least == most ? $"{least}" : $"{least} to {most}")} argument{(most == 1 ? "" : "s")}; here {Are(call.Arguments.Count)}.");
    }

    static string Are(int count) => count == 1 ? "is 1" : $"are {count}";

    void RefuseAggregates(BoundExpression expression, string where, string hint)
    {
        if (expression.Find<BoundAggregate>() is { } aggregate)
            throw Fail("LVO-ADQL-0305", aggregate.Span, $"{aggregate.Function} cannot stand in {where}.", hint);
    }
}
