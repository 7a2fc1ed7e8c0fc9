import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type MappedAnnotations, mapAnnotations } from '../../shared/annotations/mapAnnotations.ts'
import { parseAnnotations } from '../../shared/annotations/schema.ts'
import { CultivarError } from '../../shared/errors.ts'
import { fillModes, interpolations, type Op, type Sampling } from '../../shared/ops.ts'
import type { Size } from '../../shared/raster.ts'
import { parseConcreteSteps } from '../../shared/recipe/concrete.ts'
import { lower } from '../../shared/recipe/lower.ts'
import { runRenderTask } from '../jobs/renderTask.ts'
import type { SourceRef } from '../jobs/sourceCache.ts'
import { loadSource } from '../sources/bytes.ts'
import { applyMask } from './applyMask.ts'
import { encodingOf } from './encodingOf.ts'
import { type Answer, note } from './output.ts'
import { formatPlain, isPlain, isUnlabelled, parsePlain } from './plainMarks.ts'
import { readJson } from './readJson.ts'
import { writeOut } from './writeOut.ts'

export interface ApplyOptions {
  readonly steps: string
  readonly fillMode: string
  readonly fillValue: string
  readonly interpolation: string
  /** The pictures that the steps mix in, in their order. */
  readonly partner?: readonly string[]
  /** A JSON document {"annotations":[...]} or {"boxes":[...],...}, and where to write what becomes of them. */
  readonly annotations?: string
  readonly annotationsOut?: string
  /** A PNG whose values mean classes or objects, and where to write what becomes of it. */
  readonly mask?: string
  readonly maskOut?: string
}

/** Renders concrete steps on one picture, at the size of the frame that they end in. */
export async function apply(input: string, out: string, options: ApplyOptions): Promise<Answer> {
  const steps = parseConcreteSteps(readJson(options.steps), options.steps)
  const encoding = encodingOf(out)
  const sampling = samplingOf(options)
  const marks = filePair(options, ['annotations', 'annotationsOut'])
  const masks = filePair(options, ['mask', 'maskOut'])
  const source = await openPicture(input)
  const partners: SourceRef[] = []
  for (const file of options.partner ?? []) partners.push(await openPicture(file))
  const { ops } = lower(steps, source, sampling.fillMode)
  const mapped = marks === undefined ? undefined : mapDocument(marks.from, source, ops)
  const mask = masks === undefined ? undefined : await applyMask(masks.from, ops, sizeOf(source))
  const rendered = await runRenderTask({
    source,
    ...(partners.length === 0 ? {} : { partners }),
    steps: JSON.stringify(steps),
    sampling,
    output: { kind: 'full' },
    encoding
  })
  const { bytes, width, height } = rendered
  await writeOut(out, bytes)
  const lines = [`Wrote ${out} (${width} x ${height})`]
  if (mask !== undefined && masks !== undefined) {
    await writeOut(masks.to, mask)
    lines.push(`Wrote ${masks.to}`)
  }
  if (mapped === undefined || marks === undefined) return { json: { width, height }, text: lines.join('\n') }
  await writeOut(marks.to, new TextEncoder().encode(`${JSON.stringify(mapped.document)}\n`))
  const { kept, dropped } = mapped
  lines.push(`Wrote ${marks.to} (${kept} annotations, ${dropped.length} dropped)`)
  return { json: { width, height, annotations: kept, dropped }, text: lines.join('\n') }
}

async function openPicture(file: string): Promise<SourceRef> {
  const path = resolve(file)
  await stat(path).catch((cause: unknown) => {
    throw new CultivarError('not-found', 'The picture cannot be read.', {
      file,
      remedy: 'Check its name.',
      cause
    })
  })
  const { facts } = await loadSource({ path, entry: null })
  for (const one of facts.notes) note(`${file}: ${one}`)
  return { path, entry: null, width: facts.width, height: facts.height }
}

interface FilePair {
  readonly from: string
  readonly to: string
}

const flags = {
  annotations: '--annotations',
  annotationsOut: '--annotations-out',
  mask: '--mask',
  maskOut: '--mask-out'
} as const

/** Two names that are given both or not at all. */
function filePair(
  options: ApplyOptions,
  [first, second]: readonly [keyof typeof flags, keyof typeof flags]
): FilePair | undefined {
  const [from, to] = [options[first], options[second]]
  if (from === undefined && to === undefined) return undefined
  if (from !== undefined && to !== undefined) return { from, to }
  throw new CultivarError('bad-input', `Expected both ${flags[first]} and ${flags[second]}, or none of them.`)
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height })

interface MappedDocument {
  readonly document: unknown
  /** How many annotations are left. */
  readonly kept: number
  readonly dropped: MappedAnnotations['dropped']
}

/** The annotations of a file through the operations, in the form in which they came. */
function mapDocument(file: string, size: Size, ops: readonly Op[]): MappedDocument {
  const json = readJson(file)
  const plain = isPlain(json) ? parsePlain(json, file) : undefined
  const annotations = plain?.annotations ?? parseAnnotations(json, file)
  const mapped = mapAnnotations(annotations, ops, sizeOf(size))
  const dropped = mapped.dropped.filter(
    ({ index }) => plain === undefined || !isUnlabelled(annotations[index])
  )
  for (const { index, why, visibleShare } of dropped) {
    const entry = plain?.entries[index]
    const name = entry === undefined ? `annotation ${index + 1}` : `${entry.kind}[${entry.index}]`
    note(`${file}: ${name} dropped: ${reasons[why]} (${Math.round(visibleShare * 100)} % to be seen)`)
  }
  return {
    document: plain === undefined ? { annotations: mapped.annotations } : formatPlain(plain, mapped),
    kept: mapped.annotations.length,
    dropped
  }
}

const reasons = {
  outside: 'it lies outside of the picture',
  mostlyOutside: 'most of it lies outside of the picture',
  covered: 'most of it is covered',
  torn: 'its parts lie in several places',
  tooSmall: 'it is smaller than a pixel'
} as const

function samplingOf({ fillMode, fillValue, interpolation }: ApplyOptions): Sampling {
  const levels = fillValue.split(',').map((level) => (level.trim() === '' ? Number.NaN : Number(level)))
  if (levels.length > 4 || levels.some((level) => !(level >= 0 && level <= 255))) {
    throw new CultivarError(
      'bad-input',
      `Expected 1 to 4 levels from 0 to 255 for --fill-value but received ${fillValue}.`
    )
  }
  return {
    fillMode: oneOf('--fill-mode', fillModes, fillMode),
    fillValue: levels,
    interpolation: oneOf('--interpolation', interpolations, interpolation)
  }
}

function oneOf<Value extends string>(name: string, values: readonly Value[], given: string): Value {
  const found = values.find((value) => value === given)
  if (found !== undefined) return found
  throw new CultivarError(
    'bad-input',
    `Expected one of ${values.join(', ')} for ${name} but received ${given}.`
  )
}
