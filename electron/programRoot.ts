import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Folder of the program: the one that holds package.json, whether this runs from the sources or from the bundle. */
export const programRoot = ((): string => {
  let at = import.meta.dirname
  while (!existsSync(join(at, 'package.json')) && dirname(at) !== at) at = dirname(at)
  return at
})()
