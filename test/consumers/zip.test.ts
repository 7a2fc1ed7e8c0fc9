import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine } from '../fixtures/openEngine.ts'
import { putClasses } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython, runPython } from '../reference/python.ts'

const temp = tempFolders()

/** An export in one zip file, and the same export as a folder. */
async function exports(): Promise<{ readonly zip: string; readonly folder: string }> {
  const source = temp()
  await putClasses(source, ['train/käfer', 'train/-x', 'val/käfer'], 3)
  const engine = await openEngine(join(temp(), 'a.cultivar'))
  await engine.job('import.start', { paths: [source], format: 'auto', copy: false })
  const [zip, folder] = [join(temp(), 'set.zip'), join(temp(), 'set')]
  const options = { format: 'folder', originals: true }
  await engine.job('export.start', { folder: zip, options: { ...options, archive: 'zip' } })
  await engine.job('export.start', { folder, options })
  return { zip, folder }
}

/** SHA-256 of every file below a folder that both exports have the same; the provenance tells the way it was written. */
function sumsOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile()
  )
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const name = relative(folder, path).split(sep).join('/')
      return [name, createHash('sha256').update(readFileSync(path)).digest('hex')]
    })
  )
}

const script = `
import hashlib, zipfile
with zipfile.ZipFile(values['zip']) as zip:
    answer = {'bad': zip.testzip(), 'sums': {name: hashlib.sha256(zip.read(name)).hexdigest() for name in zip.namelist()},
              'methods': {info.filename: info.compress_type for info in zip.infolist()}}
`

function hasUnzip(): boolean {
  try {
    execFileSync('unzip', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('an export in one zip file', () => {
  it("is what Python's zipfile reads: every file with its content, pictures stored", async ({ skip }) => {
    const why = missingPython(['numpy'])
    if (why !== undefined) return skip(why)
    const { zip, folder } = await exports()
    const { bad, sums, methods } = runPython(script, { values: { zip } }).answer as {
      readonly bad: string | null
      readonly sums: Readonly<Record<string, string>>
      readonly methods: Readonly<Record<string, number>>
    }
    const expected = sumsOf(folder)
    expect(bad).toBeNull()
    expect(Object.keys(sums).sort()).toEqual(Object.keys(expected).sort())
    const pictures = Object.keys(expected).filter((name) => name.endsWith('.png'))
    expect(pictures).toHaveLength(9)
    for (const name of pictures) expect([sums[name], methods[name]]).toEqual([expected[name], 0])
    expect(methods['manifest.csv']).toBe(8)
  })

  it('is found whole by unzip -t, and SHA256SUMS fits what it unpacks', async ({ skip }) => {
    if (!hasUnzip()) return skip('unzip is missing: sudo apt-get install -y unzip')
    const { zip } = await exports()
    expect(execFileSync('unzip', ['-t', zip], { encoding: 'utf8' })).toMatch(/No errors detected/)
    const unpacked = temp()
    execFileSync('unzip', ['-q', zip, '-d', unpacked])
    const { SHA256SUMS: _, ...sums } = sumsOf(unpacked)
    const told = readFileSync(join(unpacked, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')
    expect(Object.fromEntries(told.map((line) => [line.slice(66), line.slice(0, 64)]))).toEqual(sums)
  })
})
