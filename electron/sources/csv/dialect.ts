import { extensionOf } from '../../pixels/sniff.ts'

/** How a table is written: cells with something between them, or one JSON object a line. */
export type Dialect = { readonly kind: 'cells'; readonly delimiter: string } | { readonly kind: 'jsonLines' }

const delimiters = [',', ';', '\t', '|'] as const
const tableExtensions: ReadonlySet<string> = new Set(['csv', 'tsv', 'tab', 'jsonl', 'ndjson'])

/** Whether a name is one of a table. */
export const isTableName = (name: string): boolean => tableExtensions.has(extensionOf(name))

/** Lines that are looked at for the delimiter. */
const linesLooked = 20

/** Finds out by name and beginning; the delimiter is the one that cuts most lines into the same number of cells. */
export function sniffDialect(name: string, head: string): Dialect {
  const extension = extensionOf(name)
  if (extension === 'jsonl' || extension === 'ndjson' || /^\s*\{\s*"/.test(head)) return { kind: 'jsonLines' }
  const lines = linesOf(head)
  const scored = delimiters.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) }))
  const likely = extension === 'tsv' || extension === 'tab' ? '\t' : ','
  // Subtle: sorting is stable, so that in a tie the likely one stays in front.
  scored.sort((a, b) => Number(b.delimiter === likely) - Number(a.delimiter === likely))
  scored.sort((a, b) => b.score - a.score)
  return { kind: 'cells', delimiter: scored[0]?.delimiter ?? ',' }
}

/** The first lines; a line break inside quotes does not end one. */
function linesOf(head: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of head.split(/\r\n|\n|\r/)) {
    line = line === '' ? piece : `${line}\n${piece}`
    if (quotesIn(line) % 2 === 1) continue
    if (line !== '') lines.push(line)
    line = ''
    if (lines.length === linesLooked) break
  }
  return line === '' ? lines : [...lines, line]
}

const quotesIn = (text: string): number => text.split('"').length - 1

/** How many lines have as many delimiters outside quotes as the first one; 0 when that has none. */
function scoreOf(lines: readonly string[], delimiter: string): number {
  const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(delimiter).length - 1)
  const [first = 0] = counts
  return first === 0 ? 0 : counts.filter((count) => count === first).length
}
