import type { GeometryOp } from '../ops.ts'
import type { Size } from '../raster.ts'
import { compileChain } from './chain.ts'
import { forwardChain } from './inverse.ts'
import { about, centreOf, type Mat3, multiply, type Point, translation } from './matrix.ts'

/** Where more would be needed about the centre, the picture is brought to the middle first. */
const largestZoom = 8

/** Then nothing sensible is left to see; the policy holds the scale against the domain. */
const largestSearch = 2 ** 16

/** Relative: how closely the zoom is found. */
const precision = 1e-3

/** Why: sines and cosines leave dust in the last digits. */
const slack = 1e-6

/**
 * The least zoom about the centre of `output`, as a matrix to put behind `maps`, with which every point of the output
 * shows a point inside of `input`; undefined when none is needed. Found by bisection to a thousandth.
 *
 * Where no zoom up to 8 does it (the centre shows nothing of the picture, or nearly so), the zoom is about the
 * picture's own centre, which is brought to the middle of the output.
 *
 * Convention: no tiles in `maps` but as their only member; looking along the border says nothing about them.
 */
export function insideZoom(maps: readonly GeometryOp[], input: Size, output: Size): Mat3 | undefined {
  if (maps.every(isTiles)) return undefined
  const looks = looksInside(maps, input, output)
  const centre = centreOf(output)
  if (looks.fine(centre, 1)) return undefined
  const zoom = looks.fine(centre, largestZoom) ? leastZoom(looks, centre, largestZoom) : undefined
  if (zoom !== undefined) return about(centre, [1 / zoom, 0, 0, 1 / zoom])
  const middle = forwardChain(maps)(centreOf(input)) ?? centre
  const moved = leastZoom(looks, middle, highestFor(looks, middle))
  return multiply(
    translation(middle.x - centre.x, middle.y - centre.y),
    about(centre, [1 / moved, 0, 0, 1 / moved])
  )
}

const isTiles = (map: GeometryOp): boolean => map.op === 'displace' && map.field.kind === 'tiles'

/** Whether the output, made smaller by `zoom` and put with its centre at `middle`, shows only what is inside. */
type Look = (middle: Point, zoom: number) => boolean

interface Looks {
  /** At a few points of the border. */
  readonly coarse: Look
  /** At the corners for matrices, which keep lines straight, or else at every pixel of the border, up to 4096. */
  readonly fine: Look
}

function looksInside(maps: readonly GeometryOp[], input: Size, output: Size): Looks {
  const { map } = compileChain(maps)
  const at = { x: 0, y: 0 }
  const isIn = (x: number, y: number): boolean => {
    map(x, y, at)
    if (at.x < -0.5 - slack || at.x > input.width - 0.5 + slack) return false
    return at.y >= -0.5 - slack && at.y <= input.height - 0.5 + slack
  }
  const look =
    (points: number): Look =>
    (middle, zoom) => {
      const [halfX, halfY] = [output.width / zoom / 2, output.height / zoom / 2]
      for (let k = 0; k < points; k++) {
        const t = (2 * k) / (points - 1) - 1
        const [x, y] = [middle.x + t * halfX, middle.y + t * halfY]
        if (!isIn(x, middle.y - halfY) || !isIn(x, middle.y + halfY)) return false
        if (!isIn(middle.x - halfX, y) || !isIn(middle.x + halfX, y)) return false
      }
      return true
    }
  if (maps.every(({ op }) => op === 'matrix')) return { coarse: look(2), fine: look(2) }
  const pixels = Math.max(output.width, output.height) + 1
  return { coarse: look(33), fine: look(Math.min(Math.max(pixels, 33), 4096)) }
}

/** Doubled until it is enough. */
function highestFor({ fine }: Looks, middle: Point): number {
  let zoom = 1
  while (zoom < largestSearch && !fine(middle, zoom)) zoom *= 2
  return zoom
}

/** By bisection at few points first, then from there at all of them. `high` is known to be enough. */
function leastZoom({ coarse, fine }: Looks, middle: Point, high: number): number {
  const start = bisect((zoom) => coarse(middle, zoom), 1, high)
  let step = precision / 2
  let low = start / (1 + precision)
  let enough = Math.min(start, high)
  while (enough < high && !fine(middle, enough)) {
    low = enough
    enough = Math.min(enough * (1 + step), high)
    step *= 2
  }
  return bisect((zoom) => fine(middle, zoom), low, enough)
}

/** `high` is enough; `low` may be. */
function bisect(isEnough: (zoom: number) => boolean, low: number, high: number): number {
  if (isEnough(low)) return low
  let [from, to] = [low, high]
  while (to - from > precision * from) {
    const middle = Math.sqrt(from * to)
    if (isEnough(middle)) to = middle
    else from = middle
  }
  return to
}
