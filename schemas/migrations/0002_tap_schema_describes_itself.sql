-- TAP_SCHEMA's own entry in TAP_SCHEMA (TAP 1.1, 4). Types, lengths and nullability are read from the tables that 0001 made, so they cannot disagree.

INSERT INTO tap_schema.schemas (schema_name, description, schema_index) VALUES
    ('TAP_SCHEMA', 'The schemas, tables, columns and keys that can be queried here.', 9999);

INSERT INTO tap_schema.tables (schema_name, table_name, table_type, description, table_index) VALUES
    ('TAP_SCHEMA', 'TAP_SCHEMA.schemas', 'table', 'The schemas of this service.', 1),
    ('TAP_SCHEMA', 'TAP_SCHEMA.tables', 'table', 'The tables of this service.', 2),
    ('TAP_SCHEMA', 'TAP_SCHEMA.columns', 'table', 'The columns of all tables of this service.', 3),
    ('TAP_SCHEMA', 'TAP_SCHEMA.keys', 'table', 'The foreign keys between tables of this service.', 4),
    ('TAP_SCHEMA', 'TAP_SCHEMA.key_columns', 'table', 'The columns of each foreign key.', 5);

INSERT INTO vo.published_schema (schema_name, description_zh) VALUES
    ('TAP_SCHEMA', '此处可查询的模式、表、列和键。');

INSERT INTO vo.published_table (table_name, name, physical_schema, physical_name)
    SELECT table_name, split_part(table_name, '.', 2), 'tap_schema', split_part(table_name, '.', 2)
    FROM tap_schema.tables WHERE schema_name = 'TAP_SCHEMA';

CREATE TEMPORARY TABLE self_description ON COMMIT DROP AS
    SELECT d.table_name AS physical_table, d.column_name AS physical_column, 'TAP_SCHEMA.' || d.table_name AS table_name,
        CASE d.column_name WHEN 'size' THEN '"size"' ELSE d.column_name END AS column_name,
        d.principal, d.indexed, d.description, c.character_maximum_length::integer AS max_length, c.is_nullable = 'YES' AS nullable, c.ordinal_position::integer AS position
    FROM (VALUES
        ('schemas', 'schema_name', 1, 1, 'Name of the schema, as it is written in a query.'),
        ('schemas', 'utype', 0, 0, 'Role of the schema in a data model.'),
        ('schemas', 'description', 1, 0, 'What the schema holds.'),
        ('schemas', 'schema_index', 0, 0, 'Recommended place in a list, ascending.'),
        ('tables', 'schema_name', 1, 0, 'The schema that the table belongs to.'),
        ('tables', 'table_name', 1, 1, 'Name of the table with its schema, as it is written in a query.'),
        ('tables', 'table_type', 0, 0, 'table or view.'),
        ('tables', 'utype', 0, 0, 'Role of the table in a data model.'),
        ('tables', 'description', 1, 0, 'What the table holds.'),
        ('tables', 'table_index', 0, 0, 'Recommended place in a list, ascending.'),
        ('columns', 'table_name', 1, 1, 'The table that the column belongs to.'),
        ('columns', 'column_name', 1, 0, 'Name of the column, as it is written in a query.'),
        ('columns', 'datatype', 1, 0, 'VOTable datatype of the values.'),
        ('columns', 'arraysize', 0, 0, 'VOTable arraysize of the values; null for a single number.'),
        ('columns', 'xtype', 0, 0, 'Extended type of the values (DALI).'),
        ('columns', 'size', 0, 0, 'The number in arraysize; null where that has none. Deprecated by TAP 1.1; use arraysize.'),
        ('columns', 'description', 1, 0, 'What the column holds.'),
        ('columns', 'utype', 0, 0, 'Role of the column in a data model.'),
        ('columns', 'unit', 1, 0, 'Unit of the values (VOUnits).'),
        ('columns', 'ucd', 1, 0, 'Kind of quantity (UCD1+).'),
        ('columns', 'indexed', 0, 0, '1 where an index serves conditions on the column, else 0.'),
        ('columns', 'principal', 0, 0, '1 for the columns to look at first, else 0.'),
        ('columns', 'std', 0, 0, '1 where a standard defines the column, else 0.'),
        ('columns', 'column_index', 0, 0, 'Recommended place in a list, ascending.'),
        ('keys', 'key_id', 1, 1, 'Identifier of the key.'),
        ('keys', 'from_table', 1, 0, 'The table that refers.'),
        ('keys', 'target_table', 1, 0, 'The table referred to.'),
        ('keys', 'description', 1, 0, 'What the key says.'),
        ('keys', 'utype', 0, 0, 'Role of the key in a data model.'),
        ('key_columns', 'key_id', 1, 1, 'The key that the pair of columns belongs to.'),
        ('key_columns', 'from_column', 1, 0, 'The column in the table that refers.'),
        ('key_columns', 'target_column', 1, 0, 'The column in the table referred to.')
    ) AS d (table_name, column_name, principal, indexed, description)
    JOIN information_schema.columns c ON c.table_schema = 'tap_schema' AND c.table_name = d.table_name AND c.column_name = d.column_name;

INSERT INTO tap_schema.columns (table_name, column_name, datatype, arraysize, "size", description, indexed, principal, std, column_index)
    SELECT table_name, column_name, CASE WHEN max_length IS NULL THEN 'int' ELSE 'char' END, CASE WHEN max_length IS NOT NULL THEN '*' END, NULL::integer, description,
        indexed, principal, 1, position
    FROM self_description;

INSERT INTO vo.published_column (table_name, column_name, name, physical_name, type, max_length, nullable, verbosity)
    SELECT table_name, column_name, physical_column, physical_column, CASE WHEN max_length IS NULL THEN 'Integer' ELSE 'Varchar' END, max_length, nullable, 3
    FROM self_description;

INSERT INTO tap_schema.keys (key_id, from_table, target_table, description) VALUES
    ('tap_schema_tables', 'TAP_SCHEMA.tables', 'TAP_SCHEMA.schemas', 'The schema of a table.'),
    ('tap_schema_columns', 'TAP_SCHEMA.columns', 'TAP_SCHEMA.tables', 'The table of a column.'),
    ('tap_schema_keys_from', 'TAP_SCHEMA.keys', 'TAP_SCHEMA.tables', 'The table that a key refers from.'),
    ('tap_schema_keys_target', 'TAP_SCHEMA.keys', 'TAP_SCHEMA.tables', 'The table that a key refers to.'),
    ('tap_schema_key_columns', 'TAP_SCHEMA.key_columns', 'TAP_SCHEMA.keys', 'The key of a pair of columns.');

INSERT INTO tap_schema.key_columns (key_id, from_column, target_column) VALUES
    ('tap_schema_tables', 'schema_name', 'schema_name'),
    ('tap_schema_columns', 'table_name', 'table_name'),
    ('tap_schema_keys_from', 'from_table', 'table_name'),
    ('tap_schema_keys_target', 'target_table', 'table_name'),
    ('tap_schema_key_columns', 'key_id', 'key_id');
