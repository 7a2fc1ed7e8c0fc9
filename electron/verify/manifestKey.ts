import type { FoundImage } from '../sources/types.ts'
import type { Manifest } from './manifest.ts'

/**
 * What manifest.csv calls a picture in a container: the container and, behind a #, the number of the record (Parquet,
 * TFRecord), the file in it (tar), or the array and the row (NPZ: `arrays.npz#x_train[3]`). Undefined for a picture
 * that is not in it.
 */
export function manifestKey(
  { name, entry }: Pick<FoundImage, 'name' | 'entry'>,
  container: string | undefined,
  manifest: Manifest | undefined
): string | undefined {
  if (manifest === undefined || container === undefined || entry === null) return undefined
  const parts = name.split('/')
  const last = parts.at(-1) ?? ''
  const candidates = [String(entry), last, `${parts.at(-2) ?? ''}[${Number(last)}]`]
  return candidates.map((place) => `${container}#${place}`).find((key) => manifest.has(key))
}
