import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSource } from '../../electron/sources/bytes.ts'
import { createEngine } from '../../electron/engine/createEngine.ts'
import { readManifest } from '../fixtures/manifest.ts'
import { openEngine, recipe, type TestEngine } from '../fixtures/openEngine.ts'
import { png, putClasses, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** All files below a folder, with / as separator, sorted. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

interface Ready extends TestEngine {
  /** Where the pictures are. */
  readonly folder: string
  /** Where the export is to be. */
  readonly target: string
}

async function ready({ classes = ['cat', 'dog'], perClass = 5, copies = 3 } = {}): Promise<Ready> {
  const folder = temp()
  await putClasses(folder, classes, perClass)
  const engine = await openEngine(join(temp(), 'a.cultivar'), 'create', { workers: 2 })
  await engine.job('import.start', { paths: [folder], format: 'auto', copy: false })
  await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies } })
  await engine.call('review.decide', { which: { filter: {} }, status: 'accepted' })
  return { ...engine, folder, target: join(temp(), 'out') }
}

const exportWith = ({ job, target }: Ready, options: object = {}): ReturnType<TestEngine['job']> =>
  job('export.start', { folder: target, options: { format: 'folder', ...options } })

describe('an export', () => {
  it("has a sum of every file that the system's own command finds right", async () => {
    const engine = await ready()
    await exportWith(engine, { split: [60, 20, 20], originals: true })
    const sums = readFileSync(join(engine.target, 'SHA256SUMS'), 'utf8').trim().split('\n')
    expect(sums.map((line) => line.slice(66)).sort()).toEqual(
      filesBelow(engine.target).filter((file) => file !== 'SHA256SUMS')
    )
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: engine.target })
  })

  it('can be one ZIP file with the same content', async () => {
    const engine = await ready()
    await exportWith(engine, { originals: true })
    const zipped = await exportWith(
      { ...engine, target: `${engine.target}-packed` },
      { originals: true, archive: 'zip' }
    )
    expect(zipped.state).toBe('done')
    const unpacked = temp()
    const unpack = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])'
    execFileSync('python3', ['-c', unpack, `${engine.target}-packed.zip`, unpacked])
    // These say when and into what they were written.
    const told = (file: string): boolean => !['provenance.json', 'README.md', 'SHA256SUMS'].includes(file)
    expect(filesBelow(unpacked)).toEqual(filesBelow(engine.target))
    for (const file of filesBelow(unpacked).filter(told)) {
      expect([file, readFileSync(join(unpacked, file))]).toEqual([
        file,
        readFileSync(join(engine.target, file))
      ])
    }
    await expect(
      exportWith({ ...engine, target: `${engine.target}-packed` }, { archive: 'zip' })
    ).rejects.toThrow(/exist/)
  })

  it('holds every file that its manifest lists, with these hashes, and no other', async () => {
    const engine = await ready()
    const done = await exportWith(engine, { split: [60, 20, 20], originals: true })
    const rows = readManifest(engine.target)
    // 10 sources with 3 variants each and the original.
    expect(rows.length).toBe(40)
    expect(filesBelow(engine.target)).toEqual(
      [
        ...rows.map(({ file }) => file),
        'README.md',
        'SHA256SUMS',
        'manifest.csv',
        'provenance.json',
        'report.html'
      ].sort()
    )
    for (const row of rows) {
      const bytes = readFileSync(join(engine.target, row.file))
      expect(sha256(bytes)).toBe(row.sha256)
      expect(String(bytes.length)).toBe(row.bytes)
    }
    expect(done.result).toMatchObject({
      files: 40,
      bytes: rows.reduce((sum, row) => sum + Number(row.bytes), 0)
    })
    // 5 sources a class by 60:20:20 are 3, 1 and 1; two classes, 4 files a source.
    expect(done.result?.['splits']).toEqual({ train: 24, val: 8, test: 8 })
    expect(readdirSync(dirname(engine.target))).toEqual([basename(engine.target)])
  })

  it('has every source in one split only', async () => {
    const engine = await ready({ perClass: 9 })
    await exportWith(engine, { split: [50, 25, 25], originals: true })
    const splitsOf = Map.groupBy(readManifest(engine.target), (row) => row.source_sha256)
    expect(splitsOf.size).toBe(18)
    for (const rows of splitsOf.values()) expect(new Set(rows.map(({ split }) => split)).size).toBe(1)
  })

  it('says where it comes from: recipe, profile, overrides with their reasons, versions', async () => {
    const engine = await ready()
    const overrides = [{ transform: 'verticalFlip', reason: 'seen from above as well' }]
    const other = { ...recipe, seed: 7, steps: [{ transform: 'verticalFlip', probability: 1 }], overrides }
    await engine.job('draw.start', { recipe: other, profileId: 'upright', amount: { copies: 1 } })
    await exportWith(engine, { include: 'pending' })
    const text = readFileSync(join(engine.target, 'provenance.json'), 'utf8')
    const provenance = JSON.parse(text) as { plans: Record<string, unknown>[]; [name: string]: unknown }
    expect(provenance['manifestSha256']).toBe(sha256(readFileSync(join(engine.target, 'manifest.csv'))))
    expect(provenance['versions']).toMatchObject({
      cultivar: expect.any(String),
      node: process.versions.node
    })
    expect(
      provenance.plans
        .map(({ recipe: { seed } = { seed: 0 } }: { recipe?: { seed: number } }) => seed)
        .sort((a, b) => a - b)
    ).toEqual([7, 42])
    expect(provenance.plans).toContainEqual(
      expect.objectContaining({
        overrides,
        recipe: expect.objectContaining({ seed: 7 }),
        domain: expect.objectContaining({ id: 'upright' })
      })
    )
  })

  it('copies untouched originals byte for byte, and makes all pictures of the size asked for', async () => {
    const engine = await ready({ copies: 1 })
    await exportWith(engine, { originals: true })
    const original = readManifest(engine.target).find((row) => row.kind === 'original')
    expect(original?.sha256).toBe(original?.source_sha256)
    const sized = { ...engine, target: `${engine.target}-sized` }
    await exportWith(sized, { originals: true, size: { width: 17, height: 11 }, image: 'webp' })
    for (const { file } of readManifest(sized.target)) {
      expect(file).toMatch(/\.webp$/)
      const { facts } = await loadSource({ path: join(sized.target, file), entry: null })
      expect([facts.width, facts.height]).toEqual([17, 11])
    }
  })

  it('keeps classes apart whose names differ only in case or in signs that no folder may have', async () => {
    const engine = await ready({ classes: ['a', 'b'], perClass: 1, copies: 1 })
    engine.workspace.db.exec(
      "UPDATE class SET name = 'x/y' WHERE name = 'a'; UPDATE class SET name = 'X_y' WHERE name = 'b'"
    )
    await exportWith(engine)
    const folders = new Map(
      readManifest(engine.target).map((row) => [row.class, row.file.split('/')[0]?.toLowerCase()])
    )
    expect([...folders.keys()].sort()).toEqual(['X_y', 'x/y'])
    expect(new Set(folders.values()).size).toBe(2)
  })

  it('puts mirrored left hands among the right ones, and nothing else', async () => {
    const folder = temp()
    await putClasses(folder, ['left hand', 'right hand'], 6)
    const engine = { ...(await openEngine(join(temp(), 'a.cultivar'))), folder, target: join(temp(), 'out') }
    await engine.job('import.start', { paths: [folder], format: 'auto', copy: false })
    const overrides = [{ transform: 'horizontalFlip', reason: 'the labels are swapped' }]
    const mirror = {
      version: 1,
      seed: 5,
      steps: [{ transform: 'horizontalFlip', probability: 0.5 }],
      overrides
    }
    await engine.job('draw.start', { recipe: mirror, profileId: 'scan', amount: { copies: 4 } })
    await exportWith(engine, { include: 'pending' })
    const rows = readManifest(engine.target)
    expect(rows.length).toBe(48)
    const other = { 'left hand': 'right hand', 'right hand': 'left hand' } as Readonly<Record<string, string>>
    let mirrored = 0
    for (const row of rows) {
      const own = row.source.split('/')[0] ?? ''
      const isMirrored = row.parameters.includes('horizontalFlip')
      if (isMirrored) mirrored++
      expect(row.class).toBe(isMirrored ? other[own] : own)
      expect(row.file.split('/')[0]).toBe(row.class)
    }
    expect(mirrored).toBeGreaterThan(5)
    expect(mirrored).toBeLessThan(43)
  })
})

