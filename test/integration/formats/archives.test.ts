import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { tarOf, zipOf } from '../../fixtures/archives.ts'
import { putCocoSet } from '../../fixtures/cocoSet.ts'
import { readManifest } from '../../fixtures/manifest.ts'
import { openEngine, recipe } from '../../fixtures/openEngine.ts'
import { png } from '../../fixtures/pictures.ts'
import { roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()
type Pack = (entries: readonly { name: string; content: Uint8Array }[]) => Buffer
const packers: readonly (readonly [string, Pack])[] = [
  ['zip', (entries) => zipOf(entries.map((entry) => ({ ...entry, isDeflated: true })))],
  ['tar', tarOf],
  ['tar.gz', (entries) => gzipSync(tarOf(entries))]
]

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function pictures(): Promise<readonly { name: string; content: Uint8Array }[]> {
  const names = ['train/cat/1.png', 'train/cat/2.png', 'train/dog/3.png', 'val/cat/4.png', 'val/dog/5.png']
  return Promise.all(names.map(async (name, seed) => ({ name, content: await png(seed + 1) })))
}

describe.each(packers)('pictures in a .%s', (ending, pack) => {
  it('are imported, drawn and exported, the originals with the bytes that they have', async () => {
    const entries = await pictures()
    const path = join(temp(), `pets.${ending}`)
    writeFileSync(path, pack([...entries, { name: 'train/cat/broken.png', content: Buffer.from('x') }]))
    const engine = await openEngine(join(temp(), 'a.cultivar'), 'create', { workers: 2 })
    const done = await engine.job('import.start', { paths: [path], format: 'auto', copy: false })
    expect(done).toMatchObject({ state: 'done', failures: 1, result: { added: 5 } })
    const [failure] = await engine.call('jobs.failures', { id: done.id })
    expect(failure?.path).toBe(`${path}: train/cat/broken.png`)
    // The path is told already.
    expect(failure?.reason).not.toContain(path)
    await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies: 2 } })
    await engine.call('review.decide', { which: { filter: {} }, status: 'accepted' })
    const target = join(temp(), 'out')
    const exported = await engine.job('export.start', {
      folder: target,
      options: { format: 'folder', originals: true }
    })
    expect(exported).toMatchObject({ state: 'done', failures: 0 })
    const rows = readManifest(target)
    expect(rows).toHaveLength(15)
    const originals = rows.filter(({ kind }) => kind === 'original')
    expect(originals.map(({ file }) => file).sort()).toEqual(entries.map(({ name }) => name))
    for (const { name, content } of entries)
      expect(sha256(readFileSync(join(target, name)))).toBe(sha256(content))
  })

  it('are not imported twice, and are noticed when the archive has changed', async () => {
    const entries = await pictures()
    const path = join(temp(), `pets.${ending}`)
    writeFileSync(path, pack(entries))
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    const spec = { paths: [path], format: 'auto', copy: false }
    await engine.job('import.start', spec)
    const again = await engine.job('import.start', spec)
    expect(again).toMatchObject({ state: 'done', result: { added: 0, skipped: 5 } })
    writeFileSync(path, pack([...entries.slice(0, 4), { name: 'val/dog/5.png', content: await png(99) }]))
    const changed = await engine.job('import.start', spec)
    expect(changed).toMatchObject({ state: 'done', result: { added: 1 } })
  })

  it('are copied into the workspace with their archive', async () => {
    const path = join(temp(), `pets.${ending}`)
    writeFileSync(path, pack(await pictures()))
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    const done = await engine.job('import.start', { paths: [path], format: 'auto', copy: true })
    expect(done).toMatchObject({ state: 'done', failures: 0, result: { added: 5 } })
    writeFileSync(path, 'gone')
    await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies: 1 } })
    await engine.call('review.decide', { which: { filter: {} }, status: 'accepted' })
    const target = join(temp(), 'out')
    const exported = await engine.job('export.start', {
      folder: target,
      options: { format: 'folder', originals: true }
    })
    expect(exported).toMatchObject({ state: 'done', failures: 0 })
    expect(readManifest(target)).toHaveLength(10)
  })
})

describe('a COCO export in one zip file', () => {
  it('is imported again with all that is marked', async () => {
    const folder = temp()
    await putCocoSet(folder)
    const trip = { folder: temp(), paths: [folder], format: 'coco' } as const
    const { before } = await roundTrip(trip)
    const zipped = await openEngine(join(temp(), 'a.cultivar'))
    await zipped.job('import.start', { paths: [folder], format: 'coco', copy: false })
    const target = join(temp(), 'set.zip')
    const done = await zipped.job('export.start', {
      folder: target,
      options: { format: 'coco', originals: true, archive: 'zip' }
    })
    expect(done.state).toBe('done')
    const { before: again } = await roundTrip({ ...trip, folder: temp(), paths: [target] })
    expect(again).toEqual(before)
  })
})
