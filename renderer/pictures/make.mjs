/**
 * Draws transforms/<id>.svg: one small portrait, really put through each transform.
 *
 * Run with Node 24: `node renderer/pictures/make.mjs`. The portrait is made of polygons in the unit square, so
 * that a geometric transform is a function of a point and a colour transform a function of a colour. The
 * pictures in domains/ are drawn by hand.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const OUT = join(import.meta.dirname, 'transforms')
const CARD = '#eef1ea'
const INK = '#24463a'
const AMBER = '#c97a1e'

// --- the portrait: polygons in the unit square, y downwards, each with a colour as [r, g, b] ---

/** Points along straight edges, close enough together that a bent edge looks bent. */
const dense = (corners) =>
  corners.flatMap(([x, y], i) => {
    const [toX, toY] = corners[(i + 1) % corners.length]
    const count = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / 0.06))
    return Array.from({ length: count }, (_, k) => [x + ((toX - x) * k) / count, y + ((toY - y) * k) / count])
  })
const ellipse = (cx, cy, rx, ry) =>
  Array.from({ length: 24 }, (_, k) => {
    const angle = (k * Math.PI) / 12
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)]
  })
const box = (x0, y0, x1, y1) =>
  dense([
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1]
  ])

// Why: the tuft leans to the right and the sun stands left, so that every mirror and turn can be told apart.
const PORTRAIT = [
  { color: [190, 222, 232], points: box(0, 0, 1, 1) },
  { color: [242, 184, 75], points: ellipse(0.17, 0.19, 0.09, 0.09) },
  {
    color: [79, 157, 105],
    points: dense([
      [0.16, 1],
      [0.24, 0.84],
      [0.4, 0.77],
      [0.6, 0.77],
      [0.76, 0.84],
      [0.84, 1]
    ])
  },
  { color: [206, 140, 92], points: box(0.42, 0.64, 0.58, 0.82) },
  { color: [232, 170, 120], points: ellipse(0.5, 0.51, 0.24, 0.26) },
  {
    color: [138, 52, 96],
    points: dense([
      [0.25, 0.5],
      [0.24, 0.34],
      [0.32, 0.2],
      [0.46, 0.13],
      [0.62, 0.02],
      [0.92, 0.1],
      [0.8, 0.2],
      [0.84, 0.3],
      [0.72, 0.34],
      [0.56, 0.32],
      [0.4, 0.35],
      [0.3, 0.4]
    ])
  },
  { color: [36, 48, 44], points: ellipse(0.41, 0.51, 0.035, 0.045) },
  { color: [36, 48, 44], points: ellipse(0.6, 0.51, 0.035, 0.045) },
  {
    color: [176, 62, 54],
    points: dense([
      [0.39, 0.63],
      [0.62, 0.63],
      [0.57, 0.69],
      [0.44, 0.69]
    ])
  }
]

// --- drawing ---

const number = (value) => String(Math.round(value * 10) / 10)
const hex = (color) =>
  `#${color
    .map((c) =>
      Math.round(Math.min(255, Math.max(0, c)))
        .toString(16)
        .padStart(2, '0')
    )
    .join('')}`
/** Unit square to the middle 32 x 32 of the 48 x 48 icon. */
const place = ([x, y]) => [8 + 32 * x, 8 + 32 * y]
const pathOf = (points, warp) => `M${points.map((p) => place(warp(p)).map(number).join(' ')).join('L')}Z`
const same = (value) => value

const portrait = (warp = same, tint = same) =>
  PORTRAIT.map(({ color, points }) => `<path d="${pathOf(points, warp)}" fill="${hex(tint(color))}"/>`).join(
    '\n    '
  )

const icon = (
  title,
  body,
  defs = ''
) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">
  <title>${title}</title>
  <defs><clipPath id="card"><rect x="1" y="1" width="46" height="46" rx="8"/></clipPath>${defs}</defs>
  <rect x="1" y="1" width="46" height="46" rx="8" fill="${CARD}"/>
  <g clip-path="url(#card)">
    ${body}
  </g>
