/** What is marked in pictures, and what is known of classes besides their names. */
export const annotations = /* sql */ `
-- JSON of shared/annotations/types.ts, ClassDetails.
ALTER TABLE class ADD COLUMN details TEXT NOT NULL DEFAULT '{}';

-- Who gave the class: an import may only replace what an import gave.
ALTER TABLE source ADD COLUMN labelled_by TEXT NOT NULL DEFAULT 'import' CHECK (labelled_by IN ('import', 'person'));

-- One row for each source that has any.
CREATE TABLE annotation (
  source_id INTEGER PRIMARY KEY REFERENCES source (id),
  -- JSON of shared/annotations/types.ts, PictureAnnotations.
  json TEXT NOT NULL
) STRICT;

-- How many objects of a class a source has; -1 for those without a class.
CREATE TABLE object_count (
  source_id INTEGER NOT NULL REFERENCES source (id),
  class_id INTEGER NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (source_id, class_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX object_count_class ON object_count (class_id);

-- The smallest share of an object that is still to be seen, 0 when one is gone; NULL for sources without objects.
ALTER TABLE variant ADD COLUMN least_visible REAL;
CREATE INDEX variant_visible ON variant (least_visible) WHERE least_visible IS NOT NULL;
`
