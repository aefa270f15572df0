using System.Globalization;
using System.Text;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Sql;

/// <summary>Coverage maps: values of the type <c>adql.moc</c>, and ranges of them as rows (docs/dev/moc-queries.md).</summary>
sealed partial class SqlEmitter
{
    static readonly string WholeSky = string.Create(CultureInfo.InvariantCulture, $"'{{[0,{Sky.Healpix.PixelCount(Sky.Healpix.MaxOrder) - 1}]}}'::int8multirange");

    // What is answered is text; only the outermost query answers.
    static BoundQuery Sent(BoundQuery query)
    {
        if (query.Outputs.All(o => o.Type != AdqlType.Moc)) return query;
        query = query with
        {
            Outputs = [.. query.Outputs.Select(o => o.Type == AdqlType.Moc ? o with { Type = AdqlType.Varchar, Value = Written(o.Value) } : o)],
            OrderBy = [.. query.OrderBy.Select(o => o.Value.Type == AdqlType.Moc ? o with { Value = Written(o.Value) } : o)],
        };
        return query is BoundSetOperation operation ? operation with { Left = Sent(operation.Left), Right = Sent(operation.Right) } : query;
    }

    static BoundExpression Written(BoundExpression map) => map is BoundMoc known ? new BoundText(known.Moc.ToString()) : new BoundCast(map, AdqlType.Varchar);

    void Moc(Moc moc)
    {
        Add(string.Create(CultureInfo.InvariantCulture, $"'({moc.Order},\""));
        Ranges(moc);
        Add("\")'::adql.moc");
    }

    void Ranges(Moc moc)
    {
        var text = new StringBuilder("{");
        foreach (var range in moc.Ranges) text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 1 ? "," : "")}[{range.First},{range.Last}]");
        Add(text.Append('}').ToString());
    }

    // The ranges of a map as a multirange.
    void Ranges(BoundExpression map)
    {
        switch (map)
        {
            case BoundMoc known:
                Add("'");
                Ranges(known.Moc);
                Add("'::int8multirange");
                break;
            case BoundUnpackedMap unpacked:
                Add($"{Alias(unpacked.Column.Source)}.{MapColumn(unpacked.Column)}");
                break;
            default:
                Template("(", map, ").ranges");
                break;
        }
    }

    void InMoc(BoundInMoc inside)
    {
        Add(inside.IsOutside ? "(NOT " : "(");
        Ranges(inside.Moc);
        Add(" @> ");
        Add(inside.Source is { } source ? Healpix(source) : Pixel(inside.Point));
        // A row without a position is not in the rest of the sky.
        if (inside.IsOutside) Add($" AND {Healpix(inside.Source!)} >= 0");
        Add(")");
    }

    void Relation(BoundMocRelation relation)
    {
        Add("(");
        Ranges(relation.First);
        Add(relation.Contains ? " <@ " : " && ");
        Ranges(relation.Second);
        Add(")");
    }

    // Written out they are two arrays, which PostgreSQL reads faster than a multirange, and of which it knows the length.
    void MapRows(SkyMap map)
    {
        if (map.Moc is BoundMoc known)
        {
            var (first, last) = (new StringBuilder(), new StringBuilder());
            foreach (var range in known.Moc.Ranges)
            {
                first.Append(CultureInfo.InvariantCulture, $"{(first.Length > 0 ? "," : "")}{range.First}");
                last.Append(CultureInfo.InvariantCulture, $"{(last.Length > 0 ? "," : "")}{range.Last}");
            }
            Add("unnest('{");
            Add(first.ToString());
            Add("}'::int8[], '{");
            Add(last.ToString());
            Add($"}}'::int8[]) AS {SqlText.Quoted(map.Name)}(first, last)");
            return;
        }
        // "OFFSET 0" has the bounds taken once from each range, and not in every comparison.
        Add("LATERAL (SELECT lower(r) AS first, upper(r) - 1 AS last FROM unnest(");
        if (map.IsOutside) Add($"{WholeSky} - ");
        Ranges(map.Moc);
        Add($") AS r OFFSET 0) AS {SqlText.Quoted(map.Name)}");
    }

    // The first comparisons again and again: PostgreSQL takes each for a third of the rows, and so its estimate comes down to what the ranges hold. Its index drops
    // what says the same before it searches.
    void InRange(BoundInRange range)
    {
        var (pixel, map) = (Healpix(range.Table), SqlText.Quoted(range.Map.Name));
        Add($"({pixel} BETWEEN {map}.first AND {map}.last");
        for (var thirds = 2; thirds < range.Map.Thirds; thirds++) Add($" AND {pixel} >= {map}.first");
        Add(")");
    }

    // The distinct cells of the rows, which come in their order, so that what is made of them is made once. A main position has its pixel.
    void CellMap(BoundAggregate aggregate, string function = "adql.moc_of_cells")
    {
        var (order, point) = ((int)((BoundNumber)aggregate.Arguments[0]).Value, (BoundPoint)aggregate.Arguments[1]);
        Add(string.Create(CultureInfo.InvariantCulture, $"{function}({order}, array_agg(DISTINCT "));
        if (Passes.CoverRegions.TableOf(point) is { } table) Add(string.Create(CultureInfo.InvariantCulture, $"{Healpix(table)} >> {2 * (Sky.Healpix.MaxOrder - order)}"));
        else Template(string.Create(CultureInfo.InvariantCulture, $"adql.healpix_index({order}, "), point.Longitude, ", ", point.Latitude, ")");
        Add(")");
        if (aggregate.Filter is not null) Template(" FILTER (WHERE ", aggregate.Filter, ")");
        Add(")");
    }

    // "OFFSET 0" keeps PostgreSQL from taking the map out of the row for every comparison.
    void WithMaps(BoundSource source)
    {
        Add($"(SELECT {Alias(source)}.*");
        foreach (var column in source.Maps)
        {
            Add(", ");
            Ranges(column);
            Add($" AS {MapColumn(column)}");
        }
        Add(" FROM ");
        From(source with { Maps = [] });
        Add($" OFFSET 0) AS {Alias(source)}");
    }

    static string MapColumn(BoundColumn column) => SqlText.Quoted("map " + column.Column.Sql.Trim('"'));
}
