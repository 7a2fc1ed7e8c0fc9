import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { csv } from '../../../../../electron/sources/csv/index.ts'
import { previewTable } from '../../../../../electron/sources/csv/preview.ts'
import { openGiven } from '../../../../../electron/sources/given.ts'
import type { Finding, FoundImage } from '../../../../../electron/sources/types.ts'
import type { TableColumns } from '../../../../../shared/api/types.ts'
import { putFiles } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()
type Files = Readonly<Record<string, Uint8Array | string>>

const pictures: Files = { 'images/a.png': 'x', 'images/b.png': 'x', 'images/c.jpg': 'x' }

function folderWith(files: Files): string {
  const folder = temp()
  putFiles(folder, { ...pictures, ...files })
  return folder
}

async function findings(folder: string, columns?: TableColumns): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const finding of csv.find(await openGiven([folder], columns))) found.push(finding)
  return found
}

const imagesOf = (found: readonly Finding[]): readonly FoundImage[] =>
  found.filter((finding) => finding.kind === 'image')

/** "name -> class, split" of every picture. */
async function listed(files: Files, columns?: TableColumns): Promise<readonly string[]> {
  return imagesOf(await findings(folderWith(files), columns)).map(
    ({ name, className, split }) => `${name} -> ${className ?? '-'}${split === null ? '' : `, ${split}`}`
  )
}

const abc = ['images/a.png -> cat', 'images/b.png -> dog', 'images/c.jpg -> cat']
const rows = (delimiter: string, end = '\n'): string =>
  ['path', 'label'].join(delimiter) +
  end +
  [
    ['images/a.png', 'cat'],
    ['images/b.png', 'dog'],
    ['images/c.jpg', 'cat']
  ]
    .map((row) => row.join(delimiter))
    .join(end) +
  end

