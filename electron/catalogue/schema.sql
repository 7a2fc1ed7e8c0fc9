-- Made from the migrations: UPDATE_SCHEMA=1 npx vitest run test/unit/electron/catalogue/migrations

CREATE TRIGGER object_counted_in AFTER INSERT ON object_count BEGIN
  INSERT INTO marked_count (class_id, n) VALUES (NEW.class_id, NEW.n)
  ON CONFLICT (class_id) DO UPDATE SET n = n + excluded.n;
END;

CREATE TRIGGER object_counted_out AFTER DELETE ON object_count BEGIN
  UPDATE marked_count SET n = n - OLD.n WHERE class_id = OLD.class_id;
END;

CREATE TRIGGER variant_counted_in AFTER INSERT ON variant BEGIN
  INSERT INTO variant_count (class_id, status, n) VALUES (coalesce(NEW.class_id, -1), NEW.status, 1)
  ON CONFLICT (class_id, status) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER variant_counted_out AFTER DELETE ON variant BEGIN
  UPDATE variant_count SET n = n - 1 WHERE class_id = coalesce(OLD.class_id, -1) AND status = OLD.status;
END;

CREATE TRIGGER variant_recounted AFTER UPDATE OF status, class_id ON variant BEGIN
  UPDATE variant_count SET n = n - 1 WHERE class_id = coalesce(OLD.class_id, -1) AND status = OLD.status;
  INSERT INTO variant_count (class_id, status, n) VALUES (coalesce(NEW.class_id, -1), NEW.status, 1)
  ON CONFLICT (class_id, status) DO UPDATE SET n = n + 1;
END;

CREATE TABLE annotation (
  source_id INTEGER PRIMARY KEY REFERENCES source (id),
  -- JSON of shared/annotations/types.ts, PictureAnnotations.
  json TEXT NOT NULL
, read_as TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE class (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
, details TEXT NOT NULL DEFAULT '{}') STRICT;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES decision_batch (id),
  act TEXT NOT NULL CHECK (act IN ('do', 'undo', 'redo')),
  at TEXT NOT NULL,
  variant_id INTEGER NOT NULL,
  status_before TEXT NOT NULL,
  status_after TEXT NOT NULL
) STRICT;

CREATE TABLE decision_batch (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  title TEXT NOT NULL,
  reason TEXT NOT NULL,
  size INTEGER NOT NULL,
  -- done: undo takes it back; undone: redo repeats it; closed: something else was decided after it was undone.
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'closed'))
) STRICT;

CREATE TABLE export (
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL,
  options TEXT NOT NULL,
  files INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  splits TEXT NOT NULL,
  finished_at TEXT NOT NULL
) STRICT;

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('import', 'draw', 'export')),
  title TEXT NOT NULL,
  -- JSON: all that is needed to run it again from the start; every job skips what is done already.
  spec TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
  done INTEGER NOT NULL,
  total INTEGER,
  result TEXT,
  error TEXT,
  started_at TEXT,
  finished_at TEXT
) STRICT;

CREATE TABLE job_failure (
  id INTEGER PRIMARY KEY,
  job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  UNIQUE (job_id, path)
) STRICT;

CREATE TABLE labelling (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES decision_batch (id),
  act TEXT NOT NULL CHECK (act IN ('do', 'undo', 'redo')),
  at TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source (id),
  -- NULL: no class.
  class_before INTEGER REFERENCES class (id),
  class_after INTEGER REFERENCES class (id),
  -- Of source.labelled_by.
  by_before TEXT NOT NULL CHECK (by_before IN ('import', 'person')),
  by_after TEXT NOT NULL CHECK (by_after IN ('import', 'person'))
) STRICT;

CREATE TABLE marked_count (
  class_id INTEGER PRIMARY KEY,
  n INTEGER NOT NULL CHECK (n >= 0)
) STRICT;

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE object_count (
  source_id INTEGER NOT NULL REFERENCES source (id),
  class_id INTEGER NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (source_id, class_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  recipe_id INTEGER NOT NULL REFERENCES recipe (id),
  profile_id INTEGER NOT NULL REFERENCES profile_snapshot (id),
  UNIQUE (recipe_id, profile_id)
) STRICT;

CREATE TABLE profile (
  id TEXT PRIMARY KEY,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE profile_snapshot (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE recipe (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  -- Absolute, or relative to the workspace's folder when is_copy is 1.
  path TEXT NOT NULL,
  is_copy INTEGER NOT NULL CHECK (is_copy IN (0, 1)),
  -- Index of a record in a container; -1 for a plain file (not NULL, which a unique index would let pass twice).
  entry INTEGER NOT NULL,
  -- The place that the person imported: equals path unless the file was copied.
  origin TEXT NOT NULL,
  name TEXT NOT NULL,
  -- SHA-256 of the file, or of shape and samples of a record; NULL when it could not be read.
  content_hash TEXT,
  bytes INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  -- Size as displayed, after EXIF orientation; 0 when it could not be read.
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  channels INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  format TEXT NOT NULL,
  class_id INTEGER REFERENCES class (id),
  split TEXT CHECK (split IN ('train', 'val', 'test')),
  state TEXT NOT NULL CHECK (state IN ('ok', 'failed', 'duplicate', 'missing', 'changed')),
  reason TEXT,
  -- 1 when other content was imported from the same place since: the row and its variants stay, but are history.
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  -- JSON list of sentences.
  notes TEXT NOT NULL,
  added_at TEXT NOT NULL
, labelled_by TEXT NOT NULL DEFAULT 'import' CHECK (labelled_by IN ('import', 'person')), perceptual_hash TEXT CHECK (perceptual_hash IS NULL OR length(perceptual_hash) IN (0, 64)), colour TEXT) STRICT;

CREATE TABLE variant (
  -- AUTOINCREMENT: an id is never given again, so neither the decision log nor a cached picture can mean another variant.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  copy_index INTEGER NOT NULL,
  -- The label of the variant: differs from its source's when it is mirrored and the profile swaps labels.
  class_id INTEGER REFERENCES class (id),
  status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'rejected')),
  -- JSON list of concrete steps.
  parameters TEXT NOT NULL,
  redraws INTEGER NOT NULL, least_visible REAL,
  UNIQUE (source_id, plan_id, copy_index)
) STRICT;

CREATE TABLE variant_count (
  -- -1 for variants without a class.
  class_id INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'rejected')),
  n INTEGER NOT NULL CHECK (n >= 0),
  PRIMARY KEY (class_id, status)
) STRICT, WITHOUT ROWID;

CREATE INDEX decision_batch_rows ON decision (batch_id, act);

CREATE INDEX decision_batch_state ON decision_batch (state, id);

CREATE INDEX labelling_rows ON labelling (batch_id, act);

CREATE INDEX object_count_class ON object_count (class_id);

CREATE INDEX source_content ON source (content_hash);

CREATE INDEX source_name ON source (name);

CREATE UNIQUE INDEX source_place ON source (origin, entry);

CREATE INDEX source_state ON source (state, class_id);

CREATE INDEX variant_class ON variant (class_id, status, source_id);

CREATE INDEX variant_plan ON variant (plan_id, status);

CREATE INDEX variant_review ON variant (status, source_id, class_id);

CREATE INDEX variant_visible ON variant (least_visible) WHERE least_visible IS NOT NULL;
