import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { KnownPicture } from '../../fixtures/roundTrip.ts'
import { readManifest } from '../../fixtures/manifest.ts'
import { putMarkedSet } from '../../fixtures/markedSet.ts'
import { roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** Without what a format says that it does not hold. */
const without =
  (...keys: readonly ('attributes' | 'objects')[]) =>
  (known: readonly KnownPicture[]): unknown =>
    known.map(({ annotations, ...rest }) => ({
      ...rest,
      annotations: Object.fromEntries(
        Object.entries(annotations).filter(([key]) => !keys.some((one) => one === key))
      )
    }))

describe('a set with classes, captions and boxes', () => {
  it('goes in, out and in again as pictures with metadata.jsonl, and nothing is lost', async () => {
    const folder = temp()
    await putMarkedSet(folder)
    const { before, after, failures, target } = await roundTrip({
      folder: temp(),
      paths: [folder],
      from: 'hf',
      format: 'hf'
    })
    expect(before).toHaveLength(6)
    expect(new Set(before.map(({ split }) => split))).toEqual(new Set(['train', 'val', 'test']))
    expect(before.flatMap(({ annotations }) => annotations.objects)).toHaveLength(3)
    expect(after).toEqual(before)
    expect(failures).toEqual([])
    expect(readFileSync(join(target, 'val/metadata.jsonl'), 'utf8')).toBe(
      '{"file_name":"one.png","label":"cat","objects":{"bbox":[],"categories":[]}}\n'
    )
  })

  it('goes out and in again as Parquet, and nothing but attributes is lost', async () => {
    const folder = temp()
    await putMarkedSet(folder)
    const { before, after, failures, target } = await roundTrip({
      folder: temp(),
      paths: [folder],
      from: 'hf',
      format: 'parquet'
    })
    expect(without('attributes')(after)).toEqual(without('attributes')(before))
    expect(failures).toEqual([])
    expect(readdirSync(join(target, 'data')).toSorted()).toEqual([
      'test-00000-of-00001.parquet',
      'train-00000-of-00001.parquet',
      'val-00000-of-00001.parquet'
    ])
    expect(readManifest(target).map(({ file }) => file)).toEqual(
      expect.arrayContaining(['data/train-00000-of-00001.parquet#2', 'data/test-00000-of-00001.parquet#1'])
    )
  })

  it('goes out and in again as tables, and nothing but boxes is lost', async () => {
    const folder = temp()
    await putMarkedSet(folder)
    const { before, after, failures } = await roundTrip({
      folder: temp(),
      paths: [folder],
      from: 'hf',
      format: 'csv'
    })
    const withoutSource = after.map(({ annotations: { attributes = {}, ...rest }, ...known }) => {
      // Where it came from is what an export adds.
      const { source, ...others } = attributes
      expect(typeof source).toBe('string')
      return {
        ...known,
        annotations: { ...rest, ...(Object.keys(others).length === 0 ? {} : { attributes: others }) }
      }
    })
    expect(without('objects')(withoutSource)).toEqual(without('objects')(before))
    expect(failures).toEqual([])
  })
})
