-- Which claim stands against, for, or in the place of which.

CREATE TABLE link (
  id          INTEGER PRIMARY KEY,
  ref         TEXT UNIQUE,
  from_id     INTEGER NOT NULL REFERENCES claim (id),
  to_id       INTEGER NOT NULL REFERENCES claim (id),
  type        TEXT NOT NULL CHECK (type IN
                ('contradicts', 'disagrees', 'discrepancy', 'qualifies', 'supports', 'equivalent', 'updates', 'retracts')),
  facet       TEXT CHECK (facet IN
                ('quantity', 'date', 'place', 'actor', 'polarity', 'cause', 'definition', 'position', 'attribution', 'other')),
  state       TEXT NOT NULL CHECK (state IN ('suggested', 'confirmed', 'rejected', 'resolved')),
  origin      TEXT NOT NULL,
  explanation TEXT,
  decision    TEXT CHECK (json_valid(decision)), -- who settled its state, when, why
  revision    INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  created_by  INTEGER,
  CHECK (from_id <> to_id),
  CHECK (type NOT IN ('contradicts', 'disagrees', 'discrepancy', 'equivalent') OR from_id < to_id),  -- symmetric: stored once
  CHECK ((type IN ('contradicts', 'disagrees', 'discrepancy')) = (facet IS NOT NULL)),
  CHECK (origin NOT IN ('human', 'import') OR explanation IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX link_by_pair ON link (min(from_id, to_id), max(from_id, to_id), type);
CREATE INDEX link_by_from ON link (from_id, state, type);
CREATE INDEX link_by_to ON link (to_id, state, type);
CREATE INDEX link_contradictions ON link (state, id) WHERE type IN ('contradicts', 'disagrees', 'discrepancy');
