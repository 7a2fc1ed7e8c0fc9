import { basename } from 'node:path'
import type { PictureAnnotations } from '../../../shared/annotations/types.ts'
import { CultivarError } from '../../../shared/errors.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { splitOf, splitOfName } from '../splits.ts'
import type { Finding, Given, Importer } from '../types.ts'
import type { Columns } from './guess.ts'
import { labelsOf, parseList, type RowLabels } from './labels.ts'
import { quoted } from './locate.ts'
import { columnsOf, type OpenTable } from './open.ts'
import { rowProblem, rowsOf, type TableRow } from './rows.ts'
import { candidatesIn, openTables } from './tables.ts'

/**
 * Tables with a row for each picture: CSV, TSV, JSON Lines; comma, semicolon, tab or bar; UTF-8 or UTF-16.
 *
 * Convention: columns as chosen, else guessed (see guess.ts). Columns that mean nothing here go along as attributes.
 * Without a column of splits, the name of the table says the split when there are several tables.
 */
export const csv: Importer = {
  id: 'csv',
  title: 'Table with a row for each picture (CSV, TSV, JSON Lines)',
  recognises,
  find
}

async function recognises(given: Given): Promise<boolean> {
  try {
    if ((await candidatesIn(given)).length === 0) return false
    const { tables } = await openTables(given)
    for (const table of tables) if (given.columns !== undefined || (await isAboutPictures(table))) return true
  } catch {
    // What cannot be looked at is not recognised; the importer of folders says why.
  }
  return false
}

/** Whether the first rows name pictures that are there and say something of them. */
async function isAboutPictures({ guess, rows, locate }: OpenTable): Promise<boolean> {
  if (guess === undefined) return false
  if (guess.label === undefined && guess.shares === undefined && guess.caption === undefined) return false
  for (const cells of rows) {
    const path = cells.get(guess.path)
    if (typeof path === 'string' && 'file' in (await locate(path))) return true
  }
  return false
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { tables, problems } = await openTables(given, signal)
  yield* problems
  for (const tree of given.trees) yield* (await tree.list(signal)).problems
  const chosen = await choose(tables, given)
  if (chosen.length === 0) yield noTable(given)
  const state: State = { seen: new Set(), isAlone: chosen.length === 1, hasOneTree: given.trees.length === 1 }
  for (const table of chosen) {
    const columns = columnsOf(table, given.columns)
    if (typeof columns === 'string') {
      yield { kind: 'problem', path: table.tree.describe(table.file.name), reason: columns }
    } else yield* findInTable({ table, columns, state }, signal)
  }
}

/** Tables that are about pictures; all when there is but one or when the columns were chosen. */
async function choose(tables: readonly OpenTable[], { columns }: Given): Promise<readonly OpenTable[]> {
  if (tables.length === 1 || columns !== undefined) return tables
  const about = await Promise.all(tables.map(isAboutPictures))
  const chosen = tables.filter((_, index) => about[index])
  return chosen.length === 0 ? tables : chosen
}

function noTable({ paths }: Given): Finding {
  const reason = 'There is no table in it. Name a CSV, TSV or JSON Lines file, or its folder.'
  return { kind: 'problem', path: paths[0] ?? '', reason }
}

interface State {
  /** Pictures that a row was about. */
  readonly seen: Set<string>
  readonly isAlone: boolean
  readonly hasOneTree: boolean
}

interface Search {
  readonly table: OpenTable
  readonly columns: Columns
  readonly state: State
}

async function* findInTable(search: Search, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
  const { table, columns } = search
  for (const name of columns.shares ?? []) yield { kind: 'class', name, details: {} }
  const odd = new Set<string>()
  try {
    for await (const row of rowsOf(table)) {
      if (signal?.aborted) throw new CultivarError('cancelled', 'The import was cancelled.')
      yield row.kind === 'problem' ? row : await findingOf(row, search, odd)
    }
  } catch (error) {
    const known = toFileError(error, table.tree.describe(table.file.name))
    if (known.code === 'cancelled') throw known
    yield { kind: 'problem', path: known.file ?? table.file.name, reason: reasonOf(known) }
  }
  for (const split of odd) {
    const text = `${quoted(split)} is no split that is known; these pictures have none. Known are train, val and test.`
    yield { kind: 'note', path: table.tree.describe(table.file.name), text }
  }
}

/** Distinct words that are told of. */
const mostOdd = 10

async function findingOf(
  row: TableRow,
  { table, columns, state }: Search,
  odd: Set<string>
): Promise<Finding> {
  const { tree, file: own } = table
  const text = row.cells.get(columns.path)
  if (text === undefined || typeof text === 'object') {
    return rowProblem(table, row.line, `There is no path in the column ${quoted(columns.path)}. Write it in.`)
  }
  const located = await table.locate(String(text))
  if ('reason' in located) return rowProblem(table, row.line, located.reason)
  const labels = labelsOf(row.cells, columns)
  if (typeof labels === 'string') return rowProblem(table, row.line, labels)
  const { file } = located
  const key = `${tree.path}\0${file.name}`
  if (state.seen.has(key)) {
    const reason = `Another row was about ${quoted(file.name)} already, and only the first counts. Remove one.`
    return rowProblem(table, row.line, reason)
  }
  state.seen.add(key)
  const word = wordOf(columns.split === undefined ? undefined : row.cells.get(columns.split))
  const split = word === undefined ? (state.isAlone ? null : splitOfName(own.name)) : splitOf(word)
  if (word !== undefined && split === null && odd.size < mostOdd) odd.add(word)
  return {
    kind: 'image',
    ...tree.address(file),
    name: state.hasOneTree ? file.name : `${basename(tree.path)}/${file.name}`,
    className: labels.className,
    split,
    annotations: annotationsOf(row, columns, labels)
  }
}

function wordOf(value: JsonValue | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value)
}

function annotationsOf(
  { cells }: TableRow,
  columns: Columns,
  { labels, shares }: RowLabels
): PictureAnnotations {
  const { path, label, labels: several, split, caption } = columns
  const known = new Set([path, label, several, split, caption, ...(columns.shares ?? [])])
  const rest = [...cells].filter(([column]) => !known.has(column))
  const attributes: readonly (readonly [string, JsonValue])[] =
    shares === undefined ? rest : [...rest, ['labelShares', shares]]
  const captions = caption === undefined ? [] : captionsOf(cells.get(caption))
  return {
    objects: [],
    ...(labels === undefined ? {} : { labels }),
    ...(captions.length === 0 ? {} : { captions }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) })
  }
}

function captionsOf(value: JsonValue | undefined): readonly string[] {
  const list = typeof value === 'string' && value.startsWith('[') ? (parseList(value) ?? value) : value
  return (Array.isArray(list) ? list : [list]).filter((one) => typeof one === 'string')
}
