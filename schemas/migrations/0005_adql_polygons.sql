-- Polygons on the sphere: sides are arcs of great circles, the interior is the smaller of the two parts of the sky, the outline belongs to it.
-- A polygon is prepared once into its sides (for a constant one when the query is planned), and rows are tested against these.
--
-- The sides: five numbers for the whole, then twelve for each.
--   1 whether the north pole is inside (1, 0); 2 to 4 the middle of the vertices; 5 the least cosine from there to the polygon, -1 where it may be anywhere
--   per side, at 5 + 12 i: 1 to 3 its start, 4 to 6 its end, 7 to 9 its normal start x end (to the north of a side that runs east), of length 1;
--   10, 11 the longitudes of its ends; 12 the step from one to the other in (-180, 180]
CREATE FUNCTION adql.polygon_sides(polygon float8[]) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    n int := coalesce(array_length(polygon, 1), 0) / 2;
    sides float8[] := '{0,0,0,0,-1}';
    lon float8[] := '{}'; lat float8[] := '{}';
    j int; k int; best int := 0; rank float8; best_rank float8 := -2;
    x1 float8; y1 float8; z1 float8; x2 float8; y2 float8; z2 float8; nx float8; ny float8; nz float8; len float8; step float8;
    mx float8 := 0; my float8 := 0; mz float8 := 0; mid float8; pole_on_normal_side boolean; area float8; least_cosine float8 := 1;
BEGIN
    IF array_position(polygon, NULL) IS NOT NULL OR coalesce(array_length(polygon, 1), 0) % 2 <> 0 THEN RETURN NULL; END IF;
    IF n > 3 AND polygon[1] = polygon[2 * n - 1] AND polygon[2] = polygon[2 * n] THEN n := n - 1; END IF;
    IF n < 3 THEN RETURN NULL; END IF;
    FOR i IN 1..n LOOP
        IF NOT abs(polygon[2 * i]) <= 90 OR NOT abs(polygon[2 * i - 1]) < 1e15 THEN RETURN NULL; END IF;
        lat[i] := polygon[2 * i];
        lon[i] := adql.longitude(polygon[2 * i - 1]);
    END LOOP;
    -- A pole has every longitude; that of the vertex before it keeps the side on its meridian.
    FOR i IN 1..n LOOP
        IF abs(lat[i]) = 90 THEN lon[i] := lon[(i + n - 2) % n + 1]; END IF;
    END LOOP;
    FOR i IN 1..n LOOP
        j := i % n + 1;
        x1 := cos(radians(lat[i])) * cos(radians(lon[i])); y1 := cos(radians(lat[i])) * sin(radians(lon[i])); z1 := sin(radians(lat[i]));
        x2 := cos(radians(lat[j])) * cos(radians(lon[j])); y2 := cos(radians(lat[j])) * sin(radians(lon[j])); z2 := sin(radians(lat[j]));
        -- (start + end) x (end - start): without its cancellation when the side is short.
        nx := (y1 + y2) * (z2 - z1) - (z1 + z2) * (y2 - y1);
        ny := (z1 + z2) * (x2 - x1) - (x1 + x2) * (z2 - z1);
        nz := (x1 + x2) * (y2 - y1) - (y1 + y2) * (x2 - x1);
        len := sqrt(nx * nx + ny * ny + nz * nz);
        IF len < 1e-14 THEN RETURN NULL; END IF;
        step := lon[j] - lon[i];
        step := CASE WHEN step > 180 THEN step - 360 WHEN step <= -180 THEN step + 360 ELSE step END;
        sides := sides || ARRAY[x1, y1, z1, x2, y2, z2, nx / len, ny / len, nz / len, lon[i], lon[j], step];
        mx := mx + x1; my := my + y1; mz := mz + z1;
        rank := CASE WHEN step = 0 THEN -1 WHEN abs(step) = 180 OR abs(lat[i]) = 90 OR abs(lat[j]) = 90 THEN abs(step) / 1000 ELSE abs(step) END;
        IF rank > best_rank THEN best := i - 1; best_rank := rank; END IF;
    END LOOP;
    -- From just north of the middle of a long side up the meridian: every side that is crossed changes sides.
    k := 5 + 12 * best;
    step := sides[k + 12];
    mid := adql.longitude(sides[k + 10] + step / 2);
    IF abs(step) = 180 OR abs(lat[best + 1]) = 90 OR abs(lat[(best + 1) % n + 1]) = 90 THEN
        x1 := 0; y1 := 0; z1 := CASE WHEN greatest(abs(lat[best + 1]), abs(lat[(best + 1) % n + 1])) = 90 THEN sign(CASE WHEN abs(lat[best + 1]) = 90 THEN lat[best + 1] ELSE lat[(best + 1) % n + 1] END)
            ELSE sign(lat[best + 1] + lat[(best + 1) % n + 1]) END;
    ELSE
        len := atan(-(cos(radians(mid)) * sides[k + 7] + sin(radians(mid)) * sides[k + 8]) / sides[k + 9]);
        x1 := cos(len) * cos(radians(mid)); y1 := cos(len) * sin(radians(mid)); z1 := sin(len);
    END IF;
    pole_on_normal_side := step > 0;
    FOR i IN 0..n - 1 LOOP
        k := 5 + 12 * i;
        IF i <> best AND adql.spans(sides[k + 10], sides[k + 11], sides[k + 12], mid) AND sign(sides[k + 7] * x1 + sides[k + 8] * y1 + sides[k + 9] * z1) = -sign(sides[k + 12]) THEN
            pole_on_normal_side := NOT pole_on_normal_side;
        END IF;
    END LOOP;
    area := adql.polygon_steradians(sides);
    sides[1] := (pole_on_normal_side = (area < 2 * pi() - 1e-12))::int;
    len := sqrt(mx * mx + my * my + mz * mz);
    IF len > 1e-3 THEN
        sides[2] := mx / len; sides[3] := my / len; sides[4] := mz / len;
        FOR i IN 0..n - 1 LOOP
            k := 5 + 12 * i;
            least_cosine := least(least_cosine, sides[2] * sides[k + 1] + sides[3] * sides[k + 2] + sides[4] * sides[k + 3]);
        END LOOP;
        -- A circle below 90 degrees around the vertices holds the sides, and of the two parts the smaller.
        IF least_cosine > 0.1 THEN sides[5] := least_cosine - 1e-12; END IF;
    END IF;
    RETURN sides;