describe('a table of pictures', () => {
  it.each([
    ['commas', 'l.csv', rows(',')],
    ['semicolons', 'l.csv', rows(';')],
    ['tabs', 'l.tsv', rows('\t')],
    ['bars', 'l.csv', rows('|')],
    ['the line ends of Windows', 'l.csv', rows(',', '\r\n')],
    ['the line ends of old Macs', 'l.csv', rows(',', '\r')],
    ['a byte order mark of UTF-8', 'l.csv', `\ufeff${rows(',')}`],
    ['UTF-16, low byte first', 'l.csv', Buffer.from(`\ufeff${rows(';')}`, 'utf16le')],
    ['UTF-16, high byte first', 'l.csv', Buffer.from(`\ufeff${rows(';')}`, 'utf16le').swap16()],
    ['quotes', 'l.csv', '"path","label"\n"images/a.png","cat"\n"images/b.png",dog\nimages/c.jpg,"cat"\n'],
    ['backslashes', 'l.csv', rows(',').replaceAll('/', '\\')],
    ['no header', 'l.csv', rows(',').split('\n').slice(1).join('\n')],
    ['names alone', 'l.csv', rows(',').replaceAll('images/', '')],
    ['names without endings', 'l.csv', rows(',').replaceAll(/images\/|\.png|\.jpg/g, '')],
    [
      'one JSON object a line',
      'l.jsonl',
      '{"path":"images/a.png","label":"cat"}\n\n{"path":"images/b.png","label":"dog"}\n{"path":"images/c.jpg","label":"cat"}'
    ]
  ])('is read with %s', async (_, name, content) => {
    expect(await listed({ [name]: content })).toEqual(abc)
  })

  it('is recognised by rows that name pictures and say something of them', async () => {
    const recognised = async (files: Files): Promise<boolean> =>
      csv.recognises(await openGiven([folderWith(files)]))
    expect(await recognised({ 'l.csv': rows(',') })).toBe(true)
    expect(await recognised({ 'l.csv': 'price,label\n3,cat\n' })).toBe(false)
    expect(await recognised({ 'l.csv': 'path\nimages/a.png\n' })).toBe(false)
    expect(await recognised({ 'l.csv': 'path,label\nother/z.png,cat\n' })).toBe(false)
    expect(await recognised({})).toBe(false)
  })

  it('says the split in a column, whatever its name, and in its own name when there are several', async () => {
    const table =
      'file,species,part\nimages/a.png,cat,Training\nimages/b.png,dog,valid\nimages/c.jpg,cat,TEST\n'
    expect(await listed({ 'l.csv': table })).toEqual([
      'images/a.png -> cat, train',
      'images/b.png -> dog, val',
      'images/c.jpg -> cat, test'
    ])
    const two = {
      'train.csv': 'file,label\nimages/a.png,cat\n',
      'my-test.csv': 'file,label\nimages/b.png,dog\n'
    }
    expect(await listed(two)).toEqual(['images/b.png -> dog, test', 'images/a.png -> cat, train'])
  })

  it('tells of a split that is none', async () => {
    const found = await findings(folderWith({ 'l.csv': 'file,label,split\nimages/a.png,cat,"hold\nout"\n' }))
    expect(imagesOf(found).map(({ split }) => split)).toEqual([null])
    expect(found.filter(({ kind }) => kind === 'note')).toEqual([
      expect.objectContaining({ text: expect.stringContaining('"hold\\nout"') as string })
    ])
  })

  it('is read by the columns that a person chose, by name or by number', async () => {
    const table = 'path,other,label,kind\nimages/a.png,images/b.png,cat,x\n'
    expect(await listed({ 'l.csv': table }, { path: 'other', label: 'kind' })).toEqual(['images/b.png -> x'])
    expect(await listed({ 'l.csv': table }, { path: '1', label: '4' })).toEqual(['images/a.png -> x'])
    expect(await listed({ 'l.csv': table }, { path: 'path' })).toEqual(['images/a.png -> -'])
  })

  it('names the columns that there are when a chosen one is missing', async () => {
    const found = await findings(folderWith({ 'l.csv': rows(',') }), { path: 'path', label: 'colour' })
    expect(found).toEqual([
      expect.objectContaining({
        kind: 'problem',
        reason: 'There is no column "colour". Its columns are path, label.'
      })
    ])
  })

  it('gives captions, and passes on what means nothing here', async () => {
    const table = 'file,label,caption,age\nimages/a.png,cat,"A cat, ""grey""",12\nimages/b.png,dog,,\n'
    const [first, second] = imagesOf(await findings(folderWith({ 'l.csv': table })))
    expect(first?.annotations).toEqual({
      objects: [],
      captions: ['A cat, "grey"'],
      attributes: { age: '12' }
    })
    expect(second?.annotations).toEqual({ objects: [] })
  })
})

describe('several classes of a picture', () => {
  const labels = async (name: string, content: string): Promise<unknown> =>
    imagesOf(await findings(folderWith({ [name]: content }))).map(({ className, annotations }) => [
      className,
      annotations?.labels
    ])

  it('stand in columns of 0 and 1, which declare the classes in their order', async () => {
    const table = 'image,MEL,NV,BCC\na,0.0,1.0,0.0\nb,1.0,0.0,1.0\nc,0.0,0.0,0.0\n'
    const found = await findings(folderWith({ 'l.csv': table }))
    expect(found.filter(({ kind }) => kind === 'class').map((one) => 'name' in one && one.name)).toEqual([
      'MEL',
      'NV',
      'BCC'
    ])
    expect(imagesOf(found).map(({ className, annotations }) => [className, annotations?.labels])).toEqual([
      ['NV', undefined],
      ['MEL', ['MEL', 'BCC']],
      [null, undefined]
    ])
  })

  it('stand in columns of shares that sum to 1, the largest first', async () => {
    const table = 'file,cat,dog\nimages/a.png,0.25,0.75\nimages/b.png,1,0\n'
    const [soft, hard] = imagesOf(await findings(folderWith({ 'l.csv': table })))
    expect(soft?.className).toBe('dog')
    expect(soft?.annotations).toEqual({
      objects: [],
      labels: ['dog', 'cat'],
      attributes: { labelShares: { cat: 0.25, dog: 0.75 } }
    })
    expect(hard?.className).toBe('cat')
  })

  it('stand in lists: of JSON, of Python, between bars, in JSON Lines', async () => {
    const both = [['cat', ['cat', 'small dog']]]
    expect(await labels('l.csv', 'file,tags\nimages/a.png,"[""cat"",""small dog""]"\n')).toEqual(both)
    expect(await labels('l.csv', `file,tags\nimages/a.png,"['cat', 'small dog']"\n`)).toEqual(both)
    expect(await labels('l.csv', 'file,Finding Labels\nimages/a.png,cat|small dog\n')).toEqual(both)
    expect(await labels('l.jsonl', '{"file":"images/a.png","labels":["cat","small dog"]}\n')).toEqual(both)
    // One class may have a bar in its name.
    expect(await labels('l.csv', 'file,label\nimages/a.png,cat|dog\n')).toEqual([['cat|dog', undefined]])
  })
})

