import { basename, dirname } from 'node:path'
import type { Tree, TreeFile } from '../tree/types.ts'
import type { Given, Problem } from '../types.ts'
import { isTableName } from './dialect.ts'
import { type OpenTable, openTable } from './open.ts'
import { reasonOf, toFileError } from '../fsError.ts'

interface Candidate {
  readonly tree: Tree
  readonly file: TreeFile
}

/** Unit: folders below the root in which tables are looked for. */
const deepest = 2

/** Tables of which the whole content is what another format or program notes beside its own. */
const others: ReadonlySet<string> = new Set(['metadata.csv', 'metadata.jsonl', 'manifest.csv'])

/** Tables among what was given: the files themselves, or those near the root of each folder and archive. */
export async function candidatesIn(
  { paths, trees }: Given,
  signal?: AbortSignal
): Promise<readonly Candidate[]> {
  const found: Candidate[] = []
  for (const tree of trees) {
    const own = paths.filter((path) => dirname(path) === tree.path && path !== tree.path && isTableName(path))
    if (!paths.includes(tree.path)) {
      for (const path of own) {
        const file = await tree.find(basename(path))
        if (file !== undefined) found.push({ tree, file })
      }
      continue
    }
    const { files } = await tree.list(signal)
    const near = files.filter(({ name }) => isTableName(name) && name.split('/').length <= deepest + 1)
    found.push(...near.filter(({ name }) => !others.has(basename(name))).map((file) => ({ tree, file })))
  }
  return onePerStem(found)
}

/** The same rows are often there as CSV and as JSON Lines; then those with types and lists are read. */
function onePerStem(candidates: readonly Candidate[]): readonly Candidate[] {
  const stems = new Set<string>()
  const isLines = ({ file }: Candidate): boolean => /\.(jsonl|ndjson)$/i.test(file.name)
  const sorted = candidates.toSorted((a, b) => Number(isLines(b)) - Number(isLines(a)))
  return sorted.filter(({ tree, file }) => {
    const stem = `${tree.path}\0${file.name.replace(/\.[^.]*$/, '')}`
    return !stems.has(stem) && stems.add(stem)
  })
}

/** Opens the tables; what cannot be read is a problem. */
export async function openTables(
  given: Given,
  signal?: AbortSignal
): Promise<{ readonly tables: readonly OpenTable[]; readonly problems: readonly Problem[] }> {
  const tables: OpenTable[] = []
  const problems: Problem[] = []
  for (const { tree, file } of await candidatesIn(given, signal)) {
    try {
      tables.push(await openTable(tree, file))
    } catch (error) {
      const known = toFileError(error, tree.describe(file.name))
      problems.push({
        kind: 'problem',
        path: known.file ?? tree.describe(file.name),
        reason: reasonOf(known)
      })
    }
  }
  return { tables, problems }
}
