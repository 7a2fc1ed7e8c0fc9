// AssemblyScript. The nearest pixel, for 8 bit pictures. T and stores past the pixels as in bilinear.as.

import {
  channelsOf, crossRuns, fill, fillRow, height, mode, pitch, runFrom, runTo, source, width
} from './bilinear'
import { fold, outside, slack } from './fold'

// @ts-ignore: decorator
@inline
function copyPixel<T>(from: usize, to: usize): void {
  if (sizeof<T>() == 1) store<u8>(to, load<u8>(from))
  else store<u32>(to, load<u32>(from))
}

// @ts-ignore: decorator
@inline
function pixelAt(at: f64, length: i32): i32 {
  return <i32>Math.floor(min<f64>(max<f64>(at + 0.5, 0), length - 1))
}

function anywhere<T>(out: usize, x: f64, y: f64): void {
  const inX = fold(mode, x, width)
  const inY = fold(mode, y, height)
  const isOut = inX == outside || inY == outside
  const place = source + pixelAt(inY, height) * pitch + pixelAt(inX, width) * channelsOf<T>()
  copyPixel<T>(isOut ? fill : place, out)
}

function affine<T>(out: usize, outWidth: i32, outHeight: i32, a: f64, b: f64, c: f64, d: f64, e: f64, f: f64): void {
  const channels = channelsOf<T>()
  const inverseX = 1 / a
  const inverseY = 1 / d
  for (let y = 0; y < outHeight; y++) {
    const startX = b * y + c
    const startY = e * y + f
    const row = out + y * outWidth * channels
    let first = 0
    let last = outWidth
    if (mode == 0) {
      crossRuns(startX, a, inverseX, startY, d, inverseY, -slack, outWidth)
      first = runFrom
      last = runTo
      fillRow<T>(row, first)
    }
    crossRuns(startX, a, inverseX, startY, d, inverseY, 0, outWidth)
    const from = min<i32>(max<i32>(runFrom, first), last)
    const to = max<i32>(min<i32>(runTo, last), from)
    for (let x = first; x < from; x++) anywhere<T>(row + x * channels, startX + a * x, startY + d * x)
    for (let x = from; x < to; x++) {
      // Positive, so that cutting off the fraction is floor.
      const column = <i32>(startX + a * x + 0.5)
      const line = <i32>(startY + d * x + 0.5)
      copyPixel<T>(source + line * pitch + column * channels, row + x * channels)
    }
    for (let x = to; x < last; x++) anywhere<T>(row + x * channels, startX + a * x, startY + d * x)
    if (last < outWidth) fillRow<T>(row + last * channels, outWidth - last)
  }
}

function listed<T>(out: usize, xs: usize, ys: usize, count: i32): void {
  for (let x = 0; x < count; x++) {
    anywhere<T>(out + x * channelsOf<T>(), load<f64>(xs + (x << 3)), load<f64>(ys + (x << 3)))
  }
}

export function nearestAffine(
  channels: i32, out: usize, outWidth: i32, outHeight: i32,
  a: f64, b: f64, c: f64, d: f64, e: f64, f: f64
): void {
  if (channels == 1) affine<u8>(out, outWidth, outHeight, a, b, c, d, e, f)
  else if (channels == 3) affine<u16>(out, outWidth, outHeight, a, b, c, d, e, f)
  else affine<u32>(out, outWidth, outHeight, a, b, c, d, e, f)
}

export function nearestListed(channels: i32, out: usize, xs: usize, ys: usize, count: i32): void {
  if (channels == 1) listed<u8>(out, xs, ys, count)
  else if (channels == 3) listed<u16>(out, xs, ys, count)
  else listed<u32>(out, xs, ys, count)
}
