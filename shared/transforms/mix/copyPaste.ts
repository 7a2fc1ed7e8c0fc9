import { z } from 'zod'
import { allOutlined } from '../../annotations/outlined.ts'
import type { Rng } from '../../draw/rng.ts'
import type { Size } from '../../raster.ts'
import {
  type ConcreteStep,
  type DrawContext,
  type MarkedPicture,
  type TransformSpec,
  valueOf
} from '../spec.ts'

const ring = z
  .array(z.number())
  .min(6)
  .refine(({ length }) => length % 2 === 0, 'expected pairs of x and y')

interface Outline {
  readonly className: string | null
  /** Shares of the partner's sides. */
  readonly rings: readonly (readonly number[])[]
}

/** One of the outlined objects of a picture, each as likely as any other. */
function drawOutline({ size, annotations }: MarkedPicture, rng: Rng): Outline | undefined {
  const outlines = allOutlined(annotations, size).filter((one) => one.kind === 'polygon')
  const chosen = outlines[Math.floor(rng.next() * outlines.length)]
  if (chosen === undefined) return undefined
  const share = (value: number, at: number): number => value / (at % 2 === 0 ? size.width : size.height)
  return { className: chosen.className, rings: chosen.rings.map((points) => points.map(share)) }
}

/** Lowest and highest share along one axis (0: x, 1: y). */
function extent(rings: Outline['rings'], axis: 0 | 1): readonly [number, number] {
  const values = rings.flat().filter((_, at) => at % 2 === axis)
  return [Math.min(...values), Math.max(...values)]
}

/** A place for the partner at which the object lies inside the frame, or as much of it as there is room for. */
function drawPlace(
  rings: Outline['rings'],
  axis: 0 | 1,
  { length, rng }: { length: number; rng: Rng }
): number {
  const [low, high] = extent(rings, axis)
  return rng.between(-low * length, 1 - high * length)
}

function paste(step: ConcreteStep, context: DrawContext): ConcreteStep | undefined {
  const [partner = ''] = step['partners'] as unknown as readonly string[]
  const marked = context.markedPartner?.(partner)
  const outline = marked === undefined ? undefined : drawOutline(marked, context.rng)
  if (marked === undefined || outline === undefined) return undefined
  const { width, height } = sidesOf(marked.size, context.size, valueOf(step, 'scale'))
  const { rings, className } = outline
  const x = drawPlace(rings, 0, { length: width, rng: context.rng })
  const y = drawPlace(rings, 1, { length: height, rng: context.rng })
  return { ...step, className, rings, x, y, width, height }
}

/** Sides of the whole partner as shares of the frame: as it would fill the frame, times the scale. */
function sidesOf(partner: Size, frame: Size, scale: number): Size {
  const factor = scale * Math.max(frame.width / partner.width, frame.height / partner.height)
  return { width: (partner.width * factor) / frame.width, height: (partner.height * factor) / frame.height }
}

export const copyPaste = {
  id: 'copyPaste',
  title: 'Copy and paste',
  help: 'Puts an outlined object of another picture somewhere into this one, with its outline and label.',
  group: 'mix',
  parameters: [
    {
      id: 'scale',
      title: 'Size of the object',
      unit: '×',
      min: 0.1,
      max: 10,
      step: 0.05,
      neutral: 1,
      defaultRange: [0.8, 1.25],
      governedBy: [{ aspect: 'scale', as: 'factor' }]
    }
  ],
  options: [],
  needs: [{ aspect: 'mix', limit: 1 }],
  hasShape: false,
  partners: { count: 1, role: 'mix' },
  needsAnnotation: 'polygon',
  defaultProbability: 0.5,
  source: 'Ghiasi et al. 2021: standard scale jitter 0.8 to 1.25, no smoothing but that of the outline',
  adjust: paste,
  /** Rings in shares of the partner's sides; where the whole partner would lie, in shares of the frame. */
  concrete: () => ({
    className: z.string().nullable().default(null),
    rings: z.array(ring).min(1),
    x: z.number().min(-100).max(100),
    y: z.number().min(-100).max(100),
    width: z.number().positive().max(100),
    height: z.number().positive().max(100)
  }),
  lower: (step, size) => [
    {
      op: 'paste',
      partner: 0,
      rings: step['rings'] as unknown as readonly (readonly number[])[],
      x: valueOf(step, 'x') * size.width,
      y: valueOf(step, 'y') * size.height,
      width: valueOf(step, 'width') * size.width,
      height: valueOf(step, 'height') * size.height
    }
  ]
} as const satisfies TransformSpec