describe('an export of pictures that are mixed of several', () => {
  it.each(['folder', 'labels'])('never takes parents from two splits: %s', async (format) => {
    const folder = temp()
    await putClasses(folder, ['cat', 'dog'], 12)
    const engine = { ...(await openEngine(join(temp(), 'a.cultivar'))), folder, target: join(temp(), 'out') }
    await engine.job('import.start', { paths: [folder], format: 'auto', copy: false })
    const steps = [
      { transform: 'cutMix', probability: 0.8 },
      { transform: 'rotate', probability: 1, angleDegRange: [-9, 9] }
    ]
    const mixing = { version: 1, seed: 5, steps }
    await engine.job('draw.start', { recipe: mixing, profileId: 'any', amount: { copies: 8 } })
    await exportWith(engine, {
      format,
      include: 'pending',
      split: [50, 25, 25],
      originals: true,
      variantsIn: 'all'
    })
    const rows = readManifest(engine.target)
    const splitOf = new Map(
      rows.filter(({ kind }) => kind === 'original').map((row) => [row.source_sha256, row.split])
    )
    expect(new Set(splitOf.values())).toEqual(new Set(['train', 'val', 'test']))
    let mixed = 0
    for (const { source_sha256: own, split, parameters } of rows) {
      expect(split).toBe(splitOf.get(own))
      const drawn = parameters === '' ? [] : (JSON.parse(parameters) as { partners?: string[] }[])
      for (const parent of drawn.flatMap(({ partners = [] }) => partners)) {
        mixed++
        expect(splitOf.get(parent)).toBe(split)
      }
    }
    // Folders hold those alone whose parents have one class.
    expect(mixed).toBeGreaterThan(10)
  })
})

