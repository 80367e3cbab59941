-- Times are Unix milliseconds. `owner` is the id of whatever is verified: an identifier, an external
-- account, an enterprise account, or one factor of a session's reverification.
CREATE TABLE runs (count INTEGER NOT NULL) STRICT;
INSERT INTO runs VALUES (0);

-- Settings, planned faults and the clock, as one JSON text.
CREATE TABLE kept (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL) STRICT;

CREATE TABLE clients (
    id TEXT PRIMARY KEY,
    last_active_session_id TEXT,
    rotate_next INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE credentials (
    token TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    carrier TEXT NOT NULL CHECK (carrier IN ('native', 'dev_browser', 'cookie')),
    valid_until INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX credentials_by_client ON credentials (client_id);

CREATE TABLE nonces (
    nonce TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    expire_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    first_factor_at INTEGER NOT NULL,
    second_factor_at INTEGER,
    last_active_at INTEGER NOT NULL,
    expire_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_client ON sessions (client_id);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE users (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    username TEXT,
    first_name TEXT,
    last_name TEXT,
    primary_email_address_id TEXT,
    primary_phone_number_id TEXT,
    primary_web3_wallet_id TEXT,
    password TEXT,
    totp_secret TEXT,
    backup_codes TEXT NOT NULL DEFAULT '',
    locked_until INTEGER,
    banned INTEGER NOT NULL DEFAULT 0,
    deactivated INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE identifiers (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('email_address', 'phone_number', 'web3_wallet')),
    value TEXT NOT NULL,
    comparable TEXT NOT NULL,
    reserved_for_second_factor INTEGER NOT NULL DEFAULT 0,
    default_second_factor INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- one user never has the same identifier twice, whatever the operations above do
    UNIQUE (user_id, kind, comparable)
) STRICT;
CREATE INDEX identifiers_by_value ON identifiers (kind, comparable);

CREATE TABLE external_accounts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    -- an OAuth strategy, or the id of an enterprise connection
    provider TEXT NOT NULL,
    enterprise INTEGER NOT NULL DEFAULT 0,
    identification_id TEXT NOT NULL,
    provider_user_id TEXT NOT NULL DEFAULT '',
    approved_scopes TEXT NOT NULL DEFAULT '',
    email_address TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX external_accounts_by_user ON external_accounts (user_id);
CREATE INDEX external_accounts_by_identity ON external_accounts (provider, provider_user_id);

CREATE TABLE verifications (
    owner TEXT PRIMARY KEY,
    strategy TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER,
    expire_at INTEGER,
    sent_at INTEGER,
    nonce TEXT,
    message TEXT,
    redirect_url TEXT,
    error TEXT,
    verified_at_client TEXT
) STRICT, WITHOUT ROWID;

-- Codes outlive a resend, so a verification may have several.
CREATE TABLE codes (
    owner TEXT NOT NULL,
    code TEXT NOT NULL,
    expire_at INTEGER NOT NULL,
    PRIMARY KEY (owner, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    token TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    client_id TEXT NOT NULL,
    redirect_url TEXT NOT NULL,
    expire_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_owner ON links (owner);

-- A walk to a provider and back.
CREATE TABLE journeys (
    state TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    owner_kind TEXT NOT NULL CHECK (owner_kind IN ('external_account', 'email_address')),
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    native INTEGER NOT NULL,
    redirect_url TEXT NOT NULL,
    complete_url TEXT,
    scopes TEXT NOT NULL,
    prompt TEXT,
    login_hint TEXT,
    granted_code TEXT,
    granted_login TEXT,
    finished INTEGER NOT NULL DEFAULT 0,
    expire_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX journeys_by_owner ON journeys (owner);

CREATE TABLE reverifications (
    session_id TEXT PRIMARY KEY,
    level TEXT NOT NULL,
    status TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    code TEXT,
    link TEXT,
    sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_user ON messages (user_id);
