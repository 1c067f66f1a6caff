-- The ledger, schema 1. Told in docs/ledger.md. Offsets count code points of document.text from 0, the end exclusive, so
-- that substr(text, 1 + span_begin, span_end - span_begin) gives the words; lists of spans are JSON: [[106,142],[150,161]].
-- What people name by its number (d3, a12, s4, c7, correction 2) never gives that number to another: AUTOINCREMENT.

CREATE TABLE model (
  model_id INTEGER PRIMARY KEY,
  label    TEXT NOT NULL UNIQUE -- 'small-3 ' and the first 12 digits of the weights' SHA-256
) STRICT;

CREATE TABLE document (
  document_id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256    TEXT NOT NULL UNIQUE, -- of outlet, URL and text
  text_sha256 TEXT NOT NULL,      -- of the text alone
  input     TEXT,                 -- path or URL as it was given
  url       TEXT,
  outlet    TEXT,
  title     TEXT,
  published TEXT,
  modified  TEXT,
  fetched   TEXT,                 -- by an archive's crawler
  section   TEXT,
  language  TEXT,
  partial   TEXT CHECK (partial IN ('yes', 'no')),
  summary   INTEGER NOT NULL CHECK (summary IN (0, 1)),
  model_id  INTEGER NOT NULL REFERENCES model,
  added     TEXT NOT NULL,        -- UTC
  heard     TEXT NOT NULL,        -- UTC: published, else fetched, else added; what lists are in the order of
  heard_by  TEXT NOT NULL CHECK (heard_by IN ('published', 'fetched', 'added')), -- which of them it is
  replaces  INTEGER REFERENCES document ON DELETE SET NULL, -- the version of the same URL before it
  current   INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)), -- 0: a later version is here
  text      TEXT NOT NULL -- the last column, so that none lies behind its pages
) STRICT;
CREATE INDEX document_by_text ON document (text_sha256);
CREATE INDEX document_by_url ON document (url) WHERE url IS NOT NULL;
CREATE INDEX document_by_heard ON document (heard, document_id, current);
CREATE INDEX document_by_outlet ON document (outlet COLLATE NOCASE, heard, document_id, current);
CREATE INDEX document_head ON document (document_id, outlet COLLATE NOCASE, heard, current); -- what lists ask of it, without its text's pages
CREATE INDEX document_by_model ON document (model_id);
CREATE INDEX document_by_replaces ON document (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE author (
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  name        TEXT NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE furniture (
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  span_begin  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  span_begin  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  url         TEXT NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE time (
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  span_begin  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  value       TEXT, -- TIMEX3
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  span_begin  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  value       REAL NOT NULL,
  bound       TEXT NOT NULL,
  unit        TEXT,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

-- Who holds contents, over all documents. Holders of one name and kind are one source; the anonymous are one each.
CREATE TABLE source (
  source_id   INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,
  name_key    TEXT NOT NULL, -- the name in small letters, blanks made one; of a pronoun with its document, since it is nobody's name
  kind        TEXT,
  anonymous   INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  merged_into INTEGER REFERENCES source ON DELETE SET NULL, -- by a person: it is that source; never a chain of these (see source_change)
  apart       INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1)) -- 1: parted from its namesake by a person; no holder joins it by name
) STRICT;
CREATE UNIQUE INDEX source_by_name ON source (name_key, coalesce(kind, '')) WHERE anonymous = 0 AND apart = 0;
CREATE INDEX source_by_apart ON source (name_key) WHERE apart = 1;
CREATE INDEX source_by_merged ON source (merged_into) WHERE merged_into IS NOT NULL;

-- What persons decided of sources, and when it was taken back. source.merged_into says what comes of those that hold.
CREATE TABLE source_change (
  change_id INTEGER PRIMARY KEY,
  made      TEXT NOT NULL, -- UTC
  made_by   TEXT,
  what      TEXT NOT NULL CHECK (what IN ('merged', 'parted')),
  source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE, -- merged: it is the other; parted: it was made out of documents of the other
  other_id  INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  why       TEXT,
  undone    TEXT, -- UTC; NULL: it holds
  undone_by TEXT
) STRICT;
CREATE UNIQUE INDEX source_change_merged ON source_change (source_id) WHERE what = 'merged' AND undone IS NULL;
CREATE INDEX source_change_by_source ON source_change (source_id);
CREATE INDEX source_change_by_other ON source_change (other_id);

-- What one document calls a source: "s1" of the reading has position 1.
CREATE TABLE holder (
  holder_id   INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  source_id   INTEGER NOT NULL REFERENCES source,
  why         TEXT NOT NULL CHECK (why IN ('new', 'same name', 'split')), -- why it is that source
  name        TEXT,
  description TEXT,
  affiliation TEXT,
  reason      TEXT, -- of the anonymous: why they are not named
  kind        TEXT,
  anonymous   INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  count       INTEGER,
  mentions    TEXT NOT NULL CHECK (mentions LIKE '[%]'),
  -- counted when its document is read, so that what a source says in all is added up without a look at each attribution
  says        INTEGER NOT NULL DEFAULT 0 CHECK (says >= 0), -- attributions that it holds
  says_through INTEGER NOT NULL DEFAULT 0 CHECK (says_through >= 0), -- of these, heard through somebody
  passes_on   INTEGER NOT NULL DEFAULT 0 CHECK (passes_on >= 0), -- attributions of others that came through it
  passes_on_unnamed INTEGER NOT NULL DEFAULT 0 CHECK (passes_on_unnamed >= 0), -- of these, of nobody or of somebody without a name
  UNIQUE (document_id, position)
) STRICT;
CREATE INDEX holder_by_source ON holder (source_id, document_id, says, says_through, passes_on, passes_on_unnamed);
CREATE INDEX holder_by_description ON holder (description COLLATE NOCASE) WHERE description IS NOT NULL;

-- One distinct content in whatever document. What says the same in other words is one claim with it: all have the same same_as.
CREATE TABLE claim (
  claim_id INTEGER PRIMARY KEY AUTOINCREMENT,
  text     TEXT NOT NULL,
  same_as  INTEGER REFERENCES claim ON DELETE SET NULL, -- the plainest of the wordings that say the same; NULL: this is it. Never a chain of these
  text_key BLOB NOT NULL UNIQUE -- 16 bytes of the SHA-256 of its words: in small letters, outer punctuation and a leading "that" left off; of one that says nothing by itself ("it", "that account") with its document
) STRICT;
CREATE INDEX claim_by_same_as ON claim (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX claim_shown_as ON claim (claim_id, same_as) WHERE same_as IS NOT NULL; -- what lists ask of each row, without its words' pages

CREATE TABLE attribution (
  attribution_id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  position    INTEGER NOT NULL, -- "a1" of the reading has 1
  claim_id    INTEGER NOT NULL REFERENCES claim,
  holder_id   INTEGER REFERENCES holder, -- NULL: nobody is told of
  place       TEXT NOT NULL,
  quotation   TEXT NOT NULL,
  act         TEXT,
  polarity    TEXT,
  certainty   TEXT,
  time        TEXT,    -- TIMEX3: when it was said
  parent      INTEGER, -- position of the attribution whose content holds this one
  continued   INTEGER NOT NULL CHECK (continued IN (0, 1)),
  chain_known INTEGER NOT NULL CHECK (chain_known IN (0, 1)),
  confidence  REAL NOT NULL,
  source      TEXT NOT NULL CHECK (source LIKE '[%]'),
  cue         TEXT NOT NULL CHECK (cue LIKE '[%]'),
  content     TEXT NOT NULL CHECK (content LIKE '[%]'),
  UNIQUE (document_id, position)
) STRICT;
CREATE INDEX attribution_by_act ON attribution (act, polarity, document_id);
CREATE INDEX attribution_by_claim ON attribution (claim_id, document_id, position);
CREATE INDEX attribution_by_holder ON attribution (holder_id, claim_id) WHERE holder_id IS NOT NULL; -- the claim: what a person said is looked through

-- From the holder (position 1) through every relay; the document's outlet is understood at its end.
CREATE TABLE chain (
  attribution_id INTEGER NOT NULL REFERENCES attribution ON DELETE CASCADE,
  position       INTEGER NOT NULL,
  holder_id      INTEGER NOT NULL REFERENCES holder ON DELETE CASCADE,
  PRIMARY KEY (attribution_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX chain_by_holder ON chain (holder_id);

-- What a claim means, as its reader's model has it: signed bytes of a unit vector; vectors of two models are never compared.
CREATE TABLE vector (
  vector_id INTEGER PRIMARY KEY, -- rows that only grow fill their pages, which those without it do to six sevenths
  model_id  INTEGER NOT NULL REFERENCES model,
  claim_id  INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
  vector    BLOB NOT NULL,
  UNIQUE (claim_id, model_id)
) STRICT;

-- The signs of the vectors of claims block * 1024 .. block * 1024 + 1023, so that a search looks at all of them quickly.
CREATE TABLE sketch (
  sketch_id INTEGER PRIMARY KEY,
  model_id  INTEGER NOT NULL REFERENCES model,
  block     INTEGER NOT NULL,
  signs     BLOB NOT NULL,
  UNIQUE (model_id, block)
) STRICT;

-- A sample of the hashes of each document's runs of five words (src/shingles), and which documents have much of the same text.
CREATE TABLE shingle (
  hash        INTEGER NOT NULL,
  document_id INTEGER NOT NULL, -- without a foreign key, which would want an index as large as the table
  PRIMARY KEY (hash, document_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE copy (
  document_id    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  of_document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, -- heard no later: of two at one time the one of the lesser sha256
  share          REAL NOT NULL, -- of the shorter one's runs of five words that the other has, furniture and quotations left out
  PRIMARY KEY (document_id, of_document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_by_of ON copy (of_document_id);

-- ---- relation: a function of the documents that are in, whatever the order they came in ------------------------------

-- Documents whose claims met those of all others here (what of them is compared is in pair), and by which model that is; one that is not here is due.
CREATE TABLE related (
  document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  model_id    INTEGER NOT NULL REFERENCES model
) STRICT;

-- The most telling words of each document that is related, by which those near it are found (src/relation/near.h).
CREATE TABLE term (
  hash        INTEGER NOT NULL, -- of the word's stem
  day         INTEGER NOT NULL, -- since 1970, of document.heard
  document_id INTEGER NOT NULL, -- without a foreign key, which would want an index: a document's rows are found by its text
  PRIMARY KEY (hash, day, document_id)
) STRICT, WITHOUT ROWID;

-- Two wordings that are compared: those that are among the nearest in meaning of one of them (src/relation/nearest.h), whose
-- `alike` tells how near, and those that a rule made, whose `alike` is 1000000.
CREATE TABLE pair (
  claim_id INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
  relation TEXT NOT NULL CHECK (relation IN ('same', 'contradicts', 'neither', 'undecided')), -- undecided: the comparer has not seen it yet
  score    REAL NOT NULL,
  why      TEXT NOT NULL, -- the evidence, in words; '' where relation and score say it all
  alike    INTEGER NOT NULL, -- of their vectors: the product of unit vectors times 127
  differs  INTEGER NOT NULL CHECK (differs IN (0, 1)), -- one shows a denial or a number that the other does not
  PRIMARY KEY (claim_id, other_id),
  CHECK (claim_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_by_other ON pair (other_id);
CREATE INDEX pair_undecided ON pair (claim_id, other_id) WHERE relation = 'undecided';

-- Positions that cannot both be right, of claims that stand for themselves.
CREATE TABLE dispute (
  claim_id  INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
  other_id  INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, -- polarity: the same claim
  kind      TEXT NOT NULL CHECK (kind IN ('polarity', 'figures', 'contents')),
  is_update INTEGER NOT NULL CHECK (is_update IN (0, 1)), -- a figure that grew, never held at once with the lesser one
  voices    INTEGER NOT NULL, -- so many sources hold one side or the other
  heard     TEXT NOT NULL, -- when both sides had been heard
  PRIMARY KEY (claim_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_by_other ON dispute (other_id);
CREATE INDEX dispute_by_heard ON dispute (heard);
CREATE INDEX dispute_by_voices ON dispute (voices);

-- What one source held, and what the same source held otherwise later.
CREATE TABLE change (
  before_id INTEGER NOT NULL REFERENCES attribution ON DELETE CASCADE,
  after_id  INTEGER NOT NULL REFERENCES attribution ON DELETE CASCADE,
  source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE, -- as it stands
  kind      TEXT NOT NULL CHECK (kind IN ('polarity', 'certainty', 'figures', 'contents', 'admission')),
  held      TEXT NOT NULL, -- UTC: when the earlier one was held, for the last time that is known
  heard     TEXT NOT NULL, -- UTC: when the later one was
  PRIMARY KEY (before_id, after_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_by_after ON change (after_id);
CREATE INDEX change_by_source ON change (source_id);
CREATE INDEX change_by_heard ON change (heard);

-- What is to be found anew: the groups that wordings are in, the disputes and changes of claims, the admissions of documents and sources.
CREATE TABLE unsettled (
  kind TEXT NOT NULL CHECK (kind IN ('claim', 'document', 'source', 'wording')),
  id   INTEGER NOT NULL, -- perhaps of one that is no more
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Documents about one event; the story has the number of its member that was heard first.
CREATE TABLE story_member (
  document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  story_id    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  follows     INTEGER REFERENCES document ON DELETE SET NULL, -- the document heard before it that shares most of its telling words
  shared      INTEGER -- how many of them
) STRICT;
CREATE INDEX story_member_by_story ON story_member (story_id);
CREATE INDEX story_member_by_follows ON story_member (follows) WHERE follows IS NOT NULL;

-- ---- what people say of it -------------------------------------------------------------------------------------------

-- What a person says of a reading. It stands beside the machine's, is shown instead of it, and outlives a new reading.
CREATE TABLE correction (
  correction_id  INTEGER PRIMARY KEY AUTOINCREMENT,
  made           TEXT NOT NULL, -- UTC
  made_by        TEXT,
  document_id    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  attribution_id INTEGER REFERENCES attribution ON DELETE SET NULL, -- NULL: the present reading has none like it
  cue            TEXT NOT NULL CHECK (cue LIKE '[%]'),     -- where the attribution stood that was corrected
  content        TEXT NOT NULL CHECK (content LIKE '[%]'),
  verdict        TEXT NOT NULL CHECK (verdict IN ('right', 'wrong', 'other')),
  source_name    TEXT, -- other readings; NULL: as the machine has it
  source_key     TEXT, -- of that name, as source.name_key: whom the ledger knows by it is whose the attribution is
  act            TEXT,
  polarity       TEXT,
  certainty      TEXT,
  time           TEXT,
  note           TEXT
) STRICT;
CREATE INDEX correction_by_attribution ON correction (attribution_id) WHERE attribution_id IS NOT NULL;
CREATE INDEX correction_by_document ON correction (document_id);

CREATE TABLE source_correction (
  correction_id INTEGER PRIMARY KEY AUTOINCREMENT,
  made          TEXT NOT NULL,
  made_by       TEXT,
  source_id     INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  verdict       TEXT NOT NULL CHECK (verdict IN ('right', 'wrong', 'other')),
  name          TEXT,
  kind          TEXT,
  note          TEXT
) STRICT;
CREATE INDEX source_correction_by_source ON source_correction (source_id);

-- What a person says of a document's outlet and date. The document's row has that then, and the machine's stands here.
CREATE TABLE document_correction (
  correction_id     INTEGER PRIMARY KEY AUTOINCREMENT,
  made              TEXT NOT NULL,
  made_by           TEXT,
  document_id       INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  verdict           TEXT NOT NULL CHECK (verdict IN ('right', 'other')),
  outlet            TEXT,
  published         TEXT,
  heard             TEXT, -- UTC: published
  note              TEXT,
  machine_outlet    TEXT,
  machine_published TEXT,
  machine_heard     TEXT NOT NULL,
  machine_heard_by  TEXT NOT NULL CHECK (machine_heard_by IN ('published', 'fetched', 'added'))
) STRICT;
CREATE INDEX document_correction_by_document ON document_correction (document_id);

-- Feeds that `hearsay watch` polls.
CREATE TABLE feed (
  url           TEXT PRIMARY KEY,
  title         TEXT,
  etag          TEXT,    -- with last_modified: of the last reply of which everything is in
  last_modified TEXT,
  polled        TEXT,    -- UTC: the last reply
  due           TEXT NOT NULL, -- UTC: not before; while one polls it: when another may
  failures      INTEGER NOT NULL DEFAULT 0, -- in a row
  least         INTEGER NOT NULL DEFAULT 0, -- seconds between two polls, as its publisher would have it
  waits         INTEGER NOT NULL DEFAULT 0  -- seconds from the last poll to due, where nothing but an interval asks for them; else 0
) STRICT, WITHOUT ROWID;

-- What feeds had of each item when it was last taken in, so that it is taken in again only if that changes.
CREATE TABLE feed_item (
  url    TEXT PRIMARY KEY, -- as the feed has it
  sha256 TEXT NOT NULL,    -- of what the feed has, as of a document
  tries  INTEGER NOT NULL, -- how often its page could not be had for now; 0: it was had, or never will be
  document_id INTEGER REFERENCES document ON DELETE CASCADE -- what it became, perhaps under another URL; NULL: nothing that could be read
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_item_by_document ON feed_item (document_id) WHERE document_id IS NOT NULL;

-- ---- words -----------------------------------------------------------------------------------------------------------

-- the first letters by themselves: without them "the*" gathers the rows of each word that begins so before the first is told
CREATE VIRTUAL TABLE claim_words USING fts5 (text, content = 'claim', content_rowid = 'claim_id', tokenize = 'porter unicode61', prefix = '3');
CREATE TRIGGER claim_added AFTER INSERT ON claim BEGIN
  INSERT INTO claim_words (rowid, text) VALUES (new.claim_id, new.text);
END;
CREATE TRIGGER claim_gone AFTER DELETE ON claim BEGIN
  INSERT INTO claim_words (claim_words, rowid, text) VALUES ('delete', old.claim_id, old.text);
END;

CREATE VIRTUAL TABLE source_words USING fts5 (name, content = 'source', content_rowid = 'source_id', tokenize = 'unicode61');
CREATE TRIGGER source_added AFTER INSERT ON source BEGIN
  INSERT INTO source_words (rowid, name) VALUES (new.source_id, new.name);
END;
CREATE TRIGGER source_gone AFTER DELETE ON source BEGIN
  INSERT INTO source_words (source_words, rowid, name) VALUES ('delete', old.source_id, old.name);
END;

CREATE VIRTUAL TABLE document_words USING fts5 (title, content = 'document', content_rowid = 'document_id', tokenize = 'porter unicode61');
CREATE TRIGGER document_added AFTER INSERT ON document BEGIN
  INSERT INTO document_words (rowid, title) VALUES (new.document_id, new.title);
END;
CREATE TRIGGER document_gone AFTER DELETE ON document BEGIN
  INSERT INTO document_words (document_words, rowid, title) VALUES ('delete', old.document_id, old.title);
END;

-- ---- the common questions -------------------------------------------------------------------------------------------

-- Sources as they stand after merges: source_id is any source's own, standing_id whom it stands for.
CREATE VIEW standing AS
  SELECT source_id, coalesce(merged_into, source_id) AS standing_id FROM source;

-- Wordings and the claim that each is shown as.
CREATE VIEW wording AS
  SELECT claim_id, coalesce(same_as, claim_id) AS standing_id, text FROM claim;

-- What sources are called: a person's word in place of the reading's.
CREATE VIEW called AS
  SELECT s.source_id, coalesce(c.name, s.name) AS name, coalesce(c.kind, s.kind) AS kind, s.anonymous, c.verdict
  FROM source s
  LEFT JOIN source_correction c ON c.correction_id =
    (SELECT max(correction_id) FROM source_correction WHERE source_id = s.source_id);

-- Who says what: one row an attribution, in words; a person's correction in place of the machine's value.
CREATE VIEW said AS
  SELECT a.attribution_id, a.claim_id, d.document_id,
         CASE WHEN c.source_key IS NULL THEN t.standing_id
              ELSE (SELECT coalesce(x.merged_into, x.source_id) FROM source x
                    WHERE x.name_key = c.source_key AND x.anonymous = 0 AND x.apart = 0 ORDER BY x.source_id LIMIT 1) END AS source_id,
         d.outlet, d.published, d.heard, d.title, d.url,
         coalesce(c.source_name,
           (SELECT name FROM source_correction WHERE source_id = s.source_id ORDER BY correction_id DESC LIMIT 1), s.name) AS who, h.anonymous, h.count,
         coalesce(c.act, a.act) AS act, coalesce(c.polarity, a.polarity) AS polarity,
         coalesce(c.certainty, a.certainty) AS certainty, coalesce(c.time, a.time) AS time,
         m.text AS what, a.quotation, a.place, a.confidence, c.verdict
  FROM attribution a
  JOIN document d ON d.document_id = a.document_id
  JOIN claim m ON m.claim_id = a.claim_id
  LEFT JOIN holder h ON h.holder_id = a.holder_id
  LEFT JOIN standing t ON t.source_id = h.source_id
  LEFT JOIN called s ON s.source_id = t.standing_id
  LEFT JOIN correction c ON c.correction_id =
    (SELECT max(correction_id) FROM correction WHERE attribution_id = a.attribution_id);

-- Through whom: the chain of each attribution in words, the document's outlet at its end.
CREATE VIEW through AS
  SELECT c.attribution_id, c.position, h.source_id, coalesce((SELECT name FROM source_correction WHERE source_id = t.standing_id
         ORDER BY correction_id DESC LIMIT 1), h.name) AS name, h.kind
  FROM chain c JOIN holder h ON h.holder_id = c.holder_id JOIN standing t ON t.source_id = h.source_id
  UNION ALL
  SELECT a.attribution_id, 1 + coalesce((SELECT max(position) FROM chain WHERE attribution_id = a.attribution_id), 0),
         NULL, d.outlet, 'outlet'
  FROM attribution a JOIN document d ON d.document_id = a.document_id WHERE d.outlet IS NOT NULL;

-- How often each source speaks, in how many documents, and for how long it has been heard.
CREATE VIEW speaker AS
  SELECT t.standing_id AS source_id, s.name, s.kind, s.anonymous, count(*) AS attributions,
         count(DISTINCT a.document_id) AS documents, min(d.heard) AS first_heard, max(d.heard) AS last_heard
  FROM attribution a
  JOIN document d ON d.document_id = a.document_id
  JOIN holder h ON h.holder_id = a.holder_id
  JOIN standing t ON t.source_id = h.source_id
  JOIN called s ON s.source_id = t.standing_id
  GROUP BY t.standing_id;
