import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codecVersions } from '../pixels/codec.ts'
import { programRoot } from '../programRoot.ts'

export const programVersion: string = (
  JSON.parse(readFileSync(join(programRoot, 'package.json'), 'utf8')) as { version: string }
).version

/** Versions of everything that the pixels of an export depend on. */
export function versions(): Readonly<Record<string, string>> {
  return { cultivar: programVersion, node: process.versions.node, ...codecVersions() }
}
