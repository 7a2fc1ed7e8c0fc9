import { open } from 'node:fs/promises'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { Shard } from '../shards.ts'
import { huggingfaceNote, type ParquetColumns, parquetSchemaOf } from './schema.ts'

/** One picture, its classes as their numbers. */
export interface ParquetRow {
  readonly image: { readonly bytes: Uint8Array; readonly path: string }
  readonly label: bigint | null
  readonly labels: readonly bigint[]
  readonly captions: readonly string[]
  readonly objects: {
    readonly bbox: readonly (readonly number[])[]
    readonly category: readonly (bigint | null)[]
  }
}

/** A row group is written when it has as many rows or bytes: readers want one in memory at a time. */
const largestGroup = { rows: 100, bytes: 32 * 1024 * 1024 }

/** Begins a Parquet file. Only one row group is in memory. */
export async function openParquetShard(
  path: string,
  { names, columns }: { readonly names: readonly string[]; readonly columns: ParquetColumns }
): Promise<Shard<ParquetRow>> {
  const file = await open(path, 'w')
  const writer = new ByteWriter()
  const flush = async (): Promise<void> => {
    await file.write(writer.getBytes())
    writer.index = 0
  }
  const parquet = new ParquetWriter({
    writer: Object.assign(writer, { flush, finish: flush }),
    schema: parquetSchemaOf(columns),
    kvMetadata: [{ key: 'huggingface', value: huggingfaceNote(names, columns) }],
    statistics: false,
    createdBy: 'Cultivar'
  })
  let rows: ParquetRow[] = []
  let [waiting, written] = [0, 0]
  const writeGroup = async (): Promise<void> => {
    if (rows.length > 0)
      await parquet.write({ columnData: columnsOf(rows, columns), rowGroupSize: rows.length })
    rows = []
    waiting = 0
  }
  return {
    add: async (row) => {
      rows.push(row)
      waiting += row.image.bytes.length
      written += row.image.bytes.length
      if (rows.length >= largestGroup.rows || waiting >= largestGroup.bytes) await writeGroup()
      return written
    },
    finish: async () => {
      try {
        await writeGroup()
        await parquet.finish()
      } finally {
        await file.close()
      }
    }
  }
}

type ColumnData = Parameters<ParquetWriter['write']>[0]['columnData']

function columnsOf(rows: readonly ParquetRow[], { labels, captions, objects }: ParquetColumns): ColumnData {
  return [
    // Why as they are: encoded pictures cannot be packed further, and no two are the same.
    { name: 'image', data: rows.map(({ image }) => image), encoding: 'PLAIN', codec: 'UNCOMPRESSED' },
    { name: 'label', data: rows.map(({ label }) => label) },
    ...(labels ? [{ name: 'labels', data: rows.map((row) => row.labels) }] : []),
    ...(captions ? [{ name: 'captions', data: rows.map((row) => row.captions) }] : []),
    ...(objects ? [{ name: 'objects', data: rows.map((row) => row.objects) }] : [])
  ]
}
