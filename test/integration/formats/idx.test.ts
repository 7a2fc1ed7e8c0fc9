import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encode } from '../../../electron/pixels/codec.ts'
import { openEngine } from '../../fixtures/openEngine.ts'
import { idxPair, png, putFiles } from '../../fixtures/pictures.ts'
import { roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** Grey pictures of 6 x 4 in folders. */
async function greyFolders(classes: readonly string[], perClass: number): Promise<string> {
  const folder = temp()
  for (const [c, name] of classes.entries()) {
    for (let n = 0; n < perClass; n++) {
      const data = Uint8Array.from({ length: 24 }, (_, i) => (i * 9 + c * 50 + n * 7) % 256)
      const picture = await encode({ width: 6, height: 4, channels: 1, data }, { format: 'png', quality: 90 })
      putFiles(folder, { [`${name}/${n}.png`]: picture })
    }
  }
  return folder
}

describe('IDX files', () => {
  it('keep pictures, classes and splits when they go in, out and in again', async () => {
    const folder = temp()
    const [train, test] = [idxPair([7, 0, 7, 3]), idxPair([1, 255])]
    // Why another picture: the same one in both parts would be a duplicate.
    test.images.fill(200, 16, 30)
    test.images.fill(90, 36, 50)
    putFiles(folder, {
      'train-images-idx3-ubyte': train.images,
      'train-labels-idx1-ubyte': train.labels,
      't10k-images-idx3-ubyte': test.images,
      't10k-labels-idx1-ubyte': test.labels
    })
    const { before, after, failures, target } = await roundTrip({ folder, paths: [folder], format: 'idx' })
    expect(before).toHaveLength(6)
    expect(after).toEqual(before)
    expect(failures).toEqual([])
    // The same numbers in the same order make the same files.
    for (const file of [
      'train-images-idx3-ubyte',
      'train-labels-idx1-ubyte',
      't10k-images-idx3-ubyte',
      't10k-labels-idx1-ubyte'
    ]) {
      expect(readFileSync(join(target, file))).toEqual(readFileSync(join(folder, file)))
    }
  })

  it('number classes by their names in order, which classes.txt lists and the import reads', async () => {
    const folder = await greyFolders(['zebra', 'ant', 'emu'], 2)
    const { before, after, target } = await roundTrip({ folder: temp(), paths: [folder], format: 'idx' })
    expect(readFileSync(join(target, 'classes.txt'), 'utf8')).toBe('ant\nemu\nzebra\n')
    expect(existsSync(join(target, 'images-idx3-ubyte'))).toBe(true)
    const classes = (known: typeof before): unknown =>
      known.map(({ className }) => className ?? '').toSorted((a, b) => a.localeCompare(b))
    expect(classes(after)).toEqual(['ant', 'ant', 'emu', 'emu', 'zebra', 'zebra'])
    expect(classes(before)).toEqual(classes(after))
    const [header] = [readFileSync(join(target, 'images-idx3-ubyte')).subarray(0, 16)]
    expect([...header]).toEqual([0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 4, 0, 0, 0, 6])
  })

  it.each([
    [
      'colours',
      async (folder: string) => putFiles(folder, { 'ant/c.png': await png(1, { width: 6, height: 4 }) }),
      /1 of 3 have colours/
    ],
    [
      'other sizes',
      async (folder: string) =>
        writeFileSync(
          join(folder, 'ant/d.png'),
          await encode(
            { width: 5, height: 4, channels: 1, data: new Uint8Array(20) },
            { format: 'png', quality: 90 }
          )
        ),
      /different sizes/
    ],
    [
      'no class',
      async (folder: string) =>
        writeFileSync(
          join(folder, 'e.png'),
          await encode(
            { width: 6, height: 4, channels: 1, data: new Uint8Array(24) },
            { format: 'png', quality: 90 }
          )
        ),
      /1 have no class/
    ]
  ])('refuse pictures with %s before anything is written', async (_, add, reason) => {
    const folder = await greyFolders(['ant'], 2)
    await add(folder)
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    await engine.job('import.start', { paths: [folder], format: 'folder', copy: false })
    const target = join(temp(), 'out')
    const done = await engine.job('export.start', {
      folder: target,
      options: { format: 'idx', originals: true }
    })
    expect(done.state).toBe('failed')
    expect(done.error?.message).toMatch(reason)
    expect(done.error?.remedy).toBeDefined()
    expect(existsSync(target)).toBe(false)
  })
})
