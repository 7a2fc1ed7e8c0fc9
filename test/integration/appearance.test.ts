import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { hashDistance, nearDistance } from '../../electron/quality/nearPairs.ts'
import { openEngine, type TestEngine } from '../fixtures/openEngine.ts'
import { idxPair, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
const sample = join(import.meta.dirname, '../../resources/sample/characters/bald/nils.jpg')

interface Row {
  readonly name: string
  readonly hash: string | null
  readonly colour: string | null
}

const rows = ({ workspace }: TestEngine): readonly Row[] =>
  workspace.db
    .prepare('SELECT name, perceptual_hash AS hash, colour FROM source ORDER BY name')
    .all() as Row[]

const input = (folder: string): object => ({ paths: [folder], format: 'auto', copy: false })

describe('how imported pictures look', () => {
  it('is kept: near for a recompressed picture, nothing for a flat one', async () => {
    const folder = temp()
    const flat = sharp({ create: { width: 40, height: 30, channels: 3, background: '#ff8000' } })
    putFiles(folder, {
      'a/again.jpg': await sharp(sample).jpeg({ quality: 60 }).toBuffer(),
      'a/flat.png': await flat.png().toBuffer()
    })
    copyFileSync(sample, join(folder, 'a/nils.jpg'))
    const opened = await openEngine(join(temp(), 'a.cultivar'))
    await opened.job('import.start', input(folder))
    const [again, plain, nils] = rows(opened)
    expect(plain?.hash).toBe('')
    expect(plain?.colour).toBe('[255,128,0,0,0,0]')
    expect(again?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(hashDistance(again?.hash ?? '', nils?.hash ?? '')).toBeLessThanOrEqual(nearDistance)
  })

  it('is not looked for in records of a container of samples', async () => {
    const folder = temp()
    const { images, labels } = idxPair([3, 7])
    putFiles(folder, { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels })
    const opened = await openEngine(join(temp(), 'a.cultivar'))
    await opened.job('import.start', input(folder))
    expect(rows(opened).map(({ hash }) => hash)).toEqual(['', ''])
  })

  it('is found for sources of an older catalogue when they are imported again', async () => {
    const folder = temp()
    putFiles(folder, { 'a/nils.jpg': await sharp(sample).toBuffer() })
    const opened = await openEngine(join(temp(), 'a.cultivar'))
    await opened.job('import.start', input(folder))
    const before = rows(opened)
    opened.workspace.db.exec('UPDATE source SET perceptual_hash = NULL, colour = NULL')
    const { result } = await opened.job('import.start', input(folder))
    expect(result).toMatchObject({ added: 0, skipped: 1 })
    expect(rows(opened)).toEqual(before)
  })
})
