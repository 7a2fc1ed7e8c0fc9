import type { AreaOp, Op, Sampling } from '../../../shared/ops.ts'
import type { Raster, Size } from '../../../shared/raster.ts'

/** What a kernel knows besides its picture and its operation. */
export interface KernelContext {
  /** Pixels of this raster for each pixel of the frame in which the operation was lowered. */
  readonly scale: { readonly x: number; readonly y: number }
  /** The frame in which the operation was lowered. */
  readonly frame: Size
  readonly sampling: Sampling
  /** The decoded sources that the variant names, unchanged, of any size, depth and number of channels. */
  readonly partners: readonly Raster[]
  /** Runs other operations on a picture of this frame, for a kernel that mixes several results. */
  readonly run: (raster: Raster, ops: readonly Op[]) => Promise<Raster>
}

/**
 * One operation on one picture. Pure: never changes its input, may return it when there is nothing to do; the same
 * for the same arguments on every machine. Takes 8 and 16 bit, 1, 3 and 4 channels; alpha is kept unless the
 * operation says otherwise. Must bear pictures of 1 x 1 and 1 x n pixels.
 */
export type Kernel<One extends AreaOp> = (
  raster: Raster,
  op: One,
  context: KernelContext
) => Raster | Promise<Raster>

export type Kernels<Name extends AreaOp['op'] = AreaOp['op']> = {
  readonly [Key in Name]: Kernel<Extract<AreaOp, { readonly op: Key }>>
}

/** Length of one pixel of the frame in this raster, along both axes together. */
export function meanScale({ scale }: Pick<KernelContext, 'scale'>): number {
  return Math.sqrt(scale.x * scale.y)
}
