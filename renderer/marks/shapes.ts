import type { Annotation, RunLengths } from '../../shared/annotations/types.ts'
import { toEdge } from '../../shared/geometry/frames.ts'
import type { Size } from '../../shared/raster.ts'

/** Turns annotations into paths of SVG. Unit: pixels of the frame that the marks belong to, edges at whole numbers. */

const ringPath = (ring: readonly number[]): string =>
  ring.reduce((path, value, at) => `${path}${at === 0 ? 'M' : at % 2 === 0 ? 'L' : ' '}${value}`, '') + 'Z'

/** Rectangles of equal runs in consecutive rows are one. */
export function maskPath({ width, runs }: RunLengths): string {
  let open = new Map<string, { x: number; y: number; length: number; rows: number }>()
  const parts: string[] = []
  const close = (): void => {
    for (const { x, y, length, rows } of open.values()) parts.push(`M${x} ${y}h${length}v${rows}h${-length}Z`)
  }
  let row = -1
  for (const { x, y, length } of rowPieces(width, runs)) {
    if (y !== row) {
      if (y !== row + 1) {
        close()
        open = new Map()
      }
      row = y
    }
    const key = `${x}:${length}`
    const above = open.get(key)
    if (above !== undefined && above.y + above.rows === y) above.rows++
    else {
      if (above !== undefined)
        parts.push(`M${above.x} ${above.y}h${above.length}v${above.rows}h${-above.length}Z`)
      open.set(key, { x, y, length, rows: 1 })
    }
  }
  close()
  return parts.join('')
}

function* rowPieces(
  width: number,
  runs: readonly number[]
): Generator<{ readonly x: number; readonly y: number; readonly length: number }> {
  let at = 0
  for (const [index, length] of runs.entries()) {
    const end = at + length
    for (let from = at; index % 2 === 1 && from < end;) {
      const y = Math.floor(from / width)
      const to = Math.min(end, (y + 1) * width)
      yield { x: from - y * width, y, length: to - from }
      from = to
    }
    at = end
  }
}

/** The outline of a mark, or what it covers; empty for keypoints. */
export function outlineOf(
  annotation: Annotation,
  frame: Size
): { readonly path: string; readonly transform?: string } {
  switch (annotation.kind) {
    case 'box': {
      const { x, y, width, height } = annotation.box
      return { path: `M${x} ${y}h${width}v${height}h${-width}Z` }
    }
    case 'rotatedBox':
      return { path: ringPath(annotation.corners) }
    case 'polygon':
      return { path: annotation.rings.map(ringPath).join('') }
    case 'mask': {
      const { mask } = annotation
      const transform = `scale(${frame.width / mask.width} ${frame.height / mask.height})`
      return { path: maskPath(mask), transform }
    }
    case 'keypoints':
      return { path: '' }
  }
}

export interface Dot {
  readonly x: number
  readonly y: number
  readonly isHidden: boolean
}

/** Where the points of a person or thing are, by their place in the list; undefined for those that are not labelled. */
export function dotsOf(annotation: Annotation): readonly (Dot | undefined)[] {
  if (annotation.kind !== 'keypoints') return []
  return annotation.points.map((point) =>
    point.visibility === 0 ? undefined : { ...toEdge(point), isHidden: point.visibility === 1 }
  )
}

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What encloses a mark; undefined when there is nothing of it. */
export function boundsOf(annotation: Annotation, frame: Size): Bounds | undefined {
  if (annotation.kind === 'box') return annotation.box
  if (annotation.kind === 'mask') return maskBounds(annotation.mask, frame)
  const values =
    annotation.kind === 'rotatedBox'
      ? annotation.corners
      : annotation.kind === 'polygon'
        ? annotation.rings.flat()
        : dotsOf(annotation).flatMap((dot) => (dot === undefined ? [] : [dot.x, dot.y]))
  return enclosing(values)
}

function enclosing(values: readonly number[]): Bounds | undefined {
  if (values.length < 2) return undefined
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [at, value] of values.entries()) {
    if (at % 2 === 0) [left, right] = [Math.min(left, value), Math.max(right, value)]
    else [top, bottom] = [Math.min(top, value), Math.max(bottom, value)]
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

function maskBounds(mask: RunLengths, frame: Size): Bounds | undefined {
  const pieces = [...rowPieces(mask.width, mask.runs)]
  const found = enclosing(pieces.flatMap(({ x, y, length }) => [x, y, x + length, y + 1]))
  if (found === undefined) return undefined
  const [sx, sy] = [frame.width / mask.width, frame.height / mask.height]
  return { x: found.x * sx, y: found.y * sy, width: found.width * sx, height: found.height * sy }
}
