import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isBuildCurrent } from '../../../../electron/dev/build.mjs'

const sources = [
  'shared/a.ts',
  'electron/main.ts',
  'renderer/app.tsx',
  'electron.vite.config.ts',
  'package.json'
]
const outputs = [
  'main/main.js',
  'main/engine.js',
  'main/cli.js',
  'preload/preload.cjs',
  'renderer/index.html'
]

let root: string

function write(path: string, seconds: number): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  utimesSync(file, seconds, seconds)
  utimesSync(dirname(file), seconds, seconds)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cultivar-build-'))
  for (const path of sources) write(path, 1000)
  for (const path of outputs) write(`out/${path}`, 2000)
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

it('is current when every output is newer than every source', () => {
  expect(isBuildCurrent(root)).toBe(true)
})

it('is not current when one output is missing or older than a source', () => {
  rmSync(join(root, 'out/preload/preload.cjs'))
  expect(isBuildCurrent(root)).toBe(false)
  write('out/preload/preload.cjs', 999)
  expect(isBuildCurrent(root)).toBe(false)
})

it('notices a changed source and a deleted one', () => {
  write('shared/a.ts', 3000)
  expect(isBuildCurrent(root)).toBe(false)
  write('shared/a.ts', 1000)
  expect(isBuildCurrent(root)).toBe(true)
  rmSync(join(root, 'shared/a.ts'))
  expect(isBuildCurrent(root)).toBe(false)
})
