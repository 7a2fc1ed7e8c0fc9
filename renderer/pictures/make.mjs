/**
 * Makes transforms/ID.webp: a picture of the sample data set, really put through each transform by the kernels that
 * make the variants, strongly enough to be seen at the size of a list. The pictures in domains/ are drawn by hand.
 *
 * Run with Node 24: `node renderer/pictures/make.mjs`. A picture that comes out the same is left alone, and one of a
 * transform that is gone is deleted.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decode, encode, resize } from '../../electron/pixels/codec.ts'
import { renderRaster } from '../../electron/pixels/render.ts'
import { drawSteps } from '../../shared/draw/drawSteps.ts'
import { defaultStep, uncutSteps } from '../../shared/policy/verdict.ts'
import { transforms } from '../../shared/transforms/index.ts'
import { settings } from './settings.mjs'

const out = join(import.meta.dirname, 'transforms')
const characters = join(import.meta.dirname, '../../resources/sample/characters')
/** Twice the size at which the interface shows them. */
const edge = 96
const maxBytes = 4096
const card = [238, 241, 234]
const sampling = { fillMode: 'constant', fillValue: card, interpolation: 'bilinear' }

const read = async (name) => {
  const raster = await decode(await readFile(join(characters, name)), name)
  return resize(withoutAlpha(raster), { width: edge, height: edge })
}

/** On the colour of a card. */
function withoutAlpha(raster) {
  if (raster.channels !== 4) return raster
  const { data, width, height } = raster
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0, from = 0; i < rgb.length; i += 3, from += 4) {
    const alpha = data[from + 3] / 255
    for (let c = 0; c < 3; c++) rgb[i + c] = Math.round(data[from + c] * alpha + card[c] * (1 - alpha))
  }
  return { width, height, channels: 3, data: rgb }
}

// --- the pictures that take part, by made-up content hashes ---

const hash = (digit) => String(digit).repeat(64)
const own = await read('mohawk/mara.png').catch(() => read('curly/bella.png'))
const others = await Promise.all(['curly/ada.jpg', 'bald/casper.jpg', 'curly/clara.png'].map(read))
const partnerOf = new Map(others.map((raster, index) => [hash(index + 2), raster]))
const head = [20, 20, 34, 10, 62, 10, 76, 20, 80, 52, 74, 76, 60, 88, 36, 88, 22, 76, 16, 52]
const annotations = [
  { kind: 'polygon', className: null, rings: [head] },
  { kind: 'box', className: null, box: { x: 16, y: 10, width: 64, height: 78 } }
]
const source = {
  width: edge,
  height: edge,
  contentHash: hash(1),
  annotations,
  partners: [...partnerOf.keys()],
  markedPartners: new Map(
    [...partnerOf.keys()].map((key) => [key, { size: { width: edge, height: edge }, annotations }])
  )
}

// --- one example of a transform ---

/** As far from neutral as the default interval reaches, times `strength`, within what the transform takes. */
function strongValue({ defaultRange: [low, high], neutral, min, max, isWhole }, strength) {
  const far = Math.abs(high - neutral) >= Math.abs(low - neutral) ? high : low
  const value = Math.min(max, Math.max(min, neutral + (far - neutral) * strength))
  return isWhole ? Math.round(value) : value
}

function exampleStep(spec) {
  const { strength: asked = 2, seed: _, ...rest } = settings[spec.id] ?? {}
  // A parameter of its own may be called `strength`.
  const isParameter = spec.parameters.some(({ id }) => id === 'strength')
  const fixed = isParameter && settings[spec.id]?.strength !== undefined ? { ...rest, strength: asked } : rest
  const strength = isParameter ? 2 : asked
  const values = spec.parameters.map((parameter) => {
    const value = fixed[parameter.id] ?? strongValue(parameter, strength)
    return [`${parameter.id}Range`, [value, value]]
  })
  const set = Object.entries(fixed).filter(([id]) =>
    spec.parameters.every((parameter) => parameter.id !== id)
  )
  return { ...defaultStep(spec), ...Object.fromEntries(values), ...Object.fromEntries(set), probability: 1 }
}

async function render(steps, raster = own) {
  const partners = steps.flatMap((step) => step.partners ?? []).map((key) => partnerOf.get(key))
  const made = await renderRaster(raster, { fullSize: source, steps, sampling, partners })
  return made.width === edge && made.height === edge ? made : onCard(made)
}

/** A picture of other proportions, whole, in the middle of a card. */
async function onCard(made) {
  const factor = edge / Math.max(made.width, made.height)
  const width = Math.max(1, Math.round(made.width * factor))
  const height = Math.max(1, Math.round(made.height * factor))
  const fitted = await resize(made, { width, height })
  return paste(blank(), fitted, { x: (edge - width) >> 1, y: (edge - height) >> 1 })
}

function blank() {
  const data = new Uint8Array(edge * edge * 3)
  for (let i = 0; i < data.length; i++) data[i] = card[i % 3]
  return { width: edge, height: edge, channels: 3, data }
}

function paste(onto, raster, { x, y }) {
  for (let row = 0; row < raster.height; row++) {
    const line = raster.data.subarray(row * raster.width * 3, (row + 1) * raster.width * 3)
    onto.data.set(line, ((y + row) * onto.width + x) * 3)
  }
  return onto
}

/** A policy draws other changes each time: four of its draws side by side. */
async function fourDraws(spec) {
  const sheet = blank()
  const half = edge / 2 - 1
  for (let copyIndex = 0; copyIndex < 4; copyIndex++) {
    const small = await resize(await example(spec, copyIndex), { width: half, height: half })
    paste(sheet, small, { x: (copyIndex % 2) * (half + 2), y: (copyIndex >> 1) * (half + 2) })
  }
  return sheet
}

function example(spec, copyIndex) {
  const seed = settings[spec.id]?.seed ?? 1
  const steps = drawSteps(uncutSteps({ steps: [exampleStep(spec)] }), source, { seed, copyIndex, attempt: 0 })
  return render(steps)
}

/** The best quality that fits; noise does not compress. */
async function small(raster) {
  for (const quality of [85, 75, 65, 55, 45, 35, 25, 15, 8, 3]) {
    const bytes = await encode(raster, { format: 'webp', quality })
    if (bytes.length < maxBytes) return bytes
  }
  throw new Error(`Expected a picture of less than ${maxBytes} bytes.`)
}

async function writeIfOther(file, bytes) {
  const old = await readFile(file).catch(() => undefined)
  if (old?.equals(bytes) === true) return false
  await writeFile(file, bytes)
  return true
}

let written = 0
for (const spec of transforms) {
  const raster = spec.policy === undefined ? await example(spec, 0) : await fourDraws(spec)
  if (await writeIfOther(join(out, `${spec.id}.webp`), await small(raster))) written++
}
const wanted = new Set(transforms.map(({ id }) => `${id}.webp`))
for (const name of await readdir(out)) if (!wanted.has(name)) await rm(join(out, name))
console.log(`${transforms.length} pictures, ${written} of them new.`)
