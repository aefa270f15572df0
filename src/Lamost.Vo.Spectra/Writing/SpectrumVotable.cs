using System.Buffers;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>
/// Writes a spectrum as a VOTable by the Spectrum data model: a TABLE of utype <c>spec:Spectrum</c>, with a PARAM for each fact of the whole, grouped, and a FIELD for each
/// column (SpectrumDM 1.2; SSA 1.1, 8.2). No cell is null.
/// </summary>
public static class SpectrumVotable
{
    const string Model = "spec:Spectrum";

    /// <summary>The one system of positions.</summary>
    internal static CoordinateSystem Positions { get; } = new("system", "ICRS");

    /// <summary>Writes the document.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="spectrum">At least one pixel.</param>
    /// <param name="about">What the archive says of it.</param>
    /// <param name="serialization">TABLEDATA is read by everything, the old clients and those without base64 among them; BINARY2 is less than half the size.</param>
    /// <exception cref="ArgumentException">The arrays of the spectrum are not of one length, or empty; nothing was written.</exception>
    public static void Write(IBufferWriter<byte> output, Spectrum spectrum, DatasetDescription about, VotableSerialization serialization = VotableSerialization.TableData)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(about);
        var table = new SpectrumTable(spectrum);
        var writer = new VotableWriter(serialization);
        writer.Begin(output, Header(table, spectrum, about, "") with { ResourceUtype = Model, CoordinateSystems = [Positions] });
        table.ForEachRow(row => writer.Row(output, row.Span));
        writer.End(output, TableEnding.Complete);
    }

    /// <summary>What stands before the rows.</summary>
    /// <param name="table">The columns.</param>
    /// <param name="spectrum">Of which.</param>
    /// <param name="about">What the archive says of it.</param>
    /// <param name="suffix">Makes IDs unique where there are several tables.</param>
    internal static TableHeader Header(SpectrumTable table, Spectrum spectrum, DatasetDescription about, string suffix)
    {
        TableColumn[] columns = [.. table.Columns.Select(c => c with { Id = c.Name + suffix })];
        TableGroup data = new("Data", SpectrumTable.Utype("Data"));
        return new(columns)
        {
            Name = spectrum.Name,
            Description = SpectrumItems.Title(about),
            Utype = Model,
            Infos = about.Simulated ? [new("SIMULATED", "true", "This data is invented; it was not observed.")] : [],
            Parameters = [.. SpectrumItems.Of(spectrum, about).Select(i => i.ToParameter()).Select(p => p.Name == "position" ? p with { CoordinateSystemId = Positions.Id } : p)],
            ColumnGroups = [new(data, [.. columns.Where(c => c.Utype is not null).Select(c => c.Id!)])],
        };
    }
}
