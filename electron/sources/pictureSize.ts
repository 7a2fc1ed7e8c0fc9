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
  const { width, height } =
    (await sizeInHead(tree, file).catch(() => undefined)) ??
    (await headerSize(await tree.read(file, maxFileBytes), name))
  return { width, height }
}

/** From the first piece of the file, else from the first pieces together; undefined when that is not enough. */
async function sizeInHead(tree: Tree, file: TreeFile): Promise<Size | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of await tree.stream(file)) {
    const bytes = chunk as Buffer
    chunks.push(bytes)
    length += bytes.length
    if (chunks.length > 1 && length < headBytes) continue
    const size = await headerSize(Buffer.concat(chunks), file.name).catch(() => undefined)
    if (size !== undefined || length >= headBytes) return size
  }
  return undefined
}
