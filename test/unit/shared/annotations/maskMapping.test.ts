import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MapOptions, mapAnnotations } from '../../../../shared/annotations/mapAnnotations.ts'
import { masksIn, planesOf } from '../../../../shared/annotations/maskPlanes.ts'
import { maskSamples } from '../../../../shared/annotations/maskSamples.ts'
import { allOutlined, outlined } from '../../../../shared/annotations/outlined.ts'
import { maskFromPixels, maskFromRings, pixelsOf } from '../../../../shared/annotations/rle.ts'
import { simplified } from '../../../../shared/annotations/simplified.ts'
import { traceMask } from '../../../../shared/annotations/traceMask.ts'
import type { Annotation, MaskAnnotation, RunLengths } from '../../../../shared/annotations/types.ts'
import type { Op } from '../../../../shared/ops.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'

/** Rows of a picture, `#` inside. */
function masked(...rows: readonly string[]): MaskAnnotation {
  const pixels = Array.from(rows.join(''), (sign) => (sign === '#' ? 1 : 0))
  const mask = maskFromPixels(pixels, { width: rows[0]?.length ?? 0, height: rows.length })
  return { kind: 'mask', className: 'cat', mask }
}

function drawn(annotation: Annotation | undefined): readonly string[] {
  if (annotation?.kind !== 'mask') throw new Error('expected a mask')
  const { width } = annotation.mask
  const text = [...pixelsOf(annotation.mask)].map((inside) => (inside === 1 ? '#' : '.')).join('')
  return text.match(new RegExp(`.{${width}}`, 'g')) ?? []
}

const size = { width: 6, height: 4 }
const letter = masked('......', '.###..', '.#....', '......')

const opsOf = (...steps: readonly Record<string, unknown>[]): readonly Op[] =>
  lowerSteps(parseConcreteSteps(steps), size)

const map = (
  marks: readonly Annotation[],
  ops: readonly Op[],
  options?: MapOptions
): ReturnType<typeof mapAnnotations> => mapAnnotations(marks, ops, size, options)

describe('a mask', () => {
  it('is mirrored, turned and shifted pixel by pixel', () => {
    const after = (...steps: readonly Record<string, unknown>[]): readonly string[] =>
      drawn(map([letter], opsOf(...steps)).annotations[0])
    expect(after({ transform: 'horizontalFlip' })).toEqual(['......', '..###.', '....#.', '......'])
    expect(after({ transform: 'verticalFlip' })).toEqual(['......', '.#....', '.###..', '......'])
    expect(after({ transform: 'translate', xFraction: 0.5 })).toEqual([
      '......',
      '....##',
      '....#.',
      '......'
    ])
  })

  it('is background where the picture is filled, and reports the share that is left', () => {
    // Shifted right by 3: of the columns 1, 2, 3 the last one leaves, with one of four pixels.
    const mapped = map([letter], opsOf({ transform: 'translate', xFraction: 0.5 }))
    expect(mapped.visibleShares).toEqual([0.75])
    const gone = map([letter], opsOf({ transform: 'translate', xFraction: 0.95 }))
    expect(gone.dropped).toEqual([{ index: 0, why: 'outside', visibleShare: 0 }])
  })

  it('changes its frame with a crop, and its size with the picture', () => {
    const crop: Op = { op: 'matrix', matrix: [1, 0, 1, 0, 1, 1, 0, 0, 1], size: { width: 4, height: 2 } }
    expect(drawn(map([letter], [crop]).annotations[0])).toEqual(['###.', '#...'])
    const large = map([letter], [crop], { outputSize: { width: 8, height: 4 } })
    expect(drawn(large.annotations[0])).toEqual(['######..', '######..', '##......', '##......'])
    const own = map([letter], [crop], { maskSize: { width: 8, height: 4 } })
    expect(own.annotations).toEqual(large.annotations)
  })

  it('of another size is spread over the picture', () => {
    const half = masked('##.', '...')
    expect(drawn(map([half], []).annotations[0])).toEqual(['####..', '####..', '......', '......'])
    // Its two pixels reach from 0 to 4 of 6, their middles lie at 1 and 3, and 3 + 3.6 is outside.
    expect(map([half], opsOf({ transform: 'translate', xFraction: 0.6 })).visibleShares).toEqual([0.5])
  })

  it('keeps its pixels under a cover, and loses visibility; or loses them when asked', () => {
    const cover: Op = {
      op: 'cover',
      shapes: [{ kind: 'rectangle', x: 0, y: 0, width: 2, height: 4 }],
      covering: 'black',
      shapeSeed: 1
    }
    const mapped = map([letter], [cover])
    expect(mapped.annotations).toEqual([letter])
    expect(mapped.visibleShares).toEqual([0.5])
    const cut = map([letter], [cover], { coveredPixels: 'cut' })
    expect(drawn(cut.annotations[0])).toEqual(['......', '..##..', '......', '......'])
    const all: Op = { ...cover, shapes: [{ kind: 'rectangle', x: 0, y: 0, width: 6, height: 4 }] }
    expect(map([letter], [all]).dropped).toEqual([{ index: 0, why: 'covered', visibleShare: 0 }])
  })

  it('goes with tiles', () => {
    const swap: Op = {
      op: 'displace',
      field: { kind: 'tiles', columns: 2, rows: 1, order: [1, 0] },
      frame: size
    }
    expect(drawn(map([letter], [swap]).annotations[0])).toEqual(['......', '#...##', '....#.', '......'])
  })

  it('without a pixel is dropped, and one of which a smaller picture shows none, too', () => {
    expect(map([masked('......', '......', '......', '......')], []).dropped).toEqual([
      { index: 0, why: 'outside', visibleShare: 0 }
    ])
    const dot = masked('#.....', '......', '......', '......')
    // The middle of the picture's only pixel is at (3, 2).
    expect(map([dot], [], { outputSize: { width: 1, height: 1 } }).dropped).toEqual([
      { index: 0, why: 'tooSmall', visibleShare: 1 }
    ])
  })

  it('of a bent picture loses nothing where nothing leaves', () => {
    const big = { width: 90, height: 70 }
    const mask = maskFromRings([[30, 20, 60, 20, 60, 50, 30, 50]], big)
    const ops = lowerSteps(
      parseConcreteSteps([{ transform: 'elastic', strengthFraction: 0.04, shapeSeed: 3 }]),
      big
    )
    expect(mapAnnotations([{ kind: 'mask', className: null, mask }], ops, big).visibleShares).toEqual([1])
  })
})

