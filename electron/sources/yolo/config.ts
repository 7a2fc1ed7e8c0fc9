import { parseDocument } from 'yaml'
import { z } from 'zod'
import { CultivarError } from '../../../shared/errors.ts'
import { folderOf } from '../tree/paths.ts'
import type { FoundSplit } from '../types.ts'

export type YoloTask = 'detect' | 'segment' | 'pose' | 'obb'

/** A part of the data set and where its pictures are: folders, or lists of pictures. */
interface YoloPart {
  readonly split: FoundSplit
  readonly entries: readonly string[]
}

/** What a data.yaml says (docs.ultralytics.com/datasets). */
export interface YoloConfig {
  /** Name of the file in its tree. */
  readonly file: string
  /** Folder from which its paths are counted; '' is the root. */
  readonly folder: string
  /** Folder of the data set as its author had it. */
  readonly path: string | undefined
  readonly parts: readonly YoloPart[]
  /** Names of the classes by number; undefined: nothing says how many there are. */
  readonly names: ReadonlyMap<number, string> | undefined
  readonly task: YoloTask | undefined
  /** Keypoints of an object, and numbers for each: 2 for x and y, 3 with visibility. */
  readonly keypoints: KeypointShape | undefined
  readonly keypointNames: readonly string[] | undefined
  readonly flips: readonly number[] | undefined
  /** Plain sentences on what does not fit together. */
  readonly notes: readonly string[]
}

export interface KeypointShape {
  readonly count: number
  readonly numbers: 2 | 3
}

const name = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => String(value ?? ''))
const names = z.union([z.array(name), z.record(z.string().regex(/^\d{1,7}$/), name)])
const paths = z.union([z.string().transform((path) => [path]), z.array(z.string())]).nullish()

const schema = z.looseObject({
  path: z.string().nullish(),
  train: paths,
  val: paths,
  valid: paths,
  test: paths,
  nc: z.int().min(0).max(1_000_000).nullish(),
  names: names.nullish(),
  task: z.unknown().optional(),
  kpt_shape: z.tuple([z.int().min(1).max(10_000), z.union([z.literal(2), z.literal(3)])]).nullish(),
  kpt_names: z.union([z.array(name), z.record(z.string(), z.array(name))]).nullish(),
  flip_idx: z.array(z.int().min(0)).nullish()
})
type Parsed = z.infer<typeof schema>

/** Whether a text looks like one, damaged or not. */
export const looksLikeConfig = (text: string): boolean =>
  /^["']?(?:train|val|valid|test)["']?\s*:/m.test(text) && /^["']?(?:names|nc)["']?\s*:/m.test(text)

/** Throws `bad-input` with the line, or with the key that is wrong. */
export function parseConfig(text: string, file: string, describe: string): YoloConfig {
  const document = parseDocument(text, { uniqueKeys: false })
  const [first] = document.errors
  if (first !== undefined) throw malformed(`The YAML is damaged: ${first.message.split('\n')[0]}`, describe)
  const parsed = schema.safeParse(toPlain(() => document.toJS({ maxAliasCount: 100 }), describe))
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, 4).map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw malformed(`Its content is not that of a YOLO data set: ${issues.join('; ')}.`, describe)
  }
  return settle(parsed.data, file)
}

function toPlain(read: () => unknown, file: string): unknown {
  try {
    return read()
  } catch (error) {
    throw malformed(`The YAML is damaged: ${error instanceof Error ? error.message : String(error)}`, file)
  }
}

function malformed(message: string, file: string): CultivarError {
  return new CultivarError('bad-input', message, {
    file,
    remedy: 'Correct it, or import the folder without it.'
  })
}

function settle(data: Parsed, file: string): YoloConfig {
  const shape = data.kpt_shape ?? undefined
  const keypoints: KeypointShape | undefined = shape && { count: shape[0], numbers: shape[1] }
  const flips = flipsOf(data, keypoints)
  const found = namesOf(data)
  const count = data.nc ?? undefined
  const notes = [
    ...(count === undefined || found === undefined || count === found.size
      ? []
      : [`nc says ${count} classes, names has ${found.size}; the names are taken.`]),
    ...(data.flip_idx && flips === undefined ? ['flip_idx does not fit kpt_shape and is not used.'] : []),
    ...duplicates(found ?? new Map())
  ]
  return {
    file,
    folder: folderOf(file),
    path: data.path ?? undefined,
    parts: partsOf(data),
    names: found,
    task: z.enum(['detect', 'segment', 'pose', 'obb']).safeParse(data.task).data,
    keypoints,
    keypointNames: keypointNamesOf(data, keypoints),
    flips,
    notes
  }
}

function partsOf({ train, val, valid, test }: Parsed): readonly YoloPart[] {
  const parts = { train, val: val ?? valid, test }
  return (['train', 'val', 'test'] as const).flatMap((split) => {
    const entries = (parts[split] ?? []).filter((entry) => entry !== '')
    return entries.length === 0 ? [] : [{ split, entries }]
  })
}

/** As ultralytics calls classes without a name. */
export const numberedClass = (number: number): string => `class_${number}`

function namesOf({ names: given, nc }: Parsed): ReadonlyMap<number, string> | undefined {
  if (given) {
    const listed = Object.entries(given).map(([number, text]) => [Number(number), text] as const)
    return new Map(listed.map(([number, text]) => [number, text === '' ? numberedClass(number) : text]))
  }
  return nc == null ? undefined : new Map(Array.from({ length: nc }, (_, n) => [n, numberedClass(n)]))
}

function duplicates(found: ReadonlyMap<number, string>): readonly string[] {
  const numbers = Map.groupBy(found.keys(), (number) => found.get(number) ?? '')
  return [...numbers]
    .filter(([, same]) => same.length > 1)
    .map(([text, same]) => `"${text}" is the name of the classes ${same.join(' and ')}, which become one.`)
}

/** The keypoints that mirroring exchanges, when every one has a place. */
function flipsOf(
  { flip_idx: flips }: Parsed,
  shape: KeypointShape | undefined
): readonly number[] | undefined {
  if (!flips || flips.length !== shape?.count) return undefined
  return new Set(flips).size === flips.length && Math.max(...flips) < flips.length ? flips : undefined
}

/** Newer files name the keypoints, for each class or once. */
function keypointNamesOf(
  { kpt_names: given }: Parsed,
  shape: KeypointShape | undefined
): readonly string[] | undefined {
  const found = Array.isArray(given) ? given : Object.values(given ?? {})[0]
  if (shape === undefined) return undefined
  return found?.length === shape.count ? found : Array.from({ length: shape.count }, (_, n) => `point_${n}`)
}
