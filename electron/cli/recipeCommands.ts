import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { CultivarError } from '../../shared/errors.ts'
import { effectiveLimits, noSubject } from '../../shared/policy/limits.ts'
import { cutSteps } from '../../shared/policy/verdict.ts'
import { fromAlbumentations } from '../../shared/recipe/albumentations/fromAlbumentations.ts'
import { toPython } from '../../shared/recipe/python/toPython.ts'
import { type PythonLibrary, pythonLibraries } from '../../shared/recipe/python/writer.ts'
import { parseRecipe, type Recipe } from '../../shared/recipe/schema.ts'
import { toFileError } from '../sources/fsError.ts'
import { namedDomain } from './namedDomain.ts'
import { type Answer, note } from './output.ts'
import { readJson } from './readJson.ts'

/** A recipe from a serialised pipeline of Albumentations, JSON or YAML. What has no counterpart goes to stderr. */
export function fromAlbumentationsFile(file: string): Answer {
  const { recipe, notes } = fromAlbumentations(readPlain(file))
  for (const one of notes) note(one)
  return { json: recipe, text: JSON.stringify(recipe, null, 2) }
}

/** JSON is YAML too; tags that would make objects are refused, aliases are limited. */
function readPlain(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw toFileError(error, file)
  }
  try {
    // Why the replacement: albumentations.save writes tuples with a tag of Python, which are lists to everybody else.
    return parse(text.replaceAll('!!python/tuple', ''), { maxAliasCount: 100 }) as unknown
  } catch (cause) {
    throw new CultivarError('bad-input', 'The file is neither JSON nor YAML.', {
      file,
      remedy: 'Write it with albumentations.save(transform, path, data_format="json").',
      cause
    })
  }
}

/** A Python script from a recipe, cut to what a domain leaves of it when one is named. */
export function python(file: string, { library, domain }: { library: string; domain?: string }): Answer {
  const target = pythonLibraries.find((one) => one === library)
  if (target === undefined) {
    throw new CultivarError('bad-input', `There is no library "${library}".`, {
      remedy: `Use one of ${pythonLibraries.join(', ')}.`
    })
  }
  const recipe = parseRecipe(readJson(file), file)
  const { script, notes } = toPython(
    domain === undefined ? recipe : cutTo(recipe, domain),
    target satisfies PythonLibrary
  )
  for (const one of notes) note(one)
  return { json: { script, notes }, text: script.trimEnd() }
}

function cutTo(recipe: Recipe, domain: string): Recipe {
  const profile = namedDomain(domain)
  const cut = cutSteps(recipe, effectiveLimits(profile, noSubject))
  for (const [index, { transform }] of recipe.steps.entries()) {
    if (cut[index] === undefined) note(`${transform} is left out: the domain forbids it.`)
  }
  return { ...recipe, steps: cut.flatMap((one) => (one === undefined ? [] : [one.step])) }
}
