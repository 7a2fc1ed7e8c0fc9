import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { folderTree } from '../../../../electron/sources/tree/folderTree.ts'
import { Findings } from '../../../../electron/verify/findings.ts'
import { manifestKey } from '../../../../electron/verify/manifestKey.ts'
import { readManifest } from '../../../../electron/verify/manifest.ts'
import { checkSums, readSums } from '../../../../electron/verify/sums.ts'
import { putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temp()
  putFiles(folder, files)
  return folder
}

const told = (findings: Findings): readonly string[] =>
  findings.kept.map(({ check, file }) => `${check} ${file}`).sort()

describe('checksums', () => {
  it('are read as sha256sum writes them: text and binary, with escaped names, in capitals', async () => {
    // GNU coreutils: a backslash before the line, and \\ and \n in the name, when the name has such characters.
    const lines = [
      `${sha256('a')}  plain.txt`,
      `${sha256('b')} *binary name.bin`,
      `\\${sha256('c')}  line\\nbreak\\\\.txt`,
      `${sha256('d').toUpperCase()}  ./below/d.txt`,
      'no checksum at all'
    ]
    const folder = folderOf({
      SHA256SUMS: `${lines.join('\n')}\n`,
      'plain.txt': 'a',
      'binary name.bin': 'b',
      'line\nbreak\\.txt': 'c',
      'below/d.txt': 'd'
    })
    const findings = new Findings()
    const tree = folderTree(folder)
    const sums = await readSums(tree, findings)
    expect(findings.kept.map(({ text }) => text)).toEqual([expect.stringMatching(/^Line 5 is not/)])
    expect([...(sums ?? [])]).toEqual([
      ['plain.txt', sha256('a')],
      ['binary name.bin', sha256('b')],
      ['line\nbreak\\.txt', sha256('c')],
      ['below/d.txt', sha256('d')]
    ])
    let files = 0
    await checkSums(tree, sums ?? new Map(), { findings, onFile: () => files++ })
    expect(files).toBe(4)
    expect(findings.wrong).toBe(1)
  })

  it('tell which files are gone, changed and too many', async () => {
    const folder = folderOf({ 'same.txt': 'a', 'changed.txt': 'b', 'more.txt': 'c' })
    const sums = new Map([
      ['same.txt', sha256('a')],
      ['changed.txt', sha256('a')],
      ['gone.txt', sha256('a')]
    ])
    const findings = new Findings()
    await checkSums(folderTree(folder), sums, { findings, onFile: () => undefined })
    expect(told(findings)).toEqual(['changed changed.txt', 'extra more.txt', 'missing gone.txt'])
  })

  it('are not there in sets of others', async () => {
    expect(await readSums(folderTree(temp()), new Findings())).toBeUndefined()
  })
})

describe('manifest.csv', () => {
  const head = 'file,split,class,kind,source,source_sha256,variant'

  it('is read with guarded cells and quoted names, and tells of names that come twice', async () => {
    const folder = folderOf({
      'manifest.csv': `\ufeff${head}\n"a, ""b"".png",train,cat,original,x.png,11,\n'=c.png,test,,variant,y.png,22,7\n'=c.png,test,,variant,y.png,22,8\n`
    })
    const findings = new Findings()
    const manifest = await readManifest(folderTree(folder), findings)
    expect(manifest?.get('a, "b".png')).toEqual({
      split: 'train',
      className: 'cat',
      isOriginal: true,
      source: 'x.png',
      sourceSha256: '11'
    })
    expect(manifest?.get('=c.png')).toMatchObject({ split: 'test', isOriginal: false })
    expect(findings.kept.map(({ text }) => text)).toEqual(['It names "=c.png" twice.'])
  })

  it('is told of and used as far as it goes when it is damaged', async () => {
    const folder = folderOf({ 'manifest.csv': `${head}\na.png,train,cat,original,x.png,11,\n"b.png,train` })
    const findings = new Findings()
    const manifest = await readManifest(folderTree(folder), findings)
    expect([...(manifest?.keys() ?? [])]).toEqual(['a.png'])
    expect(told(findings)).toEqual(['lists manifest.csv'])
  })
})

describe('manifestKey', () => {
  const row = { split: '', className: '', isOriginal: true, source: '', sourceSha256: '' }
  const manifest = new Map(['a.parquet#3', 'b.tar#x.png', 'arrays.npz#y[7]'].map((key) => [key, row]))

  it('finds records by number, files by name, rows of arrays by both', () => {
    expect(manifestKey({ name: 'a.parquet/3-x.png', entry: 3 }, 'a.parquet', manifest)).toBe('a.parquet#3')
    expect(manifestKey({ name: 'b/x.png', entry: 40 }, 'b.tar', manifest)).toBe('b.tar#x.png')
    expect(manifestKey({ name: 'arrays.npz/y/07', entry: 90 }, 'arrays.npz', manifest)).toBe(
      'arrays.npz#y[7]'
    )
  })

  it('finds nothing for files of their own, strangers and sets without a manifest', () => {
    expect(manifestKey({ name: 'a.png', entry: null }, undefined, manifest)).toBeUndefined()
    expect(manifestKey({ name: 'a.parquet/4-x.png', entry: 4 }, 'a.parquet', manifest)).toBeUndefined()
    expect(manifestKey({ name: 'a.parquet/3-x.png', entry: 3 }, 'a.parquet', undefined)).toBeUndefined()
  })
})
