import type { View } from './view.ts'

/** How much of every pixel is covered by small soft things, 0..1. */
export interface Cover {
  readonly width: number
  readonly height: number
  readonly share: Float32Array
}

export function emptyCover({ width, height }: View): Cover {
  return { width, height, share: new Float32Array(width * height) }
}

/** A soft disc or ellipse: centre and radii in pixels of the raster from its upper left corner. */
export interface Disc {
  readonly x: number
  readonly y: number
  readonly radiusX: number
  readonly radiusY: number
  readonly share: number
}

/**
 * Adds a disc whose cover falls smoothly from `share` in the middle to 0 at the rim.
 *
 * Why wider and fainter below a pixel: a shrunk picture shows just that of what is smaller than its pixels.
 */
export function addDisc({ width, height, share }: Cover, disc: Disc): void {
  const radiusX = Math.sqrt(disc.radiusX * disc.radiusX + 1)
  const radiusY = Math.sqrt(disc.radiusY * disc.radiusY + 1)
  const peak = (disc.share * disc.radiusX * disc.radiusY) / (radiusX * radiusY)
  const [centreX, centreY] = [disc.x - 0.5, disc.y - 0.5]
  const left = Math.max(0, Math.ceil(centreX - radiusX))
  const right = Math.min(width - 1, Math.floor(centreX + radiusX))
  const bottom = Math.min(height - 1, Math.floor(centreY + radiusY))
  for (let y = Math.max(0, Math.ceil(centreY - radiusY)); y <= bottom; y++) {
    const dy = (y - centreY) / radiusY
    const room = 1 - dy * dy
    for (let x = left, i = y * width + left; x <= right; x++, i++) {
      const dx = (x - centreX) / radiusX
      const t = room - dx * dx
      if (t <= 0) continue
      const before = share[i] as number
      share[i] = before + (1 - before) * peak * t * t
    }
  }
}

/** A thin streak from its upper end, in pixels of the raster; `deltaY` is positive, `width` across its direction. */
export interface Streak {
  readonly x: number
  readonly y: number
  readonly deltaX: number
  readonly deltaY: number
  readonly width: number
  readonly share: number
}

/** Radius of the soft profile in widths, beyond which nothing of a streak is left. */
const reach = 1.2

/** Adds a streak that fades towards its ends; thinner than a pixel it becomes fainter, as in a shrunk picture. */
export function addStreak(cover: Cover, streak: Streak): void {
  const { deltaX, deltaY } = streak
  const slope = deltaX / deltaY
  const spread = Math.hypot(1, slope)
  const radius = Math.sqrt((streak.width * reach) ** 2 + 1) * spread
  const peak = (streak.share * streak.width * reach * spread) / radius
  const top = Math.max(0, Math.floor(streak.y))
  const bottom = Math.min(cover.height, Math.ceil(streak.y + deltaY))
  for (let y = top; y < bottom; y++) {
    const from = Math.max(y, streak.y)
    const to = Math.min(y + 1, streak.y + deltaY)
    const along = ((from + to) / 2 - streak.y) / deltaY
    const centreX = streak.x + slope * ((from + to) / 2 - streak.y) - 0.5
    addRun(cover, { y, centreX, radius, peak: peak * (to - from) * 4 * along * (1 - along) })
  }
}

interface Run {
  readonly y: number
  readonly centreX: number
  readonly radius: number
  readonly peak: number
}

function addRun({ width, share }: Cover, { y, centreX, radius, peak }: Run): void {
  const left = Math.max(0, Math.ceil(centreX - radius))
  const right = Math.min(width - 1, Math.floor(centreX + radius))
  for (let x = left, i = y * width + left; x <= right; x++, i++) {
    const dx = (x - centreX) / radius
    const t = 1 - dx * dx
    const before = share[i] as number
    share[i] = before + (1 - before) * peak * t * t
  }
}
