import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { sniffDialect } from '../csv/dialect.ts'
import { resolve } from '../csv/locate.ts'
import { rowsOf } from '../csv/rows.ts'
import { headOf } from '../csv/text.ts'
import type { FileInTree } from '../containerFiles.ts'
import { openAddress } from '../containers/open.ts'
import { openParquet } from '../parquet/file.ts'
import { plainValue } from '../parquet/plainValue.ts'
import { isAbsolutePath } from '../tree/paths.ts'
import type { TreeFile } from '../tree/types.ts'
import type { Problem } from '../types.ts'
import { type ClassNames, classNamesIn } from './features.ts'

/** The files that say more of pictures beside them: metadata.jsonl, metadata.csv, metadata.parquet. */
export const isMetadataName = (name: string): boolean => /(^|\/)metadata\.(jsonl|csv|parquet)$/i.test(name)

/** Columns that name the picture; the first that is there counts. */
export const fileColumns = ['file_name', 'image_file_name', 'image'] as const

export interface MetadataRow {
  readonly kind: 'row'
  /** For messages: the file and the line or row. */
  readonly where: string
  readonly cells: ReadonlyMap<string, JsonValue>
}

export interface Metadata {
  readonly names: ClassNames
  rows(): AsyncGenerator<MetadataRow | Problem>
}

/** Throws CultivarErrors when the file cannot be read. */
export async function openMetadata(of: FileInTree): Promise<Metadata> {
  const { tree, file } = of
  if (!/\.parquet$/i.test(file.name)) {
    const dialect = sniffDialect(file.name, await headOf(tree, file))
    return { names: () => undefined, rows: () => tableRows(of, dialect) }
  }
  const parquet = await openParquet(await openAddress(tree.address(file)))
  return {
    names: classNamesIn(parquet.noted('huggingface')),
    rows: async function* () {
      let index = 0
      for await (const row of parquet.rows()) {
        yield { kind: 'row', where: `${parquet.name}: row ${index++}`, cells: cellsOf(row) }
      }
    }
  }
}

async function* tableRows(
  { tree, file }: FileInTree,
  dialect: ReturnType<typeof sniffDialect>
): AsyncGenerator<MetadataRow | Problem> {
  for await (const row of rowsOf({ tree, file, dialect, hasHeader: dialect.kind === 'cells' })) {
    if (row.kind === 'problem') yield row
    else yield { kind: 'row', where: `${tree.describe(file.name)}: line ${row.line}`, cells: row.cells }
  }
}

/** The values of a row that has any. */
export function cellsOf(row: Readonly<Record<string, unknown>>): ReadonlyMap<string, JsonValue> {
  return new Map(
    Object.entries(row).flatMap(([name, value]) => {
      const plain = plainValue(value)
      return plain === undefined || plain === '' ? [] : [[name, plain] as const]
    })
  )
}

/** The picture of a row, whose path begins at the folder of the metadata; a sentence when there is none. */
export async function pictureFile(
  { tree, file }: FileInTree,
  cells: ReadonlyMap<string, JsonValue>
): Promise<TreeFile | string> {
  const name = fileColumns.map((column) => cells.get(column)).find((value) => typeof value === 'string')
  if (typeof name !== 'string') return 'There is no file_name. Write the path of the picture into it.'
  const quoted = JSON.stringify(name.slice(0, 200))
  if (isAbsolutePath(name)) return `${quoted} is no path below this folder. Write paths relative to the file.`
  const folder = file.name.slice(0, file.name.lastIndexOf('/') + 1)
  const [plain, slashes] = [resolve(`${folder}${name}`), resolve(`${folder}${name.replaceAll('\\', '/')}`)]
  if (plain === undefined || slashes === undefined) {
    return `${quoted} leads out of the folder. Write paths relative to the file.`
  }
  const found = (await tree.find(plain)) ?? (await tree.find(slashes))
  return found ?? `The picture ${quoted} is not there. Put it back, or remove the row.`
}
