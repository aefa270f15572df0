using System.Buffers;
using System.Globalization;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>The elements of a VOTable that stand around its rows, each ending its line.</summary>
static class VotableElements
{
    internal static void OpenDocument(this IBufferWriter<byte> output, VotableVersion version)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<VOTABLE version=\""u8);
        output.Write(version switch { VotableVersion.V13 => "1.3"u8, VotableVersion.V14 => "1.4"u8, _ => "1.5"u8 });
        output.Write("\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\">\n"u8);
    }

    internal static void Info(this IBufferWriter<byte> output, TableInfo info) => output.Info(info.Name, info.Value, info.Text, info.Ucd);

    internal static void Info(this IBufferWriter<byte> output, string name, string value, string? text, string? ucd = null)
    {
        output.Write("<INFO"u8);
        output.Attribute("name"u8, name);
        output.Attribute("value"u8, value);
        output.Optional("ucd"u8, ucd);
        if (string.IsNullOrEmpty(text))
        {
            output.Write("/>\n"u8);
            return;
        }
        output.Write(">"u8);
        output.Text(text);
        output.Write("</INFO>\n"u8);
    }

    internal static void Status(this IBufferWriter<byte> output, TableEnding ending) => output.Info(
        "QUERY_STATUS", ending.Status switch { TableStatus.Complete => "OK", TableStatus.Overflow => "OVERFLOW", _ => "ERROR" }, ending.Message);

    internal static void CoordinateSystem(this IBufferWriter<byte> output, CoordinateSystem system, VotableVersion version)
    {
        output.Write("<COOSYS"u8);
        output.Attribute("ID"u8, system.Id);
        output.Attribute("system"u8, version == VotableVersion.V15 ? system.System : OldSystem(system.System));
        output.Optional("epoch"u8, system.Epoch);
        output.Write("/>\n"u8);
    }

    internal static void Description(this IBufferWriter<byte> output, string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        output.Write("<DESCRIPTION>"u8);
        output.Text(text);
        output.Write("</DESCRIPTION>\n"u8);
    }

    internal static void Field(this IBufferWriter<byte> output, TableColumn column, VotableSerialization serialization)
    {
        output.Write("<FIELD"u8);
        output.Optional("ID"u8, column.Id);
        output.Attribute("name"u8, column.Name);
        var type = VotableType.Of(column.Type);
        output.Attribute("datatype"u8, type.Datatype);
        output.Optional("arraysize"u8, ArraySize(column));
        output.Optional("unit"u8, column.Unit);
        output.Optional("ucd"u8, column.Ucd);
        output.Optional("utype"u8, column.Utype);
        output.Optional("xtype"u8, column.Xtype ?? type.Xtype);
        output.Optional("ref"u8, column.CoordinateSystemId);
        var least = serialization == VotableSerialization.Binary || column.Type == CellType.IntArray ? Least(column.Type) : null;
        if (string.IsNullOrEmpty(column.Description) && least is null)
        {
            output.Write("/>\n"u8);
            return;
        }
        output.Write(">\n"u8);
        output.Description(column.Description);
        if (least is not null)
        {
            output.Write("<VALUES"u8);
            output.Attribute("null"u8, least);
            output.Write("/>\n"u8);
        }
        output.Write("</FIELD>\n"u8);
    }

    /// <summary>
    /// A text of always one character is a scalar, which has no arraysize. A bound is not announced ("12*"): astropy before 7.1 takes it
    /// for a fixed length in the binary serialisations and misreads the whole table, and refuses it on unicodeChar (astropy issues 18075
    /// and 18099).
    /// </summary>
    static string? ArraySize(TableColumn column) => column switch
    {
        { ArrayLength: { } numbers } => numbers.ToString(CultureInfo.InvariantCulture),
        { Type: not (CellType.Text or CellType.UnicodeText) } or { FixedLength: false } => VotableType.Of(column.Type).Arraysize,
        { MaxLength: 1 } => null,
        _ => column.MaxLength!.Value.ToString(CultureInfo.InvariantCulture),
    };

    static string? Least(CellType type) => type switch
    {
        CellType.Short => "-32768",
        CellType.Int or CellType.IntArray => "-2147483648",
        CellType.Long => "-9223372036854775808",
        _ => null,
    };

    /// <summary>The terms of VOTable before 1.5, which had its own, for those of the vocabulary that have one.</summary>
    static string OldSystem(string term) => term switch
    {
        "FK4" => "eq_FK4",
        "FK5" => "eq_FK5",
        "ECLIPTIC" => "ecl_FK5",
        "GALACTIC" => "galactic",
        "SUPER_GALACTIC" => "supergalactic",
        _ => term,
    };
}
