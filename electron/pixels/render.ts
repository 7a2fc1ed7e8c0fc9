import { assertNever } from '../../shared/errors.ts'
import { rescale } from '../../shared/geometry/matrix.ts'
import type { GeometryOp, Sampling } from '../../shared/ops.ts'
import type { Raster, Size } from '../../shared/raster.ts'
import { lowerSteps } from '../../shared/recipe/concrete.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { gaussianBlur } from './kernels/gaussianBlur.ts'
import { point } from './kernels/point.ts'
import { warp } from './kernels/warp.ts'
import { appendMap, type Pass, planOps } from './plan.ts'

export interface RenderRequest {
  /** The source's size at full resolution: the frame in which the steps are lowered. */
  readonly fullSize: Size
  readonly outputSize: Size
  readonly steps: readonly ConcreteStep[]
  readonly sampling: Sampling
}

/**
 * The pixels of a variant: a pure function of source and request.
 *
 * Convention: `source` may have been decoded smaller than `fullSize`, for previews; then and for another output size
 * the change of scale is part of the first warp, and blur is scaled with the output. With a source and an output of
 * full size the result is the same, bit for bit, on every machine. The source itself is returned, never changed, when
 * nothing is to do.
 */
export function renderRaster(source: Raster, request: RenderRequest): Raster {
  const passes = planOps(lowerSteps(request.steps, request.fullSize))
  const scaled = isSameSize(source, request.outputSize) ? passes : withChangeOfScale(passes)
  return scaled.reduce((raster, pass) => runPass(raster, pass, request), source)
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height
}

/**
 * Sees to it that some warp carries the change of scale: the first one if only point passes stand before it, or else
 * an own one in front of the first blur, or at the end.
 */
function withChangeOfScale(passes: readonly Pass[]): readonly Pass[] {
  const at = passes.findIndex((pass) => pass.op !== 'point')
  if (passes[at]?.op === 'warp') return passes
  const index = at === -1 ? passes.length : at
  return [...passes.slice(0, index), { op: 'warp', maps: [] }, ...passes.slice(index)]
}

function runPass(raster: Raster, pass: Pass, { fullSize, outputSize, sampling }: RenderRequest): Raster {
  switch (pass.op) {
    case 'warp': {
      const maps = betweenScales(pass.maps, { source: raster, fullSize, outputSize })
      return warp(raster, { maps, frame: fullSize, outputSize, sampling })
    }
    case 'point':
      return point(raster, pass.stages)
    case 'gaussianBlur': {
      const x = (pass.sigmaPx * outputSize.width) / fullSize.width
      const y = (pass.sigmaPx * outputSize.height) / fullSize.height
      return gaussianBlur(raster, { x, y })
    }
    default:
      return assertNever(pass)
  }
}

/** The maps of the full-size frame with the changes of scale on both sides of it. */
function betweenScales(
  maps: readonly GeometryOp[],
  { source, fullSize, outputSize }: { source: Size; fullSize: Size; outputSize: Size }
): readonly GeometryOp[] {
  const toSource: GeometryOp = { op: 'matrix', matrix: rescale(source, fullSize) }
  const fromOutput: GeometryOp = { op: 'matrix', matrix: rescale(fullSize, outputSize) }
  const before = isSameSize(source, fullSize) ? [] : [toSource]
  const after = isSameSize(fullSize, outputSize) ? [] : [fromOutput]
  return [...before, ...maps, ...after].reduce(appendMap, [] as readonly GeometryOp[])
}
