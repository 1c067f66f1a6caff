-- The ledger on PostgreSQL, schema 1: the same tables, views and meanings as in schema_1.sql (SQLite), told in docs/postgresql.md. Numbers of
-- rows are the same in both, so that a copy from one to the other changes nothing. Made in the schema that search_path begins with.

-- ---- what the statements ask that SQLite has of itself ------------------------------------------------------------------
-- Bodies are kept parsed (RETURN), so that they mean the same whatever the search_path of whoever restores a dump.

CREATE COLLATION nocase (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);

CREATE FUNCTION json_extract(list text, path text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (list::jsonb #>> CASE path WHEN '$[0]' THEN '{0}'::text[] WHEN '$[1]' THEN '{1}'::text[] WHEN '$[0][0]' THEN '{0,0}'::text[]
    WHEN '$[0][1]' THEN '{0,1}'::text[] WHEN '$[#-1][1]' THEN '{-1,1}'::text[] END)::bigint;
CREATE FUNCTION json_valid(list text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN list ~ '^\[(\[[0-9]+,[0-9]+\](,\[[0-9]+,[0-9]+\])*)?\]$';
CREATE FUNCTION json_quote(s text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_json(s)::text;
-- A list of numbers; with '$' one of anything else.
CREATE FUNCTION json_each(list text, OUT value bigint) RETURNS SETOF bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10
  BEGIN ATOMIC SELECT v FROM unnest(translate(list, '[]', '{}')::bigint[]) v; END;
CREATE FUNCTION json_each(list text, path text, OUT value text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 4
  BEGIN ATOMIC SELECT v FROM jsonb_array_elements_text(list::jsonb) v; END;
CREATE FUNCTION substr(s text, first bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pg_catalog.substr(s, least(first, 2147483647)::integer);
CREATE FUNCTION substr(s text, first bigint, n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pg_catalog.substr(s, least(first, 2147483647)::integer, least(greatest(n, 0), 1073741823)::integer);
CREATE FUNCTION round(x double precision, n integer) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pg_catalog.round(x::numeric, n)::double precision;
CREATE FUNCTION julianday(t text) RETURNS double precision LANGUAGE sql STABLE PARALLEL SAFE
  RETURN extract(epoch FROM t::timestamp) / 86400 + 2440587.5;
CREATE FUNCTION strftime(format text, t text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE format WHEN '%s' THEN extract(epoch FROM t::timestamp)::bigint::text END;
CREATE FUNCTION strftime(format text, t text, shift text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN to_char(t::timestamp + shift::interval, 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

-- Words as they are searched for: of letters and digits alone, without accents, by their stem; of names without it.
CREATE TEXT SEARCH DICTIONARY stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = 'porter');
CREATE TEXT SEARCH CONFIGURATION words (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, word, numword, int, uint, float, sfloat, version, email, host, url, url_path, file,
  hword, asciihword, numhword, hword_part, hword_asciipart, hword_numpart WITH stem;
CREATE TEXT SEARCH CONFIGURATION names (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION names ADD MAPPING FOR asciiword, word, numword, int, uint, float, sfloat, version, email, host, url, url_path, file,
  hword, asciihword, numhword, hword_part, hword_asciipart, hword_numpart WITH pg_catalog.simple;
CREATE FUNCTION no_accents(s text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN regexp_replace(normalize(s, NFD) COLLATE "C", '[\u0300-\u036f]+', '', 'g');
-- Texts of over 100,000 characters are searched to there.
CREATE FUNCTION only_words(s text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN regexp_replace(no_accents(left(s, 100000)),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u3004\ufffd]+', ' ', 'g');
CREATE FUNCTION words_of(s text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_tsvector('words'::regconfig, only_words(s));
CREATE FUNCTION names_of(s text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_tsvector('names'::regconfig, only_words(s));
CREATE FUNCTION ask_words(s text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_tsquery('words'::regconfig, no_accents(s));
CREATE FUNCTION ask_names(s text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_tsquery('names'::regconfig, no_accents(s));

-- ---- the ledger itself ----------------------------------------------------------------------------------------------------

-- One row. Whoever writes locks it first, so that one writes at a time; `version` grows with every change.
CREATE TABLE ledger_state (
  application text COLLATE "C" NOT NULL CHECK (application = 'hearsay'),
  schema      bigint NOT NULL,
  version     bigint NOT NULL
);
CREATE UNIQUE INDEX ledger_state_one ON ledger_state ((true));
INSERT INTO ledger_state VALUES ('hearsay', 0, 0);

CREATE TABLE model (
  model_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  label    text COLLATE "C" NOT NULL UNIQUE -- 'small-3 ' and the first 12 digits of the weights' SHA-256
);

CREATE TABLE document (
  document_id bigint GENERATED BY DEFAULT AS IDENTITY,
  sha256    text COLLATE "C" NOT NULL UNIQUE, -- of outlet, URL and text
  text_sha256 text COLLATE "C" NOT NULL,      -- of the text alone
  input     text COLLATE "C",                 -- path or URL as it was given
  url       text COLLATE "C",
  outlet    text COLLATE "C",
  title     text COLLATE "C",
  published text COLLATE "C",
  modified  text COLLATE "C",
  fetched   text COLLATE "C",                 -- by an archive's crawler
  section   text COLLATE "C",
  language  text COLLATE "C",
  partial   text COLLATE "C" CHECK (partial IN ('yes', 'no')),
  summary   smallint NOT NULL CHECK (summary IN (0, 1)),
  model_id  bigint NOT NULL REFERENCES model,
  added     text COLLATE "C" NOT NULL,        -- UTC
  heard     text COLLATE "C" NOT NULL,        -- UTC: published, else fetched, else added; what lists are in the order of
  heard_by  text COLLATE "C" NOT NULL CHECK (heard_by IN ('published', 'fetched', 'added')), -- which of them it is
  replaces  bigint REFERENCES document ON DELETE SET NULL, -- the version of the same URL before it
  current   smallint NOT NULL DEFAULT 1 CHECK (current IN (0, 1)), -- 0: a later version is here
  title_words tsvector GENERATED ALWAYS AS (words_of(title)) STORED,
  text      text COLLATE "C" NOT NULL,
  PRIMARY KEY (document_id) INCLUDE (current, heard, outlet) -- what lists ask of it, without its row
);
CREATE INDEX document_by_text ON document (text_sha256);
CREATE INDEX document_by_url ON document USING hash (url) WHERE url IS NOT NULL; -- hash: of any length
CREATE INDEX document_by_heard ON document (heard, document_id, current);
CREATE INDEX document_by_outlet ON document (outlet COLLATE nocase, heard, document_id, current);
CREATE INDEX document_by_model ON document (model_id);
CREATE INDEX document_by_replaces ON document (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE author (
  document_id bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  position    bigint NOT NULL,
  name        text COLLATE "C" NOT NULL,
  PRIMARY KEY (document_id, position)
);

CREATE TABLE furniture (
  document_id bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  position    bigint NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  span_begin  bigint NOT NULL,
  span_end    bigint NOT NULL,
  PRIMARY KEY (document_id, position)
);

CREATE TABLE link (
  document_id bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  position    bigint NOT NULL,
  span_begin  bigint NOT NULL,
  span_end    bigint NOT NULL,
  url         text COLLATE "C" NOT NULL,
  PRIMARY KEY (document_id, position)
);

CREATE TABLE time (
  document_id bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  position    bigint NOT NULL,
  span_begin  bigint NOT NULL,
  span_end    bigint NOT NULL,
  value       text COLLATE "C", -- TIMEX3
  PRIMARY KEY (document_id, position)
);

CREATE TABLE figure (
  document_id bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  position    bigint NOT NULL,
  span_begin  bigint NOT NULL,
  span_end    bigint NOT NULL,
  value       double precision NOT NULL,
  bound       text COLLATE "C" NOT NULL,
  unit        text COLLATE "C",
  PRIMARY KEY (document_id, position)
);

-- Who holds contents, over all documents. Holders of one name and kind are one source; the anonymous are one each.
CREATE TABLE source (
  source_id   bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  name        text COLLATE "C" NOT NULL,
  name_words  tsvector GENERATED ALWAYS AS (names_of(name)) STORED,
  name_key    text COLLATE "C" NOT NULL, -- the name in small letters, blanks made one; of a pronoun with its document, since it is nobody's name
  kind        text COLLATE "C",
  anonymous   smallint NOT NULL CHECK (anonymous IN (0, 1)),
  merged_into bigint REFERENCES source ON DELETE SET NULL, -- by a person: it is that source; never a chain of these (see source_change)
  apart       smallint NOT NULL DEFAULT 0 CHECK (apart IN (0, 1)) -- 1: parted from its namesake by a person; no holder joins it by name
);
CREATE INDEX source_by_name ON source USING hash (name_key); -- one of a name and kind: who puts one in looks first, and nobody else writes
CREATE INDEX source_by_merged ON source (merged_into) WHERE merged_into IS NOT NULL;

-- What persons decided of sources, and when it was taken back. source.merged_into says what comes of those that hold.
CREATE TABLE source_change (
  change_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  made      text COLLATE "C" NOT NULL, -- UTC
  made_by   text COLLATE "C",
  what      text COLLATE "C" NOT NULL CHECK (what IN ('merged', 'parted')),
  source_id bigint NOT NULL REFERENCES source ON DELETE CASCADE, -- merged: it is the other; parted: it was made out of documents of the other
  other_id  bigint NOT NULL REFERENCES source ON DELETE CASCADE,
  why       text COLLATE "C",
  undone    text COLLATE "C", -- UTC; NULL: it holds
  undone_by text COLLATE "C"
);
CREATE UNIQUE INDEX source_change_merged ON source_change (source_id) WHERE what = 'merged' AND undone IS NULL;
CREATE INDEX source_change_by_source ON source_change (source_id);
CREATE INDEX source_change_by_other ON source_change (other_id);

-- What one document calls a source: "s1" of the reading has position 1.
CREATE TABLE holder (
  holder_id   bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  document_id bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  position    bigint NOT NULL,
  source_id   bigint NOT NULL REFERENCES source,
  why         text COLLATE "C" NOT NULL CHECK (why IN ('new', 'same name', 'split')), -- why it is that source
  name        text COLLATE "C",
  description text COLLATE "C",
  affiliation text COLLATE "C",
  reason      text COLLATE "C", -- of the anonymous: why they are not named
  kind        text COLLATE "C",
  anonymous   smallint NOT NULL CHECK (anonymous IN (0, 1)),
  count       bigint,
  mentions    text COLLATE "C" NOT NULL CHECK (mentions LIKE '[%]'),
  -- counted when its document is read, so that what a source says in all is added up without a look at each attribution
  says        bigint NOT NULL DEFAULT 0 CHECK (says >= 0), -- attributions that it holds
  says_through bigint NOT NULL DEFAULT 0 CHECK (says_through >= 0), -- of these, heard through somebody
  passes_on   bigint NOT NULL DEFAULT 0 CHECK (passes_on >= 0), -- attributions of others that came through it
  passes_on_unnamed bigint NOT NULL DEFAULT 0 CHECK (passes_on_unnamed >= 0), -- of these, of nobody or of somebody without a name
  UNIQUE (document_id, position)
);
CREATE INDEX holder_by_source ON holder (source_id, document_id, says, says_through, passes_on, passes_on_unnamed);
CREATE INDEX holder_by_description ON holder ((lower(left(description, 200)))) WHERE description IS NOT NULL;

-- One distinct content in whatever document. What says the same in other words is one claim with it: all have the same same_as.
CREATE TABLE claim (
  claim_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  text     text COLLATE "C" NOT NULL,
  words    tsvector GENERATED ALWAYS AS (words_of(text)) STORED,
  same_as  bigint REFERENCES claim ON DELETE SET NULL, -- the plainest of the wordings that say the same; NULL: this is it. Never a chain of these
  text_key bytea NOT NULL UNIQUE -- 16 bytes of the SHA-256 of its words: in small letters, outer punctuation and a leading "that" left off; of one that says nothing by itself ("it", "that account") with its document
);
CREATE INDEX claim_by_same_as ON claim (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX claim_shown_as ON claim (claim_id) INCLUDE (same_as) WHERE same_as IS NOT NULL; -- what lists ask of each row, without it

CREATE TABLE attribution (
  attribution_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  document_id bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  position    bigint NOT NULL, -- "a1" of the reading has 1
  claim_id    bigint NOT NULL REFERENCES claim,
  holder_id   bigint REFERENCES holder, -- NULL: nobody is told of
  place       text COLLATE "C" NOT NULL,
  quotation   text COLLATE "C" NOT NULL,
  act         text COLLATE "C",
  polarity    text COLLATE "C",
  certainty   text COLLATE "C",
  time        text COLLATE "C",    -- TIMEX3: when it was said
  parent      bigint, -- position of the attribution whose content holds this one
  continued   smallint NOT NULL CHECK (continued IN (0, 1)),
  chain_known smallint NOT NULL CHECK (chain_known IN (0, 1)),
  confidence  double precision NOT NULL,
  source      text COLLATE "C" NOT NULL CHECK (source LIKE '[%]'),
  cue         text COLLATE "C" NOT NULL CHECK (cue LIKE '[%]'),
  content     text COLLATE "C" NOT NULL CHECK (content LIKE '[%]'),
  -- of its document, put in and kept in step by triggers: what lists count of a claim that thousands hold is told by an index, and no document is looked for
  of_current  smallint NOT NULL,
  of_heard    text COLLATE "C" NOT NULL,
  of_outlet   text COLLATE "C",
  of_cue      text COLLATE "C", -- the words of the cue, cut out of its text
  UNIQUE (document_id, position) INCLUDE (claim_id)
);
CREATE INDEX attribution_by_act ON attribution (act, polarity, document_id);
CREATE INDEX attribution_by_claim ON attribution (claim_id, document_id, position) INCLUDE (attribution_id, of_current, of_heard, of_outlet); -- what lists count of a claim, without its row
CREATE INDEX attribution_by_holder ON attribution (holder_id, claim_id) WHERE holder_id IS NOT NULL; -- the claim: what a person said is looked through

CREATE FUNCTION take_head() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  SELECT d.current, d.heard, d.outlet, (SELECT string_agg(substr(d.text, 1 + json_extract(j.value, '$[0]'),
                                                                least(16384, json_extract(j.value, '$[1]') - json_extract(j.value, '$[0]'))), ' ')
                                        FROM json_each(NEW.cue, '$') j)
    INTO NEW.of_current, NEW.of_heard, NEW.of_outlet, NEW.of_cue FROM document d WHERE d.document_id = NEW.document_id;
  RETURN NEW;
END $$;
CREATE TRIGGER attribution_head BEFORE INSERT ON attribution FOR EACH ROW EXECUTE FUNCTION take_head();
CREATE FUNCTION pass_head() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE attribution SET of_current = NEW.current, of_heard = NEW.heard, of_outlet = NEW.outlet WHERE document_id = NEW.document_id;
  RETURN NULL;
END $$;
CREATE TRIGGER document_head AFTER UPDATE OF current, heard, outlet ON document FOR EACH ROW
  WHEN ((OLD.current, OLD.heard, OLD.outlet) IS DISTINCT FROM (NEW.current, NEW.heard, NEW.outlet)) EXECUTE FUNCTION pass_head();

-- From the holder (position 1) through every relay; the document's outlet is understood at its end.
CREATE TABLE chain (
  attribution_id bigint NOT NULL REFERENCES attribution ON DELETE CASCADE,
  position       bigint NOT NULL,
  holder_id      bigint NOT NULL REFERENCES holder ON DELETE CASCADE,
  PRIMARY KEY (attribution_id, position)
);
CREATE INDEX chain_by_holder ON chain (holder_id);

-- What a claim means, as its reader's model has it: signed bytes of a unit vector; vectors of two models are never compared.
CREATE TABLE vector (
  vector_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, 
  model_id  bigint NOT NULL REFERENCES model,
  claim_id  bigint NOT NULL REFERENCES claim ON DELETE CASCADE,
  vector    bytea NOT NULL,
  UNIQUE (claim_id, model_id)
);

-- The signs of the vectors of claims block * 1024 .. block * 1024 + 1023, so that a search looks at all of them quickly.
CREATE TABLE sketch (
  sketch_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  model_id  bigint NOT NULL REFERENCES model,
  block     bigint NOT NULL,
  signs     bytea NOT NULL,
  UNIQUE (model_id, block)
);
ALTER TABLE sketch ALTER COLUMN signs SET STORAGE EXTERNAL; -- signs do not get smaller

-- A sample of the hashes of each document's runs of five words (src/shingles), and which documents have much of the same text.
CREATE TABLE shingle (
  hash        bigint NOT NULL,
  document_id bigint NOT NULL, -- without a foreign key, which would want an index as large as the table
  PRIMARY KEY (hash, document_id)
);

CREATE TABLE copy (
  document_id    bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  of_document_id bigint NOT NULL REFERENCES document ON DELETE CASCADE, -- heard no later: of two at one time the one of the lesser sha256
  share          double precision NOT NULL, -- of the shorter one's runs of five words that the other has, furniture and quotations left out
  PRIMARY KEY (document_id, of_document_id)
);
CREATE INDEX copy_by_of ON copy (of_document_id);

-- ---- relation: a function of the documents that are in, whatever the order they came in ------------------------------

-- Documents whose claims met those of all others here (what of them is compared is in pair), and by which model that is; one that is not here is due.
CREATE TABLE related (
  document_id bigint PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  model_id    bigint NOT NULL REFERENCES model
);

-- The most telling words of each document that is related, by which those near it are found (src/relation/near.h).
CREATE TABLE term (
  hash        bigint NOT NULL, -- of the word's stem
  day         bigint NOT NULL, -- since 1970, of document.heard
  document_id bigint NOT NULL, -- without a foreign key, which would want an index: a document's rows are found by its text
  PRIMARY KEY (hash, day, document_id)
);

-- Two wordings that are compared: those that are among the nearest in meaning of one of them (src/relation/nearest.h), whose
-- `alike` tells how near, and those that a rule made, whose `alike` is 1000000.
CREATE TABLE pair (
  claim_id bigint NOT NULL REFERENCES claim ON DELETE CASCADE,
  other_id bigint NOT NULL REFERENCES claim ON DELETE CASCADE,
  relation text COLLATE "C" NOT NULL CHECK (relation IN ('same', 'contradicts', 'neither', 'undecided')), -- undecided: the comparer has not seen it yet
  score    double precision NOT NULL,
  why      text COLLATE "C" NOT NULL, -- the evidence, in words; '' where relation and score say it all
  alike    bigint NOT NULL, -- of their vectors: the product of unit vectors times 127
  differs  smallint NOT NULL CHECK (differs IN (0, 1)), -- one shows a denial or a number that the other does not
  PRIMARY KEY (claim_id, other_id),
  CHECK (claim_id < other_id)
);
CREATE INDEX pair_by_other ON pair (other_id);
CREATE INDEX pair_undecided ON pair (claim_id, other_id) WHERE relation = 'undecided';

-- Positions that cannot both be right, of claims that stand for themselves.
CREATE TABLE dispute (
  claim_id  bigint NOT NULL REFERENCES claim ON DELETE CASCADE,
  other_id  bigint NOT NULL REFERENCES claim ON DELETE CASCADE, -- polarity: the same claim
  kind      text COLLATE "C" NOT NULL CHECK (kind IN ('polarity', 'figures', 'contents')),
  is_update smallint NOT NULL CHECK (is_update IN (0, 1)), -- a figure that grew, never held at once with the lesser one
  voices    bigint NOT NULL, -- so many sources hold one side or the other
  heard     text COLLATE "C" NOT NULL, -- when both sides had been heard
  PRIMARY KEY (claim_id, other_id)
);
CREATE INDEX dispute_by_other ON dispute (other_id);
CREATE INDEX dispute_by_heard ON dispute (heard);
CREATE INDEX dispute_by_voices ON dispute (voices);

-- What one source held, and what the same source held otherwise later.
CREATE TABLE change (
  before_id bigint NOT NULL REFERENCES attribution ON DELETE CASCADE,
  after_id  bigint NOT NULL REFERENCES attribution ON DELETE CASCADE,
  source_id bigint NOT NULL REFERENCES source ON DELETE CASCADE, -- as it stands
  kind      text COLLATE "C" NOT NULL CHECK (kind IN ('polarity', 'certainty', 'figures', 'contents', 'admission')),
  held      text COLLATE "C" NOT NULL, -- UTC: when the earlier one was held, for the last time that is known
  heard     text COLLATE "C" NOT NULL, -- UTC: when the later one was
  PRIMARY KEY (before_id, after_id)
);
CREATE INDEX change_by_after ON change (after_id);
CREATE INDEX change_by_source ON change (source_id);
CREATE INDEX change_by_heard ON change (heard);

-- What is to be found anew: the groups that wordings are in, the disputes and changes of claims, the admissions of documents and sources.
CREATE TABLE unsettled (
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('claim', 'document', 'source', 'wording')),
  id   bigint NOT NULL, -- perhaps of one that is no more
  PRIMARY KEY (kind, id)
);

-- Documents about one event; the story has the number of its member that was heard first.
CREATE TABLE story_member (
  document_id bigint PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  story_id    bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  follows     bigint REFERENCES document ON DELETE SET NULL, -- the document heard before it that shares most of its telling words
  shared      bigint -- how many of them
);
CREATE INDEX story_member_by_story ON story_member (story_id);
CREATE INDEX story_member_by_follows ON story_member (follows) WHERE follows IS NOT NULL;

-- ---- what people say of it -------------------------------------------------------------------------------------------

-- What a person says of a reading. It stands beside the machine's, is shown instead of it, and outlives a new reading.
CREATE TABLE correction (
  correction_id  bigint PRIMARY KEY,
  made           text COLLATE "C" NOT NULL, -- UTC
  made_by        text COLLATE "C",
  document_id    bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  attribution_id bigint REFERENCES attribution ON DELETE SET NULL, -- NULL: the present reading has none like it
  cue            text COLLATE "C" NOT NULL CHECK (cue LIKE '[%]'),     -- where the attribution stood that was corrected
  content        text COLLATE "C" NOT NULL CHECK (content LIKE '[%]'),
  verdict        text COLLATE "C" NOT NULL CHECK (verdict IN ('right', 'wrong', 'other')),
  source_name    text COLLATE "C", -- other readings; NULL: as the machine has it
  source_key     text COLLATE "C", -- of that name, as source.name_key: whom the ledger knows by it is whose the attribution is
  act            text COLLATE "C",
  polarity       text COLLATE "C",
  certainty      text COLLATE "C",
  time           text COLLATE "C",
  note           text COLLATE "C"
);
CREATE INDEX correction_by_attribution ON correction (attribution_id) WHERE attribution_id IS NOT NULL;
CREATE INDEX correction_by_document ON correction (document_id);

CREATE TABLE source_correction (
  correction_id bigint PRIMARY KEY,
  made          text COLLATE "C" NOT NULL,
  made_by       text COLLATE "C",
  source_id     bigint NOT NULL REFERENCES source ON DELETE CASCADE,
  verdict       text COLLATE "C" NOT NULL CHECK (verdict IN ('right', 'wrong', 'other')),
  name          text COLLATE "C",
  kind          text COLLATE "C",
  note          text COLLATE "C"
);
CREATE INDEX source_correction_by_source ON source_correction (source_id);

-- What a person says of a document's outlet and date. The document's row has that then, and the machine's stands here.
CREATE TABLE document_correction (
  correction_id     bigint PRIMARY KEY,
  made              text COLLATE "C" NOT NULL,
  made_by           text COLLATE "C",
  document_id       bigint NOT NULL REFERENCES document ON DELETE CASCADE,
  verdict           text COLLATE "C" NOT NULL CHECK (verdict IN ('right', 'other')),
  outlet            text COLLATE "C",
  published         text COLLATE "C",
  heard             text COLLATE "C", -- UTC: published
  note              text COLLATE "C",
  machine_outlet    text COLLATE "C",
  machine_published text COLLATE "C",
  machine_heard     text COLLATE "C" NOT NULL,
  machine_heard_by  text COLLATE "C" NOT NULL CHECK (machine_heard_by IN ('published', 'fetched', 'added'))
);
CREATE INDEX document_correction_by_document ON document_correction (document_id);

-- Feeds that `hearsay watch` polls.
CREATE TABLE feed (
  url           text COLLATE "C" PRIMARY KEY,
  title         text COLLATE "C",
  etag          text COLLATE "C",    -- with last_modified: of the last reply of which everything is in
  last_modified text COLLATE "C",
  polled        text COLLATE "C",    -- UTC: the last reply
  due           text COLLATE "C" NOT NULL, -- UTC: not before; while one polls it: when another may
  failures      bigint NOT NULL DEFAULT 0, -- in a row
  least         bigint NOT NULL DEFAULT 0, -- seconds between two polls, as its publisher would have it
  waits         bigint NOT NULL DEFAULT 0  -- seconds from the last poll to due, where nothing but an interval asks for them; else 0
);

-- What feeds had of each item when it was last taken in, so that it is taken in again only if that changes.
CREATE TABLE feed_item (
  url    text COLLATE "C" PRIMARY KEY, -- as the feed has it
  sha256 text COLLATE "C" NOT NULL,    -- of what the feed has, as of a document
  tries  bigint NOT NULL, -- how often its page could not be had for now; 0: it was had, or never will be
  document_id bigint REFERENCES document ON DELETE CASCADE -- what it became, perhaps under another URL; NULL: nothing that could be read
);
CREATE INDEX feed_item_by_document ON feed_item (document_id) WHERE document_id IS NOT NULL;

-- Numbers that corrections of each kind were given, and that none is given again.
CREATE TABLE given (
  name text COLLATE "C" PRIMARY KEY,
  seq  bigint NOT NULL
);
CREATE FUNCTION note_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.correction_id IS NULL THEN
    EXECUTE format('SELECT 1 + coalesce(max(seq), 0) FROM %I.given', TG_TABLE_SCHEMA) INTO NEW.correction_id;
  END IF;
  EXECUTE format('INSERT INTO %I.given AS g (name, seq) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET seq = greatest(g.seq, excluded.seq)', TG_TABLE_SCHEMA)
    USING TG_TABLE_NAME, NEW.correction_id;
  RETURN NEW;
END $$;
CREATE TRIGGER correction_given BEFORE INSERT ON correction FOR EACH ROW EXECUTE FUNCTION note_given();
CREATE TRIGGER source_correction_given BEFORE INSERT ON source_correction FOR EACH ROW EXECUTE FUNCTION note_given();
CREATE TRIGGER document_correction_given BEFORE INSERT ON document_correction FOR EACH ROW EXECUTE FUNCTION note_given();

-- ---- words -----------------------------------------------------------------------------------------------------------

CREATE INDEX claim_by_words ON claim USING gin (words);
CREATE INDEX source_named_by_words ON source USING gin (name_words) WHERE anonymous = 0; -- those of descriptions apart, which have most of the common words
CREATE INDEX source_unnamed_by_words ON source USING gin (name_words) WHERE anonymous = 1;
CREATE INDEX document_by_words ON document USING gin (title_words);
CREATE VIEW claim_words AS SELECT claim_id AS rowid, text, words AS claim_words FROM claim;
CREATE VIEW source_words AS SELECT source_id AS rowid, name, name_words AS source_words, merged_into, anonymous FROM source;
CREATE VIEW document_words AS SELECT document_id AS rowid, title, title_words AS document_words FROM document;

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
  GROUP BY t.standing_id, s.name, s.kind, s.anonymous;
