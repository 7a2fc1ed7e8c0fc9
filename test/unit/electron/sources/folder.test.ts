import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folder } from '../../../../electron/sources/folder.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import type { Finding } from '../../../../electron/sources/types.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cultivar-folder-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), 'x')
  }
}

async function findings(paths: readonly string[] = [root]): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const finding of folder.find(await openGiven(paths))) found.push(finding)
  return found
}

/** "name -> class, split" of every image, in the order found. */
async function listed(paths?: readonly string[]): Promise<string[]> {
  const found = await findings(paths)
  return found.flatMap((finding) => {
    if (finding.kind !== 'image') return []
    return [
      `${finding.name} -> ${finding.className ?? '-'}${finding.split === null ? '' : `, ${finding.split}`}`
    ]
  })
}

describe('classes', () => {
  it('come from subfolders, nested ones joined; images at the top have none', async () => {
    put('dog/b.png', 'dog/a.JPG', 'cat/x.webp', 'wild/cat/big/l.tif', 'top.gif')
    expect(await listed()).toEqual([
      'top.gif -> -',
      'cat/x.webp -> cat',
      'dog/a.JPG -> dog',
      'dog/b.png -> dog',
      'wild/cat/big/l.tif -> wild/cat/big'
    ])
  })

  it('are none in a flat folder and for single files', async () => {
    put('a.png', 'b.bmp')
    expect(await listed()).toEqual(['a.png -> -', 'b.bmp -> -'])
    expect(await listed([join(root, 'b.bmp')])).toEqual(['b.bmp -> -'])
  })

  it('come from the folders themselves when several are given', async () => {
    put('cat/a.png', 'dog/a.png')
    expect(await listed([join(root, 'dog'), join(root, 'cat')])).toEqual([
      'cat/a.png -> cat',
      'dog/a.png -> dog'
    ])
  })

  it('of several data sets stay as they are', async () => {
    put('one/cat/a.png', 'two/cat/a.png')
    expect(await listed([join(root, 'one'), join(root, 'two')])).toEqual([
      'one/cat/a.png -> cat',
      'two/cat/a.png -> cat'
    ])
  })
})

describe('splits', () => {
  it('are recognised above the classes in every usual name and case', async () => {
    put('Train/cat/a.png', 'valid/cat/b.png', 'TEST/dog/c.png', 'testing/d.png')
    expect(await listed()).toEqual([
      'TEST/dog/c.png -> dog, test',
      'Train/cat/a.png -> cat, train',
      'testing/d.png -> -, test',
      'valid/cat/b.png -> cat, val'
    ])
  })

  it('are recognised below a single wrapping folder', async () => {
    put('mnist_png/training/7/a.png', 'mnist_png/testing/7/b.png')
    expect(await listed()).toEqual([
      'mnist_png/testing/7/b.png -> 7, test',
      'mnist_png/training/7/a.png -> 7, train'
    ])
  })

  it('are recognised among folders given together', async () => {
    put('train/cat/a.png', 'val/cat/b.png')
    expect(await listed([join(root, 'train'), join(root, 'val')])).toEqual([
      'train/cat/a.png -> cat, train',
      'val/cat/b.png -> cat, val'
    ])
  })

  it('do not swallow a class that is called train', async () => {
    put('bus/a.png', 'car/b.png', 'train/c.png')
    expect(await listed()).toEqual(['bus/a.png -> bus', 'car/b.png -> car', 'train/c.png -> train'])
  })

  it('inside a class are part of the class', async () => {
    put('cat/test/a.png', 'dog/b.png')
    expect(await listed()).toEqual(['cat/test/a.png -> cat/test', 'dog/b.png -> dog'])
  })
})

