import type { JsonValue } from '../../shared/transforms/spec.ts'
import type { Size } from '../../shared/raster.ts'
import { throwIfCancelled } from './cancelled.ts'
import { childrenOf, type Element, elementsOf } from './cvat/elements.ts'
import { type CvatLabel, labelsOf } from './cvat/labels.ts'
import { markOf } from './cvat/shapes.ts'
import { reasonOf, toFileError } from './fsError.ts'
import { type LabelFile, splitInPath } from './labelFiles.ts'
import { MarkList, withoutEmpty } from './markList.ts'
import { type Reading, toolImporter } from './toolImporter.ts'
import type { Finding, FoundImage } from './types.ts'

/**
 * CVAT for images 1.1, one XML file with all pictures (docs.cvat.ai, "CVAT for images").
 *
 * Convention: see cvat/shapes.ts for coordinates. Tags are the classes of a picture, its subset is the split; groups are
 * objects; occlusion, the order in depth and all attributes are kept.
 */
export const cvat = toolImporter({
  id: 'cvat',
  title: 'CVAT for images (XML)',
  extensions: ['xml'],
  looksLike: looksLikeCvat,
  foreign: 'This is no CVAT file: its outermost element must be <annotations>. Choose another format.',
  pictures: picturesOf
})

/** By the outermost element and the first one in it; never throws. */
async function looksLikeCvat({ tree, file }: LabelFile): Promise<boolean> {
  try {
    let place = 0
    for await (const { name } of elementsOf(await tree.stream(file))) {
      if (place === 0 && name !== 'annotations') return false
      if (place++ > 0) return ['version', 'meta', 'image'].includes(name)
    }
  } catch {
    // A damaged file says nothing.
  }
  return false
}

async function* picturesOf(label: LabelFile, reading: Reading): AsyncGenerator<Finding> {
  const labels = new Map<string, CvatLabel>()
  try {
    for await (const element of elementsOf(await label.tree.stream(label.file))) {
      throwIfCancelled(reading.signal)
      if (element.name === 'meta') {
        for (const one of labelsOf(element)) {
          if (!labels.has(one.name)) yield { kind: 'class', ...one }
          labels.set(one.name, one)
        }
      }
      if (element.name === 'image') yield* pictureOf(element, { label, labels, reading })
    }
  } catch (error) {
    throwIfCancelled(reading.signal)
    yield { kind: 'problem', path: label.where, reason: reasonOf(toFileError(error, label.where)) }
  }
}

interface Context {
  readonly label: LabelFile
  readonly labels: ReadonlyMap<string, CvatLabel>
  readonly reading: Reading
}

function* pictureOf(image: Element, { label, labels, reading }: Context): Generator<Finding> {
  const { name: picture = '', subset = '', id = '' } = image.attributes
  const entry = `image ${id === '' ? JSON.stringify(picture) : id}`
  const path = `${label.where}: ${entry}`
  const located = reading.lookup.locate({
    picture,
    from: label.file.name,
    folders: subset === '' ? [] : [subset]
  })
  if ('reason' in located) return yield { kind: 'problem', path, reason: located.reason }
  const name = label.prefix + located.file.name
  const reason = reading.take(name)
  if (reason !== undefined) return yield { kind: 'problem', path, reason }
  const marks = new MarkList(path)
  readMarks(image, labels, marks)
  yield* marks.problems
  const tags = childrenOf(image, 'tag').flatMap((tag) => tag.attributes['label'] ?? [])
  const attributes = withoutEmpty(
    Object.assign({}, ...childrenOf(image, 'tag').map(ownAttributes)) as Record<string, JsonValue>
  )
  const found: FoundImage = {
    kind: 'image',
    ...label.tree.address(located.file),
    name,
    className: tags[0] ?? null,
    split: splitInPath(subset) ?? splitInPath(label.file.name),
    annotations: {
      objects: marks.objects(),
      ...(tags.length > 1 ? { labels: tags } : {}),
      ...(attributes === undefined ? {} : { attributes })
    }
  }
  yield found
}

function readMarks(image: Element, labels: ReadonlyMap<string, CvatLabel>, marks: MarkList): void {
  const size = sizeOf(image)
  image.children.forEach((shape, at) => {
    if (shape.name === 'tag') return
    const entry = `${shape.name} ${at + 1}`
    const className = shape.attributes['label'] ?? ''
    const group = shape.attributes['group_id'] ?? '0'
    const keypoints = labels.get(className)?.details.keypoints ?? []
    if (className === '') return marks.fail(entry, 'It has no label. Give it one or remove it.')
    // Files may leave the head out; what is declared must be all that there is.
    if (labels.size > 0 && !labels.has(className))
      return marks.fail(
        entry,
        `There is no label ${JSON.stringify(className)}. Add it to the labels of the task.`
      )
    const isLine = shape.name === 'polyline'
    marks.add(entry, markOf(shape, size, keypoints), {
      className,
      ...(group === '0' || group === '' ? {} : { group }),
      attributes: { ...ownAttributes(shape), ...(isLine ? { shape: 'polyline' } : {}), ...inDepth(shape) }
    })
  })
}

/** What the person was asked about a shape or a picture, as it was answered. */
function ownAttributes(element: Element): Readonly<Record<string, string>> {
  const pairs = childrenOf(element, 'attribute').map(({ attributes, text }) => [
    attributes['name'] ?? '',
    text
  ])
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>
}

function inDepth({ name, attributes }: Element): Readonly<Record<string, JsonValue>> {
  const order = Number(attributes['z_order'] ?? 0)
  return {
    ...(attributes['occluded'] === '1' && name !== 'points' ? { occluded: true } : {}),
    ...(order === 0 || Number.isNaN(order) ? {} : { z_order: order })
  }
}

function sizeOf({ attributes }: Element): Size | undefined {
  const [width, height] = [Number(attributes['width']), Number(attributes['height'])]
  return width > 0 && height > 0 ? { width, height } : undefined
}
