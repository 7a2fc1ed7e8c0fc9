import { CultivarError } from '../../shared/errors.ts'
import { cifar } from './cifar/index.ts'
import { coco } from './coco.ts'
import { csv } from './csv/index.ts'
import { cvat } from './cvat.ts'
import { folder } from './folder.ts'
import { hf } from './hf/index.ts'
import { idx } from './idx.ts'
import { labelme } from './labelme.ts'
import { labelStudio } from './labelStudio.ts'
import { npz } from './npz/index.ts'
import { tfrecord } from './tfrecord/index.ts'
import { via } from './via.ts'
import type { Given, Importer } from './types.ts'
import { voc } from './voc.ts'
import { webdataset } from './webdataset/index.ts'
import { yolo } from './yolo.ts'

/** Every importer, the most particular first: the first that recognises the paths is taken. */
export const importers = [
  coco,
  yolo,
  voc,
  cvat,
  labelStudio,
  via,
  labelme,
  hf,
  webdataset,
  tfrecord,
  npz,
  cifar,
  idx,
  csv,
  folder
] as const satisfies readonly Importer[]

/** The first importer that recognises what was given. Throws `bad-input` when none does. */
export async function detectFormat(given: Given): Promise<Importer> {
  for (const importer of importers) if (await importer.recognises(given)) return importer
  throw new CultivarError('bad-input', 'Expected at least one file or folder to import but received none.')
}

/** The importer with an id. Throws `bad-input` for an id that is none. */
export function importerById(id: string): Importer {
  const found = importers.find((importer) => importer.id === id)
  if (found !== undefined) return found
  const known = importers.map((importer) => importer.id).join(', ')
  throw new CultivarError('bad-input', `Expected a format of ${known} but received ${JSON.stringify(id)}.`)
}
