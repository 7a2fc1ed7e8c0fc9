import { hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CultivarError, toEnvelope } from '../../shared/errors.ts'
import type { Size } from '../../shared/raster.ts'
import type { AnnotationsText } from '../catalogue/annotations.ts'
import { encode } from '../pixels/codec.ts'
import { readSource } from '../sources/bytes.ts'
import { toFileError } from '../sources/fsError.ts'
import type { Noted } from './exportJournal.ts'
import type { Outcome } from './pixelMessage.ts'
import { loadForBatch, type RenderTask, withRendering } from './renderTask.ts'
import type { LoadSource, SourceRef } from './sourceCache.ts'
import { variantMarks } from './variantMarks.ts'

/** Renders, encodes and writes pictures of an export; best in an order in which those of a source stand together. */
export interface WriteMessage {
  readonly kind: 'write'
  /** Absolute path; the folders of the files in it exist. */
  readonly folder: string
  readonly items: readonly WriteItem[]
  readonly control: WriteControl
}

/** A file and what goes into it: a rendering, or the bytes of an original. */
export type WriteItem =
  | { readonly file: string; readonly task: RenderTask }
  | { readonly file: string; readonly original: SourceRef }

/**
 * Memory that both sides share: at 0 whatever is not 0 asks the worker to come back after the picture in hand, at 1 is
 * how many pictures are done.
 */
export type WriteControl = Int32Array<SharedArrayBuffer>

export const createControl = (): WriteControl => new Int32Array(new SharedArrayBuffer(8))
export const askToStop = (control: WriteControl): void => void Atomics.store(control, 0, 1)
export const doneSoFar = (control: WriteControl): number => Atomics.load(control, 1)

export interface WriteAnswer {
  /** One for each item that was worked on, in order; fewer than asked for when the worker was asked to stop. */
  readonly outcomes: readonly Outcome<Noted>[]
  /** Why the destination takes no more, with the code of the operating system. */
  readonly trouble: { readonly code: string; readonly message: string } | null
}

/** What a pixel worker does with the message; nothing is made durable yet. */
export async function writePictures({ folder, items, control }: WriteMessage): Promise<WriteAnswer> {
  const outcomes: Outcome<Noted>[] = []
  const load = loadForBatch()
  for (const item of items) {
    if (Atomics.load(control, 0) !== 0) break
    const made = await make(item, load)
    if (made.ok) {
      const trouble = put(join(folder, item.file), made.value.bytes)
      if (trouble !== null) return { outcomes, trouble }
    }
    outcomes.push(made.ok ? { ok: true, value: describe(item.file, made.value) } : made)
    Atomics.add(control, 1, 1)
  }
  return { outcomes, trouble: null }
}

interface Made extends Size {
  readonly bytes: Uint8Array
  readonly annotations?: AnnotationsText
}

async function make(item: WriteItem, load: LoadSource): Promise<Outcome<Made>> {
  try {
    if ('original' in item) return { ok: true, value: await readOriginal(item.original) }
    const { format, quality } = item.task.encoding ?? { format: 'png', quality: 100 }
    const value = await withRendering(item.task, load, async (raster): Promise<Made> => {
      const { width, height } = raster
      return {
        bytes: await encode(raster, { format, quality }),
        width,
        height,
        ...marksOf(item.task, raster)
      }
    })
    return { ok: true, value }
  } catch (error) {
    return { ok: false, error: toEnvelope(error) }
  }
}

function marksOf(task: RenderTask, { width, height }: Size): Pick<Made, 'annotations'> {
  if (task.marks === undefined) return {}
  return { annotations: JSON.stringify(variantMarks(task, task.marks, { width, height })) }
}

async function readOriginal({ path, entry, width, height, contentHash }: SourceRef): Promise<Made> {
  const bytes = entry === null ? readFile(path) : await readEntry(path, entry)
  if (contentHash === undefined || hash('sha256', bytes) === contentHash) return { bytes, width, height }
  throw new CultivarError('source-changed', 'The file has changed since it was imported.', {
    file: path,
    remedy: 'Put the original back, or import the picture again.'
  })
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw toFileError(error, path)
  }
}

async function readEntry(path: string, entry: number): Promise<Uint8Array> {
  const found = await readSource({ path, entry })
  if (found.kind === 'bytes') return found.bytes
  throw new CultivarError('source-changed', 'The container holds samples where it held pictures.', {
    file: found.name,
    remedy: 'Put the original back, or import it again.'
  })
}

/** Why not by promises: a thread that has nothing else to do loses time with every turn of the event loop. */
function put(path: string, bytes: Uint8Array): WriteAnswer['trouble'] {
  try {
    writeFileSync(path, bytes)
    return null
  } catch (error) {
    const { code = 'unknown', message } = error as NodeJS.ErrnoException
    return { code, message }
  }
}

function describe(file: string, { bytes, ...made }: Made): Noted {
  return { ...made, file, sha256: hash('sha256', bytes), bytes: bytes.length }
}
