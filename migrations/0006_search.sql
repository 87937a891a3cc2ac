-- What search reads: the folded words of each claim and of what hangs on it, and the words of the filters. It is derived: everything in it can be
-- made anew from the tables before (src/ClaimTracker/Index).

-- The text comes folded, word by word: the tokenizer has only to split at spaces. Words never hold an underscore; the words of filters begin with
-- three, which keeps them apart and out of reach, and in the prefix index they are one entry.
CREATE VIRTUAL TABLE claim_search USING fts5 (
  statement, translations, quotations, claimant, headline, filters,
  tokenize = "ascii tokenchars '_'",
  prefix = '2 3',
  columnsize = 0                                 -- ranking is our own
);

-- Claims that wait to be written anew, in portions: those of a claimant or an article that reads otherwise now, or all.
CREATE TABLE search_due (
  whose    TEXT NOT NULL CHECK (whose IN ('claimant', 'article', 'record')),
  whose_id INTEGER NOT NULL,
  done_to  ANY NOT NULL,                         -- how far it has come, in the order of the index that is followed
  PRIMARY KEY (whose, whose_id)
) STRICT, WITHOUT ROWID;

INSERT INTO search_due (whose, whose_id, done_to) SELECT 'record', 0, 0 WHERE EXISTS (SELECT 1 FROM claim);

-- How many active claims are on each topic: kept with the rows of claim_search. A topic that is on none any more stays, with 0.
CREATE TABLE topic_use (
  id     INTEGER PRIMARY KEY,
  topic  TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL,                          -- Folding.Fold(topic): how it is looked up
  claims INTEGER NOT NULL CHECK (claims >= 0)
) STRICT;
CREATE INDEX topic_use_by_claims ON topic_use (claims, id);
