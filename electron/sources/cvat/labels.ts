import type { ClassDetails } from '../../../shared/annotations/types.ts'
import { childrenOf, childText, descendants, type Element } from './elements.ts'

/** What the head of the file says of a label. */
export interface CvatLabel {
  readonly name: string
  readonly details: ClassDetails
}

/** The labels of the task or project in a `meta` element; parts of skeletons become the keypoints of theirs. */
export function labelsOf(meta: Element): readonly CvatLabel[] {
  const all = descendants(meta, 'labels').flatMap((labels) => childrenOf(labels, 'label'))
  const parts = Map.groupBy(
    all.filter((label) => childText(label, 'parent') !== ''),
    (label) => childText(label, 'parent')
  )
  return all
    .filter((label) => childText(label, 'parent') === '' && childText(label, 'name') !== '')
    .map((label) => {
      const name = childText(label, 'name')
      const keypoints = (parts.get(name) ?? []).map((part) => childText(part, 'name'))
      const colour = colourOf(childText(label, 'color'))
      const skeleton = skeletonOf(childText(label, 'svg'), keypoints)
      const details: ClassDetails = {
        ...(keypoints.length === 0 ? {} : { keypoints }),
        ...(skeleton.length === 0 ? {} : { skeleton }),
        ...(colour === undefined ? {} : { colour })
      }
      return { name, details }
    })
}

function colourOf(text: string): readonly [number, number, number] | undefined {
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text) ?? []
  if (red === undefined || green === undefined || blue === undefined) return undefined
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]
}

/** The drawing of a skeleton names its nodes by label, and its edges by node. */
function skeletonOf(svg: string, keypoints: readonly string[]): readonly (readonly [number, number])[] {
  const attribute = (tag: string, name: string): string | undefined =>
    new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`).exec(tag)?.[1]
  const placeOf = new Map(
    (svg.match(/<circle\b[^>]*>/g) ?? []).map((tag) => [
      attribute(tag, 'data-node-id'),
      keypoints.indexOf(attribute(tag, 'data-label-name') ?? '')
    ])
  )
  return (svg.match(/<line\b[^>]*>/g) ?? []).flatMap((tag): readonly (readonly [number, number])[] => {
    const from = placeOf.get(attribute(tag, 'data-node-from')) ?? -1
    const to = placeOf.get(attribute(tag, 'data-node-to')) ?? -1
    return from >= 0 && to >= 0 ? [[from, to]] : []
  })
}
