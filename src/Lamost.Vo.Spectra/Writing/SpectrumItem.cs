using System.Globalization;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>One fact of a spectrum as a whole, with its name in each of the formats.</summary>
/// <param name="Name">In JSON and of the PARAM.</param>
/// <param name="Path">Place in the Spectrum data model, without its first word: <c>Target.Name</c>; null for what the model has no place for.</param>
/// <param name="Value">A string, a long, a double (NaN when not known) or a pair of doubles.</param>
sealed record SpectrumItem(string Name, string? Path, object Value)
{
    /// <summary>Unit.</summary>
    internal string? Unit { get; init; }

    /// <summary>UCD1+.</summary>
    internal string? Ucd { get; init; }

    /// <summary>Keyword in the FITS header (SpectrumDM 1.2, table F.1), of a pair two with a comma; null when it has none.</summary>
    internal string? Keyword { get; init; }

    /// <summary>What a FITS header says instead, where it does not say the same.</summary>
    internal object? FitsValue { get; init; }

    /// <summary>Unit of <see cref="FitsValue"/>; null for <see cref="Unit"/>.</summary>
    internal string? FitsUnit { get; init; }

    /// <summary>For a person.</summary>
    internal string Description { get; init; } = "";

    /// <summary>The PARAM; in the group of the first word of its path.</summary>
    internal TableParameter ToParameter()
    {
        var dot = Path?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var group = dot > 0 ? new TableGroup(Path![..dot], SpectrumTable.Utype(Path[..dot])) : null;
        var (type, text) = Value switch
        {
            string value => (CellType.Text, value),
            long value => (CellType.Int, value.ToString(CultureInfo.InvariantCulture)),
            double value => (CellType.Double, Text(value)),
            (double first, double second) => (CellType.DoubleArray, $"{Text(first)} {Text(second)}"),
            _ => throw new InvalidOperationException($"{Name} is a {Value.GetType()}."),
        };
        // Names of objects may hold anything; a char of VOTable is ASCII.
        if (type == CellType.Text && !System.Text.Ascii.IsValid(text)) type = CellType.UnicodeText;
        return new(Name, type, text)
        {
            ArraySize = type == CellType.DoubleArray ? "2" : null,
            Unit = Unit,
            Ucd = Ucd,
            Utype = Path is null ? null : SpectrumTable.Utype(Path),
            Group = group,
            Description = Description,
        };
    }

    /// <summary>Writes the card; none for what is not known.</summary>
    internal void WriteCard(FitsCards cards)
    {
        if (Keyword is null) return;
        var unit = FitsUnit ?? Unit;
        var comment = unit is null ? Description : $"[{unit}] {Description}";
        switch (FitsValue ?? Value)
        {
            case string { Length: > 0 } value:
                cards.String(Keyword, value, comment);
                break;
            case long value:
                cards.Integer(Keyword, value, comment);
                break;
            case double value:
                cards.Real(Keyword, value, comment);
                break;
            case (double first, double second):
                var keywords = Keyword.Split(',');
                cards.Real(keywords[0], first, comment);
                cards.Real(keywords[1], second, comment);
                break;
        }
    }

    static string Text(double value) => double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);
}
