import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ExportJournal, type Noted, readJournal } from '../../../../electron/jobs/exportJournal.ts'
import { syncTree } from '../../../../electron/jobs/sync.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const { signal } = new AbortController()
const aborted = AbortSignal.abort(new Error('stopped'))

function written(file: string, text: string): Noted {
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { file, sha256, bytes: text.length, width: 1, height: 1 }
}

async function partialWith(files: readonly string[]): Promise<{ partial: string; files: string }> {
  const partial = temp()
  const folder = join(partial, 'files')
  mkdirSync(join(folder, 'cat'), { recursive: true })
  const journal = await ExportJournal.open(partial)
  for (const file of files) {
    writeFileSync(join(folder, file), `the picture ${file}`)
    await journal.note([written(file, `the picture ${file}`)])
  }
  await journal.close()
  return { partial, files: folder }
}

/** What is still known after an interruption, read through the lines that were found. */
async function noted(partial: string, files: string): Promise<readonly Noted[]> {
  const lines = await readJournal(partial, files, { signal })
  const journal = await ExportJournal.open(partial)
  try {
    return [...lines.values()].map((line) => journal.read(line))
  } finally {
    await journal.close()
  }
}

it('a picture counts only with all that stands beside it', async () => {
  const { partial, files } = await partialWith([])
  const beside = (name: string): Noted => ({
    ...written(name, 'picture'),
    annotations: '{"objects":[]}',
    sides: [written(`${name}.txt`, 'marks')]
  })
  const journal = await ExportJournal.open(partial)
  for (const name of ['a.png', 'b.png', 'c.png']) writeFileSync(join(files, name), 'picture')
  writeFileSync(join(files, 'a.png.txt'), 'marks')
  writeFileSync(join(files, 'b.png.txt'), 'mar')
  const lines = await journal.note(['a.png', 'b.png', 'c.png'].map(beside))
  expect(lines.map((line) => journal.read(line).file)).toEqual(['a.png', 'b.png', 'c.png'])
  await journal.close()
  expect(await noted(partial, files)).toEqual([beside('a.png')])
})

it('notes from several sides at once each find their own line again', async () => {
  const journal = await ExportJournal.open(temp())
  const names = Array.from({ length: 200 }, (_, index) => `${'x'.repeat(index % 17)}${index}.png`)
  const lines = await Promise.all(
    names.map((name) => journal.note([written(name, name), written('b', name)]))
  )
  expect(lines.map(([first]) => (first === undefined ? '' : journal.read(first).file))).toEqual(names)
  await journal.close()
})

it('an interrupted export keeps the files that hold what was noted, and no other', async () => {
  const names = ['cat/whole.png', 'cat/short.png', 'cat/zeros.png', 'cat/gone.png']
  const { partial, files } = await partialWith(names.slice(0, 3))
  // What a power cut leaves: the name of a file whose bytes never reached the drive, of the right length or not.
  writeFileSync(join(files, 'cat/short.png'), 'the pic')
  writeFileSync(join(files, 'cat/zeros.png'), '\0'.repeat('the picture cat/zeros.png'.length))
  appendFileSync(
    join(partial, 'journal'),
    `${JSON.stringify(written('cat/gone.png', 'gone'))}\n{"file":"cat/to`
  )
  expect(await noted(partial, files)).toEqual([written('cat/whole.png', 'the picture cat/whole.png')])
})

it('what was noted last about a file counts', async () => {
  const { partial, files } = await partialWith(['a.png'])
  const again = await ExportJournal.open(partial)
  await again.note([written('a.png', 'made anew')])
  await again.close()
  expect(await noted(partial, files)).toEqual([])
  writeFileSync(join(files, 'a.png'), 'made anew')
  expect(await noted(partial, files)).toEqual([written('a.png', 'made anew')])
})

it('is empty where there is none, and stops when asked', async () => {
  expect((await readJournal(temp(), temp(), { signal })).size).toBe(0)
  const { partial, files } = await partialWith(['a.png'])
  await expect(readJournal(partial, files, { signal: aborted })).rejects.toThrow('stopped')
  await expect(syncTree(files, aborted)).rejects.toThrow('stopped')
})

it('waits for files and folders, on a system without a command for it as well', async () => {
  const { files } = await partialWith(['cat/a.png', 'b.png'])
  await syncTree(files, signal)
  const { PATH } = process.env
  process.env['PATH'] = temp()
  try {
    await syncTree(files, signal)
    await expect(syncTree(files, aborted)).rejects.toThrow('stopped')
    // Without the command what is not there is noticed.
    await expect(syncTree(join(files, 'none'), signal)).rejects.toThrow('none')
  } finally {
    process.env['PATH'] = PATH
  }
  expect(existsSync(join(files, 'cat/a.png'))).toBe(true)
})
