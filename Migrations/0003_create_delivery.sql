-- Why: runs that deliver to a webhook, and events for everybody who listens.

-- sealed_secret is encrypted; event_types is a JSON array, NULL for all.
CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    target_url TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    event_types TEXT,
    sealed_secret BLOB NOT NULL,
    signature_encoding TEXT NOT NULL,
    give_up_after_ms INTEGER NOT NULL,
    max_records INTEGER NOT NULL,
    max_bytes INTEGER NOT NULL,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT webhook_signature CHECK (signature_encoding IN ('base64', 'hex'))
) STRICT;
CREATE INDEX webhook_by_environment ON webhook (environment_id, created_at DESC, id);

-- The bytes are stored once, whoever gets them, and never change: two tries of one id are the same.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    -- The run it tells of; NULL for events of no run.
    run_seq INTEGER REFERENCES run (seq) ON DELETE CASCADE,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_by_run ON event (run_seq);
CREATE INDEX event_by_age ON event (created_at);

-- seq is the order in which a lane is delivered; lane is the run's seq, 0 for events of no run.
CREATE TABLE delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The event's id; what lists are ordered by after the time.
    id TEXT NOT NULL,
    event_seq INTEGER NOT NULL REFERENCES event (seq) ON DELETE CASCADE,
    webhook_id TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    lane INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL DEFAULT 0,
    first_tried_at INTEGER,
    last_tried_at INTEGER,
    answer_status INTEGER,
    answer_body TEXT,
    answer_error TEXT,
    created_at INTEGER NOT NULL,
    CONSTRAINT delivery_state CHECK (state IN ('pending', 'delivered', 'refused', 'dead'))
) STRICT;
CREATE INDEX delivery_by_event ON delivery (event_seq);
CREATE INDEX delivery_by_lane ON delivery (webhook_id, lane, state, seq);
CREATE INDEX delivery_by_webhook ON delivery (webhook_id, created_at DESC, id);
CREATE INDEX delivery_pending ON delivery (webhook_id, lane, seq) WHERE state = 'pending';

-- A run with a webhook has an empty daemon_group_key. events_to_send is a JSON array, NULL for all.
ALTER TABLE run ADD COLUMN webhook_id TEXT;
ALTER TABLE run ADD COLUMN events_to_send TEXT;
-- The delivery of the run's `started` to its own webhook: work begins when it is settled.
ALTER TABLE run ADD COLUMN start_delivery INTEGER;
CREATE INDEX run_by_webhook ON run (webhook_id, status);

-- How often the call began anew because the vendor no longer took its cursor; pages of a new round are other events.
ALTER TABLE work_item ADD COLUMN restarts INTEGER NOT NULL DEFAULT 0;
-- What the vendor answered with.
ALTER TABLE run_error ADD COLUMN status INTEGER;
-- 1 when the account is gone and the run's record events are being removed in steps.
ALTER TABLE run ADD COLUMN purging INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_purging ON run (seq) WHERE purging = 1;
