import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mapAnnotations } from '../../shared/annotations/mapAnnotations.ts'
import type { Annotation, Box } from '../../shared/annotations/types.ts'
import { centreOf, invert, type Mat3, multiply, translation } from '../../shared/geometry/matrix.ts'
import type { Size } from '../../shared/raster.ts'
import { lower } from '../../shared/recipe/lower.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'

/** Made by Albumentations 1.3.1. Boxes are left, top, right, bottom in edge coordinates; keypoints in centre ones. */
interface Case extends Size {
  readonly transform: 'HorizontalFlip' | 'VerticalFlip' | 'Transpose' | 'Rotate90' | 'Affine'
  readonly params: Readonly<Record<string, number>>
  readonly boxes: readonly Corners[]
  readonly minVisibility: number
  readonly outWidth: number
  readonly outHeight: number
  readonly outBoxes: readonly { readonly id: number; readonly box: Corners }[]
  readonly keypoints: readonly (readonly [number, number])[]
  readonly outKeypoints: readonly (readonly [number, number])[]
}

type Corners = readonly [number, number, number, number]

const file = join(import.meta.dirname, 'cases/cases.json')
const { boxes: cases } = JSON.parse(readFileSync(file, 'utf8')) as { boxes: readonly Case[] }

/** Unit: pixels. */
const tolerancePx = 0.75

/** As Albumentations 1.3.1 composes it: about the centre, its angles counter-clockwise on the screen. */
function affineStep({ params, ...size }: Case): ConcreteStep {
  const { scale = 1, rotate = 0, shear_x: shear = 0, tx = 0, ty = 0 } = params
  const [r, s] = [(rotate * Math.PI) / 180, ((rotate + shear) * Math.PI) / 180]
  const linear: Mat3 = [
    scale * Math.cos(r),
    scale * Math.sin(s),
    0,
    -scale * Math.sin(r),
    scale * Math.cos(s),
    0,
    0,
    0,
    1
  ]
  const { x, y } = centreOf(size)
  const forward = [translation(x + tx, y + ty), linear, translation(-x, -y)].reduce(multiply)
  const [a, b, c, d, e, f] = invert(forward)
  return {
    transform: 'affine',
    matrix: [
      [a, b, c],
      [d, e, f]
    ]
  }
}

function stepOf(given: Case): ConcreteStep {
  switch (given.transform) {
    case 'HorizontalFlip':
      return { transform: 'horizontalFlip' }
    case 'VerticalFlip':
      return { transform: 'verticalFlip' }
    case 'Transpose':
      return { transform: 'transpose' }
    case 'Rotate90':
      return { transform: 'quarterTurn', turns: given.params['factor'] ?? 0 }
    case 'Affine':
      return affineStep(given)
  }
}

function annotationsOf({ boxes, keypoints }: Case): readonly Annotation[] {
  return [
    ...boxes.map(([left, top, right, bottom]) => ({
      kind: 'box' as const,
      className: null,
      box: { x: left, y: top, width: right - left, height: bottom - top }
    })),
    {
      kind: 'keypoints',
      className: null,
      points: keypoints.map(([x, y]) => ({ x, y, visibility: 2 as const }))
    }
  ]
}

const cornersOf = ({ x, y, width, height }: Box): Corners => [x, y, x + width, y + height]

function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((value, at) => {
    expect(Math.abs(value - (expected[at] ?? Number.NaN))).toBeLessThanOrEqual(tolerancePx)
  })
}

describe('boxes and keypoints agree with Albumentations', () => {
  it('has all 60 cases', () => expect(cases).toHaveLength(60))

  it.each(
    cases.map((given, at) => [`${at}: ${given.transform} ${JSON.stringify(given.params)}`, given] as const)
  )('%s', (_name, given) => {
    const { ops, frame } = lower([stepOf(given)], given, 'constant')
    expect([frame.width, frame.height]).toEqual([given.outWidth, given.outHeight])
    const mapped = mapAnnotations(annotationsOf(given), ops, given, {
      minVisibleShare: given.minVisibility,
      minSidePx: 0,
      outsidePoints: 'located'
    })
    const boxes = mapped.annotations.flatMap((one, at) =>
      one.kind === 'box' ? [{ id: mapped.origins[at], box: cornersOf(one.box) }] : []
    )
    expect(boxes.map(({ id }) => id)).toEqual(given.outBoxes.map(({ id }) => id))
    boxes.forEach(({ box }, at) => expectNear(box, given.outBoxes[at]?.box ?? []))
    const points = mapped.annotations.flatMap((one) => (one.kind === 'keypoints' ? one.points : []))
    expectNear(
      points.flatMap(({ x, y }) => [x, y]),
      given.outKeypoints.flat()
    )
  })
})
