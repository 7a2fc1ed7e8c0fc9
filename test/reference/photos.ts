import type { Raster } from '../../shared/raster.ts'
import { fromPython, runPython } from './python.ts'

const read = new Map<string, Raster>()

/**
 * Real pictures out of scikit-image's own folder: a cat in colour (451 x 300), a grey photo (512 x 512) and a stained
 * section of tissue (512 x 512), each cut to `width` x `height` at most.
 */
export function photo(name: 'chelsea' | 'camera' | 'ihc', width = 512, height = 512): Raster {
  const script = `
from os.path import dirname, join
import skimage.data
from PIL import Image
picture = np.asarray(Image.open(join(dirname(skimage.data.__file__), values['name'] + '.png')))
outputs['picture'] = picture[:values['height'], :values['width']]
`
  const key = JSON.stringify({ name, width, height })
  const known = read.get(key)
  if (known !== undefined) return known
  const made = fromPython(runPython(script, { values: { name, width, height } }).arrays['picture'])
  read.set(key, made)
  return made
}
