import { CultivarError } from '../../errors.ts'
import type { FillMode, Interpolation } from '../../ops.ts'
import { nearestName } from '../nearestName.ts'
import { parseRecipe, type Recipe } from '../schema.ts'
import { Arguments } from './arguments.ts'
import { converters, left } from './converters.ts'
import type { Step } from './step.ts'

export interface AlbumentationsConversion {
  readonly recipe: Recipe
  /** What is different from Albumentations or was left out, one sentence each. */
  readonly notes: readonly string[]
}

interface Node {
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
}

interface Conversion {
  readonly notes: string[]
  readonly fillModes: Set<FillMode>
  readonly interpolations: Set<Interpolation>
  readonly fills: Set<string>
}

function nodeOf(json: unknown): Node {
  const values = json as Readonly<Record<string, unknown>> | null
  const full = typeof values === 'object' && values !== null ? values['__class_fullname__'] : undefined
  if (typeof full !== 'string' || values === null) {
    throw new CultivarError('bad-input', 'Expected a serialised transform with __class_fullname__.', {
      remedy: 'Write the pipeline with albumentations.save(transform, path) or to_dict().'
    })
  }
  return { name: full.split('.').at(-1) ?? full, values }
}

const childrenOf = ({ values }: Node): readonly Node[] =>
  Array.isArray(values['transforms']) ? (values['transforms'] as readonly unknown[]).map(nodeOf) : []

function probabilityOf({ values, name }: Node, standard: number): number {
  if (values['always_apply'] === true) return 1
  const p = values['p'] ?? standard
  if (typeof p === 'number' && p >= 0 && p <= 1) return p
  throw new CultivarError(
    'bad-input',
    `Expected a number from 0 to 1 for p of ${name} but received ${JSON.stringify(p)}.`
  )
}

/** All that happen one after the other. */
const sequences: readonly string[] = ['Compose', 'Sequential', 'ReplayCompose', 'RandomOrder', 'BboxParams']

function stepsOf(node: Node, factor: number, conversion: Conversion): readonly Step[] {
  const { notes } = conversion
  if (sequences.includes(node.name)) {
    if (node.name === 'RandomOrder') notes.push('RandomOrder: the steps keep the order of the list.')
    const p = probabilityOf(node, 1)
    if (p < 1) notes.push(`${node.name}: its probability ${p} holds for each of its transforms on its own.`)
    return childrenOf(node).flatMap((child) => stepsOf(child, factor * p, conversion))
  }
  if (node.name === 'OneOf' || node.name === 'SomeOf' || node.name === 'OneOrOther') {
    return chosenOf(node, factor, conversion)
  }
  return transformOf(node, factor, conversion)
}

/** Steps of a recipe are drawn on their own, so a choice becomes as many steps with the shares of the choice. */
function chosenOf(node: Node, factor: number, conversion: Conversion): readonly Step[] {
  const children = childrenOf(node)
  const weights = children.map((child) => probabilityOf(child, 0.5))
  const sum = weights.reduce((a, b) => a + b, 0)
  const n = node.name === 'SomeOf' && typeof node.values['n'] === 'number' ? node.values['n'] : 1
  const p = node.name === 'OneOrOther' ? 1 : probabilityOf(node, 0.5)
  conversion.notes.push(
    `${node.name}: each of its ${children.length} transforms happens on its own with its share of the probability; ` +
      'several or none of them may happen together.'
  )
  return children.flatMap((child, index) => {
    const share =
      node.name === 'OneOrOther'
        ? index === 0
          ? probabilityOf(node, 0.5)
          : 1 - probabilityOf(node, 0.5)
        : sum === 0
          ? 0
          : Math.min(1, (n * (weights[index] ?? 0)) / sum)
    const always = { name: child.name, values: { ...child.values, p: 1, always_apply: false } }
    return stepsOf(always, factor * p * share, conversion)
  })
}

