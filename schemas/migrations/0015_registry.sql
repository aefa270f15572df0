-- The registry (docs/dev/registry.md): its records as they were last published, and facts of tables that records tell.

-- identifier: as it is written; upper and lower case do not differ. content: the record as ri:Resource without the attributes created, updated and status, null for
-- one that was taken away; dublin_core: the same as oai_dc. updated: the datestamp of OAI-PMH, whole seconds.
CREATE TABLE vo.registry_record (
    identifier text COLLATE "C" PRIMARY KEY,
    content text,
    dublin_core text,
    created timestamptz NOT NULL,
    updated timestamptz NOT NULL,
    CHECK ((content IS NULL) = (dublin_core IS NULL))
);
CREATE UNIQUE INDEX registry_record_identifier ON vo.registry_record (lower(identifier));
CREATE INDEX registry_record_updated ON vo.registry_record (updated, identifier);

-- Of which version of the catalogue the records are, so that a process that is behind writes none. One row.
CREATE TABLE vo.registry_state (
    catalog_version bigint NOT NULL
);
INSERT INTO vo.registry_state VALUES (0);

-- A place where a table has a row, for those who try the service out: its first in the order of the sky. Null where it has none.
ALTER TABLE vo.published_table ADD test_longitude float8, ADD test_latitude float8;

-- The days on which the spectra of a feed were taken, MJD (UTC), gaps of less than a month closed.
-- And where the first spectrum with a file is, in the order of the sky, which a search of spectra finds; null where none has a file.
ALTER TABLE vo.spectrum_feed ADD days int4multirange NOT NULL DEFAULT '{}', ADD test_longitude float8, ADD test_latitude float8;

CREATE FUNCTION vo.seasons(feed regclass) RETURNS int4multirange LANGUAGE plpgsql STABLE AS $$
DECLARE
    found int4multirange;
BEGIN
    EXECUTE format('SELECT range_agg(int4range(day - 15, day + 16)) FROM (SELECT DISTINCT floor(t_min)::int4 AS day FROM %s) AS days', feed) INTO found;
    RETURN coalesce((SELECT range_agg(int4range(lower(r) + 15, upper(r) - 15)) FROM unnest(found) AS r), '{}');
END $$;

DO $$
DECLARE
    t record;
    place record;
BEGIN
    FOR t IN SELECT p.table_name, p.physical_schema, p.physical_name, p.healpix_column, longitude.physical_name AS lon, latitude.physical_name AS lat
        FROM vo.published_table p
        JOIN vo.published_column longitude ON longitude.table_name = p.table_name AND longitude.name = longitude_column
        JOIN vo.published_column latitude ON latitude.table_name = p.table_name AND latitude.name = latitude_column
        WHERE p.cone_search_id IS NOT NULL AND p.healpix_column IS NOT NULL
    LOOP
        EXECUTE format('SELECT %I AS lon, %I AS lat FROM %I.%I WHERE %I >= 0 ORDER BY %I LIMIT 1', t.lon, t.lat, t.physical_schema, t.physical_name, t.healpix_column, t.healpix_column) INTO place;
        UPDATE vo.published_table SET test_longitude = place.lon, test_latitude = place.lat WHERE table_name = t.table_name;
    END LOOP;
    FOR t IN SELECT release, table_name, format('vo_spectra.%I', release || '.' || table_name) AS feed FROM vo.spectrum_feed
    LOOP
        CONTINUE WHEN to_regclass(t.feed) IS NULL;
        EXECUTE format('SELECT s_ra AS lon, s_dec AS lat FROM %s WHERE file_bytes IS NOT NULL ORDER BY hpx29 LIMIT 1', t.feed) INTO place;
        UPDATE vo.spectrum_feed SET days = vo.seasons(t.feed::regclass), test_longitude = place.lon, test_latitude = place.lat
        WHERE release = t.release AND table_name = t.table_name;
    END LOOP;
END $$;
