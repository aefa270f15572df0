using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Sql;

sealed partial class SqlEmitter
{
    // Sums are the high trees, so their way through the recursion has small frames of its own.
    void Expression(BoundExpression expression)
    {
        if (expression is BoundArithmetic arithmetic) Arithmetic(arithmetic);
        else Other(expression);
    }

    void Other(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundNumber { Integer: { } whole }: Add(whole.ToString(CultureInfo.InvariantCulture)); break;
            case BoundNumber number: Add(Float(number.Value)); break;
            case BoundText text: Add($"{Literal(text.Value)}::text"); break;
            case BoundMoment moment: Add($"{Literal(moment.Value)}::{TypeName(moment.Type)}"); break;
            case BoundNull none: Add(none.Type == AdqlType.Unknown ? "NULL" : $"NULL::{TypeName(none.Type)}"); break;
            case BoundColumn column: Add($"{Alias(column.Source)}.{Quoted(column.Column.SqlName)}"); break;
            case BoundMerge merge: Template("COALESCE(", merge.Left, ", ", merge.Right, ")"); break;
            case BoundNegative negative: Template("(- ", negative.Operand, ")"); break;
            case BoundComparison c: Template("(", c.Left, $" {c.Operator} ", c.Right, ")"); break;
            case BoundNot not: Template("(NOT ", not.Operand, ")"); break;
            case BoundBetween b: Template("(", b.Value, b.Negated ? " NOT BETWEEN " : " BETWEEN ", b.Low, " AND ", b.High, ")"); break;
            case BoundLike l: Template("(", l.Value, (l.Negated ? " NOT" : "") + (l.IgnoreCase ? " ILIKE " : " LIKE "), l.Pattern, " ESCAPE '')"); break;
            case BoundIsNull n: Template("(", n.Value, n.Negated ? " IS NOT NULL)" : " IS NULL)"); break;
            case BoundFunction f: Add(f.Function.Sql([.. f.Arguments.Select(Text)], f.Type.IsWhole())); break;
            case BoundCast cast: Cast(cast); break;
            case BoundAggregate aggregate: Aggregate(aggregate); break;
            case BoundContains contains:
                Within(new BoundWithin(contains.Point, contains.Circle.Centre, contains.Circle.Radius, Strict: false));
                Add("::int4");
                break;
            case BoundDistance distance:
                var half = HalfAngle(distance.First, distance.Second);
                Add($"degrees(2 * atan2(sqrt({half}), sqrt(abs(1 - ({half})))))");
                break;
            case BoundWithin within: Within(within); break;
            case BoundCover cover: Cover(cover); break;
            case BoundLogical logical:
                Add("(");
                Separated(logical.Operands, logical.IsAnd ? " AND " : " OR ", Expression);
                Add(")");
                break;
            case BoundIn inside:
                Template("(", inside.Value, inside.Negated ? " NOT IN (" : " IN (");
                Separated(inside.List, ", ", Expression);
                Add("))");
                break;
            default: throw new InvalidOperationException($"{expression.GetType().Name} has no SQL.");
        }
    }

    // A divisor of 0 gives NULL for that row; PostgreSQL would end the query.
    void Arithmetic(BoundArithmetic a)
    {
        var divides = a.Operator == "/";
        Add("(");
        Expression(a.Left);
        if (divides && a.Type is AdqlType.Double && a.Left.Type.IsWhole()) Add("::float8");
        Add(" ");
        Add(a.Operator);
        Add(divides ? " NULLIF(" : " ");
        Expression(a.Right);
        Add(divides ? ", 0))" : ")");
    }

    void Cast(BoundCast cast)
    {
        if (cast.Type != AdqlType.Varchar) Template("(", cast.Value, $")::{TypeName(cast.Type)}");
        else
        {
            if (cast.Length is not null) Add("left(");
            if (cast.Value.Type == AdqlType.Timestamp) Template("to_char(", cast.Value, ", 'YYYY-MM-DD\"T\"HH24:MI:SS.US')");
            else Template("(", cast.Value, ")::text");
            if (cast.Length is { } length) Add(string.Create(CultureInfo.InvariantCulture, $", {length})"));
        }
    }

    void Aggregate(BoundAggregate aggregate)
    {
        if (aggregate.Argument is null)
        {
            Add("count(*)");
            return;
        }
        Add($"{aggregate.Function.ToLowerInvariant()}({(aggregate.Distinct ? "DISTINCT " : "")}");
        Expression(aggregate.Argument);
        Add(aggregate is { Function: "SUM" or "AVG", Argument.Type: AdqlType.Real } ? "::float8)" : ")");
        if (aggregate.Function is "SUM" or "AVG") Add($"::{TypeName(aggregate.Type)}");
    }

    void Template(params ReadOnlySpan<object> parts)
    {
        foreach (var part in parts)
        {
            if (part is BoundExpression expression) Expression(expression);
            else Add((string)part);
        }
    }

    static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    static string Float(double value) => value < 0 || double.IsNegative(value)
        ? $"'{value.ToString("R", CultureInfo.InvariantCulture)}'::float8"
        : $"{value.ToString("R", CultureInfo.InvariantCulture)}::float8";

    void Cover(BoundCover cover)
    {
        var column = $"{Alias(cover.Source)}.{Quoted(cover.Source.Table!.Position!.HealpixPhysicalName)}";
        if (cover.Inside.Count + cover.Border.Count == 0)
        {
            Add("false");
            return;
        }
        Add("(");
        Separated(cover.Inside, " OR ", r => Range(column, r));
        if (cover.Border.Count > 0)
        {
            if (cover.Inside.Count > 0) Add(" OR ");
            Add("((");
            Separated(cover.Border, " OR ", r => Range(column, r));
            Add(") AND ");
            Within(cover.Exact);
            Add(")");
        }
        Add(")");
    }

    void Range(string column, PixelRange range) => Add(string.Create(CultureInfo.InvariantCulture, $"{column} BETWEEN {range.First} AND {range.Last}"));

    void Within(BoundWithin within)
    {
        var half = HalfAngle(within.Point, within.Centre);
        var mark = within.Strict ? "<" : "<=";
        if (Constants.Of(within.Radius) is { } radius)
        {
            // Beyond 90 degrees by what is left out, the circle around the antipode: near 180 degrees the haversine cannot tell positions apart.
            var sine = Math.Sin((radius > 90 ? 180 - radius : radius) * (Math.PI / 360));
            Add(radius > 90 ? $"({HalfAngle(within.Point, Antipode(within.Centre))} {(within.Strict ? ">" : ">=")} {Float(sine * sine)})" : $"({half} {mark} {Float(sine * sine)})");
            return;
        }
        // A radius from a row: below 0 nothing is within, from 180 on everything (of which the haversine may be a bit above 1). The band of latitudes
        // is what a plain index or a cheap test can use.
        var r = $"({Text(within.Radius)})::float8";
        var (lat, centre) = (Text(within.Point.Latitude), Text(within.Centre.Latitude));
        var all = within.Strict ? ">" : ">=";
        Add($"({lat} BETWEEN {centre} - {r} AND {centre} + {r} AND {half} {mark} CASE WHEN {r} {all} 180 THEN 2 ELSE power(sin(radians({r}) / 2), 2) END AND {r} >= 0)");
    }

    static BoundPoint Antipode(BoundPoint point)
    {
        var half = new BoundNumber(180, null, AdqlType.Double);
        return Constants.Of(point.Longitude) is { } lon && Constants.Of(point.Latitude) is { } lat
            ? new BoundPoint(new BoundNumber(lon + 180, null, AdqlType.Double), new BoundNumber(-lat, null, AdqlType.Double))
            : new BoundPoint(new BoundArithmetic("+", point.Longitude, half, AdqlType.Double), new BoundNegative(point.Latitude));
    }

    // sin^2(d/2) of the angle between two positions: the haversine, right for small angles (Sinnott 1984, Sky & Telescope 68, 158).
    static string HalfAngle(BoundPoint a, BoundPoint b)
    {
        if (Constants.Of(b.Longitude) is { } lon && Constants.Of(b.Latitude) is { } lat)
        {
            var (x, y) = (lon * (Math.PI / 180), lat * (Math.PI / 180));
            return $"power(sin((radians({Text(a.Latitude)}) - {Float(y)}) / 2), 2) + cos(radians({Text(a.Latitude)})) * {Float(Math.Cos(y))} * power(sin((radians({Text(a.Longitude)}) - {Float(x)}) / 2), 2)";
        }
        return $"power(sin(radians({Text(a.Latitude)} - {Text(b.Latitude)}) / 2), 2) + cos(radians({Text(a.Latitude)})) * cos(radians({Text(b.Latitude)})) * power(sin(radians({Text(a.Longitude)} - {Text(b.Longitude)}) / 2), 2)";
    }
}