END $$;

-- Whether a side reaches over a longitude; of its two ends the eastern one does not count.
CREATE FUNCTION adql.spans(first float8, last float8, step float8, lon float8) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN step = 0 THEN false
    WHEN step > 0 AND first < last THEN lon >= first AND lon < last
    WHEN step > 0 THEN lon >= first OR lon < last
    WHEN last < first THEN lon >= last AND lon < first
    ELSE lon >= last OR lon < first
END;

-- The area on the side of the normals: triangles from the first vertex, each counted with its sign (Eriksson 1990, Mathematics Magazine 63, 184).
CREATE FUNCTION adql.polygon_steradians(sides float8[]) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    sum float8 := 0; k int;
    wx float8 := sides[6]; wy float8 := sides[7]; wz float8 := sides[8];
    ux float8; uy float8; uz float8; vx float8; vy float8; vz float8;
BEGIN
    FOR i IN 1..(array_length(sides, 1) - 5) / 12 - 2 LOOP
        k := 5 + 12 * i;
        ux := sides[k + 1]; uy := sides[k + 2]; uz := sides[k + 3]; vx := sides[k + 4]; vy := sides[k + 5]; vz := sides[k + 6];
        sum := sum + 2 * atan2(wx * ((uy - wy) * (vz - wz) - (uz - wz) * (vy - wy)) + wy * ((uz - wz) * (vx - wx) - (ux - wx) * (vz - wz)) + wz * ((ux - wx) * (vy - wy) - (uy - wy) * (vx - wx)),
            1 + wx * ux + wy * uy + wz * uz + ux * vx + uy * vy + uz * vz + vx * wx + vy * wy + vz * wz);
    END LOOP;
    sum := sum - 4 * pi() * floor(sum / (4 * pi()));
    RETURN sum;
END $$;

CREATE FUNCTION adql.polygon_area(polygon float8[]) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    s float8 := adql.polygon_steradians(adql.polygon_sides(polygon));
BEGIN
    RETURN least(s, 4 * pi() - s) * pg_catalog.power(180 / pi(), 2);
END $$;

-- The direction of the integral of the position over the area: half the sum over the sides of their length times their normal (Stokes).
CREATE FUNCTION adql.polygon_centroid(polygon float8[]) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    sides float8[] := adql.polygon_sides(polygon);
    x float8 := 0; y float8 := 0; z float8 := 0; len float8; k int;
