using System.Globalization;

namespace Lamost.Vo.Tables.Reading;

/// <summary>Makes the names of columns unique: a missing one is <c>colN</c>, one that is taken has <c>_1</c>, <c>_2</c> ... behind it. Upper and lower case differ.</summary>
sealed class ColumnNames
{
    readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Forgets all names.</summary>
    public void Clear() => _taken.Clear();

    /// <summary>Gives a column its name.</summary>
    /// <param name="name">As the file has it; null or blank for none.</param>
    /// <param name="number">The column's place, from 1.</param>
    public string Take(string? name, int number)
    {
        var wanted = string.IsNullOrWhiteSpace(name) ? string.Create(CultureInfo.InvariantCulture, $"col{number}") : name;
        var given = wanted;
        for (var i = 1; !_taken.Add(given); i++) given = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{i}");
        return given;
    }
}
