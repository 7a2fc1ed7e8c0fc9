import { parse } from 'csv-parse/sync'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { CultivarError } from '../../../shared/errors.ts'
import { type JsonObject, listOf, objectOf, parseJson, textOf } from '../json/values.ts'

export interface ViaRegion {
  /** For messages. */
  readonly entry: string
  readonly shape: JsonObject
  readonly attributes: JsonObject
}

/** What VIA says of one picture. */
export interface ViaEntry {
  /** For messages. */
  readonly entry: string
  readonly filename: string
  readonly regions: readonly ViaRegion[]
  readonly attributes: JsonObject
}

export interface ViaDocument {
  readonly entries: readonly ViaEntry[]
  /** What the project says of attributes, by name; empty in files of annotations alone. */
  readonly declared: { readonly region: JsonObject; readonly file: JsonObject }
  /** Entries that are none, with the reason. */
  readonly faults: readonly { readonly entry: string; readonly reason: string }[]
}

/** A project or the annotations alone, of VIA 1 and 2; undefined for JSON that is neither. */
export function viaDocument(value: JsonValue): ViaDocument | undefined {
  const document = objectOf(value)
  if (document === undefined) return undefined
  const metadata = objectOf(document['_via_img_metadata']) ?? document
  const isProject = metadata !== document
  const declared = objectOf(document['_via_attributes'])
  const entries: ViaEntry[] = []
  const faults: { entry: string; reason: string }[] = []
  for (const [key, one] of Object.entries(metadata)) {
    const entry = entryOf(key, objectOf(one))
    if (entry !== undefined) entries.push(entry)
    else
      faults.push({
        entry: key,
        reason: 'Expected a filename and regions. Correct it or export the file anew.'
      })
  }
  if (!isProject && entries.length === 0) return undefined
  const region = objectOf(declared?.['region']) ?? {}
  const file = objectOf(declared?.['file']) ?? {}
  return { entries, declared: { region, file }, faults }
}

function entryOf(key: string, value: JsonObject | undefined): ViaEntry | undefined {
  const filename = textOf(value?.['filename'])
  const regions = value?.['regions']
  // Version 1 numbered the regions in an object.
  const list = listOf(regions) ?? Object.values(objectOf(regions) ?? {}).map((one) => one ?? null)
  if (
    value === undefined ||
    filename === undefined ||
    (regions !== undefined && objectOf(regions) === undefined && listOf(regions) === undefined)
  )
    return undefined
  return {
    entry: key,
    filename,
    attributes: objectOf(value['file_attributes']) ?? {},
    regions: list.map((one, at) => ({
      entry: `region ${at + 1}`,
      shape: objectOf(objectOf(one)?.['shape_attributes']) ?? {},
      attributes: objectOf(objectOf(one)?.['region_attributes']) ?? {}
    }))
  }
}

/** Whether a text begins as VIA's tables do. */
export const isViaTable = (head: string): boolean =>
  /^\ufeff?"?#?filename"?,.*region_shape_attributes/.test(head)

/** VIA's table: a row for each region, with attributes as JSON. Throws `bad-input` for a damaged table. */
export function viaTable(text: string): ViaDocument {
  const entries = new Map<
    string,
    { entry: string; filename: string; regions: ViaRegion[]; attributes: JsonObject }
  >()
  const faults: { entry: string; reason: string }[] = []
  rowsOf(text).forEach((row, at) => {
    const entry = `row ${at + 2}`
    const filename = row['filename'] ?? row['#filename'] ?? ''
    const [shape, attributes, ofFile] = (
      ['region_shape_attributes', 'region_attributes', 'file_attributes'] as const
    ).map((name) => objectOf(parseJson(row[name] === undefined || row[name] === '' ? '{}' : row[name])))
    if (shape === undefined || attributes === undefined || ofFile === undefined) {
      faults.push({ entry, reason: 'Its attributes are no JSON. Correct them or export the file anew.' })
      return
    }
    const key = filename + (row['file_size'] ?? '')
    const known = entries.get(key) ?? { entry: filename, filename, regions: [], attributes: ofFile }
    entries.set(key, known)
    if (Object.keys(shape).length > 0) known.regions.push({ entry, shape, attributes })
  })
  return { entries: [...entries.values()], declared: { region: {}, file: {} }, faults }
}

function rowsOf(text: string): readonly Readonly<Record<string, string | undefined>>[] {
  try {
    return parse(text, { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true })
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new CultivarError('bad-input', `The table is damaged: ${what}.`, {
      remedy: 'Export the file anew.'
    })
  }
}
