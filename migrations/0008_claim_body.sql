-- Answers with claims, kept ready: derived from the rest, and made anew from it at any time.

CREATE TABLE claim_body (
  claim_id INTEGER PRIMARY KEY REFERENCES claim (id),
  build    INTEGER NOT NULL,                     -- the build of the program that made it: another may write claims otherwise
  etag     TEXT,
  body     BLOB,                                 -- null: something that it shows has changed
  CHECK ((etag IS NULL) = (body IS NULL))
) STRICT;
CREATE INDEX claim_body_stale ON claim_body (claim_id) WHERE body IS NULL;
