import type { Size } from '../raster.ts'
import type { RunLengths } from './types.ts'

/** Masks of one size, a bit of each pixel for each mask: 32 of them, overlapping or not, are moved at once. */
export interface MaskPlanes extends Size {
  readonly pixels: Uint32Array
  /** Positions of the masks in the list that they came from; the first has the lowest bit. */
  readonly places: readonly number[]
}

const masksAtOnce = 32

/** Packs masks; those of one size come together, in their order. */
export function planesOf(masks: readonly RunLengths[]): readonly MaskPlanes[] {
  return bySize(masks).flatMap((own) => {
    const places = own.map(({ place }) => place)
    const count = Math.ceil(places.length / masksAtOnce)
    return Array.from({ length: count }, (_, layer) =>
      packed(masks, places.slice(layer * masksAtOnce, (layer + 1) * masksAtOnce))
    )
  })
}

/** Groups of one size, each with the places of its members in the list. */
export function bySize<T extends Size>(
  list: readonly T[]
): readonly (readonly { readonly one: T; readonly place: number }[])[] {
  const groups = new Map<string, { one: T; place: number }[]>()
  list.forEach((one, place) => {
    const key = `${one.width} ${one.height}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [{ one, place }])
    else group.push({ one, place })
  })
  return [...groups.values()]
}

function packed(masks: readonly RunLengths[], places: readonly number[]): MaskPlanes {
  const { width = 0, height = 0 } = masks[places[0] ?? 0] ?? {}
  const pixels = new Uint32Array(width * height)
  places.forEach((place, plane) => addRuns(pixels, masks[place]?.runs ?? [], plane))
  return { width, height, pixels, places }
}

function addRuns(pixels: Uint32Array, runs: readonly number[], plane: number): void {
  const bit = 1 << plane
  let at = 0
  for (let index = 0; index < runs.length; index++) {
    const end = Math.min(pixels.length, at + (runs[index] as number))
    if (index % 2 === 0) at = end
    else while (at < end) pixels[at++] = (pixels[at - 1] as number) | bit
  }
}

/** The masks of planes, in the order of `places`. Runs are in their shortest form. */
export function masksIn({ width, height, pixels, places }: MaskPlanes): readonly RunLengths[] {
  const runs = places.map((): number[] => [])
  const ends = new Int32Array(masksAtOnce)
  const change = (bits: number, at: number): void => {
    for (let rest = bits; rest !== 0; rest &= rest - 1) {
      const plane = 31 - Math.clz32(rest & -rest)
      runs[plane]?.push(at - (ends[plane] as number))
      ends[plane] = at
    }
  }
  let before = 0
  for (let at = 0; at < pixels.length; at++) {
    const here = pixels[at] as number
    if (here === before) continue
    change(here ^ before, at)
    before = here
  }
  const total = pixels.length
  return runs.map((own, plane) => {
    const rest = total - (ends[plane] as number)
    return { width, height, runs: rest > 0 || own.length === 0 ? [...own, rest] : own }
  })
}