describe('a table of our own', () => {
  it('says the class in one column and all of them in another, as list or shares; JSON Lines are preferred', async () => {
    const files = {
      'labels.csv': 'file,label,labels,caption\nimages/a.png,wrong,,\n',
      'labels.jsonl':
        '{"file":"images/a.png","label":"dog","labels":["cat","dog"],"caption":["x","y"]}\n' +
        '{"file":"images/b.png","label":"dog","labels":{"cat":0.25,"dog":0.75}}\n' +
        '{"file":"images/c.jpg","label":"cat","split":null}\n'
    }
    const found = imagesOf(await findings(folderWith(files)))
    expect(found.map(({ className, annotations }) => [className, annotations])).toEqual([
      ['dog', { objects: [], labels: ['dog', 'cat'], captions: ['x', 'y'] }],
      ['dog', { objects: [], labels: ['dog', 'cat'], attributes: { labelShares: { cat: 0.25, dog: 0.75 } } }],
      ['cat', { objects: [] }]
    ])
    const cells =
      'file,label,labels,caption\nimages/a.png,dog,"[""cat"",""dog""]","[""x"",""y""]"\nimages/b.png,dog,"{""cat"":0.25,""dog"":0.75}",\nimages/c.jpg,cat,,\n'
    const other = imagesOf(await findings(folderWith({ 'labels.csv': cells })))
    expect(other.map(({ annotations }) => annotations)).toEqual(found.map(({ annotations }) => annotations))
  })
})

