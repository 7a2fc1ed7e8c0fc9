import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { CultivarError } from '../../../shared/errors.ts'

const largestFileBytes = 512 * 2 ** 20
const deepestPath = 32

/** Names that Windows takes for devices, with any extension. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
// Why control characters, and the ones that Windows has a meaning for: the same names have to work everywhere.
// oxlint-disable-next-line no-control-regex
const forbiddenCharacter = /[\u0000-\u001f\u007f<>:"|?*\\]/

const batchSchema = z.uuid()

function isPlainName(name: string): boolean {
  if (name === '' || /[. ]$/.test(name) || deviceName.test(name) || forbiddenCharacter.test(name))
    return false
  return Buffer.byteLength(name) <= 255
}

/** The parts of a path that was sent, or null when one of them could lead astray. */
export function parseUploadName(name: string): readonly string[] | null {
  const parts = name.split('/')
  return parts.length <= deepestPath && parts.every(isPlainName) ? parts : null
}

function limitBytes(limit: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > limit ? tooLarge() : null, chunk)
    }
  })
}

const tooLarge = (): CultivarError =>
  new CultivarError('image-too-large', 'A file that is dropped may have at most 512 MB.', {
    remedy: 'Choose it with the button instead; then nothing needs to be sent.'
  })

export interface Uploads {
  /** Streams the body of a request to a file of a batch. @throws {CultivarError} */
  store(request: IncomingMessage, name: string, batch: string): Promise<void>
  /** What was dropped: the files and folders at the top of a batch. @throws {CultivarError} `not-found` */
  dropped(batch: string): Promise<readonly string[]>
  remove(batch: string): Promise<void>
}

/** Files that a browser sends wait below `folder`, a folder per drop, until they are imported. */
export function createUploads(folder: string): Uploads {
  const folderOf = (batch: string): string => {
    if (!batchSchema.safeParse(batch).success) {
      throw new CultivarError('bad-input', 'Expected a UUID for the batch of files.')
    }
    return join(folder, batch.toLowerCase())
  }
  return {
    async store(request, name, batch) {
      const parts = parseUploadName(name)
      if (parts === null)
        throw new CultivarError('bad-input', 'This file name cannot be used.', { file: name })
      if (Number(request.headers['content-length'] ?? 0) > largestFileBytes) throw tooLarge()
      const path = join(folderOf(batch), ...parts)
      await mkdir(dirname(path), { recursive: true })
      // Why 'wx': two names that differ only in case are one file on some systems.
      const file = createWriteStream(path, { flags: 'wx' })
      let isOurs = false
      file.once('open', () => {
        isOurs = true
      })
      try {
        await pipeline(request, limitBytes(largestFileBytes), file)
      } catch (error) {
        if (isOurs) await rm(path, { force: true })
        throw error
      }
    },
    async dropped(batch) {
      const path = folderOf(batch)
      const names = await readdir(path).catch(() => [])
      if (names.length === 0) throw new CultivarError('not-found', 'No files were sent.')
      return names.map((name) => join(path, name))
    },
    remove: (batch) => rm(folderOf(batch), { recursive: true, force: true })
  }
}
