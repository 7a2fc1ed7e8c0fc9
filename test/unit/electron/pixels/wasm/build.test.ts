import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../../../../electron/pixels/wasm')

it('kernels.wasm.ts is what its sources compile to', async () => {
  const { compile } = (await import(join(folder, 'build.mjs'))) as { compile: () => Promise<string> }
  // If not: node electron/pixels/wasm/build.mjs
  expect(readFileSync(join(folder, 'kernels.wasm.ts'), 'utf8')).toBe(await compile())
})
