-- What every record rests on: facts about the file, the append-only events, API keys, and answers kept for retries.
-- Instants are integer milliseconds since 1970 in UTC. Nothing is ever deleted but idempotency records after their day.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- History, feed and outbox at once: one row per changed entity, in the transaction that changes it.
CREATE TABLE event (
  seq          INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,
  actor_id     INTEGER,                          -- the principal; null for the command line
  actor        TEXT NOT NULL,                    -- its name at that time
  action       TEXT NOT NULL CHECK (action GLOB '[a-z]*.[a-z]*'),
  entity       TEXT NOT NULL,
  entity_id    INTEGER NOT NULL,
  revision     INTEGER NOT NULL CHECK (revision > 0),
  reason       TEXT,
  content      TEXT NOT NULL CHECK (json_valid(content)),
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  hash         BLOB NOT NULL CHECK (length(hash) = 32)   -- SHA-256 over the one before, the envelope and content_hash
) STRICT;
CREATE INDEX event_by_entity ON event (entity, entity_id, seq);

CREATE TRIGGER event_keeps BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
-- REPLACE fires no delete trigger unless recursive_triggers is on: the next number is the only one that is taken.
CREATE TRIGGER event_appends BEFORE INSERT ON event
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TABLE api_key (
  id               INTEGER PRIMARY KEY,
  principal_id     INTEGER NOT NULL,             -- the first key of the same holder: rotation keeps it
  kid              TEXT NOT NULL UNIQUE CHECK (length(kid) = 8),
  name             TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  role             TEXT NOT NULL CHECK (role IN ('reader', 'contributor', 'reviewer', 'editor', 'admin')),
  secret_hash      BLOB NOT NULL CHECK (length(secret_hash) = 32),
  allowed_networks TEXT NOT NULL CHECK (json_valid(allowed_networks)),
  revision         INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  created_by       INTEGER,
  updated_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  revoked_at       INTEGER,
  last_used_at     INTEGER                       -- to within five minutes
) STRICT;

CREATE TABLE idempotency (
  principal_id INTEGER NOT NULL,                 -- 0 where there is none
  key          TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  fingerprint  BLOB NOT NULL,                    -- SHA-256 of method, path and body
  status       INTEGER NOT NULL,
  location     TEXT,
  etag         TEXT,
  body         BLOB NOT NULL,
  at           INTEGER NOT NULL,
  PRIMARY KEY (principal_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (at);
