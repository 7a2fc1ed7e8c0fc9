import type { Annotation } from '../../shared/annotations/types.ts'
import type { PictureMarks } from '../../shared/api/contract.ts'
import { type Bounds, boundsOf } from './shapes.ts'

/** What belongs to one thing in a picture: its box, outline and points together. */
export interface Thing {
  readonly key: string
  readonly className: string | null
  readonly annotations: readonly Annotation[]
  readonly bounds: Bounds | undefined
}

const order: Readonly<Record<Annotation['kind'], number>> = {
  mask: 0,
  polygon: 1,
  rotatedBox: 2,
  box: 3,
  keypoints: 4
}

function enclosingAll(all: readonly Bounds[]): Bounds | undefined {
  if (all.length === 0) return undefined
  const x = Math.min(...all.map((one) => one.x))
  const y = Math.min(...all.map((one) => one.y))
  const right = Math.max(...all.map((one) => one.x + one.width))
  const bottom = Math.max(...all.map((one) => one.y + one.height))
  return { x, y, width: right - x, height: bottom - y }
}

const areaOf = (bounds: Bounds | undefined): number =>
  bounds === undefined ? 0 : bounds.width * bounds.height

/** The things of a picture, the largest first, so that small ones lie above them. */
export function thingsOf(marks: PictureMarks): readonly Thing[] {
  const groups = new Map<string, Annotation[]>()
  for (const [index, annotation] of marks.objects.entries()) {
    const key = annotation.object === undefined ? `alone ${index}` : `object ${annotation.object}`
    groups.set(key, [...(groups.get(key) ?? []), annotation])
  }
  const things = [...groups].map(([key, own]): Thing => {
    const annotations = own.toSorted((a, b) => order[a.kind] - order[b.kind])
    const className = annotations.find((one) => one.className !== null)?.className ?? null
    const bounds = enclosingAll(
      annotations.map((one) => boundsOf(one, marks)).filter((one) => one !== undefined)
    )
    return { key, className, annotations, bounds }
  })
  return things.toSorted((a, b) => areaOf(b.bounds) - areaOf(a.bounds))
}

/** Classes before and after with the numbers that are left; those that are gone count 0. */
export function classesLeft(
  before: PictureMarks | null | undefined,
  after: PictureMarks | null | undefined
): readonly { readonly className: string | null; readonly count: number; readonly of: number }[] {
  const old = new Map(classesOf([before]).map(({ className, count }) => [className, count]))
  const left = new Map(classesOf([after]).map(({ className, count }) => [className, count]))
  const names = [...new Set([...old.keys(), ...left.keys()])]
  return names.map((className) => ({
    className,
    count: left.get(className) ?? 0,
    of: old.get(className) ?? 0
  }))
}

/** Classes of things with their numbers, the most frequent first. */
export function classesOf(
  pictures: readonly (PictureMarks | null | undefined)[]
): readonly { readonly className: string | null; readonly count: number }[] {
  const counts = new Map<string | null, number>()
  for (const marks of pictures) {
    if (marks === null || marks === undefined) continue
    for (const { className } of thingsOf(marks)) counts.set(className, (counts.get(className) ?? 0) + 1)
  }
  return [...counts]
    .map(([className, count]) => ({ className, count }))
    .toSorted((a, b) => b.count - a.count || (a.className ?? '').localeCompare(b.className ?? ''))
}
