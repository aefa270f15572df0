using System.Globalization;
using Lamost.Vo.Adql.Binding;

namespace Lamost.Vo.Adql.Sql;

/// <summary>Matches of tables by cells of the sky (docs/dev/matches.md).</summary>
sealed partial class SqlEmitter
{
    // Along the sky, so that neighbours find the pages of the other table in memory.
    void Repeated(BoundSource source, SkyCells cells)
    {
        Add($"(SELECT {Alias(source)}.*, ");
        CellColumns(cells);
        Add(" FROM ");
        From(source);
        Add($" ORDER BY {(cells.Source is null ? CellColumn(cells) : Pixel(cells))}) AS {Alias(source)}");
    }

    void CellRows(SkyCells cells)
    {
        Add("LATERAL (SELECT ");
        CellColumns(cells);
        Add($") AS {SqlText.Quoted(cells.Name)}");
    }

    void Sought(BoundSource source, BoundFrom rows, BoundExpression on)
    {
        Add($"LATERAL (SELECT {Alias(source)}.* FROM ");
        From(rows);
        Add(" CROSS JOIN ");
        From(source);
        Clause(" WHERE ", on);
        Add($") AS {Alias(source)}");
    }

    void CellColumns(SkyCells cells)
    {
        var pixel = Pixel(cells);
        if (cells.Known is not { } known)
        {
            var radius = Text(cells.Radius);
            Add($"unnest(adql.sky_cells({pixel}, adql.cell_shift({radius}), coalesce(adql.cell_reach({radius}), 0))) AS {CellColumn(cells)}, adql.cell_shift({radius}) AS {ShiftColumn(cells)}");
            return;
        }
        var call = string.Create(CultureInfo.InvariantCulture, $"adql.sky_cells({pixel}, {known.Shift}, {known.Reach})");
        // Most circles lie in one cell, which bits tell without a call.
        if (cells.Source is not null) call = string.Create(CultureInfo.InvariantCulture,
            $"CASE WHEN {pixel} >= 0 AND ({pixel} & {known.Fraction}) BETWEEN {known.Low} AND {known.High} AND (({pixel} >> 1) & {known.Fraction}) BETWEEN {known.Low} AND {known.High} THEN ARRAY[{pixel} >> {known.Shift}] ELSE {call} END");
        Add($"unnest({call}) AS {CellColumn(cells)}");
    }

    void InCell(BoundInCell inside)
    {
        var (cells, cell, pixel) = (inside.Cells, CellColumn(inside.Cells), inside.Table is { } table ? Healpix(table) : Pixel(inside.Point));
        if (cells.Known is { Shift: SkyPosition.CellShift }) Add($"{SkyPosition.CellOf(pixel)} = {cell}");
        else if (inside.Table is null && cells.Known is { Shift: var known }) Add(string.Create(CultureInfo.InvariantCulture, $"({pixel} >> {known}) = {cell}"));
        else
        {
            var shift = cells.Known is { } some ? some.Shift.ToString(CultureInfo.InvariantCulture) : ShiftColumn(cells);
            Add($"{pixel} BETWEEN {cell} << {shift} AND ({cell} << {shift}) + (1::int8 << {shift}) - 1");
        }
        // Always so. PostgreSQL expects ten elements of an array that it does not know, and that a comparison of the unknown leaves a third: together one.
        Add($" AND {cell} >= 0 AND -{cell} <= 0");
    }

    static string Pixel(SkyCells cells) => cells.Source is { } source ? Healpix(source) : Pixel(cells.Centre);

    static string Pixel(BoundPoint point) => $"adql.healpix_index(29, {Text(point.Longitude)}, {Text(point.Latitude)})";

    static string CellColumn(SkyCells cells) => SqlText.Quoted(cells.Name);

    static string ShiftColumn(SkyCells cells) => SqlText.Quoted(cells.Name + " shift");
}
