import type { View } from './view.ts'

/** Drops and stones as hills on a plain: the highest at every pixel, 0..1. */
export interface Relief {
  readonly width: number
  readonly rows: number
  readonly height: Float32Array
  /** Slopes of the highest hill, to the right and down, -1..1: positive where it rises. */
  readonly right: Float32Array
  readonly down: Float32Array
}

/** A cap of an ellipsoid; centre and radii in pixels of the raster. */
export interface Hill {
  readonly x: number
  readonly y: number
  readonly radiusX: number
  readonly radiusY: number
}

export function emptyRelief({ width, height }: View): Relief {
  const length = width * height
  return {
    width,
    rows: height,
    height: new Float32Array(length),
    right: new Float32Array(length),
    down: new Float32Array(length)
  }
}

/** Adds a hill; smaller than a pixel it becomes lower, as in a shrunk picture. */
export function addHill(relief: Relief, hill: Hill): void {
  const { width, rows } = relief
  const radiusX = Math.sqrt(hill.radiusX * hill.radiusX + 0.25)
  const radiusY = Math.sqrt(hill.radiusY * hill.radiusY + 0.25)
  const peak = (hill.radiusX * hill.radiusY) / (radiusX * radiusY)
  const [centreX, centreY] = [hill.x - 0.5, hill.y - 0.5]
  const left = Math.max(0, Math.ceil(centreX - radiusX))
  const right = Math.min(width - 1, Math.floor(centreX + radiusX))
  const bottom = Math.min(rows - 1, Math.floor(centreY + radiusY))
  for (let y = Math.max(0, Math.ceil(centreY - radiusY)); y <= bottom; y++) {
    const dy = (y - centreY) / radiusY
    for (let x = left, i = y * width + left; x <= right; x++, i++) {
      const dx = (x - centreX) / radiusX
      const high = peak * (1 - dx * dx - dy * dy)
      if (high <= (relief.height[i] as number)) continue
      relief.height[i] = high
      relief.right[i] = -dx
      relief.down[i] = -dy
    }
  }
}
