import {
  type AnnotationsText,
  annotationsOf,
  hasAny,
  importedAnnotations,
  putAnnotations
} from '../catalogue/annotations.ts'
import { classId } from '../catalogue/classes.ts'
import { type Db, sql } from '../catalogue/database.ts'
import { knownSource } from '../catalogue/sources.ts'

interface Image {
  readonly path: string
  readonly entry: number | null
  readonly className: string | null
  /** Undefined where the format knows of nothing of the kind: then nothing is taken away. */
  readonly annotations: AnnotationsText | undefined
  /** Id of the importer that found it. */
  readonly readAs: string
}

/**
 * Brings class and annotations of a picture that is in the catalogue already up to what an import found: labels are
 * mended outside of the program, too. What a person said here stays, and so does the class of a source with variants,
 * which have theirs from it. That nothing is marked any more is believed to the format only that said what is: one of
 * which the files are not about these pictures finds them all empty. Returns whether anything changed.
 */
export function updateKnown(db: Db, { path, entry, className, annotations, readAs }: Image): boolean {
  const known = knownSource(db, path, entry)
  if (known === undefined) return false
  const isRelabelled = className !== null && relabel(db, known.id, className)
  const before = importedAnnotations(db, known.id)
  if (annotations === undefined || annotations === before?.json) return isRelabelled
  const found = annotationsOf(annotations)
  if (!hasAny(found) && before?.readAs !== readAs) return isRelabelled
  putAnnotations(db, known.id, found, readAs)
  return true
}

function relabel(db: Db, id: number, className: string): boolean {
  return (
    sql(
      db,
      `UPDATE source SET class_id = @classId WHERE id = @id AND class_id IS NOT @classId AND labelled_by = 'import'
         AND NOT EXISTS (SELECT 1 FROM variant WHERE source_id = @id)`
    ).run({ id, classId: classId(db, className) }).changes > 0
  )
}
