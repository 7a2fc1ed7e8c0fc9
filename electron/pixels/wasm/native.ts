import type { FillMode } from '../../../shared/ops.ts'
import { isLasting } from '../lasting.ts'
import { borderedLength, copyBordered } from './border.ts'
import { coverage } from './coverage.ts'
import type { EightBit, FastKernels, MixPlan, Points, Reading } from './fast.ts'
import { type Machine, withMachine } from './machine.ts'
import { plain } from './plain/index.ts'
import { tapTable } from './weights.ts'

/** Kernels store whole vectors: so many bytes behind the last pixel may be written or read. */
const spare = 64

/** The codes of src/fold.as. */
const modeCodes: Readonly<Record<FillMode, number>> = {
  constant: 0,
  nearest: 1,
  inside: 1,
  reflect: 2,
  reflect101: 3,
  wrap: 4
}

/** Room for sixteen bytes of fill colour and for two rows of coordinates. */
const warpExtras = (out: EightBit): readonly number[] => [
  16 + spare,
  8 * out.width + spare,
  8 * out.width + spare
]

/** Calls `row` for every row of the output with its coordinates in the machine's memory. */
function eachRow(machine: Machine, out: EightBit, points: Points, row: (to: number) => void): void {
  if (!('rows' in points)) return
  const { buffer } = machine.exports.memory
  const [to = 0, , xAt = 0, yAt = 0] = machine.at
  const xs = new Float64Array(buffer, xAt, out.width)
  const ys = new Float64Array(buffer, yAt, out.width)
  for (let y = 0; y < out.height; y++) {
    points.rows(y, xs, ys)
    row(to + y * out.width * out.channels)
  }
}

/** Sixteen bytes of the fill colour; for colour five pixels and a byte of the next one. */
function writeFill(fill: readonly number[], { memory }: Machine, at: number): void {
  for (let k = 0; k < 16; k++) memory[at + k] = fill[k % fill.length] ?? 0
}

function copyOut({ memory, at: [from = 0] }: Machine, { data }: EightBit): void {
  data.set(memory.subarray(from, from + data.length))
}

interface Warp {
  readonly affine: 'bilinearAffine' | 'nearestAffine'
  readonly listed: 'bilinearListed' | 'nearestListed'
}

/**
 * Bytes from one row to the next. Why not just the row's length: the rows of a picture 512 pixels wide would fall on a
 * few sets of the processor's cache, and a turned warp, which walks across rows, would wait for memory.
 */
function oddPitch(rowBytes: number): number {
  return rowBytes < 2 * cacheLineBytes
    ? rowBytes
    : (2 * Math.ceil(rowBytes / cacheLineBytes / 2) + 1) * cacheLineBytes
}

const cacheLineBytes = 64

/** Warps that read the picture as it is. Answers false where there is no machine for it. */
function warp(source: EightBit, out: EightBit, reading: Reading, { affine, listed }: Warp): boolean {
  const { width, height, channels, data } = source
  const { points } = reading
  const pitch = oddPitch(width * channels)
  const length = pitch * (height + 1) + spare
  const write = (memory: Uint8Array, at: number): void => copyRows(source, memory, { at, pitch })
  const staying = isLasting(data) ? { of: data, length, write } : undefined
  const lengths = [out.data.length + spare, ...warpExtras(out), ...(staying === undefined ? [length] : [])]
  const work = (machine: Machine): void => {
    const { exports, memory, at, stayingAt } = machine
    const [to = 0, fill = 0, xs = 0, ys = 0, from = stayingAt] = at
    writeFill(reading.fill, machine, fill)
    if (staying === undefined) write(memory, from)
    exports.bilinearSource(from, width, height, pitch, modeCodes[reading.fillMode], fill)
    if ('matrix' in points) {
      const [a, b, c, d, e, f] = points.matrix
      exports[affine](channels, to, out.width, out.height, a, b, c, d, e, f)
    }
    eachRow(machine, out, points, (row) => exports[listed](channels, row, xs, ys, out.width))
    copyOut(machine, out)
  }
  return withMachine(lengths, work, staying)
}

function copyRows(
  { data, width, height, channels }: EightBit,
  memory: Uint8Array,
  { at, pitch }: { readonly at: number; readonly pitch: number }
): void {
  const length = width * channels
  if (pitch === length) memory.set(data, at)
  else
    for (let y = 0; y < height; y++) memory.set(data.subarray(y * length, (y + 1) * length), at + y * pitch)
}

function nearest(source: EightBit, out: EightBit, reading: Reading): void {
  const isDone = warp(source, out, reading, { affine: 'nearestAffine', listed: 'nearestListed' })
  if (!isDone) plain.nearest(source, out, reading)
}

function bilinear(source: EightBit, out: EightBit, reading: Reading): void {
  const isDone = warp(source, out, reading, { affine: 'bilinearAffine', listed: 'bilinearListed' })
  if (!isDone) plain.bilinear(source, out, reading)
}

function taps(source: EightBit, out: EightBit, reading: Reading & { readonly taps: 4 | 6 }): void {
  const { width, height, channels } = source
  const { points, fillMode } = reading
  const weights = tapTable(reading.taps)
  const lengths = [
    out.data.length + spare,
    ...warpExtras(out),
    borderedLength(source) + spare,
    weights.byteLength
  ]
  const isDone = withMachine(lengths, (machine) => {
    const { exports, memory, at } = machine
    const [to = 0, fill = 0, xs = 0, ys = 0, from = 0, table = 0] = at
    writeFill(reading.fill, machine, fill)
    copyBordered(source, fillMode, memory, from)
    new Int16Array(memory.buffer, table, weights.length).set(weights)
    exports.tapsSource(from, width, height, channels, modeCodes[fillMode], fill, table)
    if ('matrix' in points) {
      const matrix = points.matrix.slice(0, 6)
      exports.tapsAffine(channels, reading.taps, to, out.width, out.height, ...matrix)
    }
    eachRow(machine, out, points, (row) => exports.tapsListed(channels, reading.taps, row, xs, ys, out.width))
    copyOut(machine, out)
  })
  if (!isDone) plain.taps(source, out, reading)
}

