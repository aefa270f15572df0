-- What the service knows of what it publishes: TAP_SCHEMA as the standard has it (TAP 1.1, 4), and beside it, in schema vo, what is not public.
-- Rows come from the release definitions when a table is loaded; those that describe TAP_SCHEMA itself come with 0002.

CREATE SCHEMA tap_schema;

-- Lengths are the bounds that the metadata announces. Orders (…_index) count from 1.
CREATE TABLE tap_schema.schemas (
    schema_name varchar(64) COLLATE "C" PRIMARY KEY,
    utype varchar(256) COLLATE "C",
    description varchar(4096) COLLATE "C",
    schema_index integer
);

CREATE TABLE tap_schema.tables (
    schema_name varchar(64) COLLATE "C" NOT NULL REFERENCES tap_schema.schemas,
    table_name varchar(256) COLLATE "C" PRIMARY KEY,
    table_type varchar(8) COLLATE "C" NOT NULL CHECK (table_type IN ('table', 'view')),
    utype varchar(256) COLLATE "C",
    description varchar(4096) COLLATE "C",
    table_index integer
);

CREATE TABLE tap_schema.columns (
    table_name varchar(256) COLLATE "C" NOT NULL REFERENCES tap_schema.tables ON DELETE CASCADE,
    column_name varchar(130) COLLATE "C" NOT NULL,
    datatype varchar(16) COLLATE "C" NOT NULL,
    arraysize varchar(16) COLLATE "C",
    xtype varchar(64) COLLATE "C",
    "size" integer,
    description varchar(4096) COLLATE "C",
    utype varchar(256) COLLATE "C",
    unit varchar(64) COLLATE "C",
    ucd varchar(256) COLLATE "C",
    indexed integer NOT NULL CHECK (indexed IN (0, 1)),
    principal integer NOT NULL CHECK (principal IN (0, 1)),
    std integer NOT NULL CHECK (std IN (0, 1)),
    column_index integer,
    PRIMARY KEY (table_name, column_name)
);

CREATE TABLE tap_schema.keys (
    key_id varchar(64) COLLATE "C" PRIMARY KEY,
    from_table varchar(256) COLLATE "C" NOT NULL REFERENCES tap_schema.tables ON DELETE CASCADE,
    target_table varchar(256) COLLATE "C" NOT NULL REFERENCES tap_schema.tables ON DELETE CASCADE,
    description varchar(4096) COLLATE "C",
    utype varchar(256) COLLATE "C"
);

CREATE TABLE tap_schema.key_columns (
    key_id varchar(64) COLLATE "C" NOT NULL REFERENCES tap_schema.keys ON DELETE CASCADE,
    from_column varchar(130) COLLATE "C" NOT NULL,
    target_column varchar(130) COLLATE "C" NOT NULL,
    PRIMARY KEY (key_id, from_column)
);

CREATE TABLE vo.published_schema (
    schema_name text PRIMARY KEY REFERENCES tap_schema.schemas ON DELETE CASCADE,
    version text,
    description_zh text
);

-- name: without schema and quotes. The position's columns and cone_search_id are names of published columns.
CREATE TABLE vo.published_table (
    table_name text PRIMARY KEY REFERENCES tap_schema.tables ON DELETE CASCADE,
    name text NOT NULL,
    physical_schema text NOT NULL,
    physical_name text NOT NULL,
    longitude_column text,
    latitude_column text,
    healpix_column text,
    cone_search_id text,
    description_zh text,
    row_count bigint,
    simulated boolean NOT NULL DEFAULT false,
    loaded_at timestamptz
);

-- name: without quotes. type: a value of AdqlType. verbosity: the least VERB (1 to 3) of a cone search that shows the column.
CREATE TABLE vo.published_column (
    table_name text NOT NULL REFERENCES vo.published_table ON DELETE CASCADE,
    column_name text NOT NULL,
    name text NOT NULL,
    physical_name text NOT NULL,
    type text NOT NULL,
    max_length integer,
    nullable boolean NOT NULL,
    verbosity integer NOT NULL DEFAULT 3 CHECK (verbosity BETWEEN 1 AND 3),
    description_zh text,
    PRIMARY KEY (table_name, column_name),
    FOREIGN KEY (table_name, column_name) REFERENCES tap_schema.columns ON DELETE CASCADE
);

-- Counts the changes of what is published, for services that cannot LISTEN. One row.
CREATE TABLE vo.catalog_version (
    version bigint NOT NULL
);
INSERT INTO vo.catalog_version VALUES (1);

-- What only the owner may read, e.g. the reader's password on a database that asks for one.
CREATE TABLE vo.secret (
    name text PRIMARY KEY,
    value text NOT NULL
);
