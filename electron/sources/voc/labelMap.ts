import { z } from 'zod'
import { vocColour, vocVoid } from '../../../shared/annotations/vocColours.ts'
import { CultivarError } from '../../../shared/errors.ts'
import type { FoundClass } from '../types.ts'

export type Colour = readonly [number, number, number]

/** What the values of masks mean. */
export interface LabelMap {
  /** By index; the name of the background is undefined. */
  readonly names: ReadonlyMap<number, string | undefined>
  /** Index by colour, 0xRRGGBB. */
  readonly byColour: ReadonlyMap<number, number>
}

export const colourNumber = ([r, g, b]: Colour): number => (r << 16) | (g << 8) | b

interface Entry {
  readonly index: number
  readonly name: string
  readonly colour: Colour | undefined
}

const isBackground = (name: string): boolean => /^(?:background|_background_|bg)$/i.test(name)

/** Datumaro lists the colour of void among the classes. */
const isVoid = ({ name, colour }: Entry): boolean =>
  /^(?:ignored|void)$/i.test(name) && colour?.join() === vocColour(vocVoid).join()

function mapOf(listed: readonly Entry[]): LabelMap {
  const entries = listed.filter((entry) => !isVoid(entry))
  return {
    names: new Map(entries.map(({ index, name }) => [index, isBackground(name) ? undefined : name])),
    byColour: new Map(
      entries.flatMap(({ index, colour }) =>
        colour === undefined ? [] : [[colourNumber(colour), index] as const]
      )
    )
  }
}

/** `name:red,green,blue:parts:actions` a line, as CVAT and Datumaro write it; without a colour that of VOC. */
export function parseLabelMap(text: string): LabelMap {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\r\n]/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return mapOf(
    lines.map((line, index) => {
      // Why from behind: names may hold colons.
      const found = /^(.*?):(?:(\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3}))?:[^:]*:[^:]*$/.exec(line)
      const [, name = line, r, g, b] = found ?? []
      const colour: Colour = r === undefined ? vocColour(index) : [Number(r), Number(g), Number(b)]
      return { index, name: name.trim(), colour }
    })
  )
}

const level = z.int().min(0).max(255)
const colour = z.union([
  z.tuple([level, level, level]),
  z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .transform(
      (hex): Colour => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour
    )
])
const index = z.int().min(0).max(65_535)
const classes = z.union([
  z.array(z.string().min(1)).min(1),
  z
    .array(
      z.looseObject({
        name: z.string().min(1),
        id: index.optional(),
        color: colour.optional(),
        colour: colour.optional()
      })
    )
    .min(1),
  z.record(z.string().regex(/^\d+$/), z.string().min(1)),
  z.record(z.string().min(1), index),
  z.record(z.string().min(1), colour)
])

/**
 * A list of names in the order of their indexes, a list of objects with `name`, `id` and `color`, or an object: names by
 * index, indexes by name, or colours by name. Throws `bad-input`.
 */
export function parseClassesJson(text: string, file: string): LabelMap {
  const parsed = classes.safeParse(toJson(text, file))
  if (!parsed.success) throw malformed('Its content is no list of classes.', file)
  const { data } = parsed
  if (Array.isArray(data)) {
    return mapOf(
      data.map((one, at) =>
        typeof one === 'string'
          ? { index: at, name: one, colour: undefined }
          : { index: one.id ?? at, name: one.name, colour: one.color ?? one.colour }
      )
    )
  }
  return mapOf(
    Object.entries(data).map(([key, value], at) => {
      if (typeof value === 'string') return { index: Number(key), name: value, colour: undefined }
      return typeof value === 'number'
        ? { index: value, name: key, colour: undefined }
        : { index: at, name: key, colour: value }
    })
  )
}

function toJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw malformed(`The JSON is damaged: ${why}.`, file)
  }
}

function malformed(message: string, file: string): CultivarError {
  const remedy = 'Write ["background", "cat"] or {"cat": [128, 0, 0]}.'
  return new CultivarError('bad-input', message, { file, remedy })
}

/** The classes of a map in its order, without the background. */
export function declaredClasses({ names, byColour }: LabelMap): readonly FoundClass[] {
  const colours = new Map([...byColour].map(([value, at]) => [at, value]))
  return [...names].flatMap(([number, name]): readonly FoundClass[] => {
    const value = colours.get(number)
    const own: Colour | undefined =
      value === undefined ? undefined : [value >> 16, (value >> 8) & 255, value & 255]
    return name === undefined
      ? []
      : [{ kind: 'class', name, details: { number, ...(own === undefined ? {} : { colour: own }) } }]
  })
}

/** Classes of the masks of the VOC challenges by their indexes. */
export const vocClasses: readonly string[] =
  'aeroplane bicycle bird boat bottle bus car cat chair cow diningtable dog horse motorbike person pottedplant sheep sofa train tvmonitor'.split(
    ' '
  )

/** Names by index from 1; 0 is the background, which may be named too, as may void. */
export function indexedNames(listed: readonly string[]): LabelMap {
  const names = listed.filter((name) => !isBackground(name) && name !== 'ignored')
  return {
    names: new Map([[0, undefined], ...names.map((name, at) => [at + 1, name] as const)]),
    byColour: new Map()
  }
}
