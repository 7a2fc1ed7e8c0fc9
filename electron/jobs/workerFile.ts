import { existsSync } from 'node:fs'

/**
 * Address of a worker thread's entry: the TypeScript file when this code runs from its sources (Node strips the
 * types), the bundled file when it runs from `out/main` or one of its chunks.
 */
export function workerFile(name: 'pixelWorker'): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(`./${name}.ts`, import.meta.url)
  const beside = new URL(`./${name}.js`, import.meta.url)
  return existsSync(beside) ? beside : new URL(`../${name}.js`, import.meta.url)
}
