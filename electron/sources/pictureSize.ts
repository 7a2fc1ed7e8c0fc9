import type { Size } from '../../shared/raster.ts'
import { headerSize } from '../pixels/codec.ts'
import { maxFileBytes } from './bytes.ts'
import type { Tree, TreeFile } from './tree/types.ts'

/** Headers end before it in all but a few files. Unit: bytes. */
const headBytes = 256 * 1024

/**
 * The size of a picture of a tree as it is shown, EXIF orientation honoured. Reads the beginning of the file, and all of
 * it where the size stands further behind, as in many TIFFs. Throws as `headerSize` and `Tree.read`.
 */
export async function pictureSize(tree: Tree, file: TreeFile): Promise<Size> {
  const name = tree.describe(file.name)
  try {
    return sizeOnly(await headerSize(await headOf(tree, file), name))
  } catch {
    return sizeOnly(await headerSize(await tree.read(file, maxFileBytes), name))
  }
}

const sizeOnly = ({ width, height }: Size): Size => ({ width, height })

/** The first bytes of a file, at least as many as hold a header where there are so many. */
async function headOf(tree: Tree, file: TreeFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of await tree.stream(file)) {
    const bytes = chunk as Buffer
    chunks.push(bytes)
    length += bytes.length
    if (length >= headBytes) break
  }
  return Buffer.concat(chunks)
}
