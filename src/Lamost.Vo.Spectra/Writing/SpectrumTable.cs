using System.Buffers.Binary;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>A spectrum as a table with one row a pixel, the same in every format. What is not known of a pixel is NaN, never null: SPLAT stops at a null cell.</summary>
sealed class SpectrumTable
{
    const string Value = "phot.flux.density;em.wl";

    readonly Spectrum _spectrum;
    readonly CellType _real;
    readonly List<TableColumn> _columns = [];
    readonly List<Action<int, Span<byte>>> _cells = [];

    /// <exception cref="ArgumentException">An array of the spectrum has another length than its wavelengths, or there is no pixel.</exception>
    internal SpectrumTable(Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        _spectrum = spectrum;
        _real = spectrum.IsDoublePrecision ? CellType.Double : CellType.Float;
        if (spectrum.Length == 0) throw new ArgumentException($"Spectrum {spectrum.Name} has no pixel.", nameof(spectrum));

        Reals("wavelength", CellType.Double, spectrum.Wavelength, "Wavelength in vacuum", "em.wl", "Data.SpectralAxis.Value", "Angstrom");
        Reals("flux", _real, spectrum.Flux, "Flux, in no unit", Value, "Data.FluxAxis.Value");
        var error = new TableColumn("flux_error", _real) { Description = "Standard deviation of flux; NaN where there is no data", Ucd = "stat.error;" + Value };
        Add(error with { Utype = Utype("Data.FluxAxis.Accuracy.StatError") }, (pixel, to) => Real(_real, spectrum.Error(pixel), to));
        var quality = new TableColumn("quality", CellType.Short) { Description = "0 good, 1 bad", Ucd = "meta.code.qual;" + Value };
        Add(quality with { Utype = Utype("Data.FluxAxis.Quality") }, (pixel, to) => BinaryPrimitives.WriteInt16BigEndian(to, Quality(pixel)));
        Reals("ivar", _real, spectrum.InverseVariance, "Inverse variance of flux; 0 where there is no data", "stat.weight;" + Value);
        Integers("and_mask", spectrum.AndMask, "Bits that are set in every exposure");
        Integers("or_mask", spectrum.OrMask, "Bits that are set in any exposure");
        if (spectrum.Normalized is not null) Reals("normalized_flux", _real, spectrum.Normalized, "Flux over continuum", Value + ";arith.ratio");
        RowBytes = _columns.Sum(c => Width(c.Type));
    }

    /// <summary>The columns.</summary>
    internal IReadOnlyList<TableColumn> Columns => _columns;

    /// <summary>The number of rows.</summary>
    internal int Rows => _spectrum.Length;

    /// <summary>Bytes of the values of a row.</summary>
    internal int RowBytes { get; }

    /// <summary>0 for a pixel that can be used, 1 for another (<see cref="Spectrum.IsGood"/>).</summary>
    internal short Quality(int pixel) => _spectrum.IsGood(pixel) ? (short)0 : (short)1;

    /// <summary>Bytes of a cell.</summary>
    internal static int Width(CellType type) => type switch { CellType.Double => 8, CellType.Short => 2, _ => 4 };

    /// <summary>The utype of an element of the model.</summary>
    internal static string Utype(string path) => "spec:Spectrum." + path;

    /// <summary>Writes the values of a row, big-endian, one after the other: a row of a FITS table.</summary>
    internal void Row(int pixel, Span<byte> to)
    {
        for (var i = 0; i < _cells.Count; i++)
        {
            _cells[i](pixel, to);
            to = to[Width(_columns[i].Type)..];
        }
    }

    /// <summary>Hands over each row as <see cref="RowReader"/> wants it.</summary>
    internal void ForEachRow(Action<ReadOnlyMemory<byte>> take)
    {
        var row = new byte[RowBytes + 4 * _columns.Count];
        for (var pixel = 0; pixel < Rows; pixel++)
        {
            var at = 0;
            for (var i = 0; i < _cells.Count; i++)
            {
                var width = Width(_columns[i].Type);
                BinaryPrimitives.WriteInt32BigEndian(row.AsSpan(at), width);
                _cells[i](pixel, row.AsSpan(at + 4));
                at += 4 + width;
            }
            take(row);
        }
    }

    void Reals(string name, CellType type, double[] values, string description, string ucd, string? path = null, string? unit = null)
    {
        CheckLength(name, values.Length);
        Add(new(name, type) { Description = description, Ucd = ucd, Utype = path is null ? null : Utype(path), Unit = unit }, (pixel, to) => Real(type, values[pixel], to));
    }

    void Integers(string name, int[]? values, string description)
    {
        if (values is null) return;
        CheckLength(name, values.Length);
        Add(new(name, CellType.Int) { Description = description, Ucd = "meta.code.qual" }, (pixel, to) => BinaryPrimitives.WriteInt32BigEndian(to, values[pixel]));
    }

    void Add(TableColumn column, Action<int, Span<byte>> cell)
    {
        _columns.Add(column);
        _cells.Add(cell);
    }

    void CheckLength(string name, int length)
    {
        if (length != _spectrum.Length) throw new ArgumentException($"Spectrum {_spectrum.Name} has {_spectrum.Length} wavelengths, but {length} values of {name}.");
    }

    static void Real(CellType type, double value, Span<byte> to)
    {
        if (type == CellType.Double) BinaryPrimitives.WriteDoubleBigEndian(to, value);
        else BinaryPrimitives.WriteSingleBigEndian(to, (float)value);
    }
}