describe('what is passed over', () => {
  it('is hidden files, junk, our own workspaces and other kinds of files', async () => {
    put(
      'a/.hidden.png',
      '.git/b.png',
      'a/Thumbs.db',
      '__MACOSX/a/x.png',
      'mine.cultivar/cache/y.png',
      'a/notes.txt',
      'a/ok.png'
    )
    expect(await findings()).toHaveLength(1)
  })

  it('is not what was named: it is left to the decoder to judge', async () => {
    put('notes.txt', '.hidden.png')
    expect(await listed([join(root, 'notes.txt'), join(root, '.hidden.png')])).toEqual([
      '.hidden.png -> -',
      'notes.txt -> -'
    ])
  })

  it('is reported when it is a picture that is not read', async () => {
    put('cat/phone.HEIC')
    expect(await findings()).toEqual([
      { kind: 'problem', path: join(root, 'cat/phone.HEIC'), reason: expect.stringContaining('PNG or JPEG') }
    ])
  })
})

describe('odd trees', () => {
  // Windows forbids such names, and macOS takes both forms of é for one.
  it.runIf(process.platform === 'linux')('with odd names are listed unchanged', async () => {
    const names = [
      '-rf.png',
      'a b.png',
      'a\nb.png',
      '%2e%2e#?.png',
      'x.png[n=-1].png',
      '😀.png',
      'é.png',
      'e\u0301.png'
    ]
    put(...names.map((name) => `c/${name}`))
    const found = await findings()
    const byUnit = names.toSorted((a, b) => (a < b ? -1 : 1))
    expect(found.map((finding) => finding.kind === 'image' && finding.path)).toEqual(
      byUnit.map((name) => join(root, 'c', name))
    )
  })

  it.runIf(process.platform === 'linux')('with names that are not UTF-8 report them escaped', async () => {
    execFileSync('sh', [
      '-c',
      `mkdir "$1/c" && touch "$1/c/$(printf 'a\\377b.png')" "$1/c/ok.png"`,
      'sh',
      root
    ])
    const found = await findings()
    expect(found.map((finding) => [finding.kind, 'path' in finding && finding.path])).toEqual([
      ['problem', join(root, 'c', 'a\\xffb.png')],
      ['image', join(root, 'c', 'ok.png')]
    ])
  })

  it.skipIf(process.platform === 'win32')(
    'with links in circles end, and links never replace the real folder',
    async () => {
      put('z/a.png')
      symlinkSync(root, join(root, 'z', 'loop'))
      symlinkSync(join(root, 'z'), join(root, 'alias'))
      symlinkSync('nowhere', join(root, 'broken.png'))
      const found = await findings()
      expect(found.map((finding) => [finding.kind, 'path' in finding && finding.path])).toEqual([
        ['problem', join(root, 'broken.png')],
        ['image', join(root, 'z/a.png')]
      ])
    }
  )

  it.skipIf(process.platform === 'win32')('follow a link that leads outside once', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'cultivar-outside-'))
    writeFileSync(join(outside, 'a.png'), 'x')
    put('real/b.png')
    symlinkSync(outside, join(root, 'cat'))
    symlinkSync(outside, join(root, 'same'))
    expect(await listed()).toEqual(['real/b.png -> real', 'cat/a.png -> cat'])
    rmSync(outside, { recursive: true })
  })

  it.skipIf(process.platform === 'win32')('with pipes do not wait for them', async () => {
    execFileSync('mkfifo', [join(root, 'pipe.png')])
    expect(await findings()).toEqual([])
    expect(await findings([join(root, 'pipe.png')])).toMatchObject([{ kind: 'problem' }])
  })

  it('that are missing are a problem with a reason', async () => {
    expect(await findings([join(root, 'gone')])).toMatchObject([
      { kind: 'problem', reason: expect.stringContaining('not there') }
    ])
  })

  it('stop when cancelled', async () => {
    put('a.png')
    const found = folder.find(await openGiven([root]), AbortSignal.abort())
    await expect(found.next()).rejects.toMatchObject({ code: 'cancelled' })
  })
})