describe('an export that cannot be made', () => {
  it('refuses a destination that holds anything, and leaves it alone', async () => {
    const engine = await ready({ perClass: 1, copies: 1 })
    putFiles(engine.target, { 'mine.txt': 'mine' })
    await expect(exportWith(engine)).rejects.toMatchObject({
      code: 'destination-exists',
      file: engine.target
    })
    expect(filesBelow(engine.target)).toEqual(['mine.txt'])
  })

  it('takes an empty folder for its destination', async () => {
    const engine = await ready({ perClass: 1, copies: 1 })
    mkdirSync(engine.target)
    expect((await exportWith(engine)).state).toBe('done')
  })

  it('does not touch a folder of somebody else that has the name of the partial one', async () => {
    const engine = await ready({ perClass: 1, copies: 1 })
    const theirs = join(dirname(engine.target), '.out.partial')
    putFiles(theirs, { 'diary.txt': 'mine' })
    expect(await exportWith(engine)).toMatchObject({
      state: 'failed',
      error: { code: 'destination-exists', file: theirs }
    })
    expect(filesBelow(theirs)).toEqual(['diary.txt'])
    expect(existsSync(engine.target)).toBe(false)
  })

  it('leaves nothing when it is cancelled', async () => {
    const engine = await ready({ perClass: 10, copies: 10 })
    const { jobId } = await engine.call('export.start', { folder: engine.target, options: {} })
    const cancelled = new Promise<void>((resolve) => {
      engine.engine.subscribe((event) => {
        if (event.event !== 'job' || event.job.id !== jobId || event.job.done === 0) return
        void engine.call('jobs.cancel', { id: jobId }).then(() => resolve())
      })
    })
    await cancelled
    expect((await engine.engine.session()?.jobs.finished(jobId))?.state).toBe('cancelled')
    expect(readdirSync(dirname(engine.target))).toEqual([])
  })

  it('says so for each picture that vanished or changed, and writes the rest, every time', async () => {
    const engine = await ready({ perClass: 3, copies: 2 })
    rmSync(join(engine.folder, 'cat/p0.png'))
    writeFileSync(join(engine.folder, 'dog/p1.png'), await png(999))
    for (const n of [1, 2]) {
      const target = `${engine.target}${n}`
      const done = await exportWith({ ...engine, target }, { split: [50, 50, 0], originals: true })
      expect(done).toMatchObject({ state: 'done', failures: 2, result: { files: 12 } })
      const failures = await engine.call('jobs.failures', { id: done.id })
      expect(failures.map(({ path }) => path).sort()).toEqual(['cat/p0.png', 'dog/p1.png'])
      expect(new Set(readManifest(target).map(({ source }) => source)).size).toBe(4)
    }
    const { items } = await engine.call('sources.page', {
      states: ['missing', 'changed'],
      after: 0,
      limit: 9
    })
    expect(items.map(({ name, state }) => [name, state])).toEqual([
      ['cat/p0.png', 'missing'],
      ['dog/p1.png', 'changed']
    ])
  })

  it('leaves nothing on a full drive, and says that it is full', async ({ skip }) => {
    const why = 'mounting a small file system needs root on Linux'
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return skip(why)
    const drive = temp()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'cultivar-test', drive])
    } catch {
      return skip(why)
    }
    try {
      const folder = temp()
      for (let n = 0; n < 8; n++)
        putFiles(folder, { [`cat/${n}.png`]: await png(n + 1, { width: 300, height: 250 }) })
      const engine = { ...(await openEngine(join(temp(), 'a.cultivar'))), folder, target: join(drive, 'out') }
      await engine.job('import.start', { paths: [folder], format: 'auto', copy: false })
      // 40 noisy pictures of about 100 kB each do not fit into half a megabyte.
      await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies: 5 } })
      const done = await exportWith(engine, { include: 'pending' })
      expect(done).toMatchObject({
        state: 'failed',
        error: { code: 'disk-full', remedy: expect.any(String) }
      })
      expect(readdirSync(drive)).toEqual([])
    } finally {
      execFileSync('umount', [drive])
    }
  })
})

describe('an export that was interrupted', () => {
  it('goes on at the next start and comes to the same files as one in a single run', async () => {
    const engine = await ready({ perClass: 10, copies: 6 })
    const whole = { ...engine, target: `${engine.target}-whole` }
    await exportWith(whole, { split: [80, 10, 10] })
    const { jobId } = await engine.call('export.start', {
      folder: engine.target,
      options: { split: [80, 10, 10] }
    })
    await new Promise<void>((resolve) => {
      engine.engine.subscribe((event) => {
        if (event.event === 'job' && event.job.id === jobId && event.job.done > 0) resolve()
      })
    })
    await engine.engine.close()
    expect(existsSync(engine.target)).toBe(false)
    const again = createEngine({ workers: 1 })
    const session = await again.open(engine.workspace.folder, 'open')
    expect((await session.jobs.finished(jobId)).state).toBe('done')
    await again.close()
    expect(readFileSync(join(engine.target, 'manifest.csv'), 'utf8')).toBe(
      readFileSync(join(whole.target, 'manifest.csv'), 'utf8')
    )
    expect(readdirSync(dirname(engine.target)).sort()).toEqual(['out', 'out-whole'])
    expect(statSync(engine.target).isDirectory()).toBe(true)
  })
})
