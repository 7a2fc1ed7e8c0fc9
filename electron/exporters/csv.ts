import { stringify } from 'csv-stringify/sync'
import { labelShares } from '../../shared/annotations/softLabels.ts'
import { stepsWithPartners } from '../../shared/recipe/stepsText.ts'
import { pictureName } from './pictureName.ts'
import type { Exported, Exporter, ExportContext, ExportTable } from './types.ts'

/**
 * Pictures in one folder, and the same table beside them as CSV, TSV and JSON Lines.
 *
 * Convention: `label` is the class, of a mixed picture the one with the largest share; `labels` all classes where there
 * are several, as a JSON list, or as a JSON object with their shares. Cells that a spreadsheet would take for a formula
 * begin with an apostrophe; labels.jsonl has them as they are, and other attributes as well.
 */
export const csv: Exporter = {
  id: 'csv',
  title: 'One folder and a table (CSV, TSV, JSON Lines)',
  holds: ['class', 'softLabels', 'labels', 'captions', 'attributes'],
  place: (item) => `images/${pictureName(item)}`,
  tables: (context) => [
    cells('labels.csv', ',', context),
    cells('labels.tsv', '\t', context),
    {
      file: 'labels.jsonl',
      parts: [(exported) => exported.map((one) => `${JSON.stringify(lineOf(one, context))}\n`).join('')]
    }
  ]
}

interface Row {
  readonly label: string | null
  readonly labels?: readonly string[] | Readonly<Record<string, number>>
}

function labelsOf({ item, annotations }: Exported, { classOf }: ExportContext): Row {
  const { variant, className } = item
  const shares = labelShares(stepsWithPartners(variant?.parameters ?? '[]'), className, classOf)
  const known = [...shares].flatMap(([name, share]) => (name === null ? [] : [[name, share] as const]))
  if (known.length > 1) {
    const [largest] = known.toSorted((a, b) => b[1] - a[1])
    return { label: largest?.[0] ?? className, labels: Object.fromEntries(known) }
  }
  const { labels } = annotations
  return labels === undefined ? { label: className } : { label: className, labels }
}

const names = ['file', 'label', 'labels', 'split', 'caption', 'source'] as const

function cells(file: string, delimiter: string, context: ExportContext): ExportTable {
  const text = (rows: readonly (readonly string[])[]): string =>
    stringify(
      rows.map((row) => [...row]),
      { delimiter, escape_formulas: true }
    )
  const rowOf = (exported: Exported): readonly string[] => {
    const { label, labels } = labelsOf(exported, context)
    const { item, written, annotations } = exported
    return [
      written.file,
      label ?? '',
      labels === undefined ? '' : JSON.stringify(labels),
      item.split ?? '',
      captionCell(annotations.captions ?? []),
      item.source.name
    ]
  }
  return { file, parts: [text([names]), (exported) => text(exported.map(rowOf))] }
}

const captionCell = (captions: readonly string[]): string =>
  captions.length > 1 ? JSON.stringify(captions) : (captions[0] ?? '')

function lineOf(exported: Exported, context: ExportContext): Readonly<Record<string, unknown>> {
  const { item, written, annotations } = exported
  const { captions = [], attributes = {} } = annotations
  const own = new Set<string>(names)
  return {
    file: written.file,
    ...labelsOf(exported, context),
    split: item.split,
    ...(captions.length === 0 ? {} : { caption: captions.length === 1 ? captions[0] : captions }),
    source: item.source.name,
    ...Object.fromEntries(Object.entries(attributes).filter(([name]) => !own.has(name)))
  }
}
