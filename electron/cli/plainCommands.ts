import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { domainById, domains } from '../../shared/domains/index.ts'
import { CultivarError } from '../../shared/errors.ts'
import { checkRecipe, isForbidden } from '../../shared/policy/check.ts'
import { parseConcreteSteps } from '../../shared/recipe/concrete.ts'
import { fromKeras } from '../../shared/recipe/fromKeras.ts'
import { parseRecipe } from '../../shared/recipe/schema.ts'
import { fillModes, interpolations, type Sampling } from '../../shared/ops.ts'
import { runRenderTask } from '../jobs/renderTask.ts'
import { loadSource } from '../sources/bytes.ts'
import { encodingOf } from './encodingOf.ts'
import { type Answer, exitCode, note } from './output.ts'
import { readJson } from './readJson.ts'
import { writeOut } from './writeOut.ts'

export function listDomains(): Answer {
  return {
    json: domains.map(({ id, title }) => ({ id, title })),
    text: domains.map(({ id, title, summary }) => `${id.padEnd(12)} ${title}. ${summary}`).join('\n')
  }
}

export function check(file: string, { domain, className }: { domain: string; className?: string }): Answer {
  const recipe = parseRecipe(readJson(file), file)
  const profile = domainById(domain)
  if (profile === undefined) {
    throw new CultivarError('not-found', `There is no domain "${domain}".`, {
      remedy: `Use one of ${domains.map(({ id }) => id).join(', ')}.`
    })
  }
  const result = checkRecipe(recipe, profile, {
    classNames: className === undefined ? [] : [className],
    labelKinds: ['class']
  })
  const lines = result.verdicts.map(({ step, transform, verdict, reason, limits }) => {
    const cut =
      limits === undefined
        ? ''
        : ` (${Object.entries(limits)
            .map(([name, range]) => `${name} within ${range.join(' to ')}`)
            .join(', ')})`
    return `${step + 1}. ${transform}: ${verdict}${cut}. ${reason}`
  })
  return {
    json: result,
    text: [...lines, `Together: ${result.composition.verdict}. ${result.composition.reason}`].join('\n'),
    code: isForbidden(result) ? exitCode.no : exitCode.done
  }
}

export function keras(file: string): Answer {
  const args = readJson(file)
  if (args === null || typeof args !== 'object' || Array.isArray(args)) {
    throw new CultivarError('bad-input', 'Expected an object of ImageDataGenerator arguments.', { file })
  }
  const { recipe, notes } = fromKeras(args as Record<string, unknown>)
  for (const one of notes) note(one)
  return { json: recipe, text: JSON.stringify(recipe, null, 2) }
}

export interface ApplyOptions {
  readonly steps: string
  readonly fillMode: string
  readonly fillValue: string
  readonly interpolation: string
}

export async function apply(input: string, out: string, options: ApplyOptions): Promise<Answer> {
  const steps = parseConcreteSteps(readJson(options.steps), options.steps)
  const encoding = encodingOf(out)
  const path = resolve(input)
  await stat(path).catch((cause: unknown) => {
    throw new CultivarError('not-found', 'The picture cannot be read.', {
      file: input,
      remedy: 'Check its name.',
      cause
    })
  })
  const { facts } = await loadSource({ path, entry: null })
  for (const one of facts.notes) note(`${input}: ${one}`)
  const { width, height } = facts
  const { bytes, ...size } = await runRenderTask({
    source: { path, entry: null, width, height },
    steps,
    sampling: samplingOf(options),
    output: { kind: 'full' },
    encoding
  })
  await writeOut(out, bytes)
  return {
    json: { width: size.width, height: size.height },
    text: `Wrote ${out} (${size.width} x ${size.height})`
  }
}

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
