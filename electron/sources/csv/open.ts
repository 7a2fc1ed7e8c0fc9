import type { TableColumns } from '../../../shared/api/types.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import type { Tree, TreeFile } from '../tree/types.ts'
import { type Dialect, sniffDialect } from './dialect.ts'
import { type Columns, guessColumns } from './guess.ts'
import { type Locate, locator } from './locate.ts'
import { rowsOf } from './rows.ts'
import { headOf } from './text.ts'
import { fileKind } from '../names.ts'

/** A table of which the beginning was looked at. */
export interface OpenTable {
  readonly tree: Tree
  readonly file: TreeFile
  readonly dialect: Dialect
  readonly hasHeader: boolean
  readonly header: readonly string[]
  /** The first rows. */
  readonly rows: readonly ReadonlyMap<string, JsonValue>[]
  readonly guess: Columns | undefined
  readonly locate: Locate
}

/** Rows that are shown to a person and looked at for the guess. */
export const rowsLooked = 20

/** Looks at a table's beginning. Throws CultivarErrors when it cannot be read. */
export async function openTable(tree: Tree, file: TreeFile): Promise<OpenTable> {
  const dialect = sniffDialect(file.name, await headOf(tree, file))
  const locate = locator(tree, file.name)
  const bare = await firstRows({ tree, file, dialect, hasHeader: false })
  const hasHeader = dialect.kind === 'cells' && isHeader(bare.rows[0])
  const { header, rows } = hasHeader ? await firstRows({ tree, file, dialect, hasHeader }) : bare
  const guess = await guessColumns(header, rows, locate)
  return { tree, file, dialect, hasHeader, header, rows, guess, locate }
}

/** A first row is one of names unless it has a picture in it. */
function isHeader(cells: ReadonlyMap<string, JsonValue> | undefined): boolean {
  const values = [...(cells?.values() ?? [])]
  return (
    values.length > 0 && values.every((value) => typeof value !== 'string' || fileKind(value) !== 'picture')
  )
}

async function firstRows(
  table: Pick<OpenTable, 'tree' | 'file' | 'dialect' | 'hasHeader'>
): Promise<Pick<OpenTable, 'header' | 'rows'>> {
  const header = new Set<string>()
  const rows: ReadonlyMap<string, JsonValue>[] = []
  for await (const row of rowsOf(table)) {
    if (row.kind !== 'row') continue
    for (const column of row.columns) header.add(column)
    rows.push(row.cells)
    if (rows.length === rowsLooked) break
  }
  return { header: [...header], rows }
}

/** The columns of a table by what a person chose, else by the guess; a sentence when that cannot be. */
export function columnsOf(table: OpenTable, chosen: TableColumns | undefined): Columns | string {
  if (chosen === undefined) {
    return (
      table.guess ??
      'No column is one of paths to pictures. Choose the columns, or put the pictures beside it.'
    )
  }
  const named = (wanted: string): string | undefined =>
    table.header.includes(wanted) ? wanted : table.header[Number(wanted) - 1]
  const { path, label, split } = chosen
  const missing = [path, label, split].find((name) => name !== undefined && named(name) === undefined)
  if (missing !== undefined) {
    return `There is no column ${JSON.stringify(missing)}. Its columns are ${table.header.join(', ')}.`
  }
  const taken = new Set([path, label, split].map((name) => (name === undefined ? undefined : named(name))))
  const { caption, labels, label: guessed } = table.guess ?? {}
  return {
    path: named(path) ?? path,
    ...(label === undefined ? {} : { label: named(label) ?? label }),
    ...(split === undefined ? {} : { split: named(split) ?? split }),
    ...(labels === undefined || guessed !== label || taken.has(labels) ? {} : { labels }),
    ...(caption === undefined || taken.has(caption) ? {} : { caption })
  }
}
