import { parse } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { labelShares } from '../../shared/annotations/softLabels.ts'
import { stepsWithPartners } from '../../shared/recipe/stepsText.ts'
import { portableName } from './portableName.ts'
import type { Exporter, ExportClasses, ExportItem } from './types.ts'

/** Shares of the classes in a picture; without any for a picture that has no class. */
function sharesOf(
  { variant, className }: ExportItem,
  { classOf }: ExportClasses
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
  place: ({ source, variant }) => {
    const stem = portableName(parse(source.name).name)
    const name = variant === null ? stem : `${stem}__${String(variant.copyIndex).padStart(3, '0')}`
    return `images/${name}`
  },
  tables: (classes) => [
    {
      file: 'labels.jsonl',
      head: '',
      lines: (exported) =>
        exported
          .map(({ item, written: { file } }) => {
            const shares = Object.fromEntries(sharesOf(item, classes))
            return `${JSON.stringify({ file, split: item.split, labels: shares })}\n`
          })
          .join('')
    },
    {
      file: 'labels.csv',
      head: csv([['file', 'split', ...classes.names]]),
      lines: (exported) =>
        csv(
          exported.map(({ item, written: { file } }) => {
            const shares = sharesOf(item, classes)
            return [file, item.split ?? '', ...classes.names.map((name) => shares.get(name) ?? 0)]
          })
        )
    }
  ]
}

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true }
  )
