-- Jobs (UWS 1.1) and the tables that users upload with their queries (TAP 1.1, 2.5). Files of jobs lie beside the database, in the directory of jobs.

-- Numbers of running service processes. Each holds an advisory lock on its own, so that whoever gets the lock of another knows that it is dead.
CREATE SEQUENCE vo.service_instance AS integer CYCLE;

-- error_text is there in phases ERROR and ABORTED only; the result's columns in COMPLETED only. is_long: by the planner's estimate; long jobs have fewer places.
CREATE TABLE vo.job (
    id text COLLATE "C" PRIMARY KEY,
    service text NOT NULL,
    phase text NOT NULL DEFAULT 'PENDING' CHECK (phase IN ('PENDING', 'QUEUED', 'EXECUTING', 'COMPLETED', 'ERROR', 'ABORTED')),
    run_id text,
    language text NOT NULL DEFAULT 'en',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    queued_at timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    destruction timestamptz NOT NULL,
    execution_seconds integer NOT NULL CHECK (execution_seconds > 0),
    is_long boolean NOT NULL DEFAULT false,
    attempts integer NOT NULL DEFAULT 0,
    instance integer,
    rows_written bigint NOT NULL DEFAULT 0,
    bytes_written bigint NOT NULL DEFAULT 0,
    result_file text,
    result_type text,
    result_sha256 text,
    result_overflow boolean,
    error_code text,
    error_text text,
    error_transient boolean
);
CREATE INDEX job_queue ON vo.job (queued_at) WHERE phase = 'QUEUED';
CREATE INDEX job_executing ON vo.job (instance) WHERE phase = 'EXECUTING';
CREATE INDEX job_destruction ON vo.job (destruction);
CREATE INDEX job_created ON vo.job (created_at);

-- Names in upper case. A name has several rows only where a request gave it several values.
CREATE TABLE vo.job_parameter (
    job_id text COLLATE "C" NOT NULL REFERENCES vo.job ON DELETE CASCADE,
    name text NOT NULL,
    ordinal integer NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (job_id, name, ordinal)
);

-- The parts of requests that hold tables, by the label that UPLOAD=name,param:label names; file: its name in the job's directory.
CREATE TABLE vo.job_upload (
    job_id text COLLATE "C" NOT NULL REFERENCES vo.job ON DELETE CASCADE,
    label text NOT NULL,
    file text NOT NULL,
    PRIMARY KEY (job_id, label)
);

-- Uploaded tables live as long as the query that names them. The reader may read them; that a query reads only its own is the work of its syntax tree,
-- which knows no other.
CREATE SCHEMA vo_upload;
CREATE TABLE vo.upload_table (
    name text PRIMARY KEY,
    instance integer NOT NULL
);