</svg>
`

/** Where the picture was before: a dashed square. */
const GHOST = `<rect x="8" y="8" width="32" height="32" fill="none" stroke="${INK}" stroke-opacity="0.55" stroke-width="1" stroke-dasharray="2 2"/>`
const LINES = [0.25, 0.5, 0.75]
const strip = (points, warp) => `M${points.map((p) => place(warp(p)).map(number).join(' ')).join('L')}`
/** Grid lines over the picture, which show how the space itself is bent. */
const grid = (warp) => {
  const steps = Array.from({ length: 17 }, (_, k) => k / 16)
  const lines = LINES.flatMap((at) => [steps.map((t) => [at, t]), steps.map((t) => [t, at])])
  const d = lines.map((line) => strip(line, warp)).join('')
  return `<path d="${d}" fill="none" stroke="#fff" stroke-opacity="0.6" stroke-width="0.8"/>`
}
const axis = (d) => `<path d="${d}" stroke="${AMBER}" stroke-width="1.6" stroke-dasharray="3 2" fill="none"/>`

const moved = (title, warp) => icon(title, `${portrait(warp)}\n    ${GHOST}`)
const bent = (title, warp) => icon(title, `${portrait(warp)}\n    ${grid(warp)}`)
const mirrored = (title, warp, line) => icon(title, `${portrait(warp)}\n    ${axis(line)}`)

const HALF = '<clipPath id="right"><path d="M27 6H42V42H21Z"/></clipPath>'
const DIVIDER = '<path d="M27 8L21 40" stroke="#fff" stroke-width="1.4" fill="none"/>'
/** Left of the slanted line the picture as it was, right of it as it becomes. */
const halved = (title, after, defs = '') =>
  icon(
    title,
    `${portrait()}\n    <g clip-path="url(#right)">\n    ${after}\n    </g>\n    ${DIVIDER}`,
    HALF + defs
  )
const tinted = (title, tint) => halved(title, portrait(same, tint))

// --- the transforms ---

/** The linear map [[a, b], [c, d]] about the middle of the picture. */
const linear =
  (a, b, c, d) =>
  ([x, y]) => [0.5 + a * (x - 0.5) + b * (y - 0.5), 0.5 + c * (x - 0.5) + d * (y - 0.5)]
const turn = (degrees) => {
  const angle = (degrees * Math.PI) / 180
  return linear(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle))
}
/** The square onto the trapezium with a shorter right edge: foreshortening, as of a picture on a wall. */
const seenFromTheSide = ([x, y]) => {
  const depth = 1 + 0.8 * x
  return [(x * 1.8) / depth, 0.5 + ((y - 0.5) * 1.1) / depth]
}
const ripple = ([x, y]) => [
  x + 0.05 * Math.sin(7.5 * y + 0.6) + 0.02 * Math.sin(13 * y + 5 * x),
  y + 0.045 * Math.sin(6.5 * x + 2.1) + 0.02 * Math.cos(11 * x - 4 * y)
]
/** Grid lines at uneven distances, straight in between. */
const knots = (at, to) => (t) => {
  const i = Math.max(
    1,
    at.findIndex((knot) => t <= knot)
  )
  return to[i - 1] + ((t - at[i - 1]) * (to[i] - to[i - 1])) / (at[i] - at[i - 1])
}
const columns = knots([0, 0.25, 0.5, 0.75, 1], [0, 0.17, 0.52, 0.64, 1])
const rows = knots([0, 0.25, 0.5, 0.75, 1], [0, 0.33, 0.46, 0.83, 1])
const unevenGrid = ([x, y]) => [columns(x), rows(y)]
const barrel = ([x, y]) => {
  const [u, v] = [x - 0.5, y - 0.5]
  const factor = 1.22 * (1 - 0.62 * (u * u + v * v))
  return [0.5 + u * factor, 0.5 + v * factor]
}

const luma = ([r, g, b]) => 0.299 * r + 0.587 * g + 0.114 * b
const each = (change) => (color) => color.map(change)
const saturate = (factor) => (color) => color.map((c) => luma(color) + factor * (c - luma(color)))
/** Turns the colour about the grey axis (Rodrigues' rotation), which keeps r + g + b. */
const turnHue = (degrees) => (color) => {
  const angle = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle) / Math.sqrt(3)]
  const mean = (color[0] + color[1] + color[2]) / 3
  return color.map((c, i) => c * cos + (color[(i + 2) % 3] - color[(i + 1) % 3]) * sin + mean * (1 - cos))
}
const SHIFT = [45, -35, 10]

const BLUR =
  '<filter id="blur" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="1.7"/></filter>'

const ICONS = {
  rotate: moved('Rotated', turn(18)),
  translate: moved('Moved', ([x, y]) => [x + 0.2, y + 0.14]),
  horizontalFlip: mirrored('Mirrored left to right', ([x, y]) => [1 - x, y], 'M24 3V45'),
  verticalFlip: mirrored('Mirrored top to bottom', ([x, y]) => [x, 1 - y], 'M3 24H45'),
  shear: moved('Sheared', linear(1, -0.28, 0, 1)),
  zoom: moved('Zoomed', linear(0.7, 0, 0, 0.7)),
  elastic: bent('Bent like rubber', ripple),
  gridDistortion: bent('Grid moved unevenly', unevenGrid),
  perspective: moved('Seen from the side', seenFromTheSide),
  lens: bent('Bent by a lens', barrel),
  gaussianBlur: halved('Blurred', `<g filter="url(#blur)">${portrait()}</g>`, BLUR),
  invert: tinted(
    'Inverted',
    each((c) => 255 - c)
  ),
  brightness: tinted(
    'Brighter',
    each((c) => c * 1.22)
  ),
  contrast: tinted(
    'More contrast',
    each((c) => 128 + (c - 128) * 1.5)
  ),
  saturation: tinted('More saturated', saturate(2.1)),
  hue: tinted('Hue turned', turnHue(130)),
  gamma: tinted(
    'Gamma raised',
    each((c) => 255 * (c / 255) ** 2)
  ),
  channelShift: tinted('Channels shifted', (color) => color.map((c, i) => c + SHIFT[i])),
  grey: tinted('Grey', (color) => color.map(() => luma(color)))
}

for (const [id, svg] of Object.entries(ICONS)) await writeFile(join(OUT, `${id}.svg`), svg)