function lookUp(source: EightBit, out: EightBit, tables: readonly Uint8Array[]): void {
  const { data } = source
  const isDone = withMachine([data.length + spare, data.length + spare, tables.length * 256], (machine) => {
    const [to = 0, from = 0, table = 0] = machine.at
    machine.memory.set(data, from)
    tables.forEach((levels, index) => machine.memory.set(levels, table + index * 256))
    machine.exports.lookUp(from, to, data.length, table, tables.length)
    copyOut(machine, out)
  })
  if (!isDone) plain.lookUp(source, out, tables)
}

/** As many stages as a whole number has bits. */
const mostStages = 31

function mix(source: EightBit, out: EightBit, plan: MixPlan): void {
  const { data, width, height, channels } = source
  const { first, stages } = plan
  const floats = [
    ...(first ?? []),
    ...stages.flatMap(({ matrix, tables }) => (tables === undefined ? [matrix] : [matrix, ...tables]))
  ]
  const length = floats.reduce((sum, list) => sum + list.byteLength, 0)
  if (stages.length > mostStages) return plain.mix(source, out, plan)
  const isDone = withMachine([data.length + spare, data.length + spare, length], (machine) => {
    const { exports, memory, at } = machine
    const [to = 0, from = 0, lists = 0] = at
    memory.set(data, from)
    let next = lists
    for (const list of floats) {
      new Float32Array(memory.buffer, next, list.length).set(list)
      next += list.byteLength
    }
    const curved = stages.reduce((bits, { tables }, k) => (tables === undefined ? bits : bits | (1 << k)), 0)
    const [tables, matrices] = first === undefined ? [0, lists] : [lists, lists + 3 * 1024]
    exports.mix(from, to, width * height, channels, tables, matrices, stages.length, curved)
    copyOut(machine, out)
  })
  if (!isDone) plain.mix(source, out, plan)
}

function filter(
  source: EightBit,
  out: EightBit,
  kernels: { readonly x: Int16Array; readonly y: Int16Array }
): void {
  const { data, width, height, channels } = source
  const { x, y } = kernels
  const pitch = width * channels
  const beside = 2 * x.length * channels + spare
  const lengths = [
    data.length + spare,
    data.length + spare,
    x.byteLength,
    y.byteLength,
    8 * y.length,
    pitch + spare,
    2 * (pitch + beside)
  ]
  const isDone = withMachine(lengths, ({ exports, memory, at }) => {
    const [to = 0, from = 0, xAt = 0, yAt = 0, list = 0, zeros = 0, row = 0] = at
    memory.set(data, from)
    memory.fill(0, zeros, zeros + pitch + spare)
    new Int16Array(memory.buffer, xAt, x.length).set(x)
    new Int16Array(memory.buffer, yAt, y.length).set(y)
    const firstSample = row + Math.ceil(beside / 16) * 16
    exports.filter(from, to, width, height, channels, xAt, x.length, yAt, y.length, list, zeros, firstSample)
    out.data.set(memory.subarray(to, to + data.length))
  })
  if (!isDone) plain.filter(source, out, kernels)
}

/** What fits the 16 bit weights of a row and the 32 bit sums of a column. */
const longestShrunk = 65_535

/** A row of the smaller picture at a time: only the source rows that it covers are in the machine's memory. */
function shrink(source: EightBit, out: EightBit): void {
  const { data, width, channels } = source
  const pitch = width * channels
  const across = coverage(width, out.width)
  const down = coverage(source.height, out.height)
  const mostRows = down.count.reduce((most, count) => Math.max(most, count), 1)
  const lists = [across.first, across.count, across.start, across.weights, down.weights]
  const lengths = [
    mostRows * pitch + spare,
    out.width * channels + spare,
    4 * (pitch + spare),
    ...lists.map(({ byteLength }) => byteLength)
  ]
  if (source.height > longestShrunk) return plain.shrink(source, out)
  const isDone = withMachine(lengths, ({ exports, memory, at }) => {
    const [rows = 0, to = 0, sums = 0, firsts = 0, counts = 0, starts = 0, weights = 0, downAt = 0] = at
    lists.forEach((list, k) => new Int32Array(memory.buffer, at[3 + k], list.length).set(list))
    const total = across.total * down.total
    exports.shrinkTables(firsts, counts, starts, weights, sums, total)
    const whole = width === across.total * out.width ? across.total : 0
    for (let y = 0; y < out.height; y++) {
      const [first = 0, count = 0, start = 0] = [down.first[y], down.count[y], down.start[y]]
      memory.set(data.subarray(first * pitch, (first + count) * pitch), rows)
      exports.shrinkRow(channels, rows, pitch, downAt + 4 * start, count, to, out.width, total, whole)
      out.data.set(memory.subarray(to, to + out.width * channels), y * out.width * channels)
    }
  })
  if (!isDone) plain.shrink(source, out)
}

/** In WebAssembly; what does not fit its memory is left to `plain`. */
export const native: FastKernels = { nearest, bilinear, taps, lookUp, mix, filter, shrink }
