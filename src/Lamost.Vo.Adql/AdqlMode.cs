namespace Lamost.Vo.Adql;

/// <summary>What is taken beside ADQL 2.1.</summary>
public enum AdqlMode
{
    /// <summary>
    /// Also what users of SQL type and what can mean only one thing (CASE, LIMIT, window functions ...). Every such use is a warning of the translation.
    /// </summary>
    Tolerant,

    /// <summary>The letter of ADQL 2.1, its optional features included; everything else is refused, and the refusal says how ADQL says it.</summary>
    Strict,
}
