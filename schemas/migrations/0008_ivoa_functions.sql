-- The functions of the Catalogue of ADQL User-Defined Functions (IVOA Endorsed Note 1.2) that are more than an expression.

CREATE FUNCTION adql.ivo_to_jd(t timestamp) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN extract(julian FROM t)::float8 - 0.5;

CREATE FUNCTION adql.ivo_to_mjd(t timestamp) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (extract(julian FROM t) - 2400001)::float8;

CREATE FUNCTION adql.ivo_nocasematch(value text, pattern text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (lower(value) LIKE lower(pattern) ESCAPE '')::int;

-- Every word of the one among the words of the other; a text without a word has none to miss.
CREATE FUNCTION adql.ivo_hasword(haystack text, needle text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (array_remove(regexp_split_to_array(lower(haystack), '[^[:alnum:]]+'), '') @> array_remove(regexp_split_to_array(lower(needle), '[^[:alnum:]]+'), ''))::int;

CREATE FUNCTION adql.ivo_hashlist_has(hashlist text, item text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (position('#' IN item) = 0 AND lower(item) = ANY (string_to_array(lower(hashlist), '#')))::int;

-- Closed intervals; one whose lower limit is above its upper one is empty.
CREATE FUNCTION adql.ivo_interval_overlaps(l1 float8, h1 float8, l2 float8, h2 float8) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN num_nulls(l1, h1, l2, h2) = 0 THEN (l1 <= h1 AND l2 <= h2 AND h1 >= l2 AND h2 >= l1)::int END;

-- Box and Muller (1958); 1 - random() is never 0.
CREATE FUNCTION adql.ivo_normal_random(mu float8, sigma float8) RETURNS float8 LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN mu + sigma * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random());

-- 12:34:56.7, 123456.7, 12h34m56.7s and the like, with the letter of the unit; NULL for what is none of these.
CREATE FUNCTION adql.sexagesimal(t text, letter text, digits text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    parts text[];
    words text := btrim(lower(t), E' \t');
BEGIN
    parts := coalesce(
        regexp_match(words, '^([+-]?)([0-9]{1,3})[: ]([0-9]{1,2})[: ]([0-9]{1,2}([.][0-9]*)?)$'),
        regexp_match(words, '^([+-]?)(' || digits || ')([0-9]{2})([0-9]{2}([.][0-9]*)?)$'),
        regexp_match(words, '^([+-]?)([0-9]{1,3}) *' || letter || ' *([0-9]{1,2}) *m *([0-9]{1,2}([.][0-9]*)?) *s$'));
    IF parts IS NULL OR parts[3]::float8 >= 60 OR parts[4]::float8 >= 60 THEN RETURN NULL; END IF;
    RETURN (CASE WHEN parts[1] = '-' THEN -1 ELSE 1 END) * (parts[2]::float8 + parts[3]::float8 / 60 + parts[4]::float8 / 3600);
END $$;

CREATE FUNCTION adql.ivo_hms_to_degrees(hms text) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 15 * adql.sexagesimal(hms, 'h', '[0-9]{2}');

CREATE FUNCTION adql.ivo_dms_to_degrees(dms text) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN adql.sexagesimal(dms, 'd', '[0-9]{2,3}');

-- Below the lower limit (NULL among them), in each of the bins, and not below the upper limit.
CREATE FUNCTION adql.histogram_add(state int[], val float8, lower_limit float8, upper_limit float8, nbins int) RETURNS int[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    cell int;
BEGIN
    IF state IS NULL THEN
        IF nbins IS NULL OR nbins NOT BETWEEN 1 AND 100000 OR lower_limit IS NULL OR upper_limit IS NULL OR NOT lower_limit < upper_limit THEN
            RAISE EXCEPTION 'ivo_histogram takes 1 to 100000 bins, and a lower limit below the upper one.' USING ERRCODE = '22023';
        END IF;
        state := array_fill(0, ARRAY[nbins + 2]);
    END IF;
    cell := CASE WHEN val IS NULL OR val < lower_limit OR val = 'NaN' THEN 1 WHEN val >= upper_limit THEN nbins + 2
        ELSE least(nbins, floor((val - lower_limit) / (upper_limit - lower_limit) * nbins)::int + 1) + 1 END;
    state[cell] := state[cell] + 1;
    RETURN state;
END $$;

CREATE FUNCTION adql.histogram_join(a int[], b int[]) RETURNS int[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN a ELSE (SELECT array_agg(x + y ORDER BY i) FROM unnest(a, b) WITH ORDINALITY AS u(x, y, i)) END;

CREATE AGGREGATE adql.ivo_histogram(val float8, lower_limit float8, upper_limit float8, nbins int) (
    SFUNC = adql.histogram_add, STYPE = int[], COMBINEFUNC = adql.histogram_join, PARALLEL = SAFE);

-- A star on a straight line in space (The Hipparcos and Tycho Catalogues, ESA SP-1200, volume 1, 1.5.5): its position, moved by its velocity. In units of its
-- distance at the first epoch. 4.740470463533349 km/s is one astronomical unit a Julian year.
CREATE FUNCTION adql.ivo_epoch_prop_pos(ra float8, "dec" float8, parallax float8, pmra float8, pmdec float8, rv float8, ref_epoch float8, out_epoch float8) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    a float8 := radians(ra); d float8 := radians("dec"); t float8 := out_epoch - ref_epoch;
    per_mas CONSTANT float8 := radians(1.0::float8 / 3600000);
    e float8 := coalesce(pmra, 0) * per_mas; n float8 := coalesce(pmdec, 0) * per_mas;
    r float8 := coalesce(rv, 0) * coalesce(parallax, 0) * per_mas / 4.740470463533349;
    x float8; y float8; z float8;
BEGIN
    IF ra IS NULL OR "dec" IS NULL OR ref_epoch IS NULL OR out_epoch IS NULL OR NOT abs("dec") <= 90 THEN RETURN NULL; END IF;
    x := cos(d) * cos(a) * (1 + r * t) + t * (-e * sin(a) - n * sin(d) * cos(a));
    y := cos(d) * sin(a) * (1 + r * t) + t * (e * cos(a) - n * sin(d) * sin(a));
    z := sin(d) * (1 + r * t) + t * n * cos(d);
    RETURN ARRAY[adql.longitude(degrees(atan2(y, x))), degrees(atan2(z, sqrt(x * x + y * y)))];
END $$;

-- The rows of the rotation from ICRS to a frame. FK5 at J2000 differs by some 0.02 arcsec (Mignard and Froeschle 2000, A&A 354, 732: -19.9, -9.1, 22.9 mas);
-- GALACTIC is that of the IAU of 1958 in FK5 (Reid and Brunthaler 2004, ApJ 616, 872), SUPER_GALACTIC has its pole at l 47.37, b 6.32 there
-- (de Vaucouleurs), ECLIPTIC is the mean ecliptic and equinox of J2000 (IAU 2006). Each is given by its pole in ICRS.
CREATE FUNCTION adql.frame_rotation(frame text) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    CASE frame
        WHEN 'ICRS' THEN RETURN ARRAY[[1, 0, 0], [0, 1, 0], [0, 0, 1]]::float8[];
        WHEN 'FK5' THEN RETURN ARRAY[[1, -1.1102233290551095e-07, -4.4118044980967748e-08], [1.1102233738475023e-07, 1, 9.6477922460101329e-08],
            [4.4118034299296302e-08, -9.6477927450260902e-08, 1]]::float8[];
        WHEN 'GALACTIC' THEN RETURN adql.rotation_by_pole(192.85947789477606, 27.128252414968028, 122.9319252554166);
        WHEN 'SUPER_GALACTIC' THEN RETURN adql.rotation_by_pole(283.754086500365, 15.708930814681555, 26.45033269581511);
        WHEN 'ECLIPTIC' THEN RETURN adql.rotation_by_pole(269.9999852977778, 66.56071866138888, 89.99998839583333);
        ELSE
            RAISE EXCEPTION 'The frame of ivo_geom_transform is not known.' USING ERRCODE = '22023';
    END CASE;
END $$;

-- By the old coordinates of the new pole and the new longitude of the old pole.
CREATE FUNCTION adql.rotation_by_pole(lon float8, lat float8, of_old_pole float8) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    p float8[] := ARRAY[cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)), sin(radians(lat))];
    n float8[] := ARRAY[-sin(radians(lon)), cos(radians(lon)), 0];
    a float8[]; x float8[];
    c float8 := cos(radians(of_old_pole - 90)); s float8 := sin(radians(of_old_pole - 90));
BEGIN
    a := ARRAY[p[2] * n[3] - p[3] * n[2], p[3] * n[1] - p[1] * n[3], p[1] * n[2] - p[2] * n[1]];
    x := ARRAY[c * n[1] - s * a[1], c * n[2] - s * a[2], c * n[3] - s * a[3]];
    RETURN ARRAY[x, ARRAY[p[2] * x[3] - p[3] * x[2], p[3] * x[1] - p[1] * x[3], p[1] * x[2] - p[2] * x[1]], p];
END $$;

CREATE FUNCTION adql.ivo_geom_transform(from_sys text, to_sys text, geom float8[], kind text) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    f float8[] := adql.frame_rotation(from_sys); t float8[] := adql.frame_rotation(to_sys);
    numbers int := CASE kind WHEN 'polygon' THEN array_length(geom, 1) ELSE 2 END;
    v float8[]; w float8[]; u float8[];
BEGIN
    IF from_sys = to_sys THEN RETURN geom; END IF;
    FOR i IN 1..numbers BY 2 LOOP
        v := ARRAY[cos(radians(geom[i + 1])) * cos(radians(geom[i])), cos(radians(geom[i + 1])) * sin(radians(geom[i])), sin(radians(geom[i + 1]))];
        -- Back to ICRS by the transposed rotation, then ahead.
        w := ARRAY[f[1][1] * v[1] + f[2][1] * v[2] + f[3][1] * v[3], f[1][2] * v[1] + f[2][2] * v[2] + f[3][2] * v[3], f[1][3] * v[1] + f[2][3] * v[2] + f[3][3] * v[3]];
        u := ARRAY[t[1][1] * w[1] + t[1][2] * w[2] + t[1][3] * w[3], t[2][1] * w[1] + t[2][2] * w[2] + t[2][3] * w[3], t[3][1] * w[1] + t[3][2] * w[2] + t[3][3] * w[3]];
        geom[i] := adql.longitude(degrees(atan2(u[2], u[1])));
        geom[i + 1] := degrees(atan2(u[3], sqrt(u[1] * u[1] + u[2] * u[2])));
    END LOOP;
    RETURN geom;
END $$;
