/** Classes that a person gave to sources: acts that can be undone, in the same stack as decisions on variants. */
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
`
