-- Spectra (docs/dev/spectra.md). Of each catalogue of spectra that a release declares, the schema vo_spectra has a table of all its spectra as SSA and ObsCore need
-- them (a feed), and one of the files that were found for them. Both are the owner's; everybody else sees views over all feeds.

CREATE SCHEMA vo_spectra;
CREATE SCHEMA ivoa;
CREATE SCHEMA lamost;

-- definition: lvo:spectra of the table when it was loaded.
CREATE TABLE vo.spectrum_feed (
    release text NOT NULL,
    table_name text NOT NULL,
    definition jsonb NOT NULL,
    spectra bigint NOT NULL,
    files bigint NOT NULL,
    simulated boolean NOT NULL,
    version text NOT NULL,
    built_at timestamptz NOT NULL,
    PRIMARY KEY (release, table_name)
);

-- What the catalogue says of columns of views: by which other column a value is found (docs/dev/adql.md), and how far from the main position a circle reaches.
ALTER TABLE vo.published_column ADD lookup_column text, ADD around_position float8;

-- The number of the observation that an identifier of a spectrum begins with: of 635003103R and 58890200383556119R (observation, minute, arm) and 353301001, also
-- behind the question mark of ivo://authority/dr10?353301001. Numbers of observations have at most 10 digits, minutes have 8, and the first number is as long as it
-- can be. Null for anything else. A single expression, which PostgreSQL puts in the place of the call, and of a constant computes once.
CREATE FUNCTION adql.observation_of(identifier text) RETURNS int8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substring(identifier FROM '^(?:ivo://[^?]*\?)?([0-9]{1,10})(?:[0-9]{8})?[BR]?$')::int8;

-- Exposure times as tables of plates have them, 3*600 or 600, in s: together, and of one.
CREATE FUNCTION vo.exposure_sum(written text) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN written ~ '^[0-9]{1,4}\*[0-9]{1,6}(\.[0-9]{1,6})?$' THEN split_part(written, '*', 1)::float8 * split_part(written, '*', 2)::float8
    WHEN written ~ '^[0-9]{1,6}(\.[0-9]{1,6})?$' THEN written::float8
END;
CREATE FUNCTION vo.exposure_each(written text) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN written ~ '^[0-9]{1,4}\*[0-9]{1,6}(\.[0-9]{1,6})?$' THEN split_part(written, '*', 2)::float8
    WHEN written ~ '^[0-9]{1,6}(\.[0-9]{1,6})?$' THEN written::float8
END;

-- The UTC of a local modified Julian minute (UTC+8), MJD in days.
CREATE FUNCTION vo.minute_to_mjd(minute int8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN minute / 1440.0::float8 - 1 / 3.0::float8;
