-- Geometry as arrays of degrees: a point is {lon, lat}, a circle {lon, lat, radius}, a polygon {lon1, lat1, lon2, lat2, ...}. NULL where a number is.
CREATE FUNCTION adql.point(lon float8, lat float8) RETURNS float8[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN lon IS NOT NULL AND lat IS NOT NULL THEN ARRAY[lon, lat] END;

CREATE FUNCTION adql.circle(lon float8, lat float8, radius float8) RETURNS float8[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN lon IS NOT NULL AND lat IS NOT NULL AND radius IS NOT NULL THEN ARRAY[lon, lat, radius] END;

CREATE FUNCTION adql.polygon(VARIADIC coordinates float8[]) RETURNS float8[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN array_position(coordinates, NULL) IS NULL THEN coordinates END;

-- Vincenty's form: right to rounding from nothing to 180 degrees.
CREATE FUNCTION adql.distance(lon1 float8, lat1 float8, lon2 float8, lat2 float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    near float8 := pg_catalog.power(sin(radians(lat2 - lat1) / 2), 2) + cos(radians(lat1)) * cos(radians(lat2)) * pg_catalog.power(sin(radians(lon2 - lon1) / 2), 2);
    far float8 := pg_catalog.power(sin(radians(lat1 + lat2) / 2), 2) + cos(radians(lat1)) * cos(radians(lat2)) * pg_catalog.power(cos(radians(lon2 - lon1) / 2), 2);
BEGIN
    RETURN degrees(2 * atan2(sqrt(near), sqrt(far)));
END $$;

-- From 0 to below 360.
CREATE FUNCTION adql.longitude(lon float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN lon >= 0 AND lon < 360 THEN lon WHEN lon - 360 * floor(lon / 360) < 360 THEN lon - 360 * floor(lon / 360) ELSE 0 END;

-- BOX (ADQL 2.1, 4.2.9): the crossings of great circles perpendicular to the arms of a cross, at their ends.
CREATE FUNCTION adql.box(lon float8, lat float8, width float8, height float8) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    corners float8[] := '{}';
    x float8; y float8; a float8; b float8; c float8;
    sa float8; ca float8; sd float8; cd float8;
BEGIN
    IF NOT (width > 0 AND width < 180 AND height > 0 AND height < 180 AND abs(lat) <= 90) THEN RETURN NULL; END IF;
    sa := sin(radians(lon)); ca := cos(radians(lon)); sd := sin(radians(lat)); cd := cos(radians(lat));
    FOR i IN 0..3 LOOP
        x := tan(radians(width) / 2) * (CASE WHEN i IN (1, 2) THEN 1 ELSE -1 END);
        y := tan(radians(height) / 2) * (CASE WHEN i IN (2, 3) THEN 1 ELSE -1 END);
        a := cd * ca - x * sa - y * sd * ca;
        b := cd * sa + x * ca - y * sd * sa;
        c := sd + y * cd;
        corners := corners || adql.longitude(degrees(atan2(b, a))) || degrees(atan2(c, sqrt(a * a + b * b)));
    END LOOP;
    RETURN corners;
END $$;

CREATE FUNCTION adql.circle_area(circle float8[]) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 4 * pi() * power(sin(radians(least(greatest(circle[3], 0), 180)) / 2), 2) * power(180 / pi(), 2) + 0 * circle[1];

-- CAST of a text in the form of DALI 1.1, 3.3.5 to 3.3.7: numbers with blanks between them.
CREATE FUNCTION adql.to_numbers(t text, what text, least_count int, most_count int) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    words text[] := regexp_split_to_array(btrim(t, E' \t\r\n'), '[ \t\r\n]+');
BEGIN
    IF array_length(words, 1) BETWEEN least_count AND most_count AND array_length(words, 1) % 2 = least_count % 2
       AND NOT EXISTS (SELECT 1 FROM unnest(words) AS w WHERE w !~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$') THEN
        RETURN words::float8[];
    END IF;
    RAISE EXCEPTION 'A text is no %; its numbers are written with blanks between them.', what USING ERRCODE = '22P02';
END $$;

CREATE FUNCTION adql.to_point(t text) RETURNS float8[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN adql.to_numbers(t, 'point', 2, 2);

CREATE FUNCTION adql.to_circle(t text) RETURNS float8[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN adql.to_numbers(t, 'circle', 3, 3);

CREATE FUNCTION adql.to_polygon(t text) RETURNS float8[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN adql.to_numbers(t, 'polygon', 6, 2000);

CREATE FUNCTION adql.dali_text(geometry float8[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN array_to_string(geometry, ' ');
