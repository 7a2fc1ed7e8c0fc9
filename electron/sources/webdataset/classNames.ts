import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ClassDetails } from '../../../shared/annotations/types.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { maxTextBytes, tooLong } from '../tree/limits.ts'
import type { FoundClass, Problem } from '../types.ts'

/** What lies beside the shards and says what the numbers in .cls files mean. */
export interface ClassNames {
  /** Names by number. */
  readonly names: readonly string[]
  readonly declared: readonly FoundClass[]
  readonly problems: readonly Problem[]
}

const nameFiles = ['classes.txt', 'classnames.txt']
const detailsFile = 'classes.json'

const detailsSchema = z.object({
  number: z.int().optional(),
  supercategory: z.string().optional(),
  keypoints: z.array(z.string()).optional(),
  skeleton: z.array(z.tuple([z.int().min(0), z.int().min(0)])).optional(),
  mirroredKeypoints: z.array(z.int().min(0)).optional(),
  colour: z.tuple([z.int(), z.int(), z.int()]).optional()
})
const classesSchema = z.array(detailsSchema.extend({ name: z.string().min(1) }))

/** Reads the lists of classes in a folder; without any there are no names. */
export async function readClassNames(folder: string): Promise<ClassNames> {
  const problems: Problem[] = []
  const names = await readNames(folder, problems)
  const detailed = await readDetails(folder, problems)
  const plain = names.filter((name) => !detailed.some((one) => one.name === name))
  const declared = [...detailed, ...plain.map((name) => ({ kind: 'class', name, details: {} }) as const)]
  return { names, declared, problems }
}

async function readNames(folder: string, problems: Problem[]): Promise<readonly string[]> {
  for (const name of nameFiles) {
    const text = await readText(join(folder, name), problems)
    if (text === undefined) continue
    const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
    // Why only at the end: an empty line in between keeps the numbers of those behind it.
    while (lines.at(-1)?.trim() === '') lines.pop()
    return lines.map((line) => line.trim())
  }
  return []
}

async function readDetails(folder: string, problems: Problem[]): Promise<readonly FoundClass[]> {
  const path = join(folder, detailsFile)
  const text = await readText(path, problems)
  if (text === undefined) return []
  try {
    return classesSchema.parse(JSON.parse(text)).map(({ name, ...details }) => ({
      kind: 'class',
      name,
      details: withoutUndefined(details)
    }))
  } catch {
    const reason = 'This is no list of classes, such as [{"name":"cat"}]. Repair or remove the file.'
    problems.push({ kind: 'problem', path, reason })
    return []
  }
}

function withoutUndefined(details: z.infer<typeof detailsSchema>): ClassDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}

/** Undefined when there is no such file; one that cannot be read is a problem. */
async function readText(path: string, problems: Problem[]): Promise<string | undefined> {
  try {
    const { size } = await stat(path)
    if (size > maxTextBytes) throw tooLong(path, size, maxTextBytes)
    return await readFile(path, 'utf8')
  } catch (error) {
    const known = toFileError(error, path)
    if (known.code !== 'not-found') problems.push({ kind: 'problem', path, reason: reasonOf(known) })
    return undefined
  }
}
