using System.Globalization;

namespace Lamost.Vo.Adql.Functions;

/// <summary>A piece of SQL with places for arguments, {0}, {1} ... Each is used once: functions of functions would grow exponentially.</summary>
sealed class SqlTemplate
{
    readonly List<(string Text, int Argument)> _parts = [];

    /// <summary>Reads a template.</summary>
    /// <exception cref="ArgumentException">An argument is used twice.</exception>
    public SqlTemplate(string template)
    {
        var at = 0;
        while (template.IndexOf('{', at) is var open and >= 0)
        {
            var close = template.IndexOf('}', open);
            var argument = int.Parse(template.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture);
            if (_parts.Exists(p => p.Argument == argument)) throw new ArgumentException($"{template} uses an argument twice.", nameof(template));
            _parts.Add((template[at..open], argument));
            at = close + 1;
        }
        Tail = template[at..];
    }

    /// <summary>The pieces before arguments, each with the number of its argument.</summary>
    public IReadOnlyList<(string Text, int Argument)> Parts => _parts;

    /// <summary>What follows the last argument.</summary>
    public string Tail { get; }

    public static implicit operator SqlTemplate(string template) => new(template);
}
