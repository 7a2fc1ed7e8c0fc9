import { rescale } from '../../shared/geometry/matrix.ts'
import type { AreaOp, GeometryOp, Op, Sampling } from '../../shared/ops.ts'
import type { Raster, Size } from '../../shared/raster.ts'
import { lower } from '../../shared/recipe/lower.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { kernels } from './kernels/index.ts'
import type { Kernel, KernelContext } from './kernels/kernel.ts'
import { point } from './kernels/point.ts'
import { warp } from './kernels/warp.ts'
import { appendMap, type Pass, planOps } from './plan.ts'

export interface RenderRequest {
  /** The source's size at full resolution: the frame in which the first step is lowered. */
  readonly fullSize: Size
  /** Undefined: the frame that the steps end in. */
  readonly outputSize?: Size
  readonly steps: readonly ConcreteStep[]
  readonly sampling: Sampling
  /** The decoded sources that the steps name as partners, in order. */
  readonly partners?: readonly Raster[]
}

/**
 * The pixels of a variant: a pure function of sources and request.
 *
 * Convention: `source` may have been decoded smaller than `fullSize`, for previews; then and for another output size
 * the change of scale is part of the first warp, and lengths are scaled with the output. With a source and an output
 * of full size the result is the same, bit for bit, on every machine. The source itself is returned, never changed,
 * when nothing is to do.
 */
export function renderRaster(source: Raster, request: RenderRequest): Promise<Raster> {
  const { ops, frame } = lower(request.steps, request.fullSize, request.sampling.fillMode)
  const outputSize = request.outputSize ?? frame
  const scale = { x: outputSize.width / frame.width, y: outputSize.height / frame.height }
  const { sampling, partners = [] } = request
  return runOps(source, ops, { start: request.fullSize, scale, sampling, partners })
}

interface Run {
  /** Full-size frame before the first operation. */
  readonly start: Size
  readonly scale: { readonly x: number; readonly y: number }
  readonly sampling: Sampling
  readonly partners: readonly Raster[]
}

async function runOps(source: Raster, ops: readonly Op[], run: Run): Promise<Raster> {
  const passes = withChangeOfScale(planOps(ops, run.start), source, run)
  let raster = source
  let frame = run.start
  for (const pass of passes) {
    const next = runPass(raster, pass, { ...run, start: frame })
    // Why: waiting for what is there already would cost more than a small picture.
    raster = next instanceof Promise ? await next : next
    frame = pass.frame
  }
  return raster
}

const isSameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height

/** The size in which a frame is rendered. */
function scaled(frame: Size, { scale }: Pick<Run, 'scale'>): Size {
  return {
    width: Math.max(1, Math.round(frame.width * scale.x)),
    height: Math.max(1, Math.round(frame.height * scale.y))
  }
}

/**
 * Sees to it that some warp carries the change of scale: the first one if only point passes stand before it, or else
 * an own one in front of the first other pass, or at the end.
 */
function withChangeOfScale(passes: readonly Pass[], source: Size, run: Run): readonly Pass[] {
  if (isSameSize(source, scaled(run.start, run))) return passes
  const at = passes.findIndex(({ pass }) => pass !== 'point')
  if (passes[at]?.pass === 'warp') return passes
  const index = at === -1 ? passes.length : at
  return [...passes.slice(0, index), { pass: 'warp', maps: [], frame: run.start }, ...passes.slice(index)]
}

/** `run.start` is the frame before this pass. */
function runPass(raster: Raster, pass: Pass, run: Run): Raster | Promise<Raster> {
  switch (pass.pass) {
    case 'warp': {
      const outputSize = scaled(pass.frame, run)
      const maps = betweenScales(pass.maps, {
        source: raster,
        before: run.start,
        after: pass.frame,
        outputSize
      })
      return warp(raster, { maps, outputSize, sampling: run.sampling })
    }
    case 'point':
      return point(raster, pass.stages)
    case 'area': {
      const { start: frame, scale, sampling, partners } = run
      const context: KernelContext = {
        frame,
        scale,
        sampling,
        partners,
        run: (own, ops) => runOps(own, ops, run)
      }
      return (kernels[pass.op.op] as Kernel<AreaOp>)(raster, pass.op, context)
    }
  }
}

interface Scales {
  readonly source: Size
  readonly before: Size
  readonly after: Size
  readonly outputSize: Size
}

/** The maps of the full-size frames with the changes of scale on both sides of them. */
function betweenScales(
  maps: readonly GeometryOp[],
  { source, before, after, outputSize }: Scales
): readonly GeometryOp[] {
  const toSource: readonly GeometryOp[] = isSameSize(source, before)
    ? []
    : [{ op: 'matrix', matrix: rescale(source, before) }]
  const fromOutput: readonly GeometryOp[] = isSameSize(after, outputSize)
    ? []
    : [{ op: 'matrix', matrix: rescale(after, outputSize) }]
  return [...toSource, ...maps, ...fromOutput].reduce(appendMap, [] as readonly GeometryOp[])
}
