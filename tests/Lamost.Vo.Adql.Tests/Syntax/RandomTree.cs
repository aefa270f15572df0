using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Tests.Syntax;

/// <summary>Makes queries of every production at random, as the parser makes them.</summary>
sealed class RandomTree(int seed)
{
    static readonly string[] Names = ["a", "B", "ra", "limit", "T_1", "over"], Quoted = ["select", "a\"b", "x y", "赤经", "A"], Functions = ["ABS", "f", "ivo_x", "COUNT", "POSITION", "TRIM", "EXTRACT", "SUBSTRING", "NULLIF"];
    readonly Random _random = new(seed);

    /// <summary>How many tables the trees so far have.</summary>
    public int Tables { get; private set; }

    public Query Query(int depth = 4) => new(Body(depth)) { With = Chance(6) && depth > 1 ? Some(2, () => new CommonTable(Name(), Query(depth - 1))) : [] };

    QueryExpression Body(int depth)
    {
        QueryExpression body = depth > 1 && Chance(5) ? new SetOperation(Body(depth - 1), Any<SetOperator>(), Chance(2), Body(depth - 1)) : Select(depth);
        return body with { OrderBy = Chance(4) ? Terms(depth) : [], Offset = Chance(6) ? _random.Next(100) : null, Limit = Chance(8) ? _random.Next(100) : null };
    }

    Select Select(int depth) => new(Some(3, () => Item(depth)), Some(2, () => Table(depth)))
    {
        Distinct = Chance(4),
        Top = Chance(4) ? _random.NextInt64() : null,
        Where = Chance(2) ? Expression(depth) : null,
        GroupBy = Chance(5) ? Some(2, () => Expression(depth - 1)) : [],
        Having = Chance(6) ? Expression(depth - 1) : null,
    };

    SelectItem Item(int depth) => Chance(5) ? new AllColumnsItem(Chance(2) ? [] : Some(3, Name)) : new ValueItem(Expression(depth), Chance(3) ? Name() : null);

    NamedTable Named()
    {
        Tables++;
        return new NamedTable(Some(3, Name), Chance(2) ? Name() : null);
    }

    TableReference Table(int depth) => depth < 1 ? Named() : _random.Next(6) switch
    {
        0 => new DerivedTable(Query(depth - 2), Name()),
        1 => new JoinedTable(Table(depth - 1), Table(depth - 1), Any<JoinKind>()) { Natural = true },
        2 => new JoinedTable(Table(depth - 1), Table(depth - 1), JoinKind.Inner) { Cross = true },
        3 => new JoinedTable(Table(depth - 1), Table(depth - 1), Any<JoinKind>()) { On = Chance(4) ? null : Expression(depth - 1) },
        4 => new JoinedTable(Table(depth - 1), Table(depth - 1), Any<JoinKind>()) { Using = Some(2, Name) },
        _ => Table(0),
    };

    IReadOnlyList<OrderTerm> Terms(int depth) => Some(2, () => new OrderTerm(Expression(depth - 1), Chance(2), Chance(3) ? Chance(2) : null));

    Expression Expression(int depth) => depth < 1 ? Leaf() : _random.Next(16) switch
    {
        0 => new UnaryExpression(Any<UnaryOperator>(), Expression(depth - 1)),
        1 or 2 => new BinaryExpression(Any<BinaryOperator>(), Expression(depth - 1), Expression(depth - 1)),
        3 => new ComparisonExpression(Any<ComparisonOperator>(), Expression(depth - 1), Expression(depth - 1)),
        4 => new LogicalExpression(Chance(2), [Expression(depth - 1), Expression(depth - 1), .. Chance(3) ? Some(2, () => Expression(depth - 1)) : []]),
        5 => new NotExpression(Expression(depth - 1)),
        6 => new BetweenExpression(Expression(depth - 1), Expression(depth - 1), Expression(depth - 1), Chance(2)),
        7 => new InExpression(Expression(depth - 1), [Expression(0), .. Some(2, () => Expression(depth - 1))], Chance(2)),
        8 => new InQueryExpression(Expression(depth - 1), Query(depth - 2), Chance(2)),
        9 => Chance(2) ? new ExistsExpression(Query(depth - 2)) : new ScalarQueryExpression(Query(depth - 2)),
        10 => new LikeExpression(Expression(depth - 1), Expression(depth - 1), Chance(2), Chance(2), Chance(3) ? "'" : null),
        11 => new IsNullExpression(Expression(depth - 1), Chance(2)),
        12 => new CaseExpression(Chance(2) ? Expression(depth - 1) : null, Some(2, () => new CaseBranch(Expression(depth - 1), Expression(depth - 1))), Chance(2) ? Expression(depth - 1) : null),
        13 => Cast(depth),
        14 => Call(depth),
        _ => Leaf(),
    };

    Expression Leaf() => _random.Next(8) switch
    {
        0 => new NumberLiteral(_random.NextDouble() * Math.Pow(10, _random.Next(-20, 20))),
        1 => Whole(_random.NextInt64()),
        2 => Whole(_random.Next(10)),
        3 => new StringLiteral(new string([.. Enumerable.Range(0, _random.Next(4)).Select(_ => "a'\"-/ \n赤"[_random.Next(8)])])),
        4 => Chance(2) ? new BooleanLiteral(Chance(2)) : new NullLiteral(),
        _ => new ColumnReference(Some(4, Name)),
    };

    static NumberLiteral Whole(long value) => new(value, IsInteger: true) { Integer = value };

    CastExpression Cast(int depth)
    {
        var type = Any<CastType>();
        return new CastExpression(Expression(depth - 1), type, type is CastType.Char or CastType.Varchar && Chance(2) ? _random.Next(1, 100) : null);
    }

    FunctionCall Call(int depth)
    {
        var name = new Identifier(Functions[_random.Next(Functions.Length)], Quoted: false);
        var star = Chance(8) && name.Text is "COUNT";
        var distinct = !star && Chance(6) && name.Text is "COUNT" or "f";
        return new FunctionCall(name, star ? [] : distinct ? [Expression(depth - 1)] : Some(3, () => Expression(depth - 1)))
        {
            Star = star,
            Distinct = distinct,
            Filter = Chance(6) ? Expression(depth - 1) : null,
            Over = Chance(5) ? new WindowSpecification(Chance(2) ? Some(2, () => Expression(depth - 1)) : [], Chance(2) ? Terms(depth - 1) : [], Chance(2) ? new WindowFrame(Chance(2), Bound(), Bound()) : null) : null,
        };
    }

    FrameBound Bound() => Any<FrameBoundKind>() is var kind && kind == FrameBoundKind.Current ? new(kind, null) : new(kind, Chance(2) ? _random.Next(100) : null);

    Identifier Name() => Chance(4) ? new(Quoted[_random.Next(Quoted.Length)], Quoted: true) : new(Names[_random.Next(Names.Length)], Quoted: false);

    bool Chance(int of) => _random.Next(of) == 0;

    T Any<T>() where T : struct, Enum => Enum.GetValues<T>() is var values ? values[_random.Next(values.Length)] : default;

    List<T> Some<T>(int most, Func<T> make) => [.. Enumerable.Range(0, _random.Next(1, most + 1)).Select(_ => make())];
}
