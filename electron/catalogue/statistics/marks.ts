import { boundsOf } from '../../../shared/annotations/bounds.ts'
import type { Annotation, Box } from '../../../shared/annotations/types.ts'
import type { MarkStatistics } from '../../../shared/api/statistics.ts'
import type { Size } from '../../../shared/raster.ts'
import { aspectHistogram } from './shapes.ts'
import { Histogram, ranges, Tally } from './tally.ts'

/** Cells along each side of the heat map. */
const side = 24

const shareLimits = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75] as const
const shareNames = ranges(
  shareLimits.map((share) => Math.round(share * 100)),
  ' %'
)
const areaLimits = [32 ** 2, 96 ** 2] as const
const areaNames = ['small (below 32 x 32 px)', 'medium (below 96 x 96 px)', 'large'] as const
const numberLimits = [1, 2, 3, 5, 10, 20, 50] as const
const numberNames = ['none', '1', '2', '3 or 4', '5 to 9', '10 to 19', '20 to 49', '50 and more'] as const

const kindNames: Readonly<Record<Annotation['kind'], string>> = {
  box: 'boxes',
  rotatedBox: 'rotated boxes',
  polygon: 'outlines',
  keypoints: 'keypoints',
  mask: 'masks'
}

/** How many things of a class are marked, and in how many pictures. */
export interface MarkedClass {
  objects: number
  pictures: number
}

/** What is marked in pictures: how much, how large and where. */
export class Marks {
  #objects = 0
  #pictures = 0
  readonly #kinds = new Tally()
  readonly #classes = new Map<string, MarkedClass>()
  readonly #perPicture = new Histogram(numberLimits, numberNames)
  readonly #relativeSizes = new Histogram(shareLimits, shareNames)
  readonly #areas = new Histogram(areaLimits, areaNames)
  readonly #aspects = aspectHistogram()
  /** Differences along both axes, so that a box costs four numbers whatever its size. */
  readonly #corners = new Float64Array((side + 1) ** 2)

  /** A box, an outline and keypoints of one thing count as one object, whose box is the first of them. */
  add(annotations: readonly Annotation[], size: Size): void {
    const seen = new Set<number>()
    const names = new Set<string>()
    let objects = 0
    for (const annotation of annotations) {
      this.#kinds.add(kindNames[annotation.kind])
      const { object } = annotation
      if (object !== undefined && seen.has(object)) continue
      if (object !== undefined) seen.add(object)
      objects++
      if (annotation.className !== null) this.#count(annotation.className, names)
      const bounds = boundsOf(annotation, size)
      if (bounds !== undefined) this.#addBox(bounds, size)
    }
    this.#objects += objects
    if (objects > 0) this.#pictures++
    this.#perPicture.add(objects)
  }

  /** `counted` holds the classes of the picture that were seen already. */
  #count(name: string, counted: Set<string>): void {
    const own = this.#classes.get(name) ?? { objects: 0, pictures: 0 }
    this.#classes.set(name, own)
    own.objects++
    if (!counted.has(name)) own.pictures++
    counted.add(name)
  }

  #addBox({ x, y, width, height }: Box, size: Size): void {
    const area = width * height
    this.#relativeSizes.add(Math.sqrt(area / (size.width * size.height)))
    this.#areas.add(area)
    if (height > 0) this.#aspects.add(width / height)
    const [left, right] = cells(x, x + width, size.width)
    const [top, bottom] = cells(y, y + height, size.height)
    for (const [column, row, sign] of [
      [left, top, 1],
      [right, top, -1],
      [left, bottom, -1],
      [right, bottom, 1]
    ] as const) {
      const at = row * (side + 1) + column
      this.#corners[at] = (this.#corners[at] ?? 0) + sign
    }
  }

  get classes(): ReadonlyMap<string, Readonly<MarkedClass>> {
    return this.#classes
  }

  get result(): MarkStatistics | null {
    if (this.#objects === 0) return null
    return {
      objects: this.#objects,
      pictures: this.#pictures,
      kinds: this.#kinds.largest(5),
      perPicture: this.#perPicture.bars,
      relativeSizes: this.#relativeSizes.bars,
      areas: this.#areas.bars,
      aspects: this.#aspects.bars,
      heat: { side, counts: summed(this.#corners) }
    }
  }
}

/** First cell that an interval touches, and the one behind its last. */
function cells(from: number, to: number, length: number): readonly [number, number] {
  const first = Math.min(side - 1, Math.floor((from / length) * side))
  return [first, Math.max(first + 1, Math.min(side, Math.ceil((to / length) * side)))]
}

function summed(corners: Float64Array): readonly number[] {
  const sums = corners.slice()
  const stride = side + 1
  for (let at = 0; at < sums.length; at++)
    if (at % stride > 0) sums[at] = (sums[at] ?? 0) + (sums[at - 1] ?? 0)
  for (let at = stride; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (sums[at - stride] ?? 0)
  return Array.from(
    { length: side * side },
    (_, cell) => sums[Math.floor(cell / side) * stride + (cell % side)] ?? 0
  )
}
