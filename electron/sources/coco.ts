import { throwIfCancelled } from './cancelled.ts'
import { looksLikeCoco } from './coco/detect.ts'
import type { Listing, Picture } from './coco/listing.ts'
import { annotationsOfPicture } from './coco/picture.ts'
import { findPictures } from './coco/pictures.ts'
import { ranges, recordsOf } from './coco/records.ts'
import { type LabelFile, labelFiles } from './labelFiles.ts'
import type { Finding, Given, Importer } from './types.ts'

/** Files that are looked into to find out the format. Why so few: LabelMe has one file a picture. */
const triedFiles = 40

const usualName = /instances|annotations|keypoints|captions|coco|train|val|test/i

/**
 * COCO: detection, segmentation, keypoints and captions, in one JSON file or several (cocodataset.org, "Data format").
 *
 * Convention: see coco/annotation.ts for coordinates. Files that speak of the same picture are merged; the split is that
 * in the name of the file or of the nearest folder. The class of a picture stays open, as its objects have the classes.
 */
export const coco: Importer = {
  id: 'coco',
  title: 'COCO (JSON)',
  recognises: async (given) => {
    const { files } = await labelFiles(given, ['json'])
    const likely = files.filter(({ file }) => usualName.test(file.name))
    const others = files.filter(({ file }) => !usualName.test(file.name))
    for (const label of [...likely, ...others].slice(0, triedFiles))
      if (await looksLikeCoco(label)) return true
    return false
  },
  find
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { files, problems } = await labelFiles(given, ['json'], signal)
  yield* problems
  const labels: LabelFile[] = []
  for (const label of files) {
    throwIfCancelled(signal)
    if (await looksLikeCoco(label)) labels.push(label)
    else if (label.isNamed) yield foreignFile(label)
  }
  const { listings, pictures } = yield* findPictures(labels, signal)
  yield* classesOf(listings)
  for (const range of ranges(pictures)) {
    const { records, problems: again } = await recordsOf(listings, range, signal)
    yield* again
    // Why taken out from behind: what has been given is let go of before the next range is read.
    records.reverse()
    for (let at = range[0]; at < range[1]; at++) {
      const [picture, own] = [pictures[at], records.pop()]
      if (picture === undefined || own === undefined) continue
      const { annotations, problems: wrong } = annotationsOfPicture(own)
      yield* wrong
      yield imageOf(picture, annotations)
    }
  }
}

function foreignFile({ where }: LabelFile): Finding {
  return {
    kind: 'problem',
    path: where,
    reason:
      'This is no COCO file: it has no list of images, annotations or categories. Choose another format.'
  }
}

/** Every class once; of two categories with one name, as Roboflow writes them, the first says what is known of it. */
function* classesOf(listings: readonly Listing[]): Generator<Finding> {
  const seen = new Set<string>()
  for (const { name, details } of listings.flatMap(({ categories }) => [...categories.values()])) {
    if (!seen.has(name)) yield { kind: 'class', name, details }
    seen.add(name)
  }
}

function imageOf(
  { label, file, split }: Picture,
  annotations: ReturnType<typeof annotationsOfPicture>['annotations']
): Finding {
  const name = label.prefix + file.name
  return { kind: 'image', ...label.tree.address(file), name, className: null, split, annotations }
}
