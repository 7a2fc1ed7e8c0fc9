import { scanJson } from '../json/scan.ts'
import { objectOf, parseJson } from '../json/values.ts'
import type { LabelFile } from '../labelFiles.ts'

/** How much is read of a file to find out what it is. Unit: characters. */
const headLength = 4 * 1024 * 1024

/** Names of the outermost object by which other programs' files are known. */
const foreign: ReadonlySet<string> = new Set(['', 'shapes', 'imagePath', 'imageData', 'flags', 'version'])

/** Whether a file is an object with lists of images, annotations or categories as COCO has them; never throws. */
export async function looksLikeCoco({ tree, file }: LabelFile): Promise<boolean> {
  let hasCategory = false
  let length = 0
  try {
    for await (const parts of scanJson(await tree.stream(file))) {
      for (const { key, text = '' } of parts) {
        if (foreign.has(key) || key.startsWith('_via')) return false
        length += text.length
        const fields =
          key === 'images' || key === 'annotations' || key === 'categories' ? objectOf(parseJson(text)) : {}
        if (key === 'images' && fields?.['file_name'] !== undefined) return true
        if (key === 'annotations' && fields?.['image_id'] !== undefined) return true
        if (key === 'categories' && fields?.['name'] !== undefined && fields['id'] !== undefined)
          hasCategory = true
        if (length > headLength) return hasCategory
      }
    }
  } catch {
    // A damaged file is told from a foreign one by what came before the damage.
    return hasCategory
  }
  return hasCategory
}
