import { CultivarError } from '../../../shared/errors.ts'
import { headerSize } from '../../pixels/codec.ts'
import { throwIfCancelled } from '../cancelled.ts'
import { type FileInTree, filesNamed, padded, prefixOf } from '../containerFiles.ts'
import { recordAddress } from '../containers/address.ts'
import { openAddress } from '../containers/open.ts'
import { problemOf } from '../fsError.ts'
import { fileKind } from '../names.ts'
import { openParquet, type ParquetFile } from '../parquet/file.ts'
import { pictureSize } from '../pictureSize.ts'
import { splitOf, splitOfName } from '../splits.ts'
import { baseOf, folderOf } from '../tree/paths.ts'
import type { Finding, FoundImage, FoundSplit, Given, Importer, Problem } from '../types.ts'
import { classNamesIn } from './features.ts'
import { cellsOf, fileColumns, isMetadataName, openMetadata, pictureFile } from './metadata.ts'
import { type HfRow, understand } from './row.ts'

/**
 * Data sets of Hugging Face: pictures with metadata.jsonl, metadata.csv or metadata.parquet beside them, and Parquet
 * files with the pictures in them.
 *
 * Convention: boxes are [x, y, width, height] in pixels. The split is that of the folder, or of the Parquet file's name.
 * Columns that mean nothing here go along as attributes.
 */
export const hf: Importer = {
  id: 'hf',
  title: 'Hugging Face: pictures with metadata, or Parquet',
  recognises,
  find
}

const isParquetName = (name: string): boolean => /\.parquet$/i.test(name) && !isMetadataName(name)

async function recognises(given: Given): Promise<boolean> {
  try {
    for (const of of await filesNamed(given, isMetadataName)) {
      for await (const row of (await openMetadata(of)).rows()) {
        if (row.kind === 'row' && fileColumns.some((column) => row.cells.has(column))) return true
        break
      }
    }
    for (const { tree, file } of await filesNamed(given, isParquetName)) {
      if ((await openParquet(await openAddress(tree.address(file)))).image !== undefined) return true
    }
  } catch {
    // What cannot be looked at is not recognised; the importer of folders says why.
  }
  return false
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  for (const tree of given.trees) yield* (await tree.list(signal)).problems
  const metadata = await filesNamed(given, isMetadataName, signal)
  const parquet = await filesNamed(given, isParquetName, signal)
  if (metadata.length + parquet.length === 0) {
    const reason =
      'There is no metadata.jsonl, metadata.csv or Parquet file in it. Name a folder that has one.'
    yield { kind: 'problem', path: given.paths[0] ?? '', reason }
  }
  const seen = new Set<string>()
  for (const of of metadata) yield* guarded(of, findBeside({ of, given, seen }, signal))
  if (metadata.length > 0) yield* leftOver(metadata, seen)
  const declared = new Set<string>()
  for (const of of parquet) yield* guarded(of, findInside({ of, given, declared }, signal))
}

/** A file that cannot be read further is a problem, and the search goes on with the next. */
async function* guarded(of: FileInTree, findings: AsyncGenerator<Finding>): AsyncGenerator<Finding> {
  try {
    yield* findings
  } catch (error) {
    yield problemOf(error, of.tree.describe(of.file.name))
  }
}

interface Beside {
  readonly of: FileInTree
  readonly given: Given
  /** Pictures that a row was about. */
  readonly seen: Set<string>
}

const keyOf = ({ tree, file }: FileInTree): string => `${tree.path}\0${file.name}`

async function* findBeside({ of, given, seen }: Beside, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { tree } = of
  const metadata = await openMetadata(of)
  for await (const row of metadata.rows()) {
    throwIfCancelled(signal)
    if (row.kind === 'problem') {
      yield row
      continue
    }
    const file = await pictureFile(of, row.cells)
    if (typeof file === 'string') yield { kind: 'problem', path: row.where, reason: file }
    else if (seen.has(keyOf({ tree, file }))) {
      const reason = `Another row was about ${JSON.stringify(file.name)} already, and only the first counts. Remove one.`
      yield { kind: 'problem', path: row.where, reason }
    } else {
      seen.add(keyOf({ tree, file }))
      const size = (): ReturnType<typeof pictureSize> => pictureSize(tree, file)
      const context = {
        names: metadata.names,
        places: fileColumns,
        size: () => size().catch(() => undefined)
      }
      const found = await understand(row.cells, context)
      yield* problemsOf(found, row.where)
      const place = {
        ...tree.address(file),
        name: prefixOf(given, { tree, file }),
        split: splitOfFolders(file.name)
      }
      yield imageOf(found, place)
    }
  }
}