function transformOf(node: Node, factor: number, conversion: Conversion): readonly Step[] {
  const { notes } = conversion
  const reason = left[node.name]
  if (reason !== undefined) {
    notes.push(`${node.name} is left out: ${reason}.`)
    return []
  }
  const convert = converters[node.name]
  if (convert === undefined) {
    const near = nearestName(node.name, Object.keys(converters))
    notes.push(
      `${node.name} is left out: there is no transform of that name${near === undefined ? '' : ` (nearest: ${near})`}.`
    )
    return []
  }
  const args = new Arguments(node.name, node.values)
  readSampling(args, conversion)
  const steps = convert(args, (text) => notes.push(`${node.name}: ${text}`))
  const unread = args.unread()
  if (unread.length > 0)
    notes.push(`${node.name}: ${unread.join(', ')} ${unread.length === 1 ? 'has' : 'have'} no counterpart.`)
  const probability = Number((probabilityOf(node, 0.5) * factor).toFixed(6))
  return steps.map((step) => ({
    ...step,
    probability:
      step.probability === undefined ? probability : Number((step.probability * probability).toFixed(6))
  }))
}

/** cv2.BORDER_* and cv2.INTER_* by their numbers. */
const borders: Readonly<Record<number, FillMode>> = {
  0: 'constant',
  1: 'nearest',
  2: 'reflect',
  3: 'wrap',
  4: 'reflect101'
}
const inters: Readonly<Record<number, Interpolation>> = {
  0: 'nearest',
  1: 'bilinear',
  2: 'bicubic',
  3: 'bilinear',
  4: 'lanczos'
}

function readSampling(args: Arguments, { fillModes, interpolations, fills }: Conversion): void {
  const border = args.value('border_mode', 'mode')
  if (typeof border === 'number' && borders[border] !== undefined) fillModes.add(borders[border])
  const inter = args.value('interpolation')
  if (typeof inter === 'number' && inters[inter] !== undefined) interpolations.add(inters[inter])
  const fill = args.value('fill', 'value', 'cval', 'fill_value')
  if (typeof fill === 'number') fills.add(JSON.stringify([fill]))
  if (Array.isArray(fill) && fill.every((level) => typeof level === 'number')) fills.add(JSON.stringify(fill))
}

function oneFor<Value>(values: ReadonlySet<Value>, standard: Value, what: string, notes: string[]): Value {
  const [first = standard] = values
  if (values.size > 1)
    notes.push(
      `A recipe has one ${what} for all steps; ${String(first)} was taken from ${values.size} different ones.`
    )
  return first
}

/**
 * A recipe from what `albumentations.save` or `to_dict` wrote (read as JSON or YAML into plain values). Versions 1.3
 * to 2.0 are understood. Throws a CultivarError when it is no such document or an argument has a wrong value; what has
 * no counterpart is left out and named in the notes.
 */
export function fromAlbumentations(json: unknown): AlbumentationsConversion {
  const document = json as { readonly transform?: unknown; readonly seed?: unknown } | null
  const root = nodeOf(
    document !== null && typeof document === 'object' && 'transform' in document ? document.transform : json
  )
  const conversion: Conversion = {
    notes: [],
    fillModes: new Set(),
    interpolations: new Set(),
    fills: new Set()
  }
  const steps = stepsOf(root, 1, conversion)
  const { notes } = conversion
  const fillMode = oneFor(conversion.fillModes, 'constant' as FillMode, 'fill mode', notes)
  const interpolation = oneFor(conversion.interpolations, 'bilinear' as Interpolation, 'interpolation', notes)
  const levels = (JSON.parse(oneFor(conversion.fills, '[0]', 'fill value', notes)) as number[]).slice(0, 4)
  const isShare = levels.every((level) => level > 0 && level <= 1)
  const fillValue = levels.map((level) => Math.min(Math.max(isShare ? level * 255 : level, 0), 255))
  const seed = root.values['seed']
  const recipe = parseRecipe({
    version: 1,
    seed: typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0 ? seed : 0,
    fillMode,
    fillValue,
    interpolation,
    steps
  })
  return { recipe, notes: [...new Set(notes)] }
}
