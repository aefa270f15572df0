-- Coverage maps (MOC 2.0) as values of queries (docs/dev/moc-queries.md): the finest order of their cells, and their pixels of order 29.
CREATE TYPE adql.moc AS (ord int, ranges int8multirange);

-- The text form (MOC 2.0, 4.3.2), canonical: every cell at the coarsest order that it fills, runs of cells as ranges, the finest order stated. A range of an order has at
-- most one run of such cells at either end; what is between them is a range of the next order. A text that no row of an answer could hold is refused.
CREATE FUNCTION adql.moc_text(map adql.moc, most int DEFAULT 60000000) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    written text;
BEGIN
    WITH RECURSIVE level(ord, first, beyond) AS (
        SELECT map.ord, lower(r) >> (2 * (29 - map.ord)), upper(r) >> (2 * (29 - map.ord)) FROM unnest(map.ranges) AS r
        UNION ALL
        SELECT l.ord - 1, (l.first + 3) >> 2, l.beyond >> 2 FROM level AS l WHERE l.ord > 0 AND (l.first + 3) >> 2 < l.beyond >> 2),
    run(ord, first, beyond) AS (
        SELECT l.ord, l.first, CASE WHEN l.ord > 0 AND (l.first + 3) >> 2 < l.beyond >> 2 THEN ((l.first + 3) >> 2) << 2 ELSE l.beyond END FROM level AS l
        UNION ALL
        SELECT l.ord, (l.beyond >> 2) << 2, l.beyond FROM level AS l WHERE l.ord > 0 AND (l.first + 3) >> 2 < l.beyond >> 2),
    line(ord, cells) AS (
        SELECT r.ord, string_agg(CASE WHEN r.beyond - r.first = 1 THEN r.first::text ELSE r.first || '-' || (r.beyond - 1) END, ' ' ORDER BY r.first) FROM run AS r WHERE r.first < r.beyond GROUP BY r.ord)
    SELECT string_agg(ord || '/' || coalesce(l.cells, ''), ' ' ORDER BY ord) INTO written FROM (SELECT map.ord EXCEPT SELECT k.ord FROM line AS k) AS finest(ord) FULL JOIN line AS l USING (ord);
    IF length(written) > most THEN RAISE EXCEPTION 'A coverage map has more than % characters as text.', most USING ERRCODE = 'LVM02'; END IF;
    RETURN written;
END $$;

-- Square degrees.
CREATE FUNCTION adql.moc_area(map adql.moc) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(sum((upper(r) - lower(r))::float8), 0) / 3458764513820540928 * 41252.96124941927 FROM unnest((map).ranges) AS r
$$;

-- The map of cells of one order, in ascending order and each once, as array_agg(DISTINCT ...) has them; those below 0, and NULL, are of rows without a position.
-- NULL where no row has one.
CREATE FUNCTION adql.moc_of_cells(ord int, cells int8[]) RETURNS adql.moc LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    most CONSTANT int := 10000000;
    map int8multirange;
BEGIN
    IF cardinality(cells) > most THEN RAISE EXCEPTION 'A coverage map has more than % cells.', most USING ERRCODE = 'LVM01'; END IF;
    SELECT range_agg(r) INTO map
    FROM (SELECT int8range(min(cell) << (2 * (29 - ord)), (max(cell) + 1) << (2 * (29 - ord))) AS r
          FROM (SELECT cell, cell - row_number() OVER () AS run FROM unnest(cells) AS cell WHERE cell >= 0) AS c GROUP BY run) AS runs;
    RETURN CASE WHEN map IS NOT NULL THEN ROW(ord, map)::adql.moc END;
END $$;
