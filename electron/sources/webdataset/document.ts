import { z } from 'zod'
import type { Annotation, Attributes } from '../../../shared/annotations/types.ts'
import type { Size } from '../../../shared/raster.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { objectReason, objectSchema } from './objects.ts'

/** What a .json file says of a picture. */
export interface Described {
  /** A name, or the number of a class. */
  readonly label?: string | number
  readonly labels?: readonly string[]
  readonly captions?: readonly string[]
  readonly attributes?: Attributes
  readonly objects: readonly Annotation[]
  /** Reasons why parts of it were left out. */
  readonly faults: readonly string[]
}

type Fields = Readonly<Record<string, JsonValue>>

/** Names under which people put the class and the caption, the most telling first. */
const labelNames = ['label', 'class', 'cls', 'class_name'] as const
const captionNames = ['captions', 'caption', 'text', 'txt'] as const
/**
 * Reads a .json file of a sample: of our own (`"cultivar": 1`, see docs/formats.md), or of others, whose fields that mean
 * nothing here become attributes.
 */
export function parseDocument(text: string): Described {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { objects: [], faults: ['This is not valid JSON. Repair or remove it.'] }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { objects: [], faults: ['Expected an object such as {"label":"cat"}. Repair or remove it.'] }
  const fields = value as Fields
  const isOwn = fields['cultivar'] === 1
  const label = labelNames.map((name) => fields[name]).find((found) => isLabel(found))
  const captions = captionNames.map((name) => textsIn(fields[name])).find((found) => found.length > 0)
  const labels = textsIn(fields['labels'])
  return {
    ...(isLabel(label) ? { label } : {}),
    ...(labels.length === 0 ? {} : { labels }),
    ...(captions === undefined ? {} : { captions }),
    ...attributesIn(fields, isOwn),
    ...objectsIn(fields)
  }
}

function isLabel(value: JsonValue | undefined): value is string | number {
  return (typeof value === 'string' && value !== '') || Number.isInteger(value)
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  const values = Array.isArray(value) ? (value as readonly JsonValue[]) : [value]
  return values.filter((one): one is string => typeof one === 'string' && one !== '')
}

function attributesIn(fields: Fields, isOwn: boolean): Pick<Described, 'attributes'> {
  const inner = fields['attributes']
  const nested = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Fields) : {}
  const understood = new Set<string>([...labelNames, ...captionNames, 'labels', 'objects', 'attributes'])
  const rest = Object.entries(fields).filter(([name]) => !understood.has(name))
  const attributes = isOwn ? nested : { ...Object.fromEntries(rest), ...nested }
  return Object.keys(attributes).length === 0 ? {} : { attributes }
}

function objectsIn(fields: Fields): Pick<Described, 'objects' | 'faults'> {
  const list = fields['objects']
  if (list === undefined) return { objects: [], faults: [] }
  if (!Array.isArray(list)) return { objects: [], faults: ['"objects" is no list. Repair or remove it.'] }
  const objects: Annotation[] = []
  const faults: string[] = []
  for (const [index, one] of (list as readonly unknown[]).entries()) {
    const parsed = objectSchema.safeParse(one)
    const reason = parsed.success ? objectReason(parsed.data, sizeIn(fields)) : issueOf(parsed.error)
    if (parsed.success && reason === undefined) objects.push(parsed.data)
    else faults.push(`Object ${index + 1} is left out: ${reason ?? 'it is not valid.'}`)
  }
  return { objects, faults }
}

function issueOf({ issues }: z.ZodError): string {
  const [first] = issues
  if (first === undefined) return 'it is not valid.'
  const where = first.path.length === 0 ? '' : `${first.path.join('.')}: `
  return `${where}${first.message}. Repair or remove it.`
}

const sizeSchema = z.object({ width: z.number().positive(), height: z.number().positive() })

function sizeIn(fields: Fields): Size | undefined {
  const parsed = sizeSchema.safeParse(fields)
  return parsed.success ? { width: parsed.data.width, height: parsed.data.height } : undefined
}
