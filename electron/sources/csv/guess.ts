import type { TableColumns } from '../../../shared/api/types.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { fileKind } from '../names.ts'
import { splitOf } from '../splits.ts'
import type { Locate } from './locate.ts'

/** Which columns hold what. */
export interface Columns extends TableColumns {
  /** Beside the column with the picture's own class, one with all of them. */
  readonly labels?: string
  readonly caption?: string
  /** One column for each class, with its share in the picture: 1, or 0 for none. */
  readonly shares?: readonly string[]
}

type Cells = ReadonlyMap<string, JsonValue>

/** Names as they are compared: lower case, letters and digits alone; the more telling first. */
const pathNames =
  'file filename filepath path image imagepath imagefile imagefilename imagename imageid img imgpath picture photo id'
const labelNames =
  'label labels classname labelname class classes category categoryname categories target species diagnosis dx findinglabels tags tag y'
const severalNames = 'labels classes categories tags findinglabels'
const splitNames = 'split subset set partition fold'
const captionNames = 'caption captions text description sentence'

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

function named(header: readonly string[], names: string): string | undefined {
  for (const name of names.split(' ')) {
    const found = header.find((column) => plain(column) === name)
    if (found !== undefined) return found
  }
  return undefined
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

/** Guesses from names and values; undefined when no column is one of paths. */
export async function guessColumns(
  header: readonly string[],
  rows: readonly Cells[],
  locate: Locate
): Promise<Columns | undefined> {
  const path = (await byFiles(header, rows, locate)) ?? byEndings(header, rows)
  if (path === undefined) return undefined
  const rest = header.filter((column) => column !== path)
  const split = named(rest, splitNames) ?? rest.find((column) => holdsSplits(column, rows))
  const caption = named(rest, captionNames)
  const label = named(rest, labelNames)
  const others = rest.filter((column) => column !== split && column !== caption)
  const isHeaderless = header.every((column, index) => column === String(index + 1))
  const single = isHeaderless && others.length === 1 ? others[0] : undefined
  const shares = label === undefined && single === undefined ? shareColumns(others, rows) : []
  const found = label ?? single
  const labels = named(
    others.filter((column) => column !== label),
    severalNames
  )
  return {
    path,
    ...(found === undefined ? {} : { label: found }),
    ...(label === undefined || labels === undefined ? {} : { labels }),
    ...(split === undefined ? {} : { split }),
    ...(caption === undefined ? {} : { caption }),
    ...(shares.length === 0 ? {} : { shares })
  }
}

/** The column of which most values are pictures; of several, the one with the more telling name. */
async function byFiles(
  header: readonly string[],
  rows: readonly Cells[],
  locate: Locate
): Promise<string | undefined> {
  const order = pathNames.split(' ')
  const rank = (column: string): number => (order.includes(plain(column)) ? order.indexOf(plain(column)) : 99)
  let best: { readonly column: string; readonly count: number } | undefined
  for (const column of [...header].sort((a, b) => rank(a) - rank(b))) {
    let count = 0
    for (const cells of rows) {
      const text = textOf(cells.get(column))
      if (text !== '' && 'file' in (await locate(text))) count++
    }
    if (count * 2 >= rows.length && count > (best?.count ?? 0)) best = { column, count }
  }
  return best?.column
}

/** The column of which most values look like pictures that are not there. */
function byEndings(header: readonly string[], rows: readonly Cells[]): string | undefined {
  return header.find((column) => {
    const looking = rows.filter((cells) => fileKind(textOf(cells.get(column))) !== 'other')
    return looking.length * 2 > rows.length
  })
}

function holdsSplits(column: string, rows: readonly Cells[]): boolean {
  return rows.length > 0 && rows.every((cells) => splitOf(textOf(cells.get(column))) !== null)
}

/** Several columns of 0 and 1, or of shares that sum to 1 in every row. */
function shareColumns(columns: readonly string[], rows: readonly Cells[]): readonly string[] {
  const numeric = columns.filter((column) => rows.every((cells) => shareOf(cells.get(column)) !== undefined))
  if (numeric.length < 2 || rows.length === 0) return []
  const whole = numeric.filter((column) => rows.every((cells) => isWhole(shareOf(cells.get(column)))))
  if (whole.length === numeric.length) return numeric
  const sumsToOne = rows.every((cells) => {
    const shares = numeric.map((column) => shareOf(cells.get(column)) ?? 0)
    return Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-3
  })
  return sumsToOne ? numeric : whole.length >= 2 ? whole : []
}

const isWhole = (share: number | undefined): boolean => share === 0 || share === 1

/** A share of a class from 0 to 1; 0 for an empty cell, undefined for what is none. */
export function shareOf(value: JsonValue | undefined): number | undefined {
  if (value === undefined || value === false) return 0
  if (value === true) return 1
  const text = typeof value === 'string' ? value.trim().toLowerCase() : value
  if (text === 'true') return 1
  if (text === 'false') return 0
  const share = typeof text === 'number' ? text : typeof text === 'string' && text !== '' ? Number(text) : NaN
  return share >= 0 && share <= 1 ? share : undefined
}
