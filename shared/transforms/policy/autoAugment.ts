import type { RecipeStep } from '../../recipe/schema.ts'
import { type TransformSpec } from '../spec.ts'
import { drawOperation, type OperationName, partOf, type Reach } from './operations.ts'
import { autoAugmentTables, type SubPolicy, type TableName } from './tables.ts'

const reach: Reach = { shear: 0.3, translate: 150 / 331, rotateDeg: 30, enhance: 0.9, posterise: [8, 4] }

const lastBin = 9

const tableOf = (step: RecipeStep): readonly SubPolicy[] => autoAugmentTables[step['table'] as TableName]

const strengthOf = (bin: number | null): number => (bin ?? 0) / lastBin

/** The operations of a table that can happen, each with the strengths at which they occur in it. */
function operationsOf(table: readonly SubPolicy[]): ReadonlyMap<OperationName, readonly number[]> {
  const strengths = new Map<OperationName, number[]>()
  for (const [name, probability, bin] of table.flat()) {
    if (probability > 0) strengths.set(name, [...(strengths.get(name) ?? []), strengthOf(bin)])
  }
  return strengths
}

export const autoAugment = {
  id: 'autoAugment',
  title: 'AutoAugment',
  help: 'Draws one of 25 published pairs of changes; of a pair, only what the domain allows.',
  group: 'policy',
  parameters: [],
  options: [],
  choices: [
    {
      id: 'table',
      title: 'Learned on',
      values: [
        { id: 'imagenet', title: 'ImageNet (photos)' },
        { id: 'cifar10', title: 'CIFAR-10 (small photos)' },
        { id: 'svhn', title: 'SVHN (house numbers)' }
      ],
      default: 'imagenet'
    }
  ],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'Cubuk et al. 2019, appendix; ranges and 10 bins of torchvision; slants about the centre, contrast about mid grey',
  policy: {
    parts: (step) =>
      [...operationsOf(tableOf(step))].map(([name, strengths]) => partOf(name, strengths, reach)),
    draw: (step, parts, rng) => {
      const table = tableOf(step)
      const left = new Map([...operationsOf(table).keys()].map((name, at) => [name, parts[at]] as const))
      const pair = table[Math.floor(rng.next() * table.length)] ?? []
      return pair.flatMap(([name, probability, bin]) => {
        const happens = rng.next() < probability
        const part = left.get(name)
        const drawn =
          part === undefined
            ? undefined
            : drawOperation({ name, part, strengths: [strengthOf(bin)], reach }, rng)
        return happens && drawn !== undefined ? [drawn] : []
      })
    }
  },
  lower: () => []
} as const satisfies TransformSpec
