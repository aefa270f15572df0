-- Functions that the SQL of ADQL queries calls. A number out of the domain gives NULL for its row; PostgreSQL itself would end the query.
-- Those of one expression are not STRICT, so that the planner can put their expression in their place.
CREATE SCHEMA adql;

CREATE FUNCTION adql.acos(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x BETWEEN -1 AND 1 THEN acos(x) END;

CREATE FUNCTION adql.asin(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x BETWEEN -1 AND 1 THEN asin(x) END;

CREATE FUNCTION adql.sqrt(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x >= 0 THEN sqrt(x) END;

CREATE FUNCTION adql.log(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x > 0 THEN ln(x) END;

CREATE FUNCTION adql.log10(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x > 0 THEN log10(x) END;

CREATE FUNCTION adql.sin(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x > '-Infinity' AND x < 'Infinity' THEN sin(x) END;

CREATE FUNCTION adql.cos(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x > '-Infinity' AND x < 'Infinity' THEN cos(x) END;

CREATE FUNCTION adql.tan(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x > '-Infinity' AND x < 'Infinity' THEN tan(x) END;

CREATE FUNCTION adql.cot(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x > '-Infinity' AND x < 'Infinity' AND abs(x) > 1e-307 THEN cot(x) END;

-- 1.7e308 degrees are fewer radians; only the way back can overflow.
CREATE FUNCTION adql.radians(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN abs(x) < 1e-305 THEN 0 ELSE radians(x) END;

CREATE FUNCTION adql.degrees(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN abs(x) < 3e306 OR abs(x) = 'Infinity' THEN degrees(x) END;

-- exp(709.782712893384) is the last finite one, exp(-708.39) the last of full precision; PostgreSQL reports what is smaller as an error.
CREATE FUNCTION adql.exp(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x < -708 THEN 0 WHEN x <= 709.782712893384 THEN exp(x) END;

CREATE FUNCTION adql.power(x float8, y float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF (x = 0 AND y < 0) OR (x < 0 AND y <> trunc(y)) THEN RETURN NULL; END IF;
    IF x <> 0 AND y <> 0 AND abs(x) < 'Infinity' AND abs(y) < 'Infinity' THEN
        IF y * ln(abs(x)) > 709.78 THEN RETURN NULL; END IF;
        IF y * ln(abs(x)) < -708 THEN RETURN 0; END IF;
    END IF;
    RETURN pg_catalog.power(x, y);
END $$;

-- The remainder has the sign of x. In decimal numbers it is exact, and digits beyond 17 tell the number that was meant from the one that is stored.
CREATE FUNCTION adql.mod(x float8, y float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF y = 0 OR abs(x) = 'Infinity' OR x = 'NaN' OR y = 'NaN' THEN RETURN NULL; END IF;
    IF abs(y) = 'Infinity' OR abs(x) < abs(y) THEN RETURN x; END IF;
    RETURN pg_catalog.mod(x::text::numeric, y::text::numeric)::float8;
END $$;

CREATE FUNCTION adql.mod(x int8, y int8) RETURNS int8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN y <> 0 THEN mod(x, y) END;

-- Halves go away from zero, as one rounds by hand. A double has 17 digits; beyond 1e17 and for 320 places and more there is nothing to round.
CREATE FUNCTION adql.round(x float8, n int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN x IS NULL OR n IS NULL THEN NULL
    WHEN x = 'NaN' OR abs(x) = 'Infinity' OR n > 320 THEN x
    WHEN n < -320 THEN 0
    ELSE pg_catalog.round(x::text::numeric, n)::float8
END;

CREATE FUNCTION adql.truncate(x float8, n int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN x IS NULL OR n IS NULL THEN NULL
    WHEN x = 'NaN' OR abs(x) = 'Infinity' OR n > 320 THEN x
    WHEN n < -320 THEN 0
    ELSE pg_catalog.trunc(x::text::numeric, n)::float8
END;

-- Times in the form of DALI 1.1, 3.3.3; PostgreSQL's own reading takes 'now' and much more.
CREATE FUNCTION adql.to_timestamp(t text) RETURNS timestamp LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF t !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z?)?$' THEN
        RAISE EXCEPTION 'A text is no time; a time is written YYYY-MM-DDThh:mm:ss.' USING ERRCODE = '22007';
    END IF;
    RETURN pg_catalog.rtrim(t, 'Z')::timestamp;
END $$;

CREATE FUNCTION adql.dali_text(t timestamp) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN date_trunc('second', t) = t THEN to_char(t, 'YYYY-MM-DD"T"HH24:MI:SS') ELSE rtrim(to_char(t, 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0') END;
