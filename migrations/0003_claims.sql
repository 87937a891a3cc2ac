-- What was said, and each article that reports it in which words.

CREATE TABLE claim (
  id              INTEGER PRIMARY KEY,
  ref             TEXT UNIQUE,
  claimant_id     INTEGER NOT NULL REFERENCES claimant (id),
  statement       TEXT NOT NULL,
  folded          TEXT NOT NULL,                 -- Folding.Fold(statement): one claimant states it once
  kind            TEXT NOT NULL CHECK (kind IN ('fact', 'position', 'prediction')),
  language        TEXT,
  translations    TEXT NOT NULL CHECK (json_valid(translations)),
  quantity        TEXT CHECK (json_valid(quantity)),
  period          TEXT CHECK (json_valid(period)),
  period_earliest TEXT,
  period_latest   TEXT,
  period_certain  INTEGER NOT NULL CHECK (period_certain IN (0, 1)),      -- 0 for ~ and ?
  period_through  INTEGER NOT NULL CHECK (period_through IN (0, 1)),      -- 1: throughout the interval
  said            TEXT CHECK (json_valid(said)), -- of the first appearance, repeated here for filters
  said_earliest   TEXT,
  said_latest     TEXT,
  said_certain    INTEGER NOT NULL CHECK (said_certain IN (0, 1)),
  status          TEXT NOT NULL CHECK (status IN
                    ('not_checkable', 'contested', 'supported', 'refuted', 'mixed', 'unproven', 'disputed', 'in_review', 'unverified')),
  state           TEXT NOT NULL CHECK (state IN ('active', 'withdrawn', 'merged')),
  revision        INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  created_by      INTEGER,
  UNIQUE (claimant_id, folded)
) STRICT;

CREATE TABLE claim_topic (
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  position INTEGER NOT NULL,
  topic    TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 60),
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX claim_topic_by_topic ON claim_topic (topic, claim_id);

CREATE TABLE appearance (
  id            INTEGER PRIMARY KEY,
  ref           TEXT UNIQUE,
  claim_id      INTEGER NOT NULL REFERENCES claim (id),
  article_id    INTEGER NOT NULL REFERENCES article (id),
  mode          TEXT NOT NULL CHECK (mode IN
                  ('direct_quote', 'partial_quote', 'reported_speech', 'own_voice', 'headline', 'caption', 'correction_note')),
  said          TEXT CHECK (json_valid(said)),
  said_earliest TEXT,
  said_latest   TEXT,
  said_certain  INTEGER NOT NULL CHECK (said_certain IN (0, 1)),
  role          TEXT,
  hedge         TEXT NOT NULL CHECK (hedge IN ('none', 'likely', 'possible', 'alleged')),
  anchor        TEXT NOT NULL CHECK (anchor IN ('exact', 'shifted', 'ambiguous', 'orphaned', 'unquoted', 'unheld')),
  state         TEXT NOT NULL CHECK (state IN ('active', 'withdrawn')),
  revision      INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  created_by    INTEGER
) STRICT;
CREATE INDEX appearance_by_claim ON appearance (claim_id, article_id);
CREATE INDEX appearance_by_article ON appearance (article_id, claim_id);

CREATE TABLE quote (
  appearance_id INTEGER NOT NULL REFERENCES appearance (id),
  position      INTEGER NOT NULL,
  snapshot_id   INTEGER REFERENCES snapshot (id),    -- the text it was verified in; null: no text was held
  exact         TEXT NOT NULL,
  prefix        TEXT,
  suffix        TEXT,
  start         INTEGER,                         -- code points of that snapshot
  "end"         INTEGER,
  anchor        TEXT NOT NULL CHECK (anchor IN ('exact', 'shifted', 'ambiguous', 'orphaned', 'unheld')),
  now_start     INTEGER,                         -- where the words stand in the newest snapshot
  now_end       INTEGER,
  PRIMARY KEY (appearance_id, position),
  CHECK (anchor <> 'unheld' OR snapshot_id IS NULL),
  CHECK (anchor NOT IN ('exact', 'shifted') OR snapshot_id IS NOT NULL),
  CHECK (snapshot_id IS NULL OR (start >= 0 AND "end" > start))
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution (
  appearance_id INTEGER NOT NULL REFERENCES appearance (id),
  position      INTEGER NOT NULL,                -- nearest the claimant first
  claimant_id   INTEGER NOT NULL REFERENCES claimant (id),
  PRIMARY KEY (appearance_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_by_claimant ON attribution (claimant_id);
