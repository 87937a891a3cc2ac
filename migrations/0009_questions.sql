-- What rival claims answer. Answers that cannot all hold make links; a question whose answers differ is a dispute.

CREATE TABLE question (
  id              INTEGER PRIMARY KEY,
  ref             TEXT UNIQUE,
  text            TEXT NOT NULL,
  folded          TEXT NOT NULL,                 -- Folding.Fold(text)
  answer_type     TEXT NOT NULL CHECK (answer_type IN ('yes_no', 'quantity', 'date', 'place', 'choice')),
  asks            TEXT NOT NULL CHECK (asks IN ('fact', 'position')),
  facet           TEXT CHECK (facet IN ('actor', 'cause', 'definition', 'attribution', 'other')),
  unit            TEXT,
  counted         TEXT,                          -- what is counted: `of` on the wire
  period          TEXT CHECK (json_valid(period)),
  place           TEXT,
  language        TEXT,
  preferred_id    INTEGER REFERENCES answer (id),        -- the answer that settled the dispute
  resolution      TEXT CHECK (json_valid(resolution)),   -- who settled it, when, why
  dispute         TEXT CHECK (dispute IN ('open', 'resolved')),   -- null: its answers do not differ
  dispute_changed INTEGER,                       -- when the rivals last changed
  dispute_sources INTEGER NOT NULL DEFAULT 0,    -- distinct named claimants among the rivals
  state           TEXT NOT NULL CHECK (state IN ('active', 'withdrawn')),
  revision        INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  created_by      INTEGER,
  CHECK (facet IS NULL OR answer_type = 'choice'),
  CHECK (answer_type = 'quantity' OR (unit IS NULL AND counted IS NULL)),
  CHECK ((preferred_id IS NULL) = (resolution IS NULL))
) STRICT;
CREATE UNIQUE INDEX question_by_text ON question (folded, answer_type, coalesce(period ->> '$.edtf', ''), coalesce(place, ''));
CREATE INDEX question_by_change ON question (dispute_changed, id) WHERE dispute IS NOT NULL;
CREATE INDEX question_by_sources ON question (dispute_sources, id) WHERE dispute IS NOT NULL;

CREATE TABLE answer (
  id          INTEGER PRIMARY KEY,
  ref         TEXT UNIQUE,
  question_id INTEGER NOT NULL REFERENCES question (id),
  claim_id    INTEGER NOT NULL REFERENCES claim (id),
  value       TEXT CHECK (json_valid(value)),    -- null: the claim's own quantity or period
  state       TEXT NOT NULL CHECK (state IN ('suggested', 'confirmed', 'rejected')),
  decision    TEXT CHECK (json_valid(decision)), -- who settled its state, when, why
  standing    TEXT CHECK (json_valid(standing)), -- what it is compared by; null: it counts for nothing now
  says        TEXT,                              -- its value in one spelling: equal ones need no comparing
  source_id   INTEGER REFERENCES claimant (id),  -- who says it, where it counts and they are named
  revision    INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  created_by  INTEGER,
  UNIQUE (claim_id, question_id),
  CHECK ((standing IS NULL) = (says IS NULL)),
  CHECK (standing IS NOT NULL OR source_id IS NULL)
) STRICT;
CREATE INDEX answer_by_question ON answer (question_id, id);
CREATE INDEX answer_standing ON answer (question_id, id, says, source_id) WHERE standing IS NOT NULL;

-- Two answers that do not go together: the later one with some of the rivals that were recorded before it.
CREATE TABLE answer_conflict (
  answer_id   INTEGER NOT NULL REFERENCES answer (id),
  other_id    INTEGER NOT NULL REFERENCES answer (id),   -- the earlier one
  question_id INTEGER NOT NULL REFERENCES question (id),
  link_id     INTEGER NOT NULL REFERENCES link (id),     -- computed, or one that people had made
  type        TEXT NOT NULL CHECK (type IN ('contradicts', 'disagrees', 'discrepancy', 'updates')),
  PRIMARY KEY (answer_id, other_id),
  CHECK (other_id < answer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_conflict_by_other ON answer_conflict (other_id);
CREATE INDEX answer_conflict_by_question ON answer_conflict (question_id, answer_id);
CREATE INDEX answer_conflict_by_link ON answer_conflict (link_id);

-- The value that each end of a link states, and where: of links that a rule made.
ALTER TABLE link ADD COLUMN basis TEXT CHECK (json_valid(basis));
