import type { FoundSplit, Problem } from '../types.ts'
import type { LabelFile } from '../labelFiles.ts'
import type { TreeFile } from '../tree/types.ts'
import { objectOf, parseJson, shown, textOf } from '../json/values.ts'
import type { JsonPart } from '../json/scan.ts'
import { type Category, categoryOf, type CocoId, idOf } from './category.ts'
import { NumberList } from './numberList.ts'

/** A picture that one file or several speak of. */
export interface Picture {
  readonly label: LabelFile
  readonly file: TreeFile
  split: FoundSplit | null
  /** Length of all annotations together. Unit: characters. */
  length: number
}

/** What the first reading of a file keeps: which entry belongs to which picture, not the entries. */
export class Listing {
  readonly label: LabelFile
  readonly categories = new Map<CocoId, Category>()
  /**
   * For each entry of a list the number of its image, counted as they come; -1 for a damaged one. When the pictures
   * have been found, their numbers.
   */
  readonly owners = { images: new NumberList(), annotations: new NumberList() }
  /** Length of the annotations of each image. */
  readonly lengths: number[] = []
  /** Whether the file could not be read to its end. */
  isDamaged = false
  readonly fileNames: (string | undefined)[] = []
  readonly #listed: number[] = []
  readonly #places: number[] = []
  readonly #numbers = new Map<CocoId, number>()
  readonly #ids: CocoId[] = []

  constructor(label: LabelFile) {
    this.label = label
  }

  /** Takes an entry in; returns why it cannot be used. */
  add({ key, index, text }: JsonPart): Problem | undefined {
    if (key !== 'images' && key !== 'annotations' && key !== 'categories') return undefined
    if (index < 0) return this.problem(key, 'This must be a list. Export the file anew.')
    const entry = `${key}[${index}]`
    const value = text === undefined ? undefined : parseJson(text)
    if (value === undefined) {
      if (key !== 'categories') this.owners[key].push(-1)
      return this.problem(entry, text === undefined ? tooLong : noJson(text))
    }
    if (key === 'categories') return this.#addCategory(entry, categoryOf(value))
    const object = objectOf(value) ?? {}
    const reason =
      key === 'images'
        ? this.#addImage(idOf(object['id']), textOf(object['file_name']), { index, text: text ?? '' })
        : this.#addAnnotation(idOf(object['image_id']), text ?? '')
    return reason === undefined ? undefined : this.problem(entry, reason)
  }

  problem(entry: string, reason: string): Problem {
    return { kind: 'problem', path: `${this.label.where}: ${entry}`, reason }
  }

  /** Annotations of images that are not listed; called when the whole file has been read. */
  *strays(): Generator<Problem> {
    const { annotations } = this.owners
    for (let index = 0; index < annotations.length; index++) {
      const image = annotations.at(index)
      if (image < 0 || this.fileNames[image] !== undefined) continue
      const reason = `It belongs to the image ${shown(this.#ids[image])}, which is not listed. Add the image or remove it.`
      yield this.problem(`annotations[${index}]`, reason)
    }
  }

  /** Numbers of the listed images, in the order of the list, and where each stands in it. */
  *images(): Generator<{ readonly image: number; readonly entry: string; readonly fileName: string }> {
    for (const [at, image] of this.#listed.entries()) {
      const fileName = this.fileNames[image]
      if (fileName !== undefined) yield { image, entry: `images[${this.#places[at]}]`, fileName }
    }
  }

  #addCategory(entry: string, category: Category | string): Problem | undefined {
    if (typeof category === 'string') return this.problem(entry, category)
    if (this.categories.has(category.id))
      return this.problem(
        entry,
        `The id ${shown(category.id)} is that of another category. Give it one of its own.`
      )
    this.categories.set(category.id, category)
    return undefined
  }

  #addImage(
    id: CocoId | undefined,
    fileName: string | undefined,
    { index, text }: { readonly index: number; readonly text: string }
  ): string | undefined {
    const image = id === undefined ? -1 : this.#numberOf(id)
    const reason =
      id === undefined || fileName === undefined
        ? `Expected an object with an id and a file_name but received ${text.slice(0, 60)}.`
        : this.fileNames[image] !== undefined
          ? `The id ${shown(id)} is that of another image. Give it one of its own.`
          : undefined
    this.owners.images.push(reason === undefined ? image : -1)
    if (reason !== undefined) return reason
    this.fileNames[image] = fileName
    this.#listed.push(image)
    this.#places.push(index)
    return undefined
  }

  #addAnnotation(imageId: CocoId | undefined, text: string): string | undefined {
    const image = imageId === undefined ? -1 : this.#numberOf(imageId)
    this.owners.annotations.push(image)
    if (image < 0) return `Expected an object with an image_id but received ${text.slice(0, 60)}.`
    this.lengths[image] = (this.lengths[image] ?? 0) + text.length
    return undefined
  }

  /** Images are numbered as they are first spoken of, since annotations may come before them. */
  #numberOf(id: CocoId): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    const number = this.#ids.push(id) - 1
    this.#numbers.set(id, number)
    this.fileNames[number] = undefined
    return number
  }
}

const tooLong = 'The entry is longer than 64 MB. Split it or remove it.'

function noJson(text: string): string {
  const numbers = /(-?Infinity|NaN)/.exec(text)?.[1]
  return numbers === undefined
    ? 'This is no valid JSON. Correct it or export the file anew.'
    : `${numbers} is no number in JSON. Put a number in its place or remove the entry.`
}
