import type { ExportFormat } from '../../shared/api/formats.ts'
import { type Db, sql } from '../catalogue/database.ts'
import { exporterById } from './index.ts'
import type { Holding } from './types.ts'

/** What pictures may have, the text in their JSON that tells, and how a person calls it. */
const kinds: readonly { readonly holding: Holding; readonly text: string; readonly words: string }[] = [
  { holding: 'boxes', text: '"kind":"box"', words: 'boxes' },
  { holding: 'rotatedBoxes', text: '"kind":"rotatedBox"', words: 'rotated boxes' },
  { holding: 'polygons', text: '"kind":"polygon"', words: 'outlines' },
  { holding: 'masks', text: '"kind":"mask"', words: 'masks' },
  { holding: 'keypoints', text: '"kind":"keypoints"', words: 'keypoints' },
  { holding: 'labels', text: '"labels":[', words: 'several labels a picture' },
  { holding: 'captions', text: '"captions":[', words: 'captions' }
]

/** A sentence for everything that is known of the pictures and that a format cannot hold. */
export function leftOutMarks(db: Db, format: ExportFormat): readonly string[] {
  const { holds, title } = exporterById(format)
  const missing = kinds.filter(({ holding }) => !holds.includes(holding))
  if (missing.length === 0) return []
  // Why in one go: most of the time goes into reading the annotations of all sources.
  const counts = sql<Record<string, number | null>>(
    db,
    `SELECT ${missing.map(({ holding }) => `sum(instr(json, ?) > 0) AS ${holding}`).join(', ')}
     FROM annotation JOIN source ON source.id = source_id WHERE source.state = 'ok'`
  ).get(missing.map(({ text }) => text))
  return missing.flatMap(({ holding, words }) => {
    const n = counts?.[holding] ?? 0
    if (n === 0) return []
    const pictures = n === 1 ? '1 picture has' : `${n.toLocaleString('en')} pictures have`
    return [`"${title}" does not hold ${words}, which ${pictures}: they are left out.`]
  })
}
