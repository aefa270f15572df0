-- Matches of tables (docs/dev/matches.md): the cells of the sky that a circle may meet, from the pixel of its centre alone.

-- A pixel beside another in the grid of its base pixel, which goes on in the next one; NULL where three base pixels meet and there is none.
CREATE FUNCTION adql.healpix_neighbour(ord int, npix int8, dx int, dy int) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    last CONSTANT int8 := (1::int8 << ord) - 1;
    face int := (npix >> (2 * ord))::int;
    x int8 := adql.even_bits(npix) & last;
    y int8 := adql.even_bits(npix >> 1) & last;
    band int; col int; north boolean; out_x boolean; out_y boolean; east int; edge int8;
BEGIN
    x := x + dx;
    y := y + dy;
    out_x := x NOT BETWEEN 0 AND last;
    out_y := y NOT BETWEEN 0 AND last;
    IF out_x OR out_y THEN
        band := face / 4;
        col := face % 4;
        IF out_x AND out_y THEN
            IF (x > 0) <> (y > 0) THEN
                -- East and west corners: only those of the belt have a pixel beyond.
                IF band <> 1 THEN RETURN NULL; END IF;
                face := 4 + ((col + CASE WHEN x > 0 THEN 1 ELSE 3 END) & 3);
                x := last - least(greatest(x, 0), last);
                y := last - least(greatest(y, 0), last);
            ELSE
                IF band = 1 THEN RETURN NULL; END IF;
                north := x > 0;
                IF north = (band = 0) THEN
                    face := 4 * band + ((col + 2) & 3); -- over the pole
                    edge := CASE WHEN north THEN last ELSE 0 END;
                ELSE
                    face := 4 * (2 - band) + col;
                    edge := CASE WHEN north THEN 0 ELSE last END;
                END IF;
                x := edge;
                y := edge;
            END IF;
        ELSE
            north := CASE WHEN out_x THEN x > 0 ELSE y > 0 END;
            east := CASE WHEN out_x = north THEN 1 ELSE -1 END;
            IF band = (CASE WHEN north THEN 0 ELSE 2 END) THEN
                -- Between two base pixels of one cap the grids are turned by a quarter against each other.
                edge := CASE WHEN north THEN last ELSE 0 END;
                face := 4 * band + ((col + east) & 3);
                IF out_x THEN x := y; y := edge; ELSE y := x; x := edge; END IF;
            ELSE
                edge := CASE WHEN north THEN 0 ELSE last END;
                face := 4 * (band + CASE WHEN north THEN -1 ELSE 1 END) + ((col + CASE WHEN (band = 1) = (east > 0) THEN 0 ELSE east END) & 3);
                IF out_x THEN x := edge; ELSE y := edge; END IF;
            END IF;
        END IF;
    END IF;
    RETURN (face::int8 << (2 * ord)) + (adql.spread(x) | (adql.spread(y) << 1));
END $$;

-- The cells, pixels of order 29 - shift / 2, that a circle may meet: that of its centre and its neighbours on the sides that are within reach.
-- pixel: of the centre, order 29; below 0 there is none. reach: the radius in steps of the grid of order 29, at most half a cell. A shift of 62 is the sky.
CREATE FUNCTION adql.sky_cells(pixel int8, shift int, reach int8) RETURNS int8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    ord int; fraction int8; low int8; high int8; cell int8; dx int; dy int;
BEGIN
    IF pixel < 0 THEN RETURN NULL; END IF;
    IF shift > 56 THEN RETURN ARRAY[0::int8]; END IF;
    ord := 29 - shift / 2;
    fraction := (1::int8 << shift) - 1 & x'5555555555555555'::int8;
    low := adql.spread(reach);
    high := adql.spread((1::int8 << (shift / 2)) - reach);
    cell := pixel >> shift;
    -- Spread numbers are in the order of the numbers.
    dx := CASE WHEN (pixel & fraction) < low THEN -1 WHEN (pixel & fraction) >= high THEN 1 ELSE 0 END;
    dy := CASE WHEN ((pixel >> 1) & fraction) < low THEN -1 WHEN ((pixel >> 1) & fraction) >= high THEN 1 ELSE 0 END;
    IF dy = 0 THEN
        IF dx = 0 THEN RETURN ARRAY[cell]; END IF;
        RETURN ARRAY[cell, adql.healpix_neighbour(ord, cell, dx, 0)];
    END IF;
    IF dx = 0 THEN RETURN ARRAY[cell, adql.healpix_neighbour(ord, cell, 0, dy)]; END IF;
    RETURN ARRAY[cell, adql.healpix_neighbour(ord, cell, dx, 0), adql.healpix_neighbour(ord, cell, 0, dy), adql.healpix_neighbour(ord, cell, dx, dy)];
END $$;

-- A radius in degrees in steps of the grid of order 29. No way of an angle a crosses more than 1.4518 a 2^29 of them (docs/dev/matches.md).
CREATE FUNCTION adql.cell_reach(radius float8) RETURNS int8 LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN radius BETWEEN 0 AND 9 THEN ceil(radius * 13680500)::int8 + 2 END;

-- Twice the number of bits of the side of cells for a radius: at least order 12 (34), where rows are few enough; 62, the sky, beyond 9 degrees. NULL below 0.
CREATE FUNCTION adql.cell_shift(radius float8) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN radius BETWEEN 0 AND 9 THEN greatest(34, 2 * ceil(ln(2 * (radius * 13680500 + 3)) / 0.6931471805599453)::int) WHEN radius > 9 THEN 62 END;
