import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type RowGroup
} from 'hyparquet'
import { CultivarError } from '../../../shared/errors.ts'
import type { RandomAccess } from '../containers/randomAccess.ts'
import { compressors } from './compressors.ts'
import { withoutLeaf } from './withoutLeaf.ts'

type Row = Readonly<Record<string, unknown>>

/** A Parquet file of which the footer was read. */
export interface ParquetFile {
  readonly name: string
  readonly count: number
  readonly columns: readonly string[]
  /** The column that holds pictures, as Hugging Face writes them: a struct of bytes and path, or bytes alone. */
  readonly image: { readonly column: string; readonly isStruct: boolean } | undefined
  /** What the writer noted under a key. */
  noted(key: string): string | undefined
  /** Rows in order, without the bytes of the pictures; a row group at a time. */
  rows(): AsyncGenerator<Row>
  /** The encoded picture of a row; undefined where there is none. */
  picture(index: number): Promise<Uint8Array | undefined>
}

/** Unit: bytes of a footer, and of the pictures of a row group that has to be read whole. */
const limits = { footer: 256 * 1024 * 1024, group: 1024 * 1024 * 1024 }
/** Unit: bytes of the pictures of a row group that is kept for the next one of it. */
const keptBytes = 256 * 1024 * 1024

export async function isParquet(bytes: RandomAccess): Promise<boolean> {
  if (bytes.byteLength < 12) return false
  return Buffer.from(await bytes.read(0, 4)).toString('latin1') === 'PAR1'
}

/** Reads the footer. Throws `corrupt-image` and `unsupported-format`. */
export async function openParquet(bytes: RandomAccess): Promise<ParquetFile> {
  return explained(bytes.name, async () => {
    const file = bufferOf(bytes)
    const metadata = await parquetMetadataAsync(file, { geoparquet: false })
    checkCounts(metadata, bytes)
    const image = imageColumn(metadata)
    return {
      name: bytes.name,
      count: Number(metadata.num_rows),
      columns: parquetSchema(metadata).children.map(({ element }) => element.name),
      image,
      noted: (key) => metadata.key_value_metadata?.find((one) => one.key === key)?.value,
      rows: () => rowsOf(bytes, image === undefined ? metadata : withoutLeaf(metadata, leafOf(image))),
      picture: image === undefined ? () => Promise.resolve(undefined) : pictureReader(bytes, metadata, image)
    }
  })
}

/**
 * Why: a damaged count would have rows looked for that are not there, for hours. A row of a picture, or of the name of
 * one, has more than a bit.
 */
function checkCounts({ num_rows: count, row_groups: groups }: FileMetaData, bytes: RandomAccess): void {
  const counts = groups.map((group) => Number(group.num_rows))
  const total = counts.reduce((sum, one) => sum + one, 0)
  const isGood = counts.every((one) => one >= 0) && total === Number(count) && total <= 8 * bytes.byteLength
  if (isGood) return
  throw new CultivarError('corrupt-image', 'The numbers of rows in the footer cannot be right.', {
    file: bytes.name,
    remedy: 'Copy or download it again, or write it again with pyarrow.'
  })
}

type Image = NonNullable<ParquetFile['image']>
const leafOf = ({ column, isStruct }: Image): readonly string[] => (isStruct ? [column, 'bytes'] : [column])

/** hyparquet's own errors are for programmers; these are damaged files or kinds of them that it does not know. */
async function explained<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CultivarError) throw error
    const text = error instanceof Error ? error.message : String(error)
    throw new CultivarError('corrupt-image', `The Parquet file cannot be read (${text.slice(0, 200)}).`, {
      file,
      remedy: 'Copy or download it again, or write it again with pyarrow.',
      cause: error
    })
  }
}

function bufferOf(bytes: RandomAccess): AsyncBuffer {
  return {
    byteLength: bytes.byteLength,
    slice: async (start, end = bytes.byteLength) => {
      const length = Math.min(end, bytes.byteLength) - start
      if (length > Math.max(limits.footer, limits.group)) throw tooLarge(bytes.name)
      // Why a copy: what is read must not be changed, and hyparquet wants a buffer of its own.
      return Uint8Array.from(await bytes.read(start, length)).buffer
    }
  }
}

