using System.Globalization;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Writes one cell of a row.</summary>
delegate void ColumnFiller(Spectrum spectrum, TupleWriter writer);

/// <summary>For each column name that the model knows, how its cell is written in the type that the release declares.</summary>
static class ColumnFillers
{
    delegate double Number(Spectrum spectrum);

    delegate long Integer(Spectrum spectrum);

    delegate ReadOnlySpan<byte> Text(Spectrum spectrum);

    static readonly byte[] Obj = "Obj"u8.ToArray(), Standard = "F-Std"u8.ToArray();
    static readonly byte[] Star = "STAR"u8.ToArray(), Galaxy = "GALAXY"u8.ToArray(), Quasar = "QSO"u8.ToArray();

    static readonly Dictionary<string, Number> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ra_obs"] = s => s.RaObs / 1e7,
        ["dec_obs"] = s => s.DecObs / 1e7,
        ["ra"] = s => s.Ra / 1e7,
        ["dec"] = s => s.Dec / 1e7,
        ["snru"] = s => s.SnrU,
        ["snrg"] = s => s.SnrG,
        ["snrr"] = s => s.SnrR,
        ["snri"] = s => s.SnrI,
        ["snrz"] = s => s.SnrZ,
        ["z"] = s => s.Z,
        ["z_err"] = s => s.ZError,
        ["mag_ps_g"] = s => s.Source.PanStarrs[0],
        ["mag_ps_r"] = s => s.Source.PanStarrs[1],
        ["mag_ps_i"] = s => s.Source.PanStarrs[2],
        ["mag_ps_z"] = s => s.Source.PanStarrs[3],
        ["mag_ps_y"] = s => s.Source.PanStarrs[4],
        ["gaia_g_mean_mag"] = s => s.Source.Magnitude,
        ["offsets_v"] = s => s.Offset,
        ["teff"] = s => s.Teff,
        ["teff_err"] = s => s.TeffError,
        ["logg"] = s => s.Logg,
        ["logg_err"] = s => s.LoggError,
        ["feh"] = s => s.Feh,
        ["feh_err"] = s => s.FehError,
        ["rv"] = s => s.Rv,
        ["rv_err"] = s => s.RvError,
        ["alpha_m"] = s => s.Alpha,
        ["alpha_m_err"] = s => s.AlphaError,
        ["vsini_lasp"] = s => s.Vsini,
    };

    static readonly Dictionary<string, Integer> Integers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["obsid"] = s => s.Obsid,
        ["gp_id"] = s => s.Source.Letter switch { (byte)'G' => s.Source.GaiaId, (byte)'P' => s.Source.PanStarrsId, _ => s.Source.FirstObsid },
        ["mjd"] = s => s.Plate.Mjd,
        ["lmjd"] = s => s.Plate.Mjd + 1,
        ["spid"] = s => s.Spid,
        ["fiberid"] = s => s.FiberId,
        ["ps_id"] = s => s.Source.PanStarrsId,
        ["gaia_source_id"] = s => s.Source.GaiaId,
        ["offsets"] = s => s.Offset > 0 ? 1 : 0,
        ["fibermask"] = s => s.Fibermask,
        ["with_norm_flux"] = s => s.HasParameters ? 1 : 0,
    };

    // An empty text is NULL.
    static readonly Dictionary<string, Text> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["uid"] = s => s.Uid(),
        ["designation"] = s => s.Designation(),
        ["planid"] = s => s.Plate.PlanId,
        ["class"] = s => s.Source.Class switch { ObjectClass.Star => Star, ObjectClass.Galaxy => Galaxy, _ => Quasar },
        ["subclass"] = s => s.Type is { } type ? type.Bytes : default,
        ["fibertype"] = s => s.IsStandard ? Standard : Obj,
    };

    /// <summary>The filler of a column; null when the model has nothing for it.</summary>
    /// <exception cref="ArgumentException">The model has a value that the column's type cannot hold.</exception>
    public static ColumnFiller? For(ColumnDefinition column)
    {
        if (Numbers.TryGetValue(column.Name, out var number)) return OfNumber(column, number);
        if (Integers.TryGetValue(column.Name, out var integer)) return OfInteger(column, integer);
        if (Texts.TryGetValue(column.Name, out var text)) return OfText(column, text);
        return string.Equals(column.Name, "obsdate", StringComparison.OrdinalIgnoreCase) ? OfDate(column) : null;
    }

    /// <summary>The filler of the hidden sky index.</summary>
    public static readonly ColumnFiller Pixel = (s, w) => w.Long(Healpix.PixelOf(Healpix.MaxOrder, s.Ra / 1e7, s.Dec / 1e7));

    static ColumnFiller OfNumber(ColumnDefinition column, Number number) => column.Type switch
    {
        ColumnType.Double => (s, w) => PutDouble(w, number(s)),
        ColumnType.Float => (s, w) => PutFloat(w, number(s)),
        _ => throw Mismatch(column),
    };

    static ColumnFiller OfInteger(ColumnDefinition column, Integer integer) => column.Type switch
    {
        ColumnType.Long => (s, w) => PutInteger(w, integer(s), ColumnType.Long),
        ColumnType.Int => (s, w) => PutInteger(w, integer(s), ColumnType.Int),
        ColumnType.Short => (s, w) => PutInteger(w, integer(s), ColumnType.Short),
        ColumnType.Boolean => (s, w) => PutInteger(w, integer(s), ColumnType.Boolean),
        ColumnType.Char or ColumnType.String or ColumnType.Unicode => (s, w) => PutInteger(w, integer(s), ColumnType.String),
        _ => throw Mismatch(column),
    };

    static ColumnFiller OfText(ColumnDefinition column, Text text) => column.Type switch
    {
        ColumnType.Char or ColumnType.String or ColumnType.Unicode => (s, w) => PutText(w, text(s)),
        _ => throw Mismatch(column),
    };

    static ColumnFiller OfDate(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Date => (s, w) => w.Date(s.Plate.Date),
        ColumnType.Timestamp => (s, w) => w.Timestamp(s.Plate.Date.ToDateTime(TimeOnly.MinValue)),
        _ => throw Mismatch(column),
    };

    static void PutDouble(TupleWriter writer, double value)
    {
        if (double.IsNaN(value)) writer.Null();
        else writer.Double(value);
    }

    static void PutFloat(TupleWriter writer, double value)
    {
        if (double.IsNaN(value)) writer.Null();
        else writer.Float((float)value);
    }

    static void PutText(TupleWriter writer, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) writer.Null();
        else writer.Text(value);
    }

    static void PutInteger(TupleWriter writer, long value, ColumnType type)
    {
        if (value == Source.None)
        {
            writer.Null();
            return;
        }
        switch (type)
        {
            case ColumnType.Long: writer.Long(value); break;
            case ColumnType.Int: writer.Int(checked((int)value)); break;
            case ColumnType.Short: writer.Short(checked((short)value)); break;
            case ColumnType.Boolean: writer.Boolean(value != 0); break;
            default:
                Span<byte> digits = stackalloc byte[20];
                value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
                writer.Text(digits[..written]);
                break;
        }
    }

    static ArgumentException Mismatch(ColumnDefinition column) => new($"The simulation has no {column.Type} for column '{column.Name}'.");
}
