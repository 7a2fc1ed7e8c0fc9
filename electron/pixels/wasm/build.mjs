/**
 * Compiles the AssemblyScript in src/ to kernels.wasm.ts, which is committed:
 * `node electron/pixels/wasm/build.mjs`.
 *
 * Why the sources end in .as: they look like TypeScript but are not, and no tool for TypeScript should read them.
 */
import asc from 'assemblyscript/asc'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = join(import.meta.dirname, 'src')

const options = [
  'index.ts',
  '--outFile',
  'kernels.wasm',
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--enable',
  'relaxed-simd',
  '--maximumMemory',
  '16384'
]

/** @returns {Promise<string>} the text of kernels.wasm.ts; throws with the compiler's messages */
export async function compile() {
  /** @type {Uint8Array | undefined} */
  let binary
  let messages = ''
  const { error } = await asc.main(options, {
    stderr: { write: (text) => void (messages += text) },
    readFile: (name) => {
      try {
        return readFileSync(join(folder, name.replace(/\.ts$/, '.as')), 'utf8')
      } catch {
        return null
      }
    },
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm' && typeof contents !== 'string') binary = contents
    },
    listFiles: () => []
  })
  if (error !== null || binary === undefined) throw new Error(messages)
  const lines =
    Buffer.from(binary)
      .toString('base64')
      .match(/.{1,160}/g) ?? []
  const text = lines.map((line) => `  '${line}'`).join(' +\n')
  return `// Made by build.mjs from src/*.as; do not edit.\n\n/** The kernels as base64. */\nexport const kernelsBase64 =\n${text}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(import.meta.dirname, 'kernels.wasm.ts'), await compile())
}
