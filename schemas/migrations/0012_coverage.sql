-- Coverage maps of published tables (docs/dev/coverage.md), kept so that a restart need not read all positions again. A reload of a table takes its maps with it.

-- map_order: of the sky. time_order: -1 for a map of the sky alone. loaded_at: of the table, or of the feed, when the map was made of it; another one makes it void.
-- map: cells of the sky as StoredMoc writes them, or a FITS file of space and time.
CREATE TABLE vo.coverage (
    table_name text NOT NULL REFERENCES vo.published_table ON DELETE CASCADE,
    map_order integer NOT NULL,
    time_order integer NOT NULL DEFAULT -1,
    loaded_at timestamptz NOT NULL,
    map bytea NOT NULL,
    PRIMARY KEY (table_name, map_order, time_order)
);
-- It is compact already.
ALTER TABLE vo.coverage ALTER map SET STORAGE EXTERNAL;
