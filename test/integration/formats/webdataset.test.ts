import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listClasses } from '../../../electron/catalogue/classes.ts'
import { tarOf } from '../../fixtures/archives.ts'
import { cocoCategories, putCocoSet } from '../../fixtures/cocoSet.ts'
import { readManifest } from '../../fixtures/manifest.ts'
import { openEngine } from '../../fixtures/openEngine.ts'
import { png, putFiles } from '../../fixtures/pictures.ts'
import { roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** Shards of train and val as another program makes them: .cls by number, .txt, .json of its own. */
async function putShards(folder: string): Promise<void> {
  const shard = async (seeds: readonly number[]): Promise<Buffer> => {
    const entries = await Promise.all(
      seeds.map(async (seed) => [
        { name: `p${seed}.png`, content: await png(seed) },
        { name: `p${seed}.cls`, content: String(seed % 2) },
        { name: `p${seed}.txt`, content: `picture ${seed}\nanother word` },
        { name: `p${seed}.json`, content: JSON.stringify({ licence: 3, tags: ['a', null] }) }
      ])
    )
    return tarOf(entries.flat())
  }
  putFiles(folder, {
    'train-000000.tar': await shard([1, 2]),
    'train-000001.tar': await shard([3]),
    'val-000000.tar': await shard([4]),
    'classes.txt': 'ant\nzebra\n'
  })
}

describe('WebDataset shards', () => {
  it('keep everything when they go in, out and in again', async () => {
    const folder = temp()
    await putShards(folder)
    const { before, after, failures, target } = await roundTrip({
      folder: temp(),
      paths: [folder],
      format: 'webdataset'
    })
    expect(failures).toEqual([])
    expect(before).toHaveLength(4)
    expect(new Set(before.map(({ className }) => className))).toEqual(new Set(['ant', 'zebra']))
    expect(before[0]?.annotations.attributes).toEqual({ licence: 3, tags: ['a', null] })
    expect(after).toEqual(before)
    expect(readdirSync(target).filter((name) => name.endsWith('.tar'))).toEqual([
      'train-000000.tar',
      'val-000000.tar'
    ])
    // The manifest says in which shard each picture is.
    expect(readManifest(target).map(({ file }) => file)).toContain('val-000000.tar#p4.png')
  })

  it('keep boxes, outlines, masks, keypoints and their classes, found by content', async () => {
    const folder = temp()
    await putCocoSet(folder)
    const { before, after, target } = await roundTrip({
      folder: temp(),
      paths: [folder],
      from: 'coco',
      format: 'webdataset'
    })
    expect(before.flatMap(({ annotations }) => annotations.objects).length).toBeGreaterThan(5)
    expect(after).toEqual(before)
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    await engine.job('import.start', { paths: [target], format: 'auto', copy: false })
    const known = listClasses(engine.workspace.db)
    expect(known.map(({ name, details }) => [name, details.number])).toEqual(
      cocoCategories.map(({ name, id }) => [name, id])
    )
    expect(known[0]?.details.skeleton).toEqual([
      [0, 1],
      [0, 2]
    ])
  })
})
