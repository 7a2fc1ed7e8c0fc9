/**
 * Classes that a person gave to sources: acts that can be undone, in the same stack as decisions on variants. And the
 * numbers of marked things of each class, which would take too long to sum up for a glance.
 */
export const labels = /* sql */ `
-- Append-only, as decision is. A row says what one act (do, undo, redo) made of one source.
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
CREATE INDEX labelling_rows ON labelling (batch_id, act);

-- Folders are ranges of names.
CREATE INDEX source_name ON source (name);

-- How many things of a class are marked in all sources, kept right by the database itself, as variant_count is.
CREATE TABLE marked_count (
  class_id INTEGER PRIMARY KEY,
  n INTEGER NOT NULL CHECK (n >= 0)
) STRICT;

INSERT INTO marked_count (class_id, n) SELECT class_id, sum(n) FROM object_count GROUP BY class_id;

CREATE TRIGGER object_counted_in AFTER INSERT ON object_count BEGIN
  INSERT INTO marked_count (class_id, n) VALUES (NEW.class_id, NEW.n)
  ON CONFLICT (class_id) DO UPDATE SET n = n + excluded.n;
END;

CREATE TRIGGER object_counted_out AFTER DELETE ON object_count BEGIN
  UPDATE marked_count SET n = n - OLD.n WHERE class_id = OLD.class_id;
END;
`
