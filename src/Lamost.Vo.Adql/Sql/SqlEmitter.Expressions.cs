using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Sql;

sealed partial class SqlEmitter
{
    // Sums are the high trees, so their way through the recursion has small frames of its own.
    void Expression(BoundExpression expression)
    {
        if (expression is BoundBinary binary) Binary(binary);
        else Other(expression);
    }

    void Other(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundNumber { Integer: { } whole }: Add(whole.ToString(CultureInfo.InvariantCulture)); break;
            case BoundNumber number: Add(SqlText.Float(number.Value)); break;
            case BoundText text: Add($"{SqlText.Literal(text.Value)}::text"); break;
            case BoundBoolean boolean: Add(boolean.Value ? "true" : "false"); break;
            case BoundMoment moment: Add($"{SqlText.Literal(moment.Value)}::{SqlTypes.Kept(moment.Type)}"); break;
            case BoundNull none: Add(none.Type == AdqlType.Unknown ? "NULL" : $"NULL::{SqlTypes.Kept(none.Type)}"); break;
            case BoundColumn column: Add($"{Alias(column.Source)}.{column.Column.Sql}"); break;
            case BoundMerge merge: Template("COALESCE(", merge.Left, ", ", merge.Right, ")"); break;
            case BoundUnary unary: Template(unary.Operator == UnaryOperator.Minus ? "(- " : "(~ ", unary.Operand, ")"); break;
            case BoundComparison c: Template("(", c.Left, Mark(c.Operator), c.Right, ")"); break;
            case BoundNot not: Template("(NOT ", not.Operand, ")"); break;
            case BoundBetween b: Template("(", b.Value, b.Negated ? " NOT BETWEEN " : " BETWEEN ", b.Low, " AND ", b.High, ")"); break;
            case BoundLike l: Template("(", l.Value, (l.Negated ? " NOT" : "") + (l.IgnoreCase ? " ILIKE " : " LIKE "), l.Pattern, $" ESCAPE {SqlText.Literal(l.Escape ?? "")})"); break;
            case BoundIsNull n: Template("(", n.Value, n.Negated ? " IS NOT NULL)" : " IS NULL)"); break;
            case BoundBlocks b: Add(string.Create(CultureInfo.InvariantCulture, $"({Alias(b.Source)}.ctid >= '({b.First},0)'::tid AND {Alias(b.Source)}.ctid < '({b.End},0)'::tid)")); break;
            case BoundCase choice: Case(choice); break;
            case BoundCast cast: Cast(cast); break;
            case BoundFunction function: Function(function); break;
            case BoundAggregate aggregate: Aggregate(aggregate); break;
            case BoundWindow window: Window(window); break;
            case BoundLogical logical: List("(", logical.Operands, logical.IsAnd ? " AND " : " OR ", ")"); break;
            case BoundIn inside:
                Template("(", inside.Value);
                List(inside.Negated ? " NOT IN (" : " IN (", inside.List, ", ", "))");
                break;
            case BoundInQuery { Lookup: { } lookup } inside:
                Template("((", inside.Value, ", ", lookup.Column, $") IN (SELECT c1, {lookup.Function}(c1) FROM ");
                Operand(inside.Query.Query);
                Add(" AS looked_up))");
                break;
            case BoundInQuery inside:
                Template("(", inside.Value, inside.Negated ? " NOT IN " : " IN ");
                Operand(inside.Query.Query);
                Add(")");
                break;
            case BoundExists exists:
                Add("EXISTS ");
                Operand(exists.Query.Query);
                break;
            case BoundScalarQuery scalar: Operand(scalar.Query.Query); break;
            default: Geometry(expression); break;
        }
    }

    static string Mark(ComparisonOperator mark) => mark switch
    {
        ComparisonOperator.Equal => " = ",
        ComparisonOperator.NotEqual => " <> ",
        ComparisonOperator.Less => " < ",
        ComparisonOperator.Greater => " > ",
        ComparisonOperator.LessOrEqual => " <= ",
        _ => " >= ",
    };

    // A divisor of 0 gives NULL for that row; PostgreSQL would end the query.
    void Binary(BoundBinary b)
    {
        var divides = b.Operator == BinaryOperator.Divide && Constants.Of(b.Right) is null or 0;
        Add("(");
        Expression(b.Left);
        Add(" ");
        Add(Binder.Symbol(b.Operator));
        Add(divides ? " NULLIF(" : " ");
        Expression(b.Right);
        Add(divides ? ", 0))" : ")");
    }

    void Case(BoundCase choice)
    {
        Add("CASE");
        if (choice.Value is not null) Template(" ", choice.Value);
        foreach (var branch in choice.Branches) Template(" WHEN ", branch.When, " THEN ", branch.Then);
        if (choice.Otherwise is not null) Template(" ELSE ", choice.Otherwise);
        Add(" END");
    }

    void Cast(BoundCast cast)
    {
        if (cast.Length is not null) Add("left(");
        switch (cast.Type, cast.Value.Type)
        {
            case (AdqlType.Varchar, AdqlType.Timestamp or AdqlType.Point or AdqlType.Circle or AdqlType.Polygon): Template("adql.dali_text(", cast.Value, ")"); break;
            case (AdqlType.Varchar, AdqlType.Moc) when cast.Value is BoundAggregate { Function.Name: "moc" } made: CellMap(made, "adql.moc_text_of_cells"); break;
            case (AdqlType.Varchar, AdqlType.Moc): Template("adql.moc_text(", cast.Value, ")"); break;
            case (AdqlType.Timestamp, AdqlType.Varchar or AdqlType.UnicodeVarchar): Template("adql.to_timestamp(", cast.Value, ")"); break;
            case (AdqlType.Point or AdqlType.Circle or AdqlType.Polygon, _): Template($"adql.to_{cast.Type.ToString().ToLowerInvariant()}(", cast.Value, ")"); break;
            // PostgreSQL has no way from other integers to a truth value.
            case (AdqlType.Boolean, AdqlType.Smallint or AdqlType.Bigint): Template("(", cast.Value, " <> 0)"); break;
            default: Template("(", cast.Value, $")::{SqlTypes.Kept(cast.Type)}"); break;
        }
        if (cast.Length is { } length) Add(string.Create(CultureInfo.InvariantCulture, $", {length})"));
    }

    void List(string open, IReadOnlyList<BoundExpression> items, string separator, string close)
    {
        Add(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) Add(separator);
            Expression(items[i]);
        }
        Add(close);
    }

    void Template(params ReadOnlySpan<object> parts)
    {
        foreach (var part in parts)
        {
            if (part is BoundExpression expression) Expression(expression);
            else Add((string)part);
        }
    }
}
