import type { Annotation, PictureAnnotations } from '../../../shared/annotations/types.ts'
import { CultivarError } from '../../../shared/errors.ts'
import type { Size } from '../../../shared/raster.ts'
import { headerSize } from '../../pixels/codec.ts'
import { sniffFormat } from '../../pixels/sniff.ts'
import { decodeExample, type Example } from '../../tfrecord/example.ts'
import type { LabelMap } from '../../tfrecord/labelMap.ts'
import { boxReason } from '../marks.ts'

/** Keys of TensorFlow's object detection API and others in use; the first that is there counts. */
const keys = {
  picture: ['image/encoded', 'image', 'image_raw', 'image/data', 'jpeg', 'png', 'encoded'],
  file: ['image/filename', 'filename', 'file_name', 'image/source_id'],
  text: ['image/class/text', 'class/text', 'label_text', 'class_name', 'text_label'],
  number: ['image/class/label', 'label', 'class', 'labels', 'target'],
  caption: ['image/caption', 'caption', 'image/caption/text']
} as const

const object = 'image/object/'
/** Whole numbers for every object that go along as attributes. */
export const objectFlags = ['difficult', 'truncated', 'is_crowd', 'group_of'] as const

/** What a record says. */
export interface RecordPicture {
  /** Name of the file that it was made of; undefined when it says none. */
  readonly file: string | undefined
  readonly className: string | null
  readonly annotations: PictureAnnotations
  /** What is wrong with single objects. */
  readonly problems: readonly string[]
}

/** Reads an Example. Throws `corrupt-image` when the data are none. */
export function exampleOf(data: Uint8Array, file: string): Example {
  try {
    return decodeExample(data)
  } catch (error) {
    throw new CultivarError('corrupt-image', 'This record is no tf.train.Example.', {
      file,
      remedy: 'Write the file again with tf.train.Example records.',
      cause: error
    })
  }
}

/** The encoded picture of a record. Throws `unsupported-format` when there is none. */
export function encodedOf(example: Example, file: string): Uint8Array {
  const [bytes] = bytesOf(example, keys.picture)
  if (bytes !== undefined && sniffFormat(bytes) !== undefined) return bytes
  const what =
    bytes === undefined ? 'has no picture (image/encoded)' : 'holds samples, not an encoded picture'
  throw new CultivarError('unsupported-format', `This record ${what}.`, {
    file,
    remedy: 'Write the file again with pictures as PNG or JPEG under image/encoded.'
  })
}

/** What a record says of its picture. Throws as `encodedOf`. */
export async function pictureOf(example: Example, labels: LabelMap, file: string): Promise<RecordPicture> {
  const encoded = encodedOf(example, file)
  const names = classesOf(example, { text: keys.text, number: keys.number }, labels).filter(
    (name) => name !== ''
  )
  const captions = textsOf(example, keys.caption).filter((text) => text !== '')
  const { objects, problems } = await objectsOf(example, labels, { encoded, file })
  const [own = null] = names
  return {
    file: textsOf(example, keys.file)[0],
    className: own,
    annotations: {
      objects,
      ...(names.length < 2 ? {} : { labels: names }),
      ...(captions.length === 0 ? {} : { captions })
    },
    problems
  }
}

function bytesOf(example: Example, wanted: readonly string[]): readonly Uint8Array[] {
  for (const key of wanted) {
    const feature = example.get(key)
    if (feature?.kind === 'bytes' && feature.values.length > 0) return feature.values
  }
  return []
}

const textsOf = (example: Example, wanted: readonly string[]): readonly string[] =>
  bytesOf(example, wanted).map((bytes) => new TextDecoder().decode(bytes))

function numbersOf(example: Example, wanted: readonly string[]): readonly number[] {
  for (const key of wanted) {
    const feature = example.get(key)
    if (feature !== undefined && feature.kind !== 'bytes' && feature.values.length > 0) return feature.values
  }
  return []
}

/** Names as they stand there, else those of the numbers, else the numbers. */
function classesOf(
  example: Example,
  { text, number }: { readonly text: readonly string[]; readonly number: readonly string[] },
  labels: LabelMap
): readonly string[] {
  const texts = textsOf(example, text)
  if (texts.length > 0) return texts
  const numbers = numbersOf(example, number)
  if (numbers.length > 0) return numbers.map((one) => labels.get(one) ?? String(one))
  // Why last: "label" may be a name as well as a number.
  return textsOf(example, number)
}

async function objectsOf(
  example: Example,
  labels: LabelMap,
  { encoded, file }: { readonly encoded: Uint8Array; readonly file: string }
): Promise<{ readonly objects: readonly Annotation[]; readonly problems: readonly string[] }> {
  const [left, right, top, bottom] = ['xmin', 'xmax', 'ymin', 'ymax'].map((side) =>
    numbersOf(example, [`${object}bbox/${side}`])
  )
  if (left === undefined || left.length === 0) return { objects: [], problems: [] }
  const lengths = [right, top, bottom].map((values) => values?.length ?? 0)
  if (lengths.some((length) => length !== left.length)) {
    return {
      objects: [],
      problems: [
        `There are ${left.length} left but ${lengths.join(', ')} other sides of boxes. Write as many of each.`
      ]
    }
  }
  const size = await headerSize(encoded, file)
  const names = classesOf(
    example,
    { text: [`${object}class/text`], number: [`${object}class/label`] },
    labels
  )
  const objects: Annotation[] = []
  const problems: string[] = []
  for (const [index, x] of left.entries()) {
    const sides = { x, right: right?.[index] ?? 0, y: top?.[index] ?? 0, bottom: bottom?.[index] ?? 0 }
    const box = scaled(sides, size)
    const reason = boxReason(box, size)
    if (reason !== undefined) problems.push(`Box ${index}: ${reason}`)
    else
      objects.push({
        kind: 'box',
        className: nameAt(names, index),
        box,
        object: index,
        ...flagsOf(example, index)
      })
  }
  return { objects, problems }
}

const nameAt = (names: readonly string[], index: number): string | null => {
  const name = names[index] ?? ''
  return name === '' ? null : name
}

/** Boxes are written as shares of the picture's sides, in single precision. */
function scaled(
  { x, y, right, bottom }: { x: number; y: number; right: number; bottom: number },
  { width, height }: Size
): { x: number; y: number; width: number; height: number } {
  const [x0, y0, x1, y1] = [x * width, y * height, right * width, bottom * height].map(unrounded)
  return { x: x0 ?? 0, y: y0 ?? 0, width: (x1 ?? 0) - (x0 ?? 0), height: (y1 ?? 0) - (y0 ?? 0) }
}

/** What lies within the rounding of single precision (2^-24 of the value) from a 64th of a pixel was that. */
function unrounded(value: number): number {
  const fine = Math.round(value * 64) / 64
  return Math.abs(value - fine) <= Math.abs(value) * 2 ** -23 ? fine : value
}

function flagsOf(example: Example, index: number): Pick<Annotation, 'attributes'> {
  const flags = objectFlags.flatMap((flag) => {
    const value = numbersOf(example, [`${object}${flag}`])[index]
    return value === undefined || value === 0 ? [] : [[flag, value] as const]
  })
  return flags.length === 0 ? {} : { attributes: Object.fromEntries(flags) }
}
