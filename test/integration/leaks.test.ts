import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { exportOptionsSchema } from '../../shared/api/types.ts'
import { openEngine, type TestEngine } from '../fixtures/openEngine.ts'
import { idxPair, putClasses, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
const samples = join(import.meta.dirname, '../../resources/sample/characters/bald')
const names = readdirSync(samples).sort().slice(0, 6)

async function imported(folder: string): Promise<TestEngine> {
  const opened = await openEngine(join(temp(), 'a.cultivar'))
  await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
  return opened
}

const originals = (more: object = {}): ReturnType<typeof exportOptionsSchema.parse> =>
  exportOptionsSchema.parse({ originals: true, ...more })

const recompressed = (name: string): Promise<Buffer> =>
  sharp(join(samples, name)).flatten({ background: '#fff' }).jpeg({ quality: 60 }).toBuffer()
const flat = (name: string): Promise<Buffer> =>
  sharp(join(samples, name)).flatten({ background: '#fff' }).png().toBuffer()

describe('splits by percentages', () => {
  it('keep near-duplicates on one side', async () => {
    const folder = temp()
    for (const name of names)
      putFiles(folder, {
        [`a/${name}.png`]: await flat(name),
        [`a/${name} again.jpg`]: await recompressed(name)
      })
    const opened = await imported(folder)
    const target = join(temp(), 'out')
    // Dealt out one by one, 12 pictures would tear none of the 6 pairs in 20 of 924 cases only.
    await opened.job('export.start', { folder: target, options: originals({ split: [50, 0, 50] }) })
    const there = (part: string): readonly string[] =>
      readdirSync(join(target, part, 'a')).map((file) => file.replace(/( again)?\.(png|jpg).*$/, ''))
    const [train, test] = [there('train'), there('test')]
    expect(train.length + test.length).toBe(12)
    expect(train.filter((name) => test.includes(name))).toEqual([])
    expect(new Set(train).size).toBe(3)
  })
})

describe('splits of the input', () => {
  it('are exported with a warning that names near-duplicates in two of them', async () => {
    const folder = temp()
    const [first = '', second = ''] = names
    putFiles(folder, {
      'train/a/one.png': await flat(first),
      'train/a/two.png': await flat(second),
      'test/a/other.jpg': await recompressed(first)
    })
    const opened = await imported(folder)
    const { warnings } = await opened.call('export.forecast', { options: originals() })
    expect(warnings.join()).toMatch(
      /Nearly the same.*"test\/a\/other\.jpg" \(test\) and "train\/a\/one\.png" \(train\)/
    )
    expect(warnings.join()).not.toContain('two.png')
    const job = await opened.job('export.start', { folder: join(temp(), 'out'), options: originals() })
    expect(job.state).toBe('done')
    const anew = await opened.call('export.forecast', { options: originals({ split: [50, 0, 50] }) })
    expect(anew.warnings.join()).not.toContain('Nearly the same')
  })

  it('are told apart from what is exported when a file was left out as a duplicate', async () => {
    const folder = temp()
    const picture = await flat(names[0] ?? '')
    putFiles(folder, { 'train/a/one.png': picture, 'test/a/one.png': picture })
    const opened = await imported(folder)
    const { warnings, files } = await opened.call('export.forecast', { options: originals() })
    expect(files).toBe(1)
    expect(warnings).toEqual([
      expect.stringMatching(/^1 file of the input has the content of a picture of another/)
    ])
  })

  it('are refused when the very same record lies in two of them', async () => {
    const folder = temp()
    const train = idxPair([1, 2, 3])
    const test = idxPair([1])
    putFiles(folder, {
      'train-images-idx3-ubyte': train.images,
      'train-labels-idx1-ubyte': train.labels,
      't10k-images-idx3-ubyte': test.images,
      't10k-labels-idx1-ubyte': test.labels
    })
    const opened = await imported(folder)
    const options = originals()
    await expect(opened.call('export.start', { folder: join(temp(), 'out'), options })).rejects.toMatchObject(
      {
        code: 'bad-input',
        message: expect.stringMatching(/same pictures lie in two splits/),
        remedy: expect.stringContaining('--split')
      }
    )
    const { warnings } = await opened.call('export.forecast', { options })
    expect(warnings.join()).toContain('same pictures lie in two splits')
    const job = await opened.job('export.start', {
      folder: join(temp(), 'out'),
      options: originals({ split: [50, 0, 50] })
    })
    expect(job.state).toBe('done')
  })

  it('give no warning where all pictures differ', async () => {
    const folder = temp()
    await putClasses(join(folder, 'train'), ['a'], 3)
    putFiles(folder, { 'test/a/one.png': await flat(names[0] ?? '') })
    const opened = await imported(folder)
    expect((await opened.call('export.forecast', { options: originals() })).warnings).toEqual([])
  })
})
