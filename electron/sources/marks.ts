import type { Box } from '../../shared/annotations/types.ts'
import type { Size } from '../../shared/raster.ts'

/** Far beyond any picture, so that sums stay finite. Unit: pixels. */
const farthest = 1e7

/** Why numbers cannot be places in a picture, in one sentence with the remedy; undefined when they can. */
export function coordinatesReason(values: readonly number[]): string | undefined {
  const wrong = values.find((value) => !(Math.abs(value) <= farthest))
  return wrong === undefined
    ? undefined
    : `${wrong} is no place in a picture. Draw the mark anew or remove it.`
}

/** Why a box cannot be taken; undefined when it can. One that reaches over the border is kept as it is. */
export function boxReason(box: Box, size: Size | undefined): string | undefined {
  const { x, y, width, height } = box
  const reason = coordinatesReason([x, y, width, height])
  if (reason !== undefined) return reason
  if (width <= 0 || height <= 0)
    return `A box must be wider and higher than 0, but is ${width} x ${height}. Draw it anew or remove it.`
  return outsideReason(box, size)
}

/** Why an outline cannot be taken; undefined when it can. */
export function ringReason(ring: readonly number[]): string | undefined {
  if (ring.length % 2 === 1 || ring.length < 6)
    return `An outline must have x and y for three corners or more, but has ${ring.length} numbers. Draw it anew or remove it.`
  return coordinatesReason(ring)
}

/** Whether nothing of a mark lies in its picture; undefined when some does, or the size is not known. */
export function outsideReason(bounds: Box | undefined, size: Size | undefined): string | undefined {
  if (bounds === undefined || size === undefined) return undefined
  const { x, y, width, height } = bounds
  const isInside = x < size.width && y < size.height && x + width > 0 && y + height > 0
  if (isInside) return undefined
  return `It lies outside the picture of ${size.width} x ${size.height} pixels. Draw it anew or remove it.`
}
