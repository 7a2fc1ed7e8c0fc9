import { pipeline, Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import type { Tree, TreeFile } from '../tree/types.ts'
import type { Problem } from '../types.ts'
import type { Dialect } from './dialect.ts'
import { decodeText } from './text.ts'

/** One row of a table. */
export interface TableRow {
  readonly kind: 'row'
  /** Line of the file on which it ends, from 1. */
  readonly line: number
  /** Names of all columns: of the header, or of this object. */
  readonly columns: readonly string[]
  /** By the name of the column; cells that are empty or missing are left out. */
  readonly cells: ReadonlyMap<string, JsonValue>
}

/** Unit: characters of one row. */
const longestRow = 4 * 1024 * 1024

interface Table {
  readonly tree: Tree
  readonly file: TreeFile
  readonly dialect: Dialect
  /** Whether the first row of cells is one of names. */
  readonly hasHeader: boolean
}

/** The rows of a table of any length, and a problem for each that cannot be read. */
export async function* rowsOf(table: Table): AsyncGenerator<TableRow | Problem> {
  const stream = await table.tree.stream(table.file)
  try {
    const text = decodeText(stream)
    if (table.dialect.kind === 'jsonLines') yield* objectsOf(text, table)
    else yield* recordsOf(text, table, table.dialect.delimiter)
  } finally {
    stream.destroy()
  }
}

export function rowProblem(
  { tree, file }: Pick<Table, 'tree' | 'file'>,
  line: number,
  reason: string
): Problem {
  return { kind: 'problem', path: `${tree.describe(file.name)}: line ${line}`, reason }
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

async function* recordsOf(
  text: AsyncIterable<string>,
  table: Table,
  delimiter: string
): AsyncGenerator<TableRow | Problem> {
  const skipped: Problem[] = []
  const parser = parse({
    delimiter: [delimiter],
    info: true,
    max_record_size: longestRow,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true
  })
  // Why nothing at the end: what goes wrong in front reaches whoever iterates over the parser.
  pipeline(Readable.from(text), parser, () => undefined)
  parser.on('skip', (error: { readonly code?: string; readonly lines?: number } | undefined) =>
    skipped.push(rowProblem(table, error?.lines ?? 0, explain(error?.code)))
  )
  let header: readonly string[] | undefined
  for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
    yield* skipped.splice(0)
    if (header === undefined) {
      header = table.hasHeader ? headerNames(record) : record.map((_, index) => String(index + 1))
      if (table.hasHeader) continue
    }
    yield { kind: 'row', line: info.lines, columns: header, cells: cellsOf(header, record) }
  }
  yield* skipped
}

function explain(code: string | undefined): string {
  return code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'A quotation mark is opened and never closed. Close it, or write it twice where it is meant.'
    : `This row cannot be read (${code ?? 'unknown'}). Write it again with the program that made the table.`
}

/** Names of columns: an empty one gets its number, and one that was there before its number behind it. */
export function headerNames(record: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return record.map((cell, index) => {
    const name = cell.trim()
    const unique = name === '' ? String(index + 1) : taken.has(name) ? `${name} ${index + 1}` : name
    taken.add(unique)
    return unique
  })
}

function cellsOf(header: readonly string[], record: readonly string[]): ReadonlyMap<string, JsonValue> {
  const cells = new Map<string, JsonValue>()
  record.forEach((cell, index) => {
    if (cell !== '') cells.set(header[index] ?? String(index + 1), cell)
  })
  return cells
}

async function* objectsOf(text: AsyncIterable<string>, table: Table): AsyncGenerator<TableRow | Problem> {
  let line = 0
  for await (const content of linesOf(text)) {
    line++
    if (content.trim() === '') continue
    const parsed = content.length > longestRow ? undefined : parseObject(content)
    if (parsed === undefined)
      yield rowProblem(table, line, 'This line is no JSON object. Correct or remove it.')
    else yield { kind: 'row', line, columns: [...parsed.keys()], cells: parsed }
  }
}

/** Lines without their ends. A line that never ends is given out in pieces, so that it cannot fill the memory. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > longestRow) {
      yield rest
      rest = ''
    }
  }
  if (rest !== '') yield rest
}

function parseObject(text: string): ReadonlyMap<string, JsonValue> | undefined {
  try {
    const value = JSON.parse(text) as JsonValue
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return new Map(Object.entries(value).filter(([, cell]) => cell !== null && cell !== ''))
  } catch {
    return undefined
  }
}
