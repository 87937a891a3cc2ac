-- What claims are checked against, what was found, and what has shaken it since.

CREATE TABLE evidence (
  id                 INTEGER PRIMARY KEY,
  ref                TEXT UNIQUE,
  claim_id           INTEGER NOT NULL REFERENCES claim (id),
  stance             TEXT NOT NULL CHECK (stance IN ('supports', 'refutes', 'qualifies', 'context', 'inconclusive')),
  tier               TEXT CHECK (tier IN ('primary', 'secondary', 'tertiary')),
  article_id         INTEGER REFERENCES article (id),    -- a source on record: its passages are in evidence_quote
  anchor             TEXT CHECK (anchor IN ('exact', 'shifted', 'ambiguous', 'orphaned', 'unquoted', 'unheld')),
  citation           TEXT CHECK (json_valid(citation)),
  search             TEXT CHECK (json_valid(search)),    -- a search that found nothing
  independence_group TEXT,
  note               TEXT,
  state              TEXT NOT NULL CHECK (state IN ('active', 'withdrawn')),
  revision           INTEGER NOT NULL,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  created_by         INTEGER,
  CHECK ((article_id IS NOT NULL) + (citation IS NOT NULL) + (search IS NOT NULL) = 1),
  CHECK ((article_id IS NULL) = (anchor IS NULL)),
  CHECK (tier IS NOT NULL OR search IS NOT NULL)
) STRICT;
CREATE INDEX evidence_by_claim ON evidence (claim_id);
CREATE INDEX evidence_by_article ON evidence (article_id) WHERE article_id IS NOT NULL;

CREATE TABLE evidence_quote (
  evidence_id INTEGER NOT NULL REFERENCES evidence (id),
  position    INTEGER NOT NULL,
  snapshot_id INTEGER REFERENCES snapshot (id),      -- the text it was verified in; null: no text was held
  exact       TEXT NOT NULL,
  prefix      TEXT,
  suffix      TEXT,
  start       INTEGER,                           -- code points of that snapshot
  "end"       INTEGER,
  anchor      TEXT NOT NULL CHECK (anchor IN ('exact', 'shifted', 'ambiguous', 'orphaned', 'unheld')),
  now_start   INTEGER,                           -- where the words stand in the newest snapshot
  now_end     INTEGER,
  PRIMARY KEY (evidence_id, position),
  CHECK (anchor <> 'unheld' OR snapshot_id IS NULL),
  CHECK (anchor NOT IN ('exact', 'shifted') OR snapshot_id IS NOT NULL),
  CHECK (snapshot_id IS NULL OR (start >= 0 AND "end" > start))
) STRICT, WITHOUT ROWID;

CREATE TABLE rating_scale (
  id         INTEGER PRIMARY KEY,
  ref        TEXT UNIQUE,
  name       TEXT NOT NULL,
  steps      TEXT NOT NULL CHECK (json_valid(steps)),    -- from the worst to the best: value, label, the verdict it stands for
  state      TEXT NOT NULL CHECK (state IN ('active', 'withdrawn')),
  revision   INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by INTEGER
) STRICT;

INSERT INTO rating_scale (id, ref, name, steps, state, revision, created_at, updated_at) VALUES (1, 'default', 'False to true',
  '[{"value":1,"label":"False","verdict":"refuted"},{"value":2,"label":"Mostly false","verdict":"refuted"},{"value":3,"label":"Mixed","verdict":"mixed"},{"value":4,"label":"Mostly true","verdict":"supported"},{"value":5,"label":"True","verdict":"supported"}]',
  'active', 1, 1795305600000, 1795305600000);

CREATE TABLE review (
  id             INTEGER PRIMARY KEY,
  ref            TEXT UNIQUE,
  verdict        TEXT NOT NULL CHECK (verdict IN ('supported', 'refuted', 'mixed', 'unproven', 'not_checkable')),
  rating         TEXT CHECK (json_valid(rating)),        -- a copy of the step, as it was then
  explanation    TEXT,
  language       TEXT,
  url            TEXT,
  title          TEXT,
  author_id      INTEGER REFERENCES claimant (id),
  embargo_until  INTEGER,
  state          TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'published', 'withdrawn')),
  withdrawn_from TEXT CHECK (withdrawn_from IN ('draft', 'submitted', 'approved', 'published')),
  published_at   INTEGER,                        -- since when everybody reads it; null: nobody below a contributor does
  corrections    TEXT NOT NULL CHECK (json_valid(corrections)),
  revision       INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  created_by     INTEGER,
  CHECK ((state = 'withdrawn') = (withdrawn_from IS NOT NULL)),
  CHECK (published_at IS NULL OR state = 'published' OR withdrawn_from = 'published')
) STRICT;
CREATE INDEX review_by_author ON review (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX review_embargoed ON review (embargo_until) WHERE state = 'published' AND published_at IS NULL;

CREATE TABLE review_claim (
  review_id INTEGER NOT NULL REFERENCES review (id),
  home_id   INTEGER NOT NULL REFERENCES claim (id),      -- the claim that it was recorded for
  claim_id  INTEGER NOT NULL REFERENCES claim (id),      -- the claim that stands for that one
  PRIMARY KEY (review_id, home_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_claim_by_claim ON review_claim (claim_id, review_id);
CREATE INDEX review_claim_by_home ON review_claim (home_id);

CREATE TABLE review_evidence (
  review_id   INTEGER NOT NULL REFERENCES review (id),
  evidence_id INTEGER NOT NULL REFERENCES evidence (id),
  PRIMARY KEY (review_id, evidence_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_evidence_by_evidence ON review_evidence (evidence_id, review_id);

-- What has shaken a published verdict. Only a person closes it.
CREATE TABLE challenge (
  id          INTEGER PRIMARY KEY,
  claim_id    INTEGER NOT NULL REFERENCES claim (id),
  cause       TEXT NOT NULL CHECK (cause IN ('evidence_withdrawn', 'quote_changed', 'new_contradiction', 'reopened')),
  entity      TEXT NOT NULL CHECK (entity IN ('evidence', 'appearance', 'link', 'review')),
  entity_id   INTEGER NOT NULL,
  explanation TEXT NOT NULL,
  opened_at   INTEGER NOT NULL,
  cleared_at  INTEGER,
  revision    INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  created_by  INTEGER
) STRICT;
CREATE INDEX challenge_by_claim ON challenge (claim_id, id);
CREATE UNIQUE INDEX challenge_open ON challenge (claim_id, cause, entity, entity_id) WHERE cleared_at IS NULL;
