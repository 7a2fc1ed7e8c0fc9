import { stringify } from 'csv-stringify/sync'
import { labelShares } from '../../shared/annotations/softLabels.ts'
import { stepsWithPartners } from '../../shared/recipe/stepsText.ts'
import { pictureName } from './pictureName.ts'
import type { Exporter, ExportContext, ExportItem } from './types.ts'

/** Shares of the classes in a picture; without any for a picture that has no class. */
function sharesOf(
  { variant, className }: ExportItem,
  { classOf }: ExportContext
): ReadonlyMap<string, number> {
  const shares = labelShares(stepsWithPartners(variant?.parameters ?? '[]'), className, classOf)
  return new Map([...shares].flatMap(([name, share]) => (name === null ? [] : [[name, share] as const])))
}

/**
 * Pictures in one folder and their labels beside them, as shares of classes that sum to 1: labels.jsonl with one JSON
 * object a line, labels.csv with a column for every class. A picture without a class has no label in either.
 */
export const labels: Exporter = {
  id: 'labels',
  title: 'One folder, labels in tables',
  holds: ['class', 'softLabels'],
  place: (item) => `images/${pictureName(item)}`,
  tables: (context) => [
    {
      file: 'labels.jsonl',
      parts: [
        (exported) =>
          exported
            .map(({ item, written: { file } }) => {
              const shares = Object.fromEntries(sharesOf(item, context))
              return `${JSON.stringify({ file, split: item.split, labels: shares })}\n`
            })
            .join('')
      ]
    },
    {
      file: 'labels.csv',
      parts: [
        csv([['file', 'split', ...context.pictureClasses]]),
        (exported) =>
          csv(
            exported.map(({ item, written: { file } }) => {
              const shares = sharesOf(item, context)
              return [file, item.split ?? '', ...context.pictureClasses.map((name) => shares.get(name) ?? 0)]
            })
          )
      ]
    }
  ]
}

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true }
  )
