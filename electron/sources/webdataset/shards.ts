import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { splitInPath } from '../labelFiles.ts'
import { byCodeUnit } from '../names.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { isTarFile } from '../tree/archiveTree.ts'
import type { FoundSplit, Given, Problem } from '../types.ts'

/** A tar archive among what was given. */
export interface Shard {
  /** Absolute. */
  readonly path: string
  /** What the names of its pictures start with: its own without the ending, below the folder that was given. */
  readonly name: string
  readonly split: FoundSplit | null
}

const shardName = /\.(tar|tar\.gz|tgz)$/i

/** The shards that were given or lie in a folder that was given, by name; what is none is a problem. */
export async function findShards(
  { paths, trees }: Given,
  signal?: AbortSignal
): Promise<{ readonly shards: readonly Shard[]; readonly problems: readonly Problem[] }> {
  const shards: Shard[] = []
  const problems: Problem[] = []
  for (const path of [...new Set(paths)].sort(byCodeUnit)) {
    const tree = trees.find((one) => one.path === path)
    if (tree?.kind === 'folder') {
      const listed = await tree.list(signal)
      problems.push(...listed.problems)
      const names = listed.files.map(({ name }) => name).filter((name) => shardName.test(name))
      shards.push(...names.map((name) => shardOf(join(path, name), name)))
    } else if (await isTarFile(path)) shards.push(shardOf(path, basename(path)))
    else problems.push(await noShard(path))
  }
  return { shards, problems }
}

async function noShard(path: string): Promise<Problem> {
  try {
    await stat(path)
    return { kind: 'problem', path, reason: 'This is no tar archive. Name the shards, or their folder.' }
  } catch (error) {
    return { kind: 'problem', path, reason: reasonOf(toFileError(error, path)) }
  }
}

function shardOf(path: string, name: string): Shard {
  const stem = name.replace(shardName, '')
  return { path, name: stem, split: splitInPath(stem) }
}

/** Folders that hold shards, in the order of the shards. */
export function shardFolders(shards: readonly Shard[]): readonly string[] {
  return [...new Set(shards.map(({ path }) => dirname(path)))]
}
