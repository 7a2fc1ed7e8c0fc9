import { kernelsBase64 } from './kernels.wasm.ts'

/** The exports of src/index.as. Addresses are byte offsets into the memory. */
export interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  heapBase(): number
  bilinearSource(...args: number[]): void
  bilinearAffine(...args: number[]): void
  bilinearListed(...args: number[]): void
  nearestAffine(...args: number[]): void
  nearestListed(...args: number[]): void
  tapsSource(...args: number[]): void
  tapsAffine(...args: number[]): void
  tapsListed(...args: number[]): void
  lookUp(...args: number[]): void
  mix(...args: number[]): void
  filter(...args: number[]): void
  shrinkTables(...args: number[]): void
  shrinkRow(...args: number[]): void
}

/** What is used of WebAssembly, which TypeScript's library knows only for browsers. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports }
}

const pageBytes = 65_536

/** Larger work is left to TypeScript. Unit: bytes. */
const mostBytes = 1_000_000_000

/** A machine that grew beyond this is given back after its work: its memory can never shrink. Unit: bytes. */
const keptBytes = 64_000_000

let compiled: object | 'none' | undefined
let running: Exports | undefined
/** A view of the running machine's memory; a memory that grows gets a new buffer. */
let view = new Uint8Array(0)
/** Where its free memory begins. */
let firstBlock = 0
/** What stays there, and how long it is. */
let stayingOf: Uint8Array | undefined
let stayingBytes = 0

function start(): Exports | undefined {
  const api = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly
  if (api === undefined || compiled === 'none') return undefined
  try {
    compiled ??= new api.Module(Uint8Array.from(atob(kernelsBase64), (letter) => letter.charCodeAt(0)))
    const { exports } = new api.Instance(compiled, {})
    firstBlock = Math.ceil(exports.heapBase() / 16) * 16
    view = new Uint8Array(exports.memory.buffer)
    return exports
  } catch {
    // Why: a processor without 128 bit vectors refuses the module; the same results come from TypeScript.
    compiled = 'none'
    return undefined
  }
}

/** What stays in the machine's memory from call to call, until something else is to stay. */
export interface Staying {
  /** Whose copy it is; by its identity it is known again. */
  readonly of: Uint8Array
  readonly length: number
  /** Writes it from `at` on. */
  write(memory: Uint8Array, at: number): void
}

/** A machine with room for its work, for the length of one call. */
export interface Machine {
  readonly exports: Exports
  readonly memory: Uint8Array
  /** Where each of the asked blocks begins; multiples of 16. */
  readonly at: readonly number[]
  /** Where that begins which stays. */
  readonly stayingAt: number
}

const upToSixteen = (length: number): number => Math.ceil(length / 16) * 16

/**
 * Runs `work` with blocks of memory of the given lengths in bytes; their contents are left over from earlier work.
 * Answers false, without running anything, when there is no WebAssembly or not enough memory.
 */
export function withMachine(
  lengths: readonly number[],
  work: (machine: Machine) => void,
  staying?: Staying
): boolean {
  running ??= start()
  if (running === undefined) return false
  const exports = running
  const kept = staying === undefined ? stayingBytes : upToSixteen(staying.length)
  const at: number[] = []
  let end = firstBlock + kept
  for (const length of lengths) {
    at.push(end)
    end += upToSixteen(length)
  }
  if (end > mostBytes || !grow(exports, end)) return false
  if (staying !== undefined && staying.of !== stayingOf) {
    staying.write(view, firstBlock)
    stayingOf = staying.of
    stayingBytes = kept
  }
  work({ exports, memory: view, at, stayingAt: firstBlock })
  if (view.length > keptBytes) {
    running = undefined
    view = new Uint8Array(0)
    stayingOf = undefined
    stayingBytes = 0
  }
  return true
}

/** Why the view is asked and not the memory: for a small picture that would take longer than the work. */
function grow({ memory }: Exports, bytes: number): boolean {
  const missing = bytes - view.length
  if (missing <= 0) return true
  try {
    memory.grow(Math.ceil(missing / pageBytes))
    view = new Uint8Array(memory.buffer)
    return true
  } catch {
    return false
  }
}