function* problemsOf({ problems }: HfRow, where: string): Generator<Problem> {
  for (const reason of problems) yield { kind: 'problem', path: where, reason }
}

const imageOf = (
  { className, annotations }: HfRow,
  place: Pick<FoundImage, 'path' | 'entry' | 'name' | 'split'>
): FoundImage => ({ kind: 'image', ...place, className, annotations })

/** The first folder that is called like a split. */
function splitOfFolders(name: string): FoundSplit | null {
  return (
    folderOf(name)
      .split('/')
      .map(splitOf)
      .find((split) => split !== null) ?? null
  )
}

/** Pictures that lie beside metadata which do not mention them. */
async function* leftOver(
  metadata: readonly FileInTree[],
  seen: ReadonlySet<string>
): AsyncGenerator<Finding> {
  for (const tree of new Set(metadata.map((of) => of.tree))) {
    const pictures = (await tree.list()).files.filter((file) => fileKind(file.name) === 'picture')
    const count = pictures.filter((file) => !seen.has(keyOf({ tree, file }))).length
    if (count > 0) {
      const text = `No metadata mention ${count === 1 ? '1 picture, which is' : `${count} pictures, which are`} left out. Import them as a folder.`
      yield { kind: 'note', path: tree.path, text }
    }
  }
}

interface Inside {
  readonly of: FileInTree
  readonly given: Given
  /** Names of classes that were yielded. */
  readonly declared: Set<string>
}

async function* findInside({ of, given, declared }: Inside, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { tree, file } = of
  const parquet = await openParquet(await openAddress(tree.address(file)))
  if (parquet.image === undefined) throw withoutPictures(parquet)
  const names = classNamesIn(parquet.noted('huggingface'))
  for (const column of parquet.columns) {
    for (const [number, name] of (names(column) ?? []).entries()) {
      if (!declared.has(name)) yield { kind: 'class', name, details: { number } }
      declared.add(name)
    }
  }
  const { column } = parquet.image
  let index = 0
  for await (const row of parquet.rows()) {
    throwIfCancelled(signal)
    const where = `${parquet.name}: row ${index}`
    const cells = cellsOf(row)
    const own = index
    const size = (): ReturnType<typeof sizeOf> => sizeOf(parquet, own)
    const found = await understand(cells, {
      names,
      places: [column],
      size: () => size().catch(() => undefined)
    })
    yield* problemsOf(found, where)
    const origin = pathIn(cells.get(column))
    const name = `${prefixOf(given, of)}/${padded(index, parquet.count)}${origin === undefined ? '' : `-${origin}`}`
    const address = recordAddress(tree.address(file), index)
    yield imageOf(found, { ...address, name, split: splitOfName(file.name) ?? splitOfFolders(file.name) })
    index++
  }
}

/** The name of the file that a picture was, for its name. */
function pathIn(image: unknown): string | undefined {
  const path = typeof image === 'object' && image !== null && 'path' in image ? image.path : undefined
  return typeof path === 'string' && path !== '' ? baseOf(path.replaceAll('\\', '/')) : undefined
}

async function sizeOf(parquet: ParquetFile, index: number): ReturnType<typeof headerSize> {
  const bytes = await parquet.picture(index)
  return headerSize(bytes ?? new Uint8Array(), `${parquet.name}: ${index}`)
}

function withoutPictures({ name, columns }: ParquetFile): CultivarError {
  const message = `No column of this Parquet file holds pictures. Its columns are ${columns.join(', ')}.`
  return new CultivarError('unsupported-format', message, {
    file: name,
    remedy: 'Name one with a column "image".'
  })
}