describe('bad rows', () => {
  /** Line and reason of every problem, and the number of pictures. */
  async function problems(name: string, content: string): Promise<readonly string[]> {
    const folder = folderWith({ [name]: content })
    const found = await findings(folder)
    return [
      ...found.flatMap((finding) =>
        finding.kind === 'problem'
          ? [`${finding.path.replace(join(folder, name), 'T')} ${finding.reason}`]
          : []
      ),
      String(imagesOf(found).length)
    ]
  }

  it.each([
    ['a missing picture', 'images/z.png', /^T: line 3 The picture "images\/z.png" is not there/],
    ['an absolute path', '/etc/passwd', /^T: line 3 "\/etc\/passwd" is no path below this folder/],
    ['a path of another drive', 'C:\\x\\a.png', /^T: line 3 "C:.*is no path below this folder/],
    ['an address', 'https://example.org/a.png', /is no path below this folder/],
    ['a path that leads out', '../../a.png', /^T: line 3 "..\/..\/a.png" leads out of the folder/],
    ['a hidden way out', 'images\\..\\..\\a.png', /leads out of the folder/],
    ['no path', '', /^T: line 3 There is no path in the column "path"/],
    ['the same picture again', 'images/a.png', /^T: line 3 Another row was about "images\/a.png" already/]
  ])('with %s are told, and the others are read', async (_, path, reason) => {
    const table = `path,label\nimages/a.png,cat\n${path},dog\nimages/c.jpg,cat\n`
    const [problem, count] = await problems('l.csv', table)
    expect(problem).toMatch(reason)
    expect(count).toBe('2')
  })

  it('with a quotation mark that never ends, or with JSON that is none, are told', async () => {
    const [quote, two] = await problems('l.csv', 'path,label\nimages/a.png,cat\n"images/b.png,dog\n')
    expect(quote).toMatch(/^T: line \d A quotation mark is opened and never closed/)
    expect(two).toBe('1')
    const lines =
      '{"path":"images/a.png","label":"cat"}\n{"path":\n[1]\n{"path":"images/b.png","label":"dog"}\n'
    expect(await problems('l.jsonl', lines)).toEqual([
      'T: line 2 This line is no JSON object. Correct or remove it.',
      'T: line 3 This line is no JSON object. Correct or remove it.',
      '2'
    ])
  })

  it('with a share that is none are told', async () => {
    const many = Array.from({ length: 20 }, (_, n) => `n${n}.png`)
    const folder = folderWith(Object.fromEntries(many.map((name) => [name, 'x'])))
    const table = `file,cat,dog\n${many.map((name) => `${name},1,0\n`).join('')}images/a.png,2,NaN\n`
    putFiles(folder, { 'l.csv': table })
    const found = await findings(folder)
    expect(found.at(-1)).toMatchObject({
      kind: 'problem',
      reason: expect.stringContaining('"cat"') as string
    })
    expect(imagesOf(found)).toHaveLength(20)
  })

  it('with names that several pictures have ask for the folders', async () => {
    const folder = folderWith({ 'other/a.png': 'x', 'l.csv': 'file,label\na.png,cat\nb.png,dog\n' })
    const found = await findings(folder)
    expect(found[0]).toMatchObject({
      reason: expect.stringContaining('Several pictures are called "a.png"') as string
    })
    expect(imagesOf(found).map(({ name }) => name)).toEqual(['images/b.png'])
  })
})

describe('names', () => {
  it('are found in NFC and NFD, with line breaks, quotes and leading dashes', async () => {
    const odd = ['-x.png', 'two\nlines.png', 'say "hi".png', 'cafe\u0301.png']
    const cells = odd.map((name) => `"${name.normalize('NFC').replaceAll('"', '""')}",cat`).join('\n')
    const folder = temp()
    putFiles(folder, {
      ...Object.fromEntries(odd.map((name) => [name, 'x'])),
      'l.csv': `file,label\n${cells}\n`
    })
    expect(imagesOf(await findings(folder)).map(({ name }) => name)).toEqual(odd)
  })

  it('may be those of properties that every object has', async () => {
    expect(await listed({ 'l.csv': 'file,label,__proto__\nimages/a.png,constructor,toString\n' })).toEqual([
      'images/a.png -> constructor'
    ])
  })
})

describe('a preview', () => {
  it('shows names, at most 20 rows and a guess', async () => {
    const folder = folderWith({ 'l.csv': `split;label;image\n${'train;cat;images/a.png\n'.repeat(30)}` })
    const [tree] = (await openGiven([folder])).trees
    if (tree === undefined) throw new Error('Expected a tree')
    const preview = await previewTable(tree, { name: 'l.csv', bytes: 0 })
    expect(preview).toEqual({
      header: ['split', 'label', 'image'],
      hasHeader: true,
      rows: Array.from({ length: 20 }, () => ['train', 'cat', 'images/a.png']),
      guess: { path: 'image', label: 'label', split: 'split' }
    })
  })

  it('numbers columns without names, and guesses nothing where no picture is named', async () => {
    const folder = folderWith({ 'l.csv': 'images/a.png,cat\nimages/b.png,dog\n', 'm.csv': 'x,y\n1,2\n' })
    const [tree] = (await openGiven([folder])).trees
    if (tree === undefined) throw new Error('Expected a tree')
    expect(await previewTable(tree, { name: 'l.csv', bytes: 0 })).toMatchObject({
      header: ['1', '2'],
      hasHeader: false,
      guess: { path: '1', label: '2' }
    })
    expect((await previewTable(tree, { name: 'm.csv', bytes: 0 })).guess).toBeNull()
  })
})

describe('a cancelled search', () => {
  it('throws', async () => {
    const given = await openGiven([folderWith({ 'l.csv': rows(',') })])
    await expect(async () => {
      for await (const _ of csv.find(given, AbortSignal.abort())) expect(_.kind).not.toBe('image')
    }).rejects.toMatchObject({ code: 'cancelled' })
  })
})
