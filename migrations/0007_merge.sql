-- What is recorded twice is merged into one, and given back when that was a mistake. References to a merged claimant stay as they are and are read through
-- the claimant that stands for it; what hangs on a merged claim is moved to the one that took it in, and its home is remembered.

ALTER TABLE claimant ADD COLUMN merged_into INTEGER REFERENCES claimant (id) CHECK ((state = 'merged') = (merged_into IS NOT NULL));
ALTER TABLE claimant ADD COLUMN stands_for INTEGER REFERENCES claimant (id);   -- the last of the chain of merges; its own id where it is not merged
UPDATE claimant SET stands_for = id;
CREATE INDEX claimant_by_merged ON claimant (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX claimant_by_root ON claimant (stands_for);
CREATE TRIGGER claimant_stands_for_itself AFTER INSERT ON claimant
WHEN NEW.stands_for IS NULL
BEGIN UPDATE claimant SET stands_for = NEW.id WHERE id = NEW.id; END;

ALTER TABLE claim ADD COLUMN merged_into INTEGER REFERENCES claim (id) CHECK ((state = 'merged') = (merged_into IS NOT NULL));
CREATE INDEX claim_by_merged ON claim (merged_into) WHERE merged_into IS NOT NULL;

-- Where a row belongs that hangs on another claim now, because its own one is merged.
CREATE TABLE claim_home (
  entity    TEXT NOT NULL,                       -- the table of the row: 'appearance', 'link'
  entity_id INTEGER NOT NULL,
  part      TEXT NOT NULL CHECK (part IN ('claim', 'from', 'to')),
  claim_id  INTEGER NOT NULL REFERENCES claim (id),
  PRIMARY KEY (entity, entity_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_home_by_claim ON claim_home (claim_id, entity);