describe('planes', () => {
  const list = fc
    .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 5 }) })
    .chain(({ width, height }) =>
      fc.array(
        fc
          .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
          .map((pixels) => maskFromPixels(pixels, { width, height })),
        { minLength: 1, maxLength: 70 }
      )
    )

  it('give back the masks that were packed, overlapping or not, however many', () => {
    fc.assert(
      fc.property(list, (masks) => {
        const out: (RunLengths | undefined)[] = []
        for (const planes of planesOf(masks)) {
          masksIn(planes).forEach((mask, plane) => (out[planes.places[plane] ?? -1] = mask))
        }
        expect(out).toEqual(masks)
      })
    )
  })
})

describe('samples of a mask', () => {
  it('are all of its pixels when there are few, and spread evenly when there are many', () => {
    expect(maskSamples(letter.mask, size).map(({ x, y }) => [x, y])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [1, 2]
    ])
    const frame = { width: 100, height: 100 }
    const many = maskSamples(maskFromRings([[0, 0, 100, 0, 100, 100, 0, 100]], frame), frame)
    expect(many).toHaveLength(128)
    // Of 128 in equal steps over 100 rows half lie in the upper half.
    expect(many.filter(({ y }) => y < 50)).toHaveLength(64)
  })
})

describe('an outline of a mask', () => {
  const frame = { width: 120, height: 90 }
  const disc = Array.from({ length: 180 }, (_, k) => [
    60 + 35 * Math.cos((k * Math.PI) / 90),
    45 + 35 * Math.sin((k * Math.PI) / 90)
  ]).flat()
  const hole = [50, 40, 70, 40, 70, 52, 50, 52]

  it('has few corners, covers nearly the same pixels, and keeps holes', () => {
    const whole = pixelsOf(maskFromRings([disc], frame))
    const holes = pixelsOf(maskFromRings([hole], frame))
    const pixels = whole.map((inside, at) => (holes[at] === 1 ? 0 : inside))
    const given: Annotation = { kind: 'mask', className: 'a', object: 3, mask: maskFromPixels(pixels, frame) }
    const found = outlined(given, frame)
    if (found.kind !== 'polygon') throw new Error('expected a polygon')
    expect([found.className, found.object, found.rings.length]).toEqual(['a', 3, 1])
    expect((found.rings[0] ?? []).length).toBeLessThan(traceMask(given.mask).flat().length / 3)
    const again = pixelsOf(maskFromRings(found.rings, frame))
    const wrong = again.filter((inside, at) => inside !== pixels[at]).length
    // Within 1.2 pixels of an outline of 2 pi 35 + 64 pixels.
    expect(wrong).toBeLessThan(1.2 * (2 * Math.PI * 35 + 64))
    expect(again[46 * 120 + 60]).toBe(0)
  })

  it('is spread over the frame as its mask is, and an empty mask has none', () => {
    const [found] = allOutlined([masked('......', '.##...', '......')], { width: 12, height: 6 })
    if (found?.kind !== 'polygon') throw new Error('expected a polygon')
    expect([...(found.rings[0] ?? [])].toSorted((a, b) => a - b)).toEqual([2, 2, 2, 2, 4, 4, 6, 6])
    expect(allOutlined([masked('...', '...')], size)).toEqual([])
  })

  it('leaves no corner out that is further away than the tolerance', () => {
    const ring = [0, 0, 10, 0.4, 20, 0, 20, 10, 10, 14, 0, 10]
    expect(simplified(ring, 0.5)).toEqual([0, 0, 20, 0, 20, 10, 10, 14, 0, 10])
    expect(simplified(ring, 0.3)).toEqual(ring)
  })
})
