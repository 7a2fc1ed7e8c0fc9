import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** What a small settings file holds, or `fallback`. A file that cannot be understood is kept aside as `.damaged`. */
export function readJsonFile<Value>(path: string, schema: z.ZodType<Value>, fallback: Value): Value {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return fallback
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    console.error(`${path} could not be understood and is kept as ${path}.damaged: ${String(error)}`)
    renameSync(path, `${path}.damaged`)
    return fallback
  }
}

/** Writes beside the file and renames, so that a crash leaves either the old or the new one. */
export function writeJsonFile(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  const fd = openSync(temporary, 'w')
  try {
    writeSync(fd, `${JSON.stringify(value, null, 2)}\n`)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(temporary, path)
}
