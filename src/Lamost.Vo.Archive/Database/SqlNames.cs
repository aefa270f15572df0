namespace Lamost.Vo.Archive.Database;

/// <summary>Names and text in SQL.</summary>
public static class SqlNames
{
    /// <summary>A name as a quoted identifier: <c>a"b</c> becomes <c>"a""b"</c>.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Schema and table as quoted identifiers.</summary>
    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary>Text as a string constant, for statements that take no parameters.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
