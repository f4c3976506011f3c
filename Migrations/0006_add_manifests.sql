-- Integrations that are data: those that were given by POST /integration, and for each run what it started with.

-- The manifest as it was given; null for an integration that comes with the server.
ALTER TABLE integration ADD COLUMN config TEXT;

CREATE TABLE manifest (
    -- SHA-256 of the text.
    hash TEXT PRIMARY KEY,
    config TEXT NOT NULL
) STRICT;

ALTER TABLE run_snapshot ADD COLUMN manifest_hash TEXT REFERENCES manifest (hash);
