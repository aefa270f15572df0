-- Relations of circles and polygons; rims and outlines belong to them. Sums of angles are given 1e-12 degrees of rounding, so that what touches does.
CREATE FUNCTION adql.circle_in_circle(a float8[], b float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN a[3] >= 0 AND (b[3] >= 180 OR adql.distance(a[1], a[2], b[1], b[2]) + a[3] <= b[3] + 1e-12);

CREATE FUNCTION adql.circle_meets_circle(a float8[], b float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN a[3] >= 0 AND b[3] >= 0 AND adql.distance(a[1], a[2], b[1], b[2]) <= a[3] + b[3] + 1e-12;

CREATE FUNCTION adql.circle_in_sides(c float8[], s float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN adql.point_in_sides(c[1], c[2], s) AND adql.outline_distance(c[1], c[2], s) >= c[3] - 1e-12;

CREATE FUNCTION adql.circle_meets_sides(c float8[], s float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN c[3] >= 0 AND (adql.point_in_sides(c[1], c[2], s) OR adql.outline_distance(c[1], c[2], s) <= c[3] + 1e-12);

-- What is farther from the centre than the radius is within the rest of it around the antipode.
CREATE FUNCTION adql.sides_in_circle(s float8[], c float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN c[3] >= 180 OR (NOT adql.point_in_sides(c[1] + 180, - c[2], s) AND adql.outline_distance(c[1] + 180, - c[2], s) >= 180 - c[3] - 1e-12);

CREATE FUNCTION adql.circle_in_polygon(c float8[], p float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN adql.circle_in_sides(c, adql.polygon_sides(p));

CREATE FUNCTION adql.circle_meets_polygon(c float8[], p float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN adql.circle_meets_sides(c, adql.polygon_sides(p));

CREATE FUNCTION adql.polygon_in_circle(p float8[], c float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN adql.sides_in_circle(adql.polygon_sides(p), c);

-- Where, in radians from its start, a side of one polygon meets those of another, in order; its own ends among them.
CREATE FUNCTION adql.crossings(a float8[], k int, b float8[]) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    -- Ahead of the start along the side: normal x start.
    ux float8 := a[k+8] * a[k+3] - a[k+9] * a[k+2]; uy float8 := a[k+9] * a[k+1] - a[k+7] * a[k+3]; uz float8 := a[k+7] * a[k+2] - a[k+8] * a[k+1];
    cuts float8[] := ARRAY[0, atan2(ux * a[k+4] + uy * a[k+5] + uz * a[k+6], a[k+1] * a[k+4] + a[k+2] * a[k+5] + a[k+3] * a[k+6])];
    j int := 5; x float8; y float8; z float8; len float8;
BEGIN
    WHILE j < array_length(b, 1) LOOP
        IF abs(a[k+7] * b[j+1] + a[k+8] * b[j+2] + a[k+9] * b[j+3]) <= 1e-13 AND adql.between_ends(b[j+1], b[j+2], b[j+3], a, k) THEN
            cuts := cuts || atan2(ux * b[j+1] + uy * b[j+2] + uz * b[j+3], a[k+1] * b[j+1] + a[k+2] * b[j+2] + a[k+3] * b[j+3]);
        END IF;
        x := a[k+8] * b[j+9] - a[k+9] * b[j+8]; y := a[k+9] * b[j+7] - a[k+7] * b[j+9]; z := a[k+7] * b[j+8] - a[k+8] * b[j+7];
        len := sqrt(x * x + y * y + z * z);
        IF len > 1e-13 THEN
            FOR t IN 1..2 LOOP
                x := x / len; y := y / len; z := z / len;
                IF adql.between_ends(x, y, z, a, k) AND adql.between_ends(x, y, z, b, j) THEN
                    cuts := cuts || atan2(ux * x + uy * y + uz * z, a[k+1] * x + a[k+2] * y + a[k+3] * z);
                END IF;
                len := -1;
            END LOOP;
        END IF;
        j := j + 12;
    END LOOP;
    RETURN (SELECT array_agg(c ORDER BY c) FROM unnest(cuts) AS c);
END $$;

CREATE FUNCTION adql.sides_meet(a float8[], b float8[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    k int := 5;
BEGIN
    -- Where no outlines meet, one is within the other as a whole or they are apart.
    IF adql.vector_in_sides(b[6], b[7], b[8], a) OR adql.vector_in_sides(a[6], a[7], a[8], b) THEN RETURN true; END IF;
    WHILE k < array_length(a, 1) LOOP
        IF array_length(adql.crossings(a, k, b), 1) > 2 THEN RETURN true; END IF;
        k := k + 12;
    END LOOP;
    RETURN false;
END $$;

CREATE FUNCTION adql.vector_in_sides(x float8, y float8, z float8, s float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN adql.point_in_sides(degrees(atan2(y, x)), degrees(atan2(z, sqrt(x * x + y * y))), s);

-- Each side of the one is cut where it meets the other's outline; then each piece is in or out as its middle is.
CREATE FUNCTION adql.sides_in_sides(a float8[], b float8[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    k int := 5; cuts float8[]; t float8; x float8; y float8; z float8; outwards float8;
BEGIN
    WHILE k < array_length(a, 1) LOOP
        cuts := adql.crossings(a, k, b);
        FOR i IN 2..array_length(cuts, 1) LOOP
            IF cuts[i] - cuts[i - 1] < 1e-12 THEN CONTINUE; END IF;
            t := (cuts[i] + cuts[i - 1]) / 2;
            x := cos(t) * a[k+1] + sin(t) * (a[k+8] * a[k+3] - a[k+9] * a[k+2]);
            y := cos(t) * a[k+2] + sin(t) * (a[k+9] * a[k+1] - a[k+7] * a[k+3]);
            z := cos(t) * a[k+3] + sin(t) * (a[k+7] * a[k+2] - a[k+8] * a[k+1]);
            IF NOT adql.vector_in_sides(x, y, z, b) AND adql.outline_distance(degrees(atan2(y, x)), degrees(atan2(z, sqrt(x * x + y * y))), b) > 1e-11 THEN RETURN false; END IF;
        END LOOP;
        k := k + 12;
    END LOOP;
    -- Its outline is within: so is it, or else it holds all that is outside of the other, and so a place just beyond the middle of one of its sides.
    outwards := CASE WHEN adql.polygon_steradians(b) < 2 * pi() - 1e-12 THEN -1e-9 ELSE 1e-9 END;
    RETURN NOT adql.vector_in_sides((b[6] + b[9]) / 2 + outwards * b[12], (b[7] + b[10]) / 2 + outwards * b[13], (b[8] + b[11]) / 2 + outwards * b[14], a);
END $$;

CREATE FUNCTION adql.polygon_meets_polygon(a float8[], b float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN adql.sides_meet(adql.polygon_sides(a), adql.polygon_sides(b));

CREATE FUNCTION adql.polygon_in_polygon(a float8[], b float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN adql.sides_in_sides(adql.polygon_sides(a), adql.polygon_sides(b));
