-- Who can say, relay, write or publish; and what was published, with its text as captured.

CREATE TABLE claimant (
  id         INTEGER PRIMARY KEY,
  ref        TEXT UNIQUE,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  folded     TEXT NOT NULL,                      -- Folding.Fold(name): how it is looked up
  type       TEXT NOT NULL CHECK (type IN ('person', 'organization', 'state', 'outlet', 'anonymous', 'collective', 'unknown')),
  article_id INTEGER REFERENCES article (id),    -- the one article that knows an unnamed claimant
  same_as    TEXT NOT NULL CHECK (json_valid(same_as)),
  state      TEXT NOT NULL CHECK (state IN ('active', 'withdrawn', 'merged')),
  revision   INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by INTEGER,
  CHECK ((type IN ('anonymous', 'collective', 'unknown')) = (article_id IS NOT NULL))
) STRICT;
CREATE INDEX claimant_by_name ON claimant (folded);
CREATE INDEX claimant_by_article ON claimant (article_id) WHERE article_id IS NOT NULL;

CREATE TABLE claimant_alias (
  claimant_id INTEGER NOT NULL REFERENCES claimant (id),
  position    INTEGER NOT NULL,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  folded      TEXT NOT NULL,
  PRIMARY KEY (claimant_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claimant_alias_by_name ON claimant_alias (folded);

CREATE TABLE article (
  id                 INTEGER PRIMARY KEY,
  ref                TEXT UNIQUE,
  headline           TEXT CHECK (length(headline) BETWEEN 1 AND 500),
  publisher_id       INTEGER REFERENCES claimant (id),
  url                TEXT,
  canonical_url      TEXT UNIQUE,                -- the address as identity: one page, one article
  archived_url       TEXT,
  language           TEXT,
  published          TEXT CHECK (json_valid(published)),
  published_earliest TEXT,                       -- days, 2020-08-11; null where unknown or open
  published_latest   TEXT,
  captured_at        INTEGER,
  snapshot_id        INTEGER REFERENCES snapshot (id),   -- the newest one
  corrected          INTEGER NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1)),
  state              TEXT NOT NULL CHECK (state IN ('active', 'withdrawn')),
  revision           INTEGER NOT NULL,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  created_by         INTEGER
) STRICT;
CREATE INDEX article_by_publisher ON article (publisher_id);
CREATE INDEX article_by_snapshot ON article (snapshot_id);

CREATE TABLE article_author (
  article_id  INTEGER NOT NULL REFERENCES article (id),
  position    INTEGER NOT NULL,
  claimant_id INTEGER NOT NULL REFERENCES claimant (id),
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_author_by_claimant ON article_author (claimant_id);

CREATE TABLE snapshot (
  id          INTEGER PRIMARY KEY,
  article_id  INTEGER NOT NULL REFERENCES article (id),
  text        TEXT NOT NULL,
  label       TEXT NOT NULL,                     -- its first eight words
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  length      INTEGER NOT NULL CHECK (length > 0),   -- code points
  note        TEXT,
  captured_at INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  created_by  INTEGER,
  UNIQUE (article_id, sha256)
) STRICT;
CREATE INDEX snapshot_by_hash ON snapshot (sha256);
CREATE TRIGGER snapshot_keeps BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshots are immutable'); END;
CREATE TRIGGER snapshot_stays BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshots are immutable'); END;
CREATE TRIGGER snapshot_appends BEFORE INSERT ON snapshot
WHEN EXISTS (SELECT 1 FROM snapshot WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'snapshots are immutable'); END;
