import type { MappedAnnotations } from '../../shared/annotations/mapAnnotations.ts'
import type { Annotation, Keypoint } from '../../shared/annotations/types.ts'
import { CultivarError } from '../../shared/errors.ts'
import { type Forms, type PlainKind, plainForms, plainKinds } from './plainForms.ts'

/**
 * Annotations as a plain document: {"boxes":[[x0,y0,x1,y1],...], "rotatedBoxes":[[8 numbers],...],
 * "polygons":[[x,y,...] or [[x,y],...],...], "keypoints":[[x,y] or [x,y,v],...], "labels": anything}. Boxes and outlines in
 * edge coordinates (0 to width), keypoints in centre coordinates (0 to width - 1).
 */
export interface PlainMarks {
  /** Of all entries, one kind after the other. */
  readonly annotations: readonly Annotation[]
  readonly entries: readonly Entry[]
  readonly kinds: readonly PlainKind[]
  /** Handed back as they came. */
  readonly labels: unknown
}

interface Entry {
  readonly kind: PlainKind
  /** Position in its list. */
  readonly index: number
  readonly value: readonly unknown[]
}

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** Whether a document has the plain form. */
export const isPlain = (json: unknown): boolean => isRecord(json) && plainKinds.some((kind) => kind in json)

/** Reads the plain form. Throws `bad-input` that names file and entry, counted from 0. */
export function parsePlain(json: unknown, file: string): PlainMarks {
  if (!isRecord(json)) throw wrong(file, 'The document', 'expected an object')
  const unknown = Object.keys(json).find(
    (key) => key !== 'labels' && !plainKinds.some((kind) => kind === key)
  )
  if (unknown !== undefined)
    throw wrong(file, unknown, `expected one of ${[...plainKinds, 'labels'].join(', ')}`)
  const kinds = plainKinds.filter((kind) => kind in json)
  const read = kinds.flatMap((kind) => entriesOf(json[kind], kind, file))
  return {
    annotations: read.map(({ annotation }) => annotation),
    entries: read.map(({ entry }) => entry),
    kinds,
    labels: json['labels']
  }
}

function entriesOf(
  list: unknown,
  kind: PlainKind,
  file: string
): readonly { readonly entry: Entry; readonly annotation: Annotation }[] {
  if (!Array.isArray(list)) throw wrong(file, kind, 'expected a list')
  const { read }: Forms = plainForms[kind]
  return list.map((value: unknown, index) => {
    const name = `${kind}[${index}]`
    if (!Array.isArray(value))
      throw wrong(file, name, `expected a list of numbers but received ${brief(value)}`)
    const annotation = read(value)
    if (typeof annotation === 'string') throw wrong(file, name, `${annotation} but received ${brief(value)}`)
    return { entry: { kind, index, value }, annotation }
  })
}

function wrong(file: string, entry: string, words: string): CultivarError {
  return new CultivarError('bad-input', `${entry}: ${words}.`, {
    file,
    remedy:
      'Write {"boxes":[[x0,y0,x1,y1]],"polygons":[[x,y,x,y,x,y]],"keypoints":[[x,y]]} in pixels of the picture.'
  })
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`
}

/** The same lists in the same order, null in the place of what was dropped, and the shares that are still to be seen. */
export function formatPlain(
  { annotations, entries, kinds, labels }: PlainMarks,
  mapped: MappedAnnotations
): unknown {
  const places = new Map(mapped.origins.map((origin, at) => [origin, at]))
  const dropped = new Map(mapped.dropped.map(({ index, visibleShare }) => [index, visibleShare]))
  const out: Record<string, unknown> = {}
  const visible: Record<string, readonly number[]> = {}
  for (const kind of kinds) {
    const own = entries.flatMap((entry, at) => (entry.kind === kind ? [{ ...entry, at }] : []))
    out[kind] = own.map(({ at, value }) => {
      const place = places.get(at)
      const found = place === undefined ? undefined : mapped.annotations[place]
      if (found === undefined) return isUnlabelled(annotations[at]) ? [0, 0, 0] : null
      return plainForms[kind].write(found, value)
    })
    visible[kind] = own.map(({ at }) => {
      const place = places.get(at)
      if (place === undefined) return dropped.get(at) ?? 0
      return isHidden(mapped.annotations[place]) ? 0 : (mapped.visibleShares[place] ?? 0)
    })
  }
  return { ...out, visible, ...(labels === undefined ? {} : { labels }) }
}

const only = (annotation: Annotation | undefined): Keypoint | undefined =>
  annotation?.kind === 'keypoints' ? annotation.points[0] : undefined

/** Of a point that came without a label nothing is lost. */
export const isUnlabelled = (annotation: Annotation | undefined): boolean =>
  only(annotation)?.visibility === 0
const isHidden = (annotation: Annotation | undefined): boolean => only(annotation)?.visibility === 1
