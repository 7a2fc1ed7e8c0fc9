import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { mapAnnotations } from '../../shared/annotations/mapAnnotations.ts'
import { parseAnnotations } from '../../shared/annotations/schema.ts'
import { CultivarError } from '../../shared/errors.ts'
import { fillModes, interpolations, type Sampling } from '../../shared/ops.ts'
import type { Size } from '../../shared/raster.ts'
import { parseConcreteSteps } from '../../shared/recipe/concrete.ts'
import { lower } from '../../shared/recipe/lower.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { runRenderTask } from '../jobs/renderTask.ts'
import type { SourceRef } from '../jobs/sourceCache.ts'
import { loadSource } from '../sources/bytes.ts'
import { encodingOf } from './encodingOf.ts'
import { type Answer, note } from './output.ts'
import { readJson } from './readJson.ts'
import { writeOut } from './writeOut.ts'

export interface ApplyOptions {
  readonly steps: string
  readonly fillMode: string
  readonly fillValue: string
  readonly interpolation: string
  /** The pictures that the steps mix in, in their order. */
  readonly partner?: readonly string[]
  /** A JSON document {"annotations":[...]}, and where to write what becomes of them. */
  readonly annotations?: string
  readonly annotationsOut?: string
}

/** Renders concrete steps on one picture, at the size of the frame that they end in. */
export async function apply(input: string, out: string, options: ApplyOptions): Promise<Answer> {
  const steps = parseConcreteSteps(readJson(options.steps), options.steps)
  const encoding = encodingOf(out)
  const sampling = samplingOf(options)
  const marks = annotationFiles(options)
  const source = await openPicture(input)
  const partners: SourceRef[] = []
  for (const file of options.partner ?? []) partners.push(await openPicture(file))
  const mapped = marks === undefined ? undefined : mapDocument(marks, source, { steps, sampling })
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
  const text = `Wrote ${out} (${width} x ${height})`
  if (mapped === undefined || marks === undefined) return { json: { width, height }, text }
  const document = `${JSON.stringify({ annotations: mapped.annotations })}\n`
  await writeOut(marks.to, new TextEncoder().encode(document))
  const { annotations, dropped } = mapped
  return {
    json: { width, height, annotations: annotations.length, dropped },
    text: `${text}\nWrote ${marks.to} (${annotations.length} annotations, ${dropped.length} dropped)`
  }
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

interface AnnotationFiles {
  readonly from: string
  readonly to: string
}

function annotationFiles({ annotations, annotationsOut }: ApplyOptions): AnnotationFiles | undefined {
  if (annotations === undefined && annotationsOut === undefined) return undefined
  if (annotations !== undefined && annotationsOut !== undefined) {
    return { from: annotations, to: annotationsOut }
  }
  throw new CultivarError('bad-input', 'Expected both --annotations and --annotations-out, or none of them.')
}

interface Recipe {
  readonly steps: readonly ConcreteStep[]
  readonly sampling: Sampling
}

function mapDocument(
  { from }: AnnotationFiles,
  size: Size,
  { steps, sampling }: Recipe
): ReturnType<typeof mapAnnotations> {
  const annotations = parseAnnotations(readJson(from), from)
  const mapped = mapAnnotations(annotations, lower(steps, size, sampling.fillMode).ops, size)
  for (const { index, why, visibleShare } of mapped.dropped) {
    note(
      `${from}: annotation ${index + 1} dropped: ${reasons[why]} (${Math.round(visibleShare * 100)} % to be seen)`
    )
  }
  return mapped
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
