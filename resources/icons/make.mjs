/**
 * Renders icon.svg to the PNG sizes that the window, the documentation and the packager need.
 *
 * Run with Node 24: `node resources/icons/make.mjs`. The packager makes .ico and .icns from icon.png (1024) itself.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

const FULL_SIDE = 1024
const SIDES = [FULL_SIDE, 512, 256]

const svg = await readFile(join(import.meta.dirname, 'icon.svg'))
for (const side of SIDES) {
  const name = side === FULL_SIDE ? 'icon.png' : `icon-${side}.png`
  await sharp(svg)
    .resize(side, side)
    .png({ compressionLevel: 9 })
    .toFile(join(import.meta.dirname, name))
}
