import { hash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SideFile } from '../exporters/types.ts'
import type { WrittenSide } from './exportJournal.ts'

/** Writes the files that stand beside a picture, below `folder`. */
export async function writeBeside(
  folder: string,
  files: readonly SideFile[]
): Promise<readonly WrittenSide[]> {
  const sides: WrittenSide[] = []
  for (const { file, content } of files) {
    const bytes = Buffer.from(content)
    const path = join(folder, file)
    await writeFile(path, bytes).catch(async (error: unknown) => {
      if ((error as { code?: string }).code !== 'ENOENT') throw error
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, bytes)
    })
    sides.push({ file, sha256: hash('sha256', bytes), bytes: bytes.length })
  }
  return sides
}
