import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encode, headerSize } from '../../../../electron/pixels/codec.ts'
import { pictureSize } from '../../../../electron/sources/pictureSize.ts'
import { folderTree } from '../../../../electron/sources/tree/folderTree.ts'
import { picture, pngHeader } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const size = { width: 31, height: 12 }

/** APP1 with one entry, the orientation, right behind the beginning of a JPEG (Exif 2.3, 4.5.4 and 4.6). */
function withOrientation(jpeg: Uint8Array, orientation: number): Buffer {
  const exif = Buffer.from(`4578696600004d4d002a00000008000101120003000000010000000000000000`, 'hex')
  exif.writeUInt16BE(orientation, 24)
  const head = Buffer.from('ffe10000', 'hex')
  head.writeUInt16BE(exif.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)])
}

describe('the size of a picture from its header', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('is found in %s', async (format) => {
    const bytes = await encode(picture(1, size), { format, quality: 90 })
    expect(await headerSize(bytes, `a.${format}`)).toEqual(size)
  })

  it('needs no pixels', async () => {
    expect(await headerSize(pngHeader(300, 200), 'a.png')).toEqual({ width: 300, height: 200 })
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is that of the turned picture: EXIF orientation %i',
    async (orientation) => {
      const jpeg = await encode(picture(1, size), { format: 'jpeg', quality: 90 })
      // 5 to 8 swap rows and columns.
      const expected = orientation < 5 ? size : { width: size.height, height: size.width }
      expect(await headerSize(withOrientation(jpeg, orientation), 'a.jpg')).toEqual(expected)
    }
  )

  it('is read from the beginning of a file, and from a PGM', async () => {
    const folder = temp()
    writeFileSync(
      join(folder, 'a.png'),
      await encode(picture(2, { width: 700, height: 500 }), { format: 'png' })
    )
    writeFileSync(join(folder, 'b.pgm'), 'P2 3 2 255\n1 2 3 4 5 6\n')
    const tree = folderTree(folder)
    expect(await pictureSize(tree, { name: 'a.png', bytes: 0 })).toEqual({ width: 700, height: 500 })
    expect(await pictureSize(tree, { name: 'b.pgm', bytes: 0 })).toMatchObject({ width: 3, height: 2 })
  })

  it('is an error that names the file where there is no picture, or no file', async () => {
    const folder = temp()
    writeFileSync(join(folder, 'a.png'), 'no picture')
    const tree = folderTree(folder)
    await expect(pictureSize(tree, { name: 'a.png', bytes: 0 })).rejects.toMatchObject({
      code: 'unsupported-format',
      file: join(folder, 'a.png')
    })
    await expect(pictureSize(tree, { name: 'b.png', bytes: 0 })).rejects.toMatchObject({ code: 'not-found' })
  })
})
