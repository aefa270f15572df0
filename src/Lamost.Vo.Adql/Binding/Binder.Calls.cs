using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundExpression Call(FunctionCall call, Scope scope)
    {
        var name = call.Name.Text;
        if (FunctionTable.FindAggregate(name) is { } aggregate) return aggregate == AggregateDefinition.Moc ? Coverage(call, scope) : Aggregate(call, aggregate, scope);
        if (call.Star || call.Distinct) return Error(Messages.NoStarNoDistinct(Excerpt.Shown(name)), call.Span);
        if (call.Filter is not null) return Error(Messages.FilterWithoutAggregate(Excerpt.Shown(name)), call.Filter.Span);
        if (FunctionTable.Find(name) is { } forms) return Function(call, forms, scope);
        if (SqlFunctions.OfOtherRows.TryGetValue(name, out var most)) return OfOtherRow(call, most, scope);
        if (call.Over is not null) return Error(Messages.NoOver(Excerpt.Shown(name)), call.Span);
        return Special(call, scope) ?? Error(Messages.UnknownFunction(Excerpt.Shown(name), FunctionHint(name)), call.Name.Span);
    }

    static Wording? FunctionHint(string name) => name.ToUpperInvariant() switch
    {
        "SQR" or "SQUARE" => Messages.Write("POWER(x, 2)"),
        "IF" or "IIF" or "DECODE" => Messages.Write("CASE WHEN x > 0 THEN a ELSE b END"),
        "IFNULL" or "ISNULL" or "NVL" => Messages.Write("COALESCE(x, 0)"),
        "CONCAT" => Messages.Write("a || b"),
        "NOW" or "GETDATE" => Messages.Write("'2024-12-31T00:00:00'"),
        "Q3C_RADIAL_QUERY" => Messages.Write("1 = CONTAINS(POINT(ra, dec), CIRCLE(10, 20, 0.1))"),
        "Q3C_JOIN" or "Q3C_DIST" => Messages.Write("DISTANCE(a.ra, a.dec, b.ra, b.dec) < 1/3600.0"),
        _ => Suggestions.Hint(name, FunctionTable.Names),
    };

    BoundExpression? Special(FunctionCall call, Scope scope)
    {
        switch (call.Name.Text.ToUpperInvariant())
        {
            case "COALESCE": return Choice(call, scope, 1, "coalesce(");
            case "GREATEST": return Choice(call, scope, 1, "greatest(");
            case "LEAST": return Choice(call, scope, 1, "least(");
            case "NULLIF": return Choice(call, scope, 2, "nullif(");
            case "EXTRACT": return Extract(call, scope);
            case "IN_UNIT": return InUnit(call, scope);
            case "IVO_SIMBADPOINT": return Error(Messages.SimbadPoint(), call.Span);
            default: return Geometry(call, scope);
        }
    }

    // The form that takes these arguments; of several the first, which is the most special.
    BoundExpression Function(FunctionCall call, FunctionDefinition[] forms, Scope scope)
    {
        var name = forms[0].Name;
        if (forms[0].Group == FunctionGroup.Extension) Beyond(Messages.ExtensionFunction(name), call.Name.Span);
        if (forms[0].Group == FunctionGroup.Window != (call.Over is not null))
            return Error(call.Over is null ? Messages.NeedsOver(name) : Messages.NoOver(name), call.Span);
        var arguments = new BoundExpression[call.Arguments.Count];
        var broken = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Value(call.Arguments[i], scope);
            broken |= arguments[i] is BoundError;
        }
        if (!Array.Exists(forms, f => f.Parameters.Count == arguments.Length))
            return Error(Messages.WrongCount(name, Counts(forms), arguments.Length, null), call.Span);
        if (broken) return new BoundError { Span = call.Span };
        foreach (var form in forms)
            if (form.Parameters.Count == arguments.Length && Fits(form, arguments)) return Windowed(call, Formed(form, arguments, call.Span), scope);
        return Error(Misfit(name, forms, arguments), Culprit(forms, arguments) is { Start: >= 0 } span ? span : call.Span);
    }

    static string Counts(FunctionDefinition[] forms)
    {
        var counts = forms.Select(f => f.Parameters.Count).Distinct().Order().ToList();
        return counts.Count == 1 ? $"{counts[0]}" : counts[^1] - counts[0] == 1 ? $"{counts[0]} or {counts[^1]}" : $"{counts[0]} to {counts[^1]}";
    }

    static bool Fits(FunctionDefinition form, BoundExpression[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
            if (!Fits(arguments[i], form.Parameters[i])) return false;
        return true;
    }

    static bool Fits(BoundExpression argument, AdqlType parameter) => argument.Type == AdqlType.Unknown || parameter switch
    {
        AdqlType.Unknown or AdqlType.Double => argument.Type.IsNumber(),
        AdqlType.Integer or AdqlType.Bigint => argument.Type.IsWhole(),
        AdqlType.Varchar => argument.Type.IsText(),
        AdqlType.Timestamp => argument.Type.IsTime() || (argument is BoundText text && DaliTime.TypeOf(text.Value) is not null),
        _ => argument.Type == parameter,
    };

    static Message Misfit(string name, FunctionDefinition[] forms, BoundExpression[] arguments)
    {
        var form = Array.Find(forms, f => f.Parameters.Count == arguments.Length)!;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Fits(arguments[i], form.Parameters[i])) continue;
            var expected = form.Parameters[i] switch
            {
                AdqlType.Unknown or AdqlType.Double => Messages.Numbers,
                AdqlType.Integer or AdqlType.Bigint => Messages.WholeNumbers,
                AdqlType.Varchar => Messages.Texts,
                AdqlType.Timestamp => Messages.Times,
                _ => Messages.APoint,
            };
            return Messages.WrongArgument(name, expected, arguments[i].Type.Named(), form.Parameters[i] == AdqlType.Varchar && arguments[i].Type.IsNumber() ? Messages.CastToText() : null);
        }
        return Messages.NoForm(name, string.Join(", ", forms.Select(f => f.Signature ?? f.Name)));
    }

    static TextSpan Culprit(FunctionDefinition[] forms, BoundExpression[] arguments)
    {
        var form = Array.Find(forms, f => f.Parameters.Count == arguments.Length)!;
        return Array.Find(arguments.Index().ToArray(), a => !Fits(a.Item, form.Parameters[a.Index])).Item?.Span ?? TextSpan.None;
    }

    BoundFunction Formed(FunctionDefinition form, BoundExpression[] arguments, TextSpan span)
    {
        var facts = ValueFacts.OfUnit(UnitFacts.Of(form.Unit, arguments));
        var passed = new List<BoundExpression>(arguments.Length + 1);
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (form.Parameters[i])
            {
                case AdqlType.Point:
                    var point = AsPoint(arguments[i]);
                    passed.Add(point.Longitude);
                    passed.Add(point.Latitude);
                    break;
                case AdqlType.Unknown:
                    passed.Add(arguments[i].Type == AdqlType.Unknown ? new BoundNull(AdqlType.Double) : arguments[i]);
                    break;
                case AdqlType.Timestamp when arguments[i] is BoundText text:
                    passed.Add(As(Moment(text), AdqlType.Timestamp));
                    break;
                default:
                    passed.Add(As(arguments[i], form.Parameters[i]));
                    break;
            }
        }
        var type = form.Result ?? passed.Select(a => a.Type).Aggregate(Types.Wider);
        if (type.IsGeometry()) facts = facts with { Xtype = Xtype(type) };
        return new BoundFunction(form, passed, type) { Span = span, Facts = facts };
    }

    // COALESCE and its like: values of one type, of which one is taken.
    BoundExpression Choice(FunctionCall call, Scope scope, int least, string sql)
    {
        var name = call.Name.Text.ToUpperInvariant();
        if (name != "COALESCE") Beyond(Messages.ExtensionFunction(name), call.Name.Span);
        if (call.Arguments.Count < least || (name == "NULLIF" && call.Arguments.Count != 2))
            return Error(Messages.WrongCount(name, name == "NULLIF" ? "2" : "1 or more", call.Arguments.Count, null), call.Span);
        var values = new List<BoundExpression>(call.Arguments.Count);
        foreach (var argument in call.Arguments) values.Add(Value(argument, scope));
        for (var i = 1; i < values.Count; i++) (values[0], values[i]) = Meet(values[0], values[i]);
        if (values.Exists(v => v is BoundError) || OneType(values, name) is not { } type) return new BoundError { Span = call.Span };
        var definition = new FunctionDefinition(name, [], type, new SqlTemplate(sql + string.Join(", ", values.Select((_, i) => $"{{{i}}}")) + ")"));
        return new BoundFunction(definition, values.ConvertAll(v => As(v, type)), type)
        {
            Span = call.Span,
            Facts = ValueFacts.OfUnit(UnitFacts.Common(name == "NULLIF" ? values.Take(1) : values)) with { Xtype = Xtype(type) },
        };
    }

    BoundExpression Extract(FunctionCall call, Scope scope)
    {
        Beyond(Messages.ExtensionFunction("EXTRACT"), call.Name.Span);
        if (call.Arguments is not [StringLiteral field, var of]) return Error(Messages.WrongCount("EXTRACT", "2", call.Arguments.Count, "EXTRACT(YEAR FROM t)"), call.Span);
        var name = field.Value.ToUpperInvariant();
        if (!SqlFunctions.TimeFields.Contains(name)) return Error(Messages.UnknownTimeField(Excerpt.Shown(field.Value), SqlFunctions.TimeFields), field.Span);
        var value = Value(of, scope);
        if (value is BoundText text) value = Moment(text);
        if (!value.Type.IsTime()) return Error(Messages.WrongArgument("EXTRACT", Messages.Times, value.Type.Named(), null), of.Span);
        return new BoundFunction(new FunctionDefinition("EXTRACT", [], AdqlType.Double, $"extract({name} FROM {{0}})::float8"), [As(value, AdqlType.Timestamp)], AdqlType.Double) { Span = call.Span };
    }
}
