-- Why: the first schema. Environments and their tokens, integrations and accounts, jobs, runs with their work items,
-- and the records that runs store. Times are milliseconds since 1970 in UTC.

-- One row a fact about this database as a whole: the store's epoch, the change numbers reserved, the key check.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE environment (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- A token's text is stored nowhere; hash is its SHA-256.
CREATE TABLE api_token (
    id TEXT PRIMARY KEY,
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE integration (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL,
    is_beta INTEGER NOT NULL,
    sharing TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT integration_sharing CHECK (sharing IN ('ask', 'deny', 'allow'))
) STRICT;

CREATE TABLE environment_integration (
    id TEXT PRIMARY KEY,
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    integration_id TEXT NOT NULL REFERENCES integration (id) ON DELETE CASCADE,
    is_enabled INTEGER NOT NULL,
    show_in_catalog INTEGER NOT NULL,
    override TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (environment_id, integration_id)
) STRICT;

-- sealed_context is the whole context, encrypted; no part of it is stored in clear.
CREATE TABLE integrated_account (
    id TEXT PRIMARY KEY,
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    environment_integration_id TEXT NOT NULL REFERENCES environment_integration (id) ON DELETE CASCADE,
    integration_name TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    sealed_context BLOB NOT NULL,
    status TEXT NOT NULL,
    last_error TEXT,
    authentication_method TEXT NOT NULL,
    region TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT integrated_account_status CHECK (
        status IN ('active', 'connecting', 'post_install_error', 'validation_error', 'needs_reauth')
    )
) STRICT;
CREATE INDEX integrated_account_by_environment ON integrated_account (environment_id, created_at DESC, id);
CREATE INDEX integrated_account_by_integration ON integrated_account (environment_integration_id);

CREATE TABLE sync_job (
    id TEXT PRIMARY KEY,
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    integration_name TEXT NOT NULL,
    label TEXT NOT NULL,
    args_schema TEXT,
    resources TEXT NOT NULL,
    default_runtime_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sync_job_by_environment ON sync_job (environment_id, created_at DESC, id);

-- A run outlives its job and its account. seq orders runs by age and is what the tables below refer to.
CREATE TABLE run (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    sync_job_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    integration_name TEXT NOT NULL,
    args_hash BLOB NOT NULL,
    error_handling TEXT NOT NULL,
    ignore_previous_run INTEGER NOT NULL,
    daemon_group_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    result TEXT,
    failure_kind TEXT,
    failure_message TEXT,
    lease_token TEXT,
    lease_expires_at INTEGER NOT NULL DEFAULT 0,
    resumes INTEGER NOT NULL DEFAULT 0,
    -- Claims since the last commit; a run that dies again and again before its next page is ended.
    claims INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT run_status CHECK (
        status IN ('created', 'running', 'rate_limited', 'completed', 'failed', 'stopped')
    ),
    CONSTRAINT run_result CHECK (result IS NULL OR (result IN ('clean', 'partial') AND status = 'completed')),
    CONSTRAINT run_started CHECK (started_at IS NOT NULL OR status IN ('created', 'failed', 'stopped')),
    CONSTRAINT run_finished CHECK ((finished_at IS NOT NULL) = (status IN ('completed', 'failed', 'stopped')))
) STRICT;
CREATE INDEX run_by_environment ON run (environment_id, created_at DESC, id);
CREATE INDEX run_by_status ON run (status, seq);
CREATE INDEX run_by_job ON run (sync_job_id, account_id, args_hash);
CREATE INDEX run_by_account ON run (account_id, status);

-- The job as it was when the run was created. Apart from run, so that a commit doesn't rewrite it.
CREATE TABLE run_snapshot (
    run_seq INTEGER PRIMARY KEY REFERENCES run (seq) ON DELETE CASCADE,
    args TEXT NOT NULL,
    args_schema TEXT,
    resources TEXT NOT NULL
) STRICT;

CREATE TABLE run_node (
    run_seq INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
    node INTEGER NOT NULL,
    label TEXT NOT NULL,
    resource TEXT NOT NULL,
    method TEXT NOT NULL,
    definition_hash BLOB NOT NULL,
    parent INTEGER,
    runs_after_parent INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    first_item TEXT NOT NULL,
    -- waiting: its one item isn't made yet; open: items may still come; done: none will.
    state TEXT NOT NULL,
    -- 1 when the run completed and neither the node nor an ancestor missed anything.
    clean INTEGER NOT NULL DEFAULT 0,
    fetched INTEGER NOT NULL DEFAULT 0,
    persisted INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    retries INTEGER NOT NULL DEFAULT 0,
    wait_ms INTEGER NOT NULL DEFAULT 0,
    without_id INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run_seq, node),
    CONSTRAINT run_node_state CHECK (state IN ('waiting', 'open', 'done'))
) STRICT, WITHOUT ROWID;

-- A call that isn't finished; deleted by the commit that finishes it. Failed ones stay.
CREATE TABLE work_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_seq INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
    node INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    kind TEXT NOT NULL,
    context TEXT NOT NULL,
    cursor TEXT,
    loop_index INTEGER,
    was_sent INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'ready',
    CONSTRAINT work_item_kind CHECK (kind IN ('call', 'loop', 'spread')),
    CONSTRAINT work_item_state CHECK (state IN ('ready', 'failed'))
) STRICT;
CREATE INDEX work_item_by_run ON work_item (run_seq, state, depth DESC, id, node);

CREATE TABLE run_error (
    id INTEGER PRIMARY KEY,
    run_seq INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
    node INTEGER NOT NULL,
    -- Which of the node's calls.
    context TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    sample TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX run_error_by_run ON run_error (run_seq, node, id);

-- One resource of one account. The counts are kept up with every page, so that counting costs nothing.
CREATE TABLE record_set (
    id INTEGER PRIMARY KEY,
    environment_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    integration_name TEXT NOT NULL,
    resource TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    last_change INTEGER,
    last_changed_at INTEGER,
    -- 1 when the account is gone and its records are being removed in steps.
    purging INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account_id, resource)
) STRICT;
CREATE INDEX record_set_by_environment ON record_set (environment_id, resource);

-- A rowid table on purpose: bodies of 2 KB in an index tree cost three times as much to insert at random.
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES record_set (id),
    record_id TEXT NOT NULL,
    data TEXT NOT NULL,
    remote_data TEXT,
    hash BLOB NOT NULL,
    change INTEGER NOT NULL,
    created_change INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    deleted_at INTEGER,
    run_seq INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_by_id ON record (set_id, record_id);
CREATE UNIQUE INDEX record_by_change ON record (set_id, change);

CREATE TABLE idempotency (
    environment_id TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (environment_id, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);
