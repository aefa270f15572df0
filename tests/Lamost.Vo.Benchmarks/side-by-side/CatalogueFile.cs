using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Benchmarks.SideBySide;

/// <summary>
/// A CSV file as the survey's LRS general catalogue is downloaded: 36 columns, separated by |, with the survey's numbers of decimals and its
/// sentinels. The values are made up; their lengths, which are what loading costs, are those of the real rows (780 bytes with five magnitudes).
/// </summary>
static class CatalogueFile
{
    const string Columns =
        "obsid:Long uid:String gp_id:Long designation:String obsdate:Date lmjd:Int mjd:Int planid:String spid:Int fiberid:Int ra_obs:Double dec_obs:Double "
        + "snru:Double snrg:Double snrr:Double snri:Double snrz:Double class:String subclass:String z:Double z_err:Double ps_id:Long mag_ps_g:Double "
        + "mag_ps_r:Double mag_ps_i:Double mag_ps_z:Double mag_ps_y:Double gaia_source_id:Long gaia_g_mean_mag:Double fibertype:String offsets:Int "
        + "offsets_v:Double ra:Double dec:Double fibermask:Int with_norm_flux:Int";

    /// <summary>The table that the file is for.</summary>
    public static TableDefinition Table { get; } = new("lrs_catalogue", [.. Columns.Split(' ').Select(Column)])
    {
        Description = "The LRS general catalogue, for measuring.",
        PrimaryKey = ["obsid"],
        Position = new("ra", "dec"),
    };

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="rows">How many rows; the same rows each time.</param>
    /// <param name="withPixel">Whether hpx29, which psql cannot compute, is written as a last column.</param>
    public static void Write(string path, int rows, bool withPixel = false)
    {
        var random = new Random(10);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20) { NewLine = "\n" };
        file.WriteLine(string.Join('|', Table.Columns.Select(c => c.Name)) + (withPixel ? $"|{TableDefinition.HealpixColumn}" : ""));
        var line = new StringBuilder();
        for (var i = 0; i < rows; i++)
        {
            double ra = random.NextDouble() * 360, dec = random.NextDouble() * 70 - 10;
            var gaia = random.NextInt64(1L << 50, 6_900_000_000_000_000_000);
            var day = new DateOnly(2011, 10, 24).AddDays(i / 3000);
            var night = 55859 + i / 3000;
            string Magnitude() => random.Next(2) == 0 ? "-999.0000000000" : (12 + random.NextDouble() * 8).ToString("0.0000000000", CultureInfo.InvariantCulture);
            line.Clear().Append(CultureInfo.InvariantCulture, $"{100000L + i / 4000 * 100000L + i % 4000 / 250 * 1000 + i % 250 + 1}|G{random.NextInt64(13_000_000_000_000, 17_000_000_000_000)}|{gaia}|");
            line.Append(CultureInfo.InvariantCulture, $"J{random.Next(240000):000000}.{random.Next(100):00}+{random.Next(900000):000000}.{random.Next(10)}|{day:yyyy-MM-dd}|{night}|{night - 1}|HD{night}N{random.Next(1000000):000000}B01|");
            line.Append(CultureInfo.InvariantCulture, $"{i % 4000 / 250 + 1}|{i % 250 + 1}|{ra:0.0000000000}|{dec:0.0000000000}|");
            for (var band = 0; band < 5; band++) line.Append(CultureInfo.InvariantCulture, $"{random.NextDouble() * 100:0.00}|");
            line.Append(CultureInfo.InvariantCulture, $"STAR|{"ABFGK"[i % 5]}{random.Next(10)}|{random.NextDouble() / 1000 - 0.0005:0.0000000000}|{random.NextDouble() / 10000:0.0000000000}|{random.NextInt64(100_000_000_000_000_000, 200_000_000_000_000_000)}|");
            line.Append(CultureInfo.InvariantCulture, $"{Magnitude()}|{Magnitude()}|{Magnitude()}|{Magnitude()}|{Magnitude()}|{gaia}|{8 + random.NextDouble() * 10:0.00000000}|Obj|0|0.000|{ra:0.0000000000}|{dec:0.0000000000}|0|1");
            if (withPixel) line.Append(CultureInfo.InvariantCulture, $"|{Healpix.PixelOf(29, ra, dec)}");
            file.WriteLine(line);
        }
    }

    static ColumnDefinition Column(string text)
    {
        var parts = text.Split(':');
        var type = Enum.Parse<ColumnType>(parts[1]);
        return new ColumnDefinition(parts[0], type)
        {
            Description = "A column.",
            Nullable = parts[0] != "obsid",
            NullValues = parts[0].StartsWith("mag_ps", StringComparison.Ordinal) ? ["-999"] : type == ColumnType.String ? ["Non"] : type == ColumnType.Date ? [] : ["-9999"],
        };
    }
}
