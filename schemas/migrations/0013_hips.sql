-- HiPS (docs/dev/hips.md). Of each published table with a position the schema vo_hips has a table of tiles: for each tile of the progressive catalogue which rows it has,
-- by their places in the published table, which never moves a row. What is known of such a table stands here.

CREATE SCHEMA vo_hips;

-- relfilenode: the file of the published table when the tiles were made. Where it is another one now, as after a restore or VACUUM FULL, rows are elsewhere and the tiles are void.
-- cells: how many rows each cell of order 9 has. score: what decides which rows come first, in words. t_min, t_max: MJD.
-- sky_fraction: of the cells with rows, of all. ra, dec: a place with many rows.
CREATE TABLE vo.hips_index (
    release text NOT NULL,
    table_name text NOT NULL,
    relfilenode bigint NOT NULL,
    row_count bigint NOT NULL,
    tile_count integer NOT NULL,
    hips_order integer NOT NULL,
    t_min float8,
    t_max float8,
    sky_fraction float8 NOT NULL,
    ra float8,
    dec float8,
    score text,
    cells bytea NOT NULL,
    built_at timestamptz NOT NULL,
    PRIMARY KEY (release, table_name)
);

-- Which rows come first: the first of these columns, divided by commas, that is not null, the greatest or the least value.
ALTER TABLE vo.published_table ADD hips_score text, ADD hips_lowest boolean NOT NULL DEFAULT false;
