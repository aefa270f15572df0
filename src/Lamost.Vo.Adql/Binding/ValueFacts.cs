namespace Lamost.Vo.Adql.Binding;

/// <summary>What is known of a value beside its type, and what an output column inherits.</summary>
sealed record ValueFacts
{
    public static ValueFacts None { get; } = new();

    public int? MaxLength { get; init; }

    /// <summary>In the VOUnits syntax; null when there is none, and when it is not known.</summary>
    public string? Unit { get; init; }

    public string? Ucd { get; init; }

    public string? Utype { get; init; }

    public string? Xtype { get; init; }

    public string? Description { get; init; }

    public bool IsMainPosition { get; init; }

    /// <summary>The facts of a computed value, of which nothing but the unit is known.</summary>
    public static ValueFacts OfUnit(string? unit) => unit is null ? None : new ValueFacts { Unit = unit };
}
