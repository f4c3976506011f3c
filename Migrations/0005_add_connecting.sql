-- Why: customers connect their accounts themselves, by a link, at a vendor's OAuth app of the environment.

-- Encrypted; the rest of the app is in override. NULL where there is no app.
ALTER TABLE environment_integration ADD COLUMN sealed_app_secret BLOB;

-- A link's text is stored nowhere; hash is its SHA-256. sealed_wishes is encrypted: it may hold credentials.
CREATE TABLE link_token (
    id TEXT PRIMARY KEY,
    environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
    -- The account to reconnect; NULL for a new one.
    account_id TEXT REFERENCES integrated_account (id) ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE,
    sealed_wishes BLOB NOT NULL,
    -- Tries since the moment beside; too many are refused for a while.
    attempts INTEGER NOT NULL DEFAULT 0,
    attempts_since INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX link_token_by_environment ON link_token (environment_id);
CREATE INDEX link_token_by_account ON link_token (account_id);
CREATE INDEX link_token_by_expiry ON link_token (expires_at);

-- Somebody who was sent to a vendor to allow access and isn't back; state_hash is the SHA-256 of the state sent along.
CREATE TABLE sign_in (
    state_hash BLOB PRIMARY KEY,
    link_token_id TEXT NOT NULL REFERENCES link_token (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_by_link ON sign_in (link_token_id);
CREATE INDEX sign_in_by_expiry ON sign_in (expires_at);
