import type { Raster } from '../../../shared/raster.ts'
import type { EightBit } from './fast.ts'

export { type EightBit, type FastKernels, longestStepPx, type Points, type RowMap } from './fast.ts'
export { native as fast } from './native.ts'

/** Whether the fast kernels take a raster. */
export function isEightBit(raster: Raster): raster is EightBit {
  return raster.data instanceof Uint8Array
}
