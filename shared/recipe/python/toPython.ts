import { CultivarError } from '../../errors.ts'
import { transformSpec } from '../../transforms/index.ts'
import { isGeometric, type TransformSpec } from '../../transforms/spec.ts'
import type { Recipe, RecipeStep } from '../schema.ts'
import { albumentations } from './albumentations.ts'
import { keras } from './keras.ts'
import { torchvision } from './torchvision.ts'
import { type PythonLibrary, viewOf, type Writers } from './writer.ts'

export interface PythonScript {
  readonly script: string
  /** What is different in the library or has no counterpart there, one sentence each. */
  readonly notes: readonly string[]
}

/** One library: which expression makes a step, and the script around all of them. */
export interface PythonTarget {
  readonly writers: Writers
  /** What every recipe should know about this library. */
  readonly notes: (recipe: Recipe) => readonly string[]
  /** The whole script; `lines` are expressions. */
  readonly script: (lines: readonly string[], recipe: Recipe) => string
}

const targets: Readonly<Record<PythonLibrary, PythonTarget>> = { albumentations, torchvision, keras }

/**
 * A Python script that does what the recipe says as far as the library can. What it cannot do is left out and named,
 * in the notes and in the script's head.
 *
 * Convention: give it the recipe as the domain leaves it, so that the limits travel along; no library redraws what
 * its steps do together.
 */
export function toPython(recipe: Recipe, library: PythonLibrary): PythonScript {
  const target = targets[library]
  const notes: string[] = [...target.notes(recipe)]
  const lines = recipe.steps.flatMap((step) => linesOf(step, { recipe, target, notes }))
  const geometry = recipe.steps.filter((step) => isGeometric(specOf(step))).length
  if (geometry > 1) {
    notes.push(
      'The library holds nobody to what several steps do together; Cultivar draws such variants again.'
    )
  }
  const head = notes.map((note) => `#  - ${note}`)
  const body = target.script(lines, recipe)
  const comment = head.length === 0 ? '' : `# Different from the recipe:\n${head.join('\n')}\n`
  return { script: `# Made by Cultivar from a recipe (seed ${recipe.seed}).\n${comment}${body}`, notes }
}

function specOf(step: RecipeStep): TransformSpec {
  const spec = transformSpec(step.transform)
  if (spec === undefined)
    throw new CultivarError('bad-input', `Expected a known transform but received ${step.transform}.`)
  return spec
}

interface Writing {
  readonly recipe: Recipe
  readonly target: PythonTarget
  readonly notes: string[]
}

function linesOf(step: RecipeStep, { recipe, target, notes }: Writing): readonly string[] {
  const spec = specOf(step)
  const note = (text: string): void => void notes.push(`${spec.title}: ${text}`)
  const writer = target.writers[spec.id]
  const written = writer?.(viewOf(step, { spec, recipe, note })) ?? 'there is no counterpart in this library'
  if (typeof written !== 'string') return written
  note(`left out, ${written}.`)
  return []
}
