import type { Annotation, Attributes, PictureAnnotations } from '../../../shared/annotations/types.ts'
import type { Size } from '../../../shared/raster.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { boxReason } from '../marks.ts'
import type { ClassNames } from './features.ts'

/** Columns with a meaning, by their names; the first that is there counts. */
const columns = {
  label: ['label', 'class', 'category', 'class_label', 'fine_label'],
  labels: ['labels', 'classes', 'tags'],
  captions: ['captions', 'text', 'caption', 'description'],
  objects: ['objects', 'annotations', 'faces']
} as const

/** What a row says of its picture. */
export interface HfRow {
  readonly className: string | null
  readonly annotations: PictureAnnotations
  /** What is wrong with single objects. */
  readonly problems: readonly string[]
}

export interface RowContext {
  readonly names: ClassNames
  /** Columns that say where the picture is. */
  readonly places: readonly string[]
  /** Asked for only when the row has boxes; undefined when it cannot be known. */
  readonly size: () => Promise<Size | undefined>
}

type Cells = ReadonlyMap<string, JsonValue>

/** Understands a row of metadata.jsonl, metadata.csv or a Parquet file. */
export async function understand(cells: Cells, context: RowContext): Promise<HfRow> {
  const find = (wanted: readonly string[]): string | undefined => wanted.find((name) => cells.has(name))
  const label = find(columns.label)
  const several = find(columns.labels)
  const captions = find(columns.captions)
  const objects = find(columns.objects)
  const own = label === undefined ? [] : classesOf(cells.get(label), context.names(label))
  const all = several === undefined ? [] : classesOf(cells.get(several), context.names(several))
  const labels = [...new Set([...own, ...all])]
  const found = objects === undefined ? none : await objectsOf(cells.get(objects), objects, context)
  const known = new Set<string>([
    ...context.places,
    ...[label, several, captions, objects].filter((one) => one !== undefined)
  ])
  // Why: where both are there, the short text is the first of the captions.
  if (captions === 'captions') known.add('text')
  const rest = [...cells].filter(([name]) => !known.has(name))
  const texts = captions === undefined ? [] : textsOf(cells.get(captions))
  return {
    className: labels[0] ?? null,
    annotations: {
      objects: found.objects,
      ...(labels.length < 2 ? {} : { labels }),
      ...(texts.length === 0 ? {} : { captions: texts }),
      ...(rest.length === 0 ? {} : { attributes: Object.fromEntries(rest) })
    },
    problems: found.problems
  }
}

const none = { objects: [], problems: [] }

/** Numbers below 0 mean no class, as in `datasets`. */
function classesOf(value: JsonValue | undefined, names: readonly string[] | undefined): readonly string[] {
  const list: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value ?? null]
  return list.flatMap((one) => classOf(one, names) ?? [])
}

function classOf(value: JsonValue | undefined, names: readonly string[] | undefined): string | null {
  if (value === undefined || value === null || value === '' || typeof value === 'object') return null
  const number = typeof value === 'number' ? value : names === undefined ? NaN : Number(value)
  if (number < 0) return null
  return names?.[number] ?? String(value)
}

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (one) => typeof one === 'string' && one !== ''
  ) as readonly string[]

interface Objects {
  readonly objects: readonly Annotation[]
  readonly problems: readonly string[]
}

type Fields = Readonly<Record<string, JsonValue>>

/** Lists side by side ({bbox: [...], category: [...]}), or one struct for each object; also as JSON in a cell. */
async function objectsOf(
  value: JsonValue | undefined,
  column: string,
  context: RowContext
): Promise<Objects> {
  const parsed = typeof value === 'string' ? parseJson(value) : value
  const things = Array.isArray(parsed)
    ? (parsed as readonly JsonValue[]).filter(isFields)
    : isFields(parsed)
      ? sideBySide(parsed)
      : undefined
  if (things === undefined)
    return {
      objects: [],
      problems: [`Expected objects with bbox but received ${JSON.stringify(value).slice(0, 100)}.`]
    }
  const objects: Annotation[] = []
  const problems: string[] = []
  const size = things.length === 0 ? undefined : await context.size()
  for (const [index, thing] of things.entries()) {
    const found = boxOf(thing, { column, index, names: context.names, size })
    if (typeof found === 'string') problems.push(`Box ${index}: ${found}`)
    else objects.push(found)
  }
  return { objects, problems }
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

const isFields = (value: JsonValue | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function sideBySide(lists: Fields): readonly Fields[] {
  const boxes = lists['bbox'] ?? lists['bboxes'] ?? []
  const count = Array.isArray(boxes) ? boxes.length : 0
  const whole = Object.entries(lists).filter((one): one is [string, readonly JsonValue[]] =>
    Array.isArray(one[1])
  )
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(
      whole.flatMap(([name, list]) => (list[index] === undefined ? [] : [[name, list[index]] as const]))
    )
  )
}

const categoryNames = ['category', 'categories', 'category_id', 'label', 'labels', 'class']

function boxOf(
  thing: Fields,
  of: {
    readonly column: string
    readonly index: number
    readonly names: ClassNames
    readonly size: Size | undefined
  }
): Annotation | string {
  const numbers = thing['bbox'] ?? thing['bboxes']
  const [x, y, width, height] = Array.isArray(numbers) ? (numbers as readonly JsonValue[]).map(Number) : []
  if (x === undefined || y === undefined || width === undefined || height === undefined) {
    return 'Expected bbox as [x, y, width, height]. Correct it.'
  }
  const box = { x, y, width, height }
  const reason = boxReason(box, of.size)
  if (reason !== undefined) return reason
  const name = categoryNames.find((one) => thing[one] !== undefined)
  const className = name === undefined ? null : classOf(thing[name], of.names(of.column, name))
  const attributes: Attributes = Object.fromEntries(
    Object.entries(thing).filter(
      ([field, value]) => field !== name && !field.startsWith('bbox') && value !== null
    )
  )
  return {
    kind: 'box',
    className,
    box,
    object: of.index,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes })
  }
}
