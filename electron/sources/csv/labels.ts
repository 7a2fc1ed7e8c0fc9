import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { type Columns, shareOf } from './guess.ts'

/** What a row says of the classes of its picture. */
export interface RowLabels {
  readonly className: string | null
  /** All of them when there are several, the first one the picture's own. */
  readonly labels?: readonly string[]
  /** Shares of classes that are not whole. */
  readonly shares?: Readonly<Record<string, number>>
}

/** The classes of a row; a sentence when its cells cannot be read. */
export function labelsOf(cells: ReadonlyMap<string, JsonValue>, columns: Columns): RowLabels | string {
  const { shares, label, labels } = columns
  if (shares !== undefined) return ofShares(new Map(shares.map((name) => [name, cells.get(name)])))
  if (label === undefined) return { className: null }
  const several = labels === undefined ? undefined : cells.get(labels)
  const found = several === undefined ? ofCell(cells.get(label), label) : ofCell(several, labels ?? label)
  return typeof found === 'string'
    ? found
    : found.labels === undefined
      ? found
      : withFirst(found, cells.get(label))
}

function ofCell(value: JsonValue | undefined, column: string): RowLabels | string {
  const parsed = typeof value === 'string' && value.startsWith('{') ? (parseJson(value) ?? value) : value
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
    return ofShares(new Map(Object.entries(parsed)))
  const list = listOf(parsed, column)
  if (typeof list === 'string') return list
  const names = [...new Set(list)]
  return names.length < 2 ? { className: names[0] ?? null } : { className: names[0] ?? null, labels: names }
}

/** Where a column says which of several classes is the picture's own, that one comes first. */
function withFirst(found: RowLabels, own: JsonValue | undefined): RowLabels {
  const { labels = [] } = found
  if (typeof own !== 'string' || !labels.includes(own)) return found
  return { ...found, className: own, labels: [own, ...labels.filter((name) => name !== own)] }
}

/** The classes with a share, the largest first; a sentence when a value is no share. */
export function ofShares(cells: ReadonlyMap<string, JsonValue | undefined>): RowLabels | string {
  const shares: (readonly [string, number])[] = []
  for (const [name, value] of cells) {
    const share = shareOf(value)
    if (share === undefined)
      return `Expected 0, 1 or a share for ${JSON.stringify(name)} but received ${JSON.stringify(value)}.`
    if (share > 0) shares.push([name, share])
  }
  // Subtle: sorting is stable, so that classes with the same share stay in the order of the columns.
  const names = shares.toSorted((a, b) => b[1] - a[1]).map(([name]) => name)
  const soft = shares.every(([, share]) => share === 1) ? {} : { shares: Object.fromEntries(shares) }
  return { className: names[0] ?? null, ...(names.length < 2 ? {} : { labels: names }), ...soft }
}

/** Names of columns that hold several classes, so that | stands between them. */
const plural = /(labels|classes|categories|tags|findings)$/i

function listOf(value: JsonValue | undefined, column: string): readonly string[] | string {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return texts(value as readonly JsonValue[])
  const text = String(value as string | number | boolean).trim()
  if (text.startsWith('[') && text.endsWith(']')) {
    const parsed = parseList(text)
    if (parsed !== undefined) return texts(parsed)
  }
  const parts = plural.test(column) ? text.split('|').map((part) => part.trim()) : [text]
  return parts.filter((part) => part !== '')
}

function texts(values: readonly JsonValue[]): readonly string[] | string {
  const odd = values.find((value) => typeof value === 'object')
  if (odd !== undefined)
    return `Expected a list of classes but received ${JSON.stringify(values).slice(0, 200)}.`
  return values.map((value) => String(value as string | number | boolean)).filter((text) => text !== '')
}

/** A list as JSON writes it, or Python with its single quotation marks. */
export function parseList(text: string): readonly JsonValue[] | undefined {
  const list = parseJson(text) ?? parseJson(text.replaceAll(/'([^'"\\]*)'/g, '"$1"'))
  return Array.isArray(list) ? (list as readonly JsonValue[]) : undefined
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}
