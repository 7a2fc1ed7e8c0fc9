import type { Raster } from '../../shared/raster.ts'

const known = new WeakSet<Raster['data']>()

/** Says that the samples of a picture never change and that it will be read again: a source with many variants. */
export function markLasting({ data }: Raster): void {
  known.add(data)
}

export const isLasting = (data: Raster['data']): boolean => known.has(data)
