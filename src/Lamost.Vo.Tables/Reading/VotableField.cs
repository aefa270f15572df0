using System.Globalization;

namespace Lamost.Vo.Tables.Reading;

/// <summary>What a FIELD of a VOTable says, and the column that it becomes.</summary>
sealed class VotableField
{
    double? _nullReal;

    VotableField(FieldType type, FieldKind kind, TableColumn column) => (Type, Kind, Column) = (type, kind, column);

    /// <summary>The type in the file.</summary>
    public FieldType Type { get; }

    /// <summary>What becomes of the cells.</summary>
    public FieldKind Kind { get; }

    /// <summary>The column that it becomes.</summary>
    public TableColumn Column { get; private set; }

    /// <summary>The name of the column for messages.</summary>
    public string Label => Excerpt.Of(Column.Name, 60);

    /// <summary>The integer that stands for null (VALUES); null for none.</summary>
    public long? Null { get; private set; }

    /// <summary>Whether a real number stands for null (VALUES), in the precision of the column.</summary>
    public bool IsNull(double value) => _nullReal is { } none && (Type.Primitive == Primitive.Float ? (float)value == (float)none : value == none);

    /// <summary>The text that stands for null; null for none.</summary>
    public string? NullText { get; private set; }

    /// <summary>Why the cells are kept as text; null where they are not.</summary>
    public string? Note => Kind != FieldKind.Verbatim ? null
        : $"The column {Label} holds {What(Type)}, which are kept as text, spelled as in TABLEDATA.";

    /// <summary>Makes a field.</summary>
    /// <param name="number">Its place, from 1.</param>
    /// <param name="attribute">The attributes of the FIELD, by name.</param>
    public static VotableField Make(int number, Func<string, string?> attribute)
    {
        var name = attribute("name") ?? attribute("ID");
        if (string.IsNullOrWhiteSpace(name)) name = string.Create(CultureInfo.InvariantCulture, $"col{number}");
        var type = FieldType.Parse(attribute("datatype"), attribute("arraysize"), $"The FIELD \"{Excerpt.Of(name)}\"");
        var xtype = attribute("xtype");
        var isTime = type is { IsText: true, Dimensions: <= 1 } && xtype is "timestamp" or "adql:TIMESTAMP";
        var (kind, cell) = isTime ? (FieldKind.Timestamp, CellType.Timestamp) : KindOf(type);
        return new VotableField(type, kind, new TableColumn(name, cell)
        {
            MaxLength = kind == FieldKind.Text ? (type.IsScalar ? 1 : type.Varies ? type.Bound : type.Fixed) is > 0 and var most ? most : null : null,
            ArrayLength = kind is FieldKind.Doubles or FieldKind.Integers && !type.Varies ? type.Fixed : null,
            Unit = NullIfEmpty(attribute("unit")),
            Ucd = NullIfEmpty(attribute("ucd")),
            Utype = NullIfEmpty(attribute("utype")),
            Xtype = isTime || kind == FieldKind.Verbatim ? null : NullIfEmpty(xtype),
        });
    }

    /// <summary>Takes what VALUES says of null.</summary>
    public void TakeNull(string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        NullText = text;
        if (CellParser.TryInteger(text, out var number)) Null = number;
        if (CellParser.TryReal(text, out var real)) _nullReal = real;
    }

    /// <summary>Takes the description.</summary>
    public void TakeDescription(string text) => Column = Column with { Description = NullIfEmpty(text.Trim()) };

    /// <summary>Takes another name.</summary>
    public void Rename(string name) => Column = Column with { Name = name };

    static (FieldKind, CellType) KindOf(FieldType type) => type switch
    {
        { IsText: true, Dimensions: <= 1 } => (FieldKind.Text, type.Primitive == Primitive.Char ? CellType.Text : CellType.UnicodeText),
        { IsScalar: true } => type.Primitive switch
        {
            Primitive.Boolean => (FieldKind.Boolean, CellType.Boolean),
            Primitive.UnsignedByte or Primitive.Short => (FieldKind.Integer, CellType.Short),
            Primitive.Int => (FieldKind.Integer, CellType.Int),
            Primitive.Long => (FieldKind.Integer, CellType.Long),
            Primitive.Float => (FieldKind.Real, CellType.Float),
            Primitive.Double => (FieldKind.Real, CellType.Double),
            _ => (FieldKind.Verbatim, CellType.Text),
        },
        { Dimensions: 1, Primitive: Primitive.Float or Primitive.Double } and ({ Varies: true } or { Fixed: > 0 }) => (FieldKind.Doubles, CellType.DoubleArray),
        { Dimensions: 1, Primitive: Primitive.UnsignedByte or Primitive.Short or Primitive.Int } and ({ Varies: true } or { Fixed: > 0 }) => (FieldKind.Integers, CellType.IntArray),
        _ => (FieldKind.Verbatim, CellType.Text),
    };

    static string What(FieldType type) => type.Primitive switch
    {
        Primitive.Bit => "bits",
        Primitive.FloatComplex or Primitive.DoubleComplex => "complex numbers",
        Primitive.Char or Primitive.UnicodeChar => "arrays of texts",
        _ when type.Dimensions > 1 => "arrays of several dimensions",
        Primitive.Boolean => "arrays of booleans",
        _ => "arrays of 64-bit integers",
    };

    static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What becomes of the cells of a FIELD.</summary>
enum FieldKind
{
    Boolean,
    Integer,
    Real,
    Text,
    Timestamp,
    Doubles,
    Integers,

    /// <summary>The text that TABLEDATA has for the cell.</summary>
    Verbatim,
}
