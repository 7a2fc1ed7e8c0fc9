import { CultivarError } from '../errors.ts'
import { insideZoom } from '../geometry/inside.ts'
import { fromRows, type Mat2x3 } from '../geometry/matrix.ts'
import type { FillMode, GeometryOp, MixOp, Op } from '../ops.ts'
import type { Size } from '../raster.ts'
import { transformSpec } from '../transforms/index.ts'
import { type ConcreteStep, partnersOf } from '../transforms/spec.ts'

/** The operations of a variant, and the frame that they end in. */
export interface Lowered {
  readonly ops: readonly Op[]
  readonly frame: Size
}

/**
 * The operations of concrete steps on a picture of `size`, in order.
 *
 * Convention: every step is lowered in the frame that the steps before it left. With the fill mode `inside` a zoom
 * is put behind every run of geometry that would show what lies outside of the picture; everything that follows a
 * variant's geometry (pixels, annotations, policy) must therefore be told the fill mode.
 */
export function lower(steps: readonly ConcreteStep[], size: Size, fillMode: FillMode): Lowered {
  let frame = size
  let partners = 0
  const ops: Op[] = []
  for (const step of steps) {
    // Lowered as a whole in the frame before the step.
    for (const op of lowerStep(step, frame)) {
      ops.push(withPartnersFrom(op, partners))
      frame = frameAfter(frame, op)
    }
    partners += partnersOf(step).length
  }
  return { ops: fillMode === 'inside' ? withInsideZooms(ops, size) : ops, frame }
}

/** The operations of concrete steps where the fill mode does not matter, as for what they change in colour. */
export function lowerSteps(steps: readonly ConcreteStep[], size: Size): readonly Op[] {
  return lower(steps, size, 'nearest').ops
}

export function frameAfter(frame: Size, op: Op): Size {
  return op.op === 'matrix' && op.size !== undefined ? op.size : frame
}

export const isGeometry = (op: Op): op is GeometryOp => op.op === 'matrix' || op.op === 'displace'

/** Whether an operation moves cells about, which is not continuous. */
export const isTiles = (op: Op): boolean => op.op === 'displace' && op.field.kind === 'tiles'

function lowerStep(step: ConcreteStep, frame: Size): readonly Op[] {
  if (step.transform === 'affine') {
    return [{ op: 'matrix', matrix: fromRows(step['matrix'] as unknown as Mat2x3) }]
  }
  const spec = transformSpec(step.transform)
  if (spec === undefined) {
    throw new CultivarError('bad-input', `Expected a known transform but received ${step.transform}.`)
  }
  return spec.lower(step, frame)
}

/** Each step counts its partners from 0; in a variant they are counted through. */
function withPartnersFrom(op: Op, start: number): Op {
  if (start === 0) return op
  if ('partner' in op) return { ...op, partner: op.partner + start }
  if (op.op !== 'mosaic') return op
  const [a, b, c] = op.partners
  return { ...op, partners: [a + start, b + start, c + start] } satisfies MixOp
}

type ChainsOp = Extract<Op, { readonly op: 'chains' }>

function withInsideZooms(ops: readonly Op[], size: Size): readonly Op[] {
  const out: Op[] = []
  let run: GeometryOp[] = []
  let runStart = size
  let frame = size
  const endRun = (): void => {
    const zoom = run.length === 0 ? undefined : insideZoom(run, runStart, frame)
    out.push(...run, ...(zoom === undefined ? [] : [{ op: 'matrix', matrix: zoom } as const]))
    run = []
  }
  for (const op of ops) {
    if (isGeometry(op)) {
      // Why: whatever lies in the middle of tiles may come from a border, so what they cut must be whole already.
      if (run.length === 0 || isTiles(op)) {
        endRun()
        runStart = frame
      }
      run.push(op)
      frame = frameAfter(frame, op)
      if (isTiles(op)) endRun()
    } else {
      endRun()
      out.push(op.op === 'chains' ? withInsideZoomsInChains(op, frame) : op)
    }
  }
  endRun()
  return out
}

function withInsideZoomsInChains(op: ChainsOp, frame: Size): ChainsOp {
  return { ...op, chains: op.chains.map((chain) => withInsideZooms(chain, frame)) }
}