function tooLarge(file: string): CultivarError {
  return new CultivarError('image-too-large', 'A row group of the file has more than 1 GB of pictures.', {
    file,
    remedy: 'Write it again with fewer rows in a row group, such as 100.'
  })
}

const imageNames: ReadonlySet<string> = new Set('image img picture photo bytes image_bytes'.split(' '))

function imageColumn(metadata: FileMetaData): Image | undefined {
  const columns = parquetSchema(metadata).children
  const struct = columns.find(({ children }) =>
    children.some(({ element }) => element.name === 'bytes' && element.type === 'BYTE_ARRAY')
  )
  if (struct !== undefined) return { column: struct.element.name, isStruct: true }
  const plain = columns.find(
    ({ element }) =>
      imageNames.has(element.name.toLowerCase()) &&
      element.type === 'BYTE_ARRAY' &&
      element.converted_type === undefined &&
      element.logical_type === undefined
  )
  return plain === undefined ? undefined : { column: plain.element.name, isStruct: false }
}

/** Rows that are taken at once, within a row group. */
const rowsAtOnce = 2000

async function* rowsOf(bytes: RandomAccess, metadata: FileMetaData): AsyncGenerator<Row> {
  const file = bufferOf(bytes)
  for (const { first, count } of groupsOf(metadata)) {
    for (let at = 0; at < count; at += rowsAtOnce) {
      const range = { rowStart: first + at, rowEnd: first + Math.min(count, at + rowsAtOnce) }
      yield* await explained(bytes.name, () =>
        parquetReadObjects({ file, metadata, ...range, utf8: false, compressors, geoparquet: false })
      )
    }
  }
}

interface Group {
  readonly first: number
  readonly count: number
  readonly group: RowGroup
}

function groupsOf(metadata: FileMetaData): readonly Group[] {
  let first = 0
  return metadata.row_groups.map((group) => {
    const own = { first, count: Number(group.num_rows), group }
    first += own.count
    return own
  })
}

/** Reads pictures page by page where the file has an index of its pages, else a whole row group for one. */
function pictureReader(
  bytes: RandomAccess,
  metadata: FileMetaData,
  image: Image
): (index: number) => Promise<Uint8Array | undefined> {
  const file = bufferOf(bytes)
  const groups = groupsOf(metadata)
  const leaf = leafOf(image).join('.')
  const read = (rowStart: number, rowEnd: number): Promise<readonly Row[]> =>
    explained(bytes.name, () =>
      parquetReadObjects({
        ...{ file, metadata, columns: [image.column], rowStart, rowEnd, compressors },
        utf8: false,
        geoparquet: false,
        useOffsetIndex: true
      })
    )
  let kept: { readonly group: Group; readonly rows: Promise<readonly Row[]> } | undefined
  const rowOf = async (index: number): Promise<Row | undefined> => {
    const group = groups.find(({ first, count }) => index >= first && index < first + count)
    if (group === undefined) return undefined
    const chunk = group.group.columns.find(({ meta_data }) => meta_data?.path_in_schema.join('.') === leaf)
    if (chunk?.offset_index_offset !== undefined) return (await read(index, index + 1))[0]
    const size = Number(chunk?.meta_data?.total_uncompressed_size ?? 0)
    if (size > limits.group) throw tooLarge(bytes.name)
    const rows = kept?.group === group ? kept.rows : read(group.first, group.first + group.count)
    kept = size > keptBytes ? undefined : { group, rows }
    return (await rows)[index - group.first]
  }
  return async (index) => pictureIn(await rowOf(index), image)
}

function pictureIn(row: Row | undefined, { column, isStruct }: Image): Uint8Array | undefined {
  const value = row?.[column]
  const found = isStruct ? (value as { readonly bytes?: unknown } | null | undefined)?.bytes : value
  return found instanceof Uint8Array ? found : undefined
}
