import { frameOf } from '../../geometry/frameSize.ts'
import { multiply, rescale, translation } from '../../geometry/matrix.ts'
import type { GeometryOp } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import type { ParameterSpec } from '../spec.ts'

/** A part of a frame, in its edge coordinates. */
export interface Window extends Size {
  readonly left: number
  readonly top: number
}

/** Where a window of `length` begins in a side of `total` pixels; `place` -1 at the start, 0 in the middle, 1 at the end. */
export function startAt(place: number, length: number, total: number): number {
  return ((total - length) * (1 + place)) / 2
}

/** The place that begins at `start`; the middle for a window as long as its side. */
export function placeAt(start: number, length: number, total: number): number {
  return total - length > 1e-9 ? Math.min(1, Math.max(-1, (2 * start) / (total - length) - 1)) : 0
}

/** Shares of the side and places to whole pixels: at least 1, never beyond the frame. */
export function wholeWindow(
  shares: { readonly width: number; readonly height: number; readonly x: number; readonly y: number },
  frame: Size
): Window {
  const { width, height } = frameOf(frame.width * shares.width, frame.height * shares.height)
  return {
    left: Math.round(startAt(shares.x, width, frame.width)),
    top: Math.round(startAt(shares.y, height, frame.height)),
    width,
    height
  }
}

/** The window becomes the frame, pixel by pixel; nothing when it is the frame already. */
export function cutTo({ left, top, width, height }: Window, frame: Size): readonly GeometryOp[] {
  if (left === 0 && top === 0 && width === frame.width && height === frame.height) return []
  return [{ op: 'matrix', matrix: translation(left, top), size: { width, height } }]
}

/** The window is enlarged to the whole frame; nothing when it is the frame already. */
export function enlargeTo(window: Window, frame: Size): readonly GeometryOp[] {
  if (window.width === frame.width && window.height === frame.height) return []
  const matrix = multiply(translation(window.left, window.top), rescale(window, frame))
  return [{ op: 'matrix', matrix }]
}

/** How much of a side a crop keeps. Two sides of 1 - L / 2 leave more than 1 - L of the area. */
export const sideShare = (id: string, title: string): ParameterSpec => ({
  id,
  title,
  unit: '%',
  min: 0.05,
  max: 1,
  step: 0.01,
  neutral: 1,
  defaultRange: [0.9, 1],
  governedBy: [{ aspect: 'crop', as: 'around1', times: 0.5 }]
})

/**
 * Where a crop lies. Off the middle it moves what it shows: a crop of 80 % of the side by a tenth at most, hence ten
 * times the limit.
 */
export const cropPlace = (id: string, title: string): ParameterSpec => ({
  id,
  title,
  unit: '',
  min: -1,
  max: 1,
  step: 0.05,
  neutral: 0,
  defaultRange: [-1, 1],
  governedBy: [{ aspect: 'shift', as: 'symmetric', times: 10 }],
  isAdvanced: true
})
