import type { TableColumns } from '../../../shared/api/types.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import type { Tree, TreeFile } from '../tree/types.ts'
import { openTable } from './open.ts'

/** The beginning of a table, for a person who is to say which columns hold what. */
export interface TablePreview {
  readonly header: readonly string[]
  /** Whether the names stand in the table; without, they are numbers from 1. */
  readonly hasHeader: boolean
  /** At most 20 rows, a cell for each column; long cells are cut. */
  readonly rows: readonly (readonly string[])[]
  /** Null when no column is one of paths to pictures. */
  readonly guess: TableColumns | null
}

/** Unit: characters of a cell. */
const longestCell = 300

/** What stands at the beginning of a table. Throws CultivarErrors when it cannot be read. */
export async function previewTable(tree: Tree, file: TreeFile): Promise<TablePreview> {
  const { header, hasHeader, dialect, rows, guess } = await openTable(tree, file)
  return {
    header,
    hasHeader: hasHeader || dialect.kind === 'jsonLines',
    rows: rows.map((cells) => header.map((column) => shown(cells.get(column)))),
    guess:
      guess === undefined
        ? null
        : {
            path: guess.path,
            ...(guess.label === undefined ? {} : { label: guess.label }),
            ...(guess.split === undefined ? {} : { split: guess.split })
          }
  }
}

function shown(value: JsonValue | undefined): string {
  if (value === undefined) return ''
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longestCell)
}
