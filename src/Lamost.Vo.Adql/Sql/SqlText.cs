using System.Globalization;

namespace Lamost.Vo.Adql.Sql;

/// <summary>Names, numbers and texts as PostgreSQL reads them.</summary>
static class SqlText
{
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>With standard_conforming_strings on, which the sessions of the service have: a backslash is a character like others.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A double precision number; a negative one as a text, for -1::float8 is the minus of a cast.</summary>
    public static string Float(double value) => value < 0 || double.IsNegative(value) ? $"'{Digits(value)}'::float8" : $"{Digits(value)}::float8";

    public static string Digits(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
