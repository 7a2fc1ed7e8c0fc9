import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { describeError } from '../../shared/errors.ts'
import { sumsFile } from '../jobs/exportSums.ts'
import type { Tree, TreeFile } from '../sources/tree/types.ts'
import type { Findings } from './findings.ts'

/** SHA-256 by path. */
export type Sums = ReadonlyMap<string, string>

/**
 * A line of `sha256sum` (GNU coreutils): 64 digits, a space, a space or an asterisk, the path. A line that begins with
 * a backslash has \\, \n and \r in its path for a backslash, a line break and a carriage return.
 */
const sumLine = /^(\\?)([0-9a-fA-F]{64}) [ *](.+)$/

const escapes: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' }

/** The sums that a data set brings along; undefined when it has none. */
export async function readSums(tree: Tree, findings: Findings): Promise<Sums | undefined> {
  const file = await tree.find(sumsFile)
  if (file === undefined) return undefined
  const sums = new Map<string, string>()
  let number = 0
  for await (const line of createInterface({ input: await tree.stream(file), crlfDelay: Infinity })) {
    number++
    if (line === '') continue
    const [, sign, sum, path] = sumLine.exec(line) ?? []
    if (sum === undefined || path === undefined) {
      findings.add('lists', sumsFile, `Line ${number} is not "checksum  path".`)
      continue
    }
    const name = sign === '' ? path : path.replace(/\\[\\nr]/g, (escaped) => escapes[escaped] ?? escaped)
    sums.set(name.replace(/^\.\//, ''), sum.toLowerCase())
  }
  return sums
}

/** Files that are hashed at the same time: their reading overlaps, while the hashing itself has one thread. */
const atOnce = 4

/** Compares all files with their sums, and tells of those that are missing or that no list names. */
export async function checkSums(
  tree: Tree,
  sums: Sums,
  { findings, onFile }: { findings: Findings; onFile: () => void }
): Promise<void> {
  const { files } = await tree.list()
  const there = new Set(files.map(({ name }) => name))
  for (const name of sums.keys()) {
    if (!there.has(name)) findings.add('missing', name, `It is listed in ${sumsFile} and not there.`)
  }
  const waiting = files.filter(({ name }) => name !== sumsFile).toReversed()
  const work = async (): Promise<void> => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      await checkFile(tree, file, { expected: sums.get(file.name), findings })
      onFile()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

async function checkFile(
  tree: Tree,
  file: TreeFile,
  { expected, findings }: { expected: string | undefined; findings: Findings }
): Promise<void> {
  if (expected === undefined) {
    findings.add('extra', file.name, `It is not listed in ${sumsFile}.`)
    return
  }
  try {
    const sum = createHash('sha256')
    await pipeline(await tree.stream(file), sum)
    if (sum.digest('hex') !== expected)
      findings.add('changed', file.name, `Its content is not the one whose checksum ${sumsFile} has.`)
  } catch (error) {
    findings.add('changed', file.name, `It cannot be read: ${describeError(error)}`)
  }
}
