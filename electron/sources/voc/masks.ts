import { runsFromToggles } from '../../../shared/annotations/runs.ts'
import type { MaskAnnotation } from '../../../shared/annotations/types.ts'
import { vocColour, vocVoid } from '../../../shared/annotations/vocColours.ts'
import type { Size } from '../../../shared/raster.ts'
import type { MaskPng } from '../maskPng.ts'
import { colourNumber, type LabelMap } from './labelMap.ts'

/** Numbers of VOC's colours. */
const vocIndexes: ReadonlyMap<number, number> = new Map(
  Array.from({ length: 256 }, (_, index) => [colourNumber(vocColour(index)), index])
)
const voidColour = colourNumber(vocColour(vocVoid))

/** What a value of a mask stands for: a class by its index, or nothing; undefined: nobody says. */
type Meaning = number | 'background' | 'void' | undefined

function meaningOf(value: number, { kind, palette }: MaskPng, { names, byColour }: LabelMap): Meaning {
  const [r = 0, g = 0, b = 0] = palette.subarray(3 * value, 3 * value + 3)
  const colour = kind === 'colour' ? value : kind === 'indexed' ? colourNumber([r, g, b]) : undefined
  const coloured = colour === undefined ? undefined : byColour.get(colour)
  if (coloured !== undefined) return named(coloured, names)
  if (kind === 'colour') {
    if (value === 0) return 'background'
    if (value === voidColour) return 'void'
    return byColour.size > 0 ? undefined : vocIndexes.get(value)
  }
  return value === vocVoid && !names.has(value) ? 'void' : named(value, names)
}

/** 0 is the background where no class has this index. */
function named(index: number, names: LabelMap['names']): Meaning {
  if (names.has(index) ? names.get(index) === undefined : index === 0) return 'background'
  return index
}

export interface MaskPair {
  /** Classes by value. */
  readonly classes: MaskPng
  /** Objects by value, of the same size. */
  readonly objects: MaskPng | undefined
  readonly map: LabelMap
  /** Names of the objects of the picture in the order of its file; the value of an object is its place, from 1. */
  readonly named: readonly string[]
}

export interface FoundMasks {
  readonly masks: readonly MaskAnnotation[]
  /** Colours or indexes that stand for no class, as a person reads them. */
  readonly unknown: readonly string[]
}

/**
 * A mask for each object, and for each class what belongs to no object.
 *
 * Convention: index 0 is the background and 255 void, unless a class has that index: pixels that count neither way are a
 * mask without a class with the attribute `void`. A grey mask with no other value than 255 marks the first class by it.
 */
export function masksOf(pair: MaskPair): FoundMasks {
  const { classes, objects } = pair
  const binary = isBinary(classes)
  const meanings = new Map<number, Meaning>()
  const meaning = (value: number): Meaning => {
    if (!meanings.has(value))
      meanings.set(value, binary && value === vocVoid ? 1 : meaningOf(value, classes, pair.map))
    return meanings.get(value)
  }
  const numbers = objects === undefined ? undefined : objectNumbers(objects)
  const runs = runsByValue(classes, (at) => {
    const value = classes.values[at] ?? 0
    const object = numbers?.get(objects?.values[at] ?? 0) ?? 0
    return object > 0 && meaning(value) !== 'void' ? objectKey + object : value
  })
  const majority = numbers === undefined ? new Map<number, number>() : majorities(pair, numbers, meaning)
  const masks: MaskAnnotation[] = []
  const unknown: string[] = []
  for (const [key, own] of [...runs].sort(([a], [b]) => a - b)) {
    const mask = { width: classes.width, height: classes.height, runs: own }
    if (key >= objectKey) masks.push({ kind: 'mask', ...objectOf(key - objectKey, majority, pair), mask })
    else {
      const what = meaning(key)
      if (what === undefined) unknown.push(valueText(key, classes))
      else if (what === 'void')
        masks.push({ kind: 'mask', className: null, attributes: { void: true }, mask })
      else if (what !== 'background') masks.push({ kind: 'mask', className: className(what, pair.map), mask })
    }
  }
  return { masks, unknown }
}

/** Above all values of a pixel. */
const objectKey = 2 ** 24

const className = (index: number, { names }: LabelMap): string => names.get(index) ?? `class_${index}`

const valueText = (value: number, { kind }: MaskPng): string =>
  kind === 'colour' ? `${value >> 16},${(value >> 8) & 255},${value & 255}` : String(value)

function isBinary({ kind, values }: MaskPng): boolean {
  return (
    kind === 'grey' && values.includes(vocVoid) && values.every((value) => value === 0 || value === vocVoid)
  )
}

/** The number of each object by its value, from 1; colours by VOC's palette, else in their order. */
function objectNumbers({ kind, values }: MaskPng): ReadonlyMap<number, number> {
  const found = new Set<number>(values)
  const isVoid = (value: number): boolean => value === (kind === 'colour' ? voidColour : vocVoid)
  const own = [...found].filter((value) => value !== 0 && !isVoid(value)).sort((a, b) => a - b)
  const isVoc = own.every((value) => vocIndexes.has(value))
  return new Map(
    own.map((value, at) => [value, kind !== 'colour' ? value : isVoc ? (vocIndexes.get(value) ?? 0) : at + 1])
  )
}

/** For each object the index of the class that most of its pixels have. */
function majorities(
  { classes, objects }: MaskPair,
  numbers: ReadonlyMap<number, number>,
  meaning: (value: number) => Meaning
): ReadonlyMap<number, number> {
  const counts = new Map<number, Map<number, number>>()
  objects?.values.forEach((value, at) => {
    const object = numbers.get(value) ?? 0
    const index = meaning(classes.values[at] ?? 0)
    if (object === 0 || typeof index !== 'number') return
    const own = counts.get(object) ?? new Map<number, number>()
    own.set(index, (own.get(index) ?? 0) + 1)
    counts.set(object, own)
  })
  return new Map(
    [...counts].map(([object, own]) => [object, [...own].reduce((a, b) => (b[1] > a[1] ? b : a))[0]])
  )
}

/** The class of an object and its number, which its box has too when both say the same class. */
function objectOf(
  number: number,
  majority: ReadonlyMap<number, number>,
  { map, named }: MaskPair
): { readonly className: string | null; readonly object: number } {
  const index = majority.get(number)
  const boxed = named[number - 1]
  const own = index === undefined ? (boxed ?? null) : className(index, map)
  return own === boxed
    ? { className: own, object: number - 1 }
    : { className: own, object: named.length + number }
}

/** Runs by rows of every value that pixels have. */
function runsByValue(
  { width, height }: Size,
  valueAt: (at: number) => number
): ReadonlyMap<number, readonly number[]> {
  const total = width * height
  const toggles = new Map<number, number[]>()
  for (let from = 0; from < total;) {
    const value = valueAt(from)
    let to = from + 1
    while (to < total && valueAt(to) === value) to++
    const own = toggles.get(value)
    if (own === undefined) toggles.set(value, [from, to])
    else own.push(from, to)
    from = to
  }
  return new Map([...toggles].map(([value, own]) => [value, runsFromToggles(own, total)]))
}
