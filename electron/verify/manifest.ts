import { parse } from 'csv-parse'
import { describeError } from '../../shared/errors.ts'
import type { Tree } from '../sources/tree/types.ts'
import type { Findings } from './findings.ts'

export const manifestFile = 'manifest.csv'

/** What a line of manifest.csv says of a picture. */
export interface ManifestRow {
  readonly split: string
  readonly className: string
  readonly isOriginal: boolean
  readonly source: string
  readonly sourceSha256: string
}

/** By the picture's path, or its place in a container (`train-000.tar#0001.jpg`). */
export type Manifest = ReadonlyMap<string, ManifestRow>

const needed = ['file', 'split', 'class', 'kind', 'source', 'source_sha256'] as const

/** The manifest that an export of this program brings along; undefined when there is none that can be used. */
export async function readManifest(tree: Tree, findings: Findings): Promise<Manifest | undefined> {
  const file = await tree.find(manifestFile)
  if (file === undefined) return undefined
  const rows = new Map<string, ManifestRow>()
  try {
    const parser = parse({ columns: true, bom: true, skip_empty_lines: true })
    const input = await tree.stream(file)
    input.on('error', (error) => parser.destroy(error))
    for await (const row of input.pipe(parser) as AsyncIterable<Readonly<Record<string, string>>>) {
      const lacking = rows.size === 0 ? needed.filter((name) => row[name] === undefined) : []
      if (lacking.length > 0) {
        findings.add('lists', manifestFile, `It lacks the columns ${lacking.join(', ')}, so it was not used.`)
        return undefined
      }
      addRow(rows, row, findings)
    }
  } catch (error) {
    findings.add('lists', manifestFile, `It cannot be read to its end: ${describeError(error)}`)
  }
  return rows
}

function addRow(
  rows: Map<string, ManifestRow>,
  row: Readonly<Record<string, string>>,
  findings: Findings
): void {
  const cell = (name: (typeof needed)[number]): string => withoutGuard(row[name] ?? '')
  const file = cell('file')
  if (rows.has(file)) findings.add('lists', manifestFile, `It names ${JSON.stringify(file)} twice.`)
  rows.set(file, {
    split: cell('split'),
    className: cell('class'),
    isOriginal: cell('kind') === 'original',
    source: cell('source'),
    sourceSha256: cell('source_sha256')
  })
}

/** Cells that a spreadsheet would run are written with an apostrophe in front. */
const withoutGuard = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
