-- Why: an environment may change how a unified model is made of an integration's records, by field or as a whole.
-- override is {"<resource>": {"<integration>": {…}}} with the keys of a mapping file.
CREATE TABLE unified_model_override (
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    override TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (environment_id, model)
) STRICT, WITHOUT ROWID;
