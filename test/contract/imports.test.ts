import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

interface Import {
  readonly from: string
  /** Path in the repository, or the name of a package. */
  readonly to: string
}

function filesOf(folder: string): readonly string[] {
  const found = globSync('**/*.{ts,tsx,mts,mjs}', { cwd: join(root, folder) })
  return found.map((name) => posix.join(folder, name.split(sep).join('/')))
}

/** Comments are no imports; strings that look like comments do not occur in import lines. */
const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

function importsOf(from: string): readonly Import[] {
  const text = withoutComments(readFileSync(join(root, from), 'utf8'))
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"\s]+)['"]/g
  return [...text.matchAll(pattern)].map(([, name = '']) => ({
    from,
    to: name.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), name)) : name
  }))
}

const breaks = (folder: string, isWrong: (one: Import) => boolean): readonly string[] =>
  filesOf(folder)
    .flatMap(importsOf)
    .filter(isWrong)
    .map(({ from, to }) => `${from} imports ${to}`)

const isUnder = (path: string, folder: string): boolean => path.startsWith(`${folder}/`)

describe('imports', () => {
  it('are found at all', () => {
    expect(importsOf('shared/draw/rng.ts')).toEqual([
      { from: 'shared/draw/rng.ts', to: 'shared/draw/philox.ts' }
    ])
    expect(relative(root, dirname(import.meta.filename)).split(sep)).toEqual(['test', 'contract'])
  })

  it('of shared/ stay in shared/, apart from zod', () => {
    expect(breaks('shared', ({ to }) => to !== 'zod' && !isUnder(to, 'shared'))).toEqual([])
  })

  it('of renderer/ never reach electron/ or Node', () => {
    const isWrong = ({ from, to }: Import): boolean =>
      /\.tsx?$/.test(from) && (isUnder(to, 'electron') || to === 'electron' || to.startsWith('node:'))
    expect(breaks('renderer', isWrong)).toEqual([])
  })

  it('of electron/ never reach renderer/', () => {
    expect(breaks('electron', ({ to }) => isUnder(to, 'renderer'))).toEqual([])
  })

  it('of sharp stand in one file', () => {
    const importers = ['shared', 'electron', 'renderer']
      .flatMap(filesOf)
      .filter((file) => importsOf(file).some(({ to }) => to === 'sharp'))
    expect(importers.filter((file) => file !== 'electron/pixels/codec.ts')).toEqual([])
  })

  it('name their files with an extension, and the files exist', () => {
    const folders = ['shared', 'electron', 'renderer']
    const isWrong = ({ to }: Import): boolean =>
      folders.some((folder) => isUnder(to, folder)) && !existsSync(join(root, to.replace(/\?.*$/, '')))
    expect(folders.flatMap((folder) => breaks(folder, isWrong))).toEqual([])
  })
})

describe('random numbers', () => {
  it('come from the seeded generator only', () => {
    const users = ['shared', 'electron', 'renderer']
      .flatMap(filesOf)
      .filter((file) => withoutComments(readFileSync(join(root, file), 'utf8')).includes('Math.random'))
    expect(users).toEqual([])
  })
})
