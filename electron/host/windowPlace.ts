import { z } from 'zod'

/** In device-independent pixels, as Electron counts them. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const pixels = z.int().min(-100_000).max(100_000)
export const placeSchema = z.object({
  bounds: z.object({ x: pixels, y: pixels, width: pixels, height: pixels }).nullable(),
  isMaximized: z.boolean()
})
export type Place = z.infer<typeof placeSchema>

export const smallestWindow = { width: 1024, height: 640 } as const
const usualWindow = { width: 1440, height: 900 } as const
/** So much of a title bar must be seen for a window to be dragged. */
const graspPx = { width: 120, height: 32 } as const

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)

const canGrasp = (bounds: Rectangle, area: Rectangle): boolean =>
  overlap(bounds.x, bounds.width, area.x, area.width) >= graspPx.width &&
  overlap(bounds.y, graspPx.height, area.y, area.height) >= graspPx.height

/**
 * Where to open a window: as it was, or centred in its usual size (no x, y) when the display that it was on is gone.
 * @param workAreas of all displays, the primary one first
 */
export function placeOnDisplays(
  bounds: Rectangle | null,
  workAreas: readonly Rectangle[]
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  const area = bounds === null ? undefined : workAreas.find((candidate) => canGrasp(bounds, candidate))
  const room = area ?? workAreas[0] ?? { x: 0, y: 0, ...usualWindow }
  const wanted = area === undefined || bounds === null ? usualWindow : bounds
  const size = {
    width: Math.min(Math.max(wanted.width, smallestWindow.width), Math.max(room.width, smallestWindow.width)),
    height: Math.min(
      Math.max(wanted.height, smallestWindow.height),
      Math.max(room.height, smallestWindow.height)
    )
  }
  return area === undefined || bounds === null ? size : { ...size, x: bounds.x, y: bounds.y }
}
