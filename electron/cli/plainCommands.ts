import { domains } from '../../shared/domains/index.ts'
import { CultivarError } from '../../shared/errors.ts'
import { checkRecipe, isForbidden } from '../../shared/policy/check.ts'
import { fromKeras } from '../../shared/recipe/fromKeras.ts'
import { parseRecipe } from '../../shared/recipe/schema.ts'
import { namedDomain } from './namedDomain.ts'
import { type Answer, exitCode, note } from './output.ts'
import { readJson } from './readJson.ts'

export function listDomains(): Answer {
  return {
    json: domains.map(({ id, title }) => ({ id, title })),
    text: domains.map(({ id, title, summary }) => `${id.padEnd(12)} ${title}. ${summary}`).join('\n')
  }
}

export function check(file: string, { domain, className }: { domain: string; className?: string }): Answer {
  const recipe = parseRecipe(readJson(file), file)
  const profile = namedDomain(domain)
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
