import type { MapOptions } from './mapOptions.ts'
import type { Annotation, ClassDetails, Keypoint } from './types.ts'

/**
 * An annotation of a mirrored picture: its class as the profile swaps it, and keypoints in the places of their mirror
 * images: the left eye of a mirrored face is where its right eye was.
 *
 * Convention: which keypoint becomes which says the class (`mirroredKeypoints`); where it does not and a profile is at
 * work (`mirroredLabel`), their names do: as the profile swaps labels, or else left for right. Points without a partner
 * keep their place in the list.
 */
export function mirrored(annotation: Annotation, { mirroredLabel, classes }: MapOptions): Annotation {
  const { className } = annotation
  const details = className === null ? undefined : classes?.get(className)
  const swapped =
    mirroredLabel === undefined || className === null
      ? annotation
      : { ...annotation, className: mirroredLabel(className) }
  if (swapped.kind !== 'keypoints' || details === undefined) return swapped
  const order = mirrorOrder(details, mirroredLabel)
  return order === undefined ? swapped : { ...swapped, points: permuted(swapped.points, order) }
}

/** For each keypoint the one that it becomes; undefined where nothing says so. */
export function mirrorOrder(
  { keypoints, mirroredKeypoints }: ClassDetails,
  mirroredLabel: MapOptions['mirroredLabel']
): readonly number[] | undefined {
  if (mirroredKeypoints !== undefined) return mirroredKeypoints
  if (keypoints === undefined || mirroredLabel === undefined) return undefined
  return keypoints.map((name, index) => {
    const swapped = mirroredLabel(name)
    const partner = keypoints.indexOf(swapped === name ? otherSide(name) : swapped)
    return partner === -1 ? index : partner
  })
}

/** Left for right and right for left, in any of the usual spellings: left_eye, eye.L, "Left Eye", eyeLeft. */
export function otherSide(name: string): string {
  const words = name.replace(/left|right/gi, (word) =>
    likeCase(word.toLowerCase() === 'left' ? 'right' : 'left', word)
  )
  if (words !== name) return words
  return name.replace(/(?<![a-z])[lr](?![a-z])/gi, (letter) =>
    likeCase(letter.toLowerCase() === 'l' ? 'r' : 'l', letter)
  )
}

function likeCase(word: string, like: string): string {
  if (like === like.toUpperCase()) return word.toUpperCase()
  const [first = ''] = like
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word
}

/** Left as they are where the order is not one of these points. */
function permuted(points: readonly Keypoint[], order: readonly number[]): readonly Keypoint[] {
  const isOrder =
    order.length === points.length &&
    new Set(order).size === order.length &&
    order.every((place) => Number.isInteger(place) && place >= 0 && place < points.length)
  if (!isOrder) return points
  const out = points.slice()
  points.forEach((point, index) => (out[order[index] ?? index] = point))
  return out
}