BEGIN
    IF sides IS NULL THEN RETURN NULL; END IF;
    FOR i IN 0..(array_length(sides, 1) - 5) / 12 - 1 LOOP
        k := 5 + 12 * i;
        len := 2 * asin(least(1, sqrt(pg_catalog.power(sides[k+4] - sides[k+1], 2) + pg_catalog.power(sides[k+5] - sides[k+2], 2) + pg_catalog.power(sides[k+6] - sides[k+3], 2)) / 2));
        x := x + len * sides[k+7]; y := y + len * sides[k+8]; z := z + len * sides[k+9];
    END LOOP;
    IF x * x + y * y + z * z < 1e-24 THEN RETURN NULL; END IF;
    IF adql.polygon_steradians(sides) >= 2 * pi() - 1e-12 THEN x := -x; y := -y; z := -z; END IF;
    RETURN ARRAY[adql.longitude(degrees(atan2(y, x))), degrees(atan2(z, sqrt(x * x + y * y)))];
END $$;

CREATE FUNCTION adql.point_in_sides(lon float8, lat float8, sides float8[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    c float8; x float8; y float8; z float8; d float8; l float8; inside boolean; k int;
BEGIN
    IF NOT abs(lat) <= 90 THEN RETURN NULL; END IF;
    c := cos(radians(lat)); x := c * cos(radians(lon)); y := c * sin(radians(lon)); z := sin(radians(lat));
    IF sides[2] * x + sides[3] * y + sides[4] * z < sides[5] THEN RETURN false; END IF;
    l := adql.longitude(lon);
    inside := sides[1] = 1;
    k := 5;
    WHILE k < array_length(sides, 1) LOOP
        d := sides[k + 7] * x + sides[k + 8] * y + sides[k + 9] * z;
        IF abs(d) <= 1e-15 AND adql.between_ends(x, y, z, sides, k) THEN RETURN true; END IF;
        -- The way along the meridian to the north pole changes sides with every side that it crosses.
        IF (CASE WHEN sides[k + 12] > 0 THEN d < 0 ELSE d > 0 END) AND adql.spans(sides[k + 10], sides[k + 11], sides[k + 12], l) THEN inside := NOT inside; END IF;
        k := k + 12;
    END LOOP;
    RETURN inside;
END $$;

-- Whether the nearest position of a side's great circle lies on the side.
CREATE FUNCTION adql.between_ends(x float8, y float8, z float8, s float8[], k int) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (s[k+8] * s[k+3] - s[k+9] * s[k+2]) * x + (s[k+9] * s[k+1] - s[k+7] * s[k+3]) * y + (s[k+7] * s[k+2] - s[k+8] * s[k+1]) * z >= -1e-15
   AND (s[k+5] * s[k+9] - s[k+6] * s[k+8]) * x + (s[k+6] * s[k+7] - s[k+4] * s[k+9]) * y + (s[k+4] * s[k+8] - s[k+5] * s[k+7]) * z >= -1e-15;

CREATE FUNCTION adql.point_in_polygon(lon float8, lat float8, polygon float8[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN adql.point_in_sides(lon, lat, adql.polygon_sides(polygon));

-- The angle from a position to the nearest one of the outline, in degrees.
CREATE FUNCTION adql.outline_distance(lon float8, lat float8, s float8[]) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    x float8 := cos(radians(lat)) * cos(radians(lon)); y float8 := cos(radians(lat)) * sin(radians(lon)); z float8 := sin(radians(lat));
    nearest float8 := 180; k int := 5; d float8;
BEGIN
    WHILE k < array_length(s, 1) LOOP
        IF adql.between_ends(x, y, z, s, k) THEN d := abs(degrees(asin(greatest(-1, least(1, s[k+7] * x + s[k+8] * y + s[k+9] * z)))));
        ELSE d := least(adql.angle(x, y, z, s[k+1], s[k+2], s[k+3]), adql.angle(x, y, z, s[k+4], s[k+5], s[k+6]));
        END IF;
        nearest := least(nearest, d);
        k := k + 12;
    END LOOP;
    RETURN nearest;
END $$;

CREATE FUNCTION adql.angle(x1 float8, y1 float8, z1 float8, x2 float8, y2 float8, z2 float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN degrees(2 * atan2(sqrt(power(x1 - x2, 2) + power(y1 - y2, 2) + power(z1 - z2, 2)), sqrt(power(x1 + x2, 2) + power(y1 + y2, 2) + power(z1 + z2, 2))));
