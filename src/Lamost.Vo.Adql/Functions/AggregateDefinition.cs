using static Lamost.Vo.Adql.AdqlType;

namespace Lamost.Vo.Adql.Functions;

/// <summary>An aggregate.</summary>
/// <param name="Name">In capitals; user-defined ones as the catalogue writes them.</param>
/// <param name="Parameters">Types that arguments are converted to; Unknown takes them as they are.</param>
/// <param name="Result">The type of the value; null for that of the argument.</param>
/// <param name="Sql">The SQL; {0} and so on are the arguments, DISTINCT stands before the first.</param>
sealed record AggregateDefinition(string Name, IReadOnlyList<AdqlType> Parameters, AdqlType? Result, SqlTemplate Sql)
{
    /// <summary>Where it is from.</summary>
    public FunctionGroup Group { get; init; } = FunctionGroup.Extension;

    /// <summary>What is known of the unit of the value.</summary>
    public UnitRule Unit { get; init; }

    /// <summary>The word of the UCD1+ vocabulary that is added to the UCD of the argument; null for none, which leaves no UCD.</summary>
    public string? UcdWord { get; init; }

    /// <summary>False for one that PostgreSQL cannot form over a window.</summary>
    public bool OverWindow { get; init; } = true;

    /// <summary>The declaration in TAPRegExt's form; null for one that no capabilities declare.</summary>
    public string? Signature { get; init; }

    /// <summary>What it does, for the capabilities.</summary>
    public string? Description { get; init; }

    /// <summary>COUNT(*).</summary>
    public static AggregateDefinition CountRows { get; } = new("COUNT", [], Bigint, "count(*)") { Group = FunctionGroup.Adql };

    /// <summary>The coverage map of positions; MOC has other forms too, which the binder knows.</summary>
    public static AggregateDefinition Moc { get; } = new("moc", [Integer, Point], AdqlType.Moc, "adql.moc_of_cells({0}, array_agg({1}))")
    {
        Group = FunctionGroup.UserDefined,
        OverWindow = false,
        Signature = "moc(order INTEGER, p POINT) -> MOC",
        Description = "An aggregate: the coverage map (MOC 2.0) of the points of the group, made of the HEALPix cells of an order (a constant, 0 to 29) that hold one. In an answer it is text; "
            + "in a query around it is a region: CONTAINS(POINT(ra, dec), map). NULL where no row has a position.",
    };

    public static IReadOnlyList<AggregateDefinition> All { get; } =
    [
        new("COUNT", [Unknown], Bigint, "count({0})") { Group = FunctionGroup.Adql },
        new("MIN", [Unknown], null, "min({0})") { Group = FunctionGroup.Adql, Unit = UnitRule.OfArgument, UcdWord = "stat.min" },
        new("MAX", [Unknown], null, "max({0})") { Group = FunctionGroup.Adql, Unit = UnitRule.OfArgument, UcdWord = "stat.max" },
        new("SUM", [Unknown], null, "sum({0})") { Group = FunctionGroup.Adql, Unit = UnitRule.OfArgument },
        new("AVG", [AdqlType.Double], AdqlType.Double, "avg({0})") { Group = FunctionGroup.Adql, Unit = UnitRule.OfArgument, UcdWord = "stat.mean" },
        Statistic("STDDEV", "stddev_samp({0})", UnitRule.OfArgument, "stat.stdev"),
        Statistic("STDDEV_SAMP", "stddev_samp({0})", UnitRule.OfArgument, "stat.stdev"),
        Statistic("STDDEV_POP", "stddev_pop({0})", UnitRule.OfArgument, "stat.stdev"),
        Statistic("VARIANCE", "var_samp({0})", UnitRule.Square, "stat.variance"),
        Statistic("VAR_SAMP", "var_samp({0})", UnitRule.Square, "stat.variance"),
        Statistic("VAR_POP", "var_pop({0})", UnitRule.Square, "stat.variance"),
        Statistic("MEDIAN", "percentile_cont(0.5) WITHIN GROUP (ORDER BY {0})", UnitRule.OfArgument, "stat.median") with { OverWindow = false },
        new("CORR", [AdqlType.Double, AdqlType.Double], AdqlType.Double, "corr({0}, {1})"),
        new("COVAR_POP", [AdqlType.Double, AdqlType.Double], AdqlType.Double, "covar_pop({0}, {1})"),
        new("COVAR_SAMP", [AdqlType.Double, AdqlType.Double], AdqlType.Double, "covar_samp({0}, {1})"),
        new("ivo_string_agg", [Varchar, Varchar], Varchar, "string_agg({0}, {1})")
        {
            Group = FunctionGroup.UserDefined,
            Signature = "ivo_string_agg(expr VARCHAR(*), delim VARCHAR(*)) -> VARCHAR(*)",
            Description = "An aggregate: all texts of the group that are not NULL, joined with a delimiter between them.",
        },
        new("ivo_histogram", [AdqlType.Double, AdqlType.Double, AdqlType.Double, Integer], IntegerArray, "adql.ivo_histogram({0}, {1}, {2}, {3})")
        {
            Group = FunctionGroup.UserDefined,
            Signature = "ivo_histogram(val DOUBLE PRECISION, lower DOUBLE PRECISION, upper DOUBLE PRECISION, nbins INTEGER) -> INTEGER[]",
            Description = "An aggregate: how many values are below lower (NULL among them), in each of nbins equal bins from lower to upper, and not below upper.",
        },
        Moc,
    ];

    static AggregateDefinition Statistic(string name, string sql, UnitRule unit, string ucd) => new(name, [AdqlType.Double], AdqlType.Double, sql) { Unit = unit, UcdWord = ucd };
}
