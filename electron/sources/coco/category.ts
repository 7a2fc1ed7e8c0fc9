import type { ClassDetails } from '../../../shared/annotations/types.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { listOf, numberOf, numbersOf, objectOf, shown, textOf } from '../json/values.ts'

/** Ids are whole numbers in COCO; some programs write text. */
export type CocoId = number | string

export interface Category {
  readonly id: CocoId
  readonly name: string
  readonly details: ClassDetails
}

export function idOf(value: JsonValue | undefined): CocoId | undefined {
  return numberOf(value) ?? (typeof value === 'string' && value !== '' ? value : undefined)
}

/** A category, or why it is none. */
export function categoryOf(value: JsonValue | undefined): Category | string {
  const object = objectOf(value)
  const id = idOf(object?.['id'])
  const name = textOf(object?.['name'])?.trim()
  if (object === undefined || id === undefined || name === undefined || name === '')
    return `Expected an object with an id and a name but received ${shown(value)}.`
  const supercategory = textOf(object['supercategory'])
  const keypoints = listOf(object['keypoints'])?.map((one) =>
    typeof one === 'string' ? one : JSON.stringify(one)
  )
  const skeleton = skeletonOf(object['skeleton'], keypoints?.length ?? 0)
  const colour = colourOf(object['color'])
  const details: ClassDetails = {
    ...(typeof id === 'number' && Number.isInteger(id) ? { number: id } : {}),
    ...(supercategory === undefined || supercategory === '' ? {} : { supercategory }),
    ...(keypoints === undefined || keypoints.length === 0 ? {} : { keypoints }),
    ...(skeleton.length === 0 ? {} : { skeleton }),
    ...(colour === undefined ? {} : { colour })
  }
  return { id, name, details }
}

/** COCO counts the keypoints from 1. Pairs that name none are left out. */
function skeletonOf(value: JsonValue | undefined, points: number): readonly (readonly [number, number])[] {
  return (listOf(value) ?? []).flatMap((pair): readonly (readonly [number, number])[] => {
    const [from = 0, to = 0] = numbersOf(pair) ?? []
    const isPoint = (at: number): boolean => Number.isInteger(at) && at >= 1 && at <= points
    return isPoint(from) && isPoint(to) ? [[from - 1, to - 1]] : []
  })
}

function colourOf(value: JsonValue | undefined): readonly [number, number, number] | undefined {
  const [red, green, blue, ...rest] = numbersOf(value) ?? []
  const isByte = (one: number | undefined): one is number =>
    one !== undefined && Number.isInteger(one) && one >= 0 && one <= 255
  return isByte(red) && isByte(green) && isByte(blue) && rest.length === 0 ? [red, green, blue] : undefined
}
