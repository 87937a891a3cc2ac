-- What no event tells, told twice: so that a change of it behind the service's back is found.

-- SHA-256 over all else of the row. Null: kept before there were digests.
ALTER TABLE idempotency ADD COLUMN digest BLOB CHECK (length(digest) = 32);

-- Nothing is looked up by it: a check compares it with the table.
CREATE INDEX api_key_by_use ON api_key (last_used_at);
