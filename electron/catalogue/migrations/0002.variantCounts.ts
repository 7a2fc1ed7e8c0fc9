/** Counts by class and status, kept right by the database itself: counting a million rows takes too long for a glance. */
export const variantCounts = /* sql */ `
CREATE TABLE variant_count (
  -- -1 for variants without a class.
  class_id INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'rejected')),
  n INTEGER NOT NULL CHECK (n >= 0),
  PRIMARY KEY (class_id, status)
) STRICT, WITHOUT ROWID;

INSERT INTO variant_count (class_id, status, n)
SELECT coalesce(class_id, -1), status, count(*) FROM variant GROUP BY 1, 2;

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
`
