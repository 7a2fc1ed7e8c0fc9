import { dirname } from 'node:path'
import { throwIfCancelled } from '../cancelled.ts'
import { fileKind } from '../names.ts'
import { archiveTree } from '../tree/archiveTree.ts'
import type { Finding, Given, Importer } from '../types.ts'
import { type ClassNames, readClassNames } from './classNames.ts'
import { findInSample, type OpenShard } from './findInSample.ts'
import { areSamples, samplesOf } from './samples.ts'
import { findShards, shardFolders } from './shards.ts'

/**
 * WebDataset shards: tar archives, plain or packed with gzip, in which the files of a picture have the same name up to
 * the first dot.
 *
 * Convention: the class is what the .json file says, else the .cls file: a name, or a number that classes.txt or
 * classnames.txt beside the shards turns into a name. The split is that of the shard's name or folder. One shard is
 * read after the other, so that a data set of many needs the memory of one.
 */
export const webdataset: Importer = {
  id: 'webdataset',
  title: 'WebDataset shards (tar)',
  recognises,
  find
}

async function recognises(given: Given): Promise<boolean> {
  const known = new Set(given.trees.map(({ path }) => path))
  if (!given.paths.every((path) => known.has(path))) return false
  // Why not a folder with a single picture of its own: it is a data set, and the archives in it something else.
  const { shards, problems } = await findShards(given)
  const [first] = shards
  if (first === undefined || problems.length > 0 || (await holdsPictures(given))) return false
  return areSamples((await archiveTree(first.path).list()).files)
}

async function holdsPictures({ trees }: Given): Promise<boolean> {
  for (const tree of trees) {
    if (tree.kind !== 'folder') continue
    if ((await tree.list()).files.some(({ name }) => fileKind(name) === 'picture')) return true
  }
  return false
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { shards, problems } = await findShards(given, signal)
  yield* problems
  const byFolder = new Map<string, ClassNames>()
  const declared = new Set<string>()
  for (const folder of shardFolders(shards)) {
    const classes = await readClassNames(folder)
    byFolder.set(folder, classes)
    yield* classes.problems
    for (const one of classes.declared) if (!declared.has(one.name)) yield one
    for (const { name } of classes.declared) declared.add(name)
  }
  for (const shard of shards) {
    const names = byFolder.get(dirname(shard.path))?.names ?? []
    yield* findInShard({ shard, names, tree: archiveTree(shard.path) }, signal)
  }
}

async function* findInShard(open: OpenShard, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
  const { files, problems } = await open.tree.list(signal)
  yield* problems
  const passed = new Set<string>()
  let passedFiles = 0
  for (const sample of samplesOf(files)) {
    throwIfCancelled(signal)
    yield* findInSample(open, sample)
    passedFiles += sample.others.length
    for (const { name } of sample.others) passed.add(name.slice(sample.key.length + 1))
  }
  if (passedFiles === 0) return
  const kinds = [...passed].slice(0, 8).join(', ')
  const text = `${passedFiles} files of other kinds (${kinds}) were passed over.`
  yield { kind: 'note', path: open.shard.path, text }
}
