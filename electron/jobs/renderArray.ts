import { toEnvelope, type ErrorEnvelope } from '../../shared/errors.ts'
import type { Sampling } from '../../shared/ops.ts'
import type { Raster, Size } from '../../shared/raster.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { flatten, toEightBit } from '../pixels/samples.ts'
import { backgroundOf, loadForBatch, renderFor, type RenderTask } from './renderTask.ts'
import type { SourceRef } from './sourceCache.ts'

/**
 * Variants of small pictures as one block of samples: no file, no encoding and little more than a few microseconds of
 * overhead each. The tasks' own output and encoding do not count. Those of a source should stand together.
 */
export interface ArrayRequest extends Size {
  readonly kind: 'array'
  readonly tasks: readonly RenderTask[]
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3
}

export interface RenderedArray {
  /** tasks x height x width x channels, 8 bit; zeros where a picture could not be made. */
  readonly data: Uint8Array<ArrayBuffer>
  readonly failures: readonly { readonly index: number; readonly error: ErrorEnvelope }[]
}

/**
 * A request as it crosses to a worker: what tasks share goes once, and their steps as one text. Why text: cloning an
 * object costs several times as much as parsing it.
 */
export interface ArrayMessage extends Size {
  readonly kind: 'array'
  readonly channels: 1 | 3
  readonly sources: readonly SourceRef[]
  readonly samplings: readonly Sampling[]
  /** Indexes of source and sampling of each task, two numbers a task. */
  readonly indexes: Uint32Array
  /** JSON: the list of steps of each task. */
  readonly steps: string
  /** By index of the task. */
  readonly partners: ReadonlyMap<number, readonly SourceRef[]>
}

export function packArray({ kind, tasks, width, height, channels }: ArrayRequest): ArrayMessage {
  const sources = new Map<SourceRef, number>()
  const samplings = new Map<Sampling, number>()
  const partners = new Map<number, readonly SourceRef[]>()
  const indexes = new Uint32Array(2 * tasks.length)
  tasks.forEach((task, index) => {
    indexes[2 * index] = indexIn(sources, task.source)
    indexes[2 * index + 1] = indexIn(samplings, task.sampling)
    if (task.partners !== undefined) partners.set(index, task.partners)
  })
  const steps = JSON.stringify(tasks.map((task) => task.steps))
  return {
    kind,
    width,
    height,
    channels,
    sources: [...sources.keys()],
    samplings: [...samplings.keys()],
    indexes,
    steps,
    partners
  }
}

function indexIn<T>(known: Map<T, number>, value: T): number {
  const found = known.get(value)
  if (found !== undefined) return found
  known.set(value, known.size)
  return known.size - 1
}

/** What a pixel worker does with the message. */
export async function renderArray(message: ArrayMessage): Promise<RenderedArray> {
  const { width, height, channels, indexes, partners } = message
  const steps = JSON.parse(message.steps) as readonly (readonly ConcreteStep[])[]
  const length = width * height * channels
  const data = new Uint8Array(steps.length * length)
  const failures: { index: number; error: ErrorEnvelope }[] = []
  const load = loadForBatch()
  const common = { output: { kind: 'size', width, height }, encoding: null } as const
  for (let index = 0; index < steps.length; index++) {
    try {
      const source = message.sources[indexes[2 * index] ?? 0] as SourceRef
      const sampling = message.samplings[indexes[2 * index + 1] ?? 0] as Sampling
      const others = partners.get(index)
      const task = { ...common, source, sampling, steps: steps[index] ?? [] }
      const raster = await renderFor(others === undefined ? task : { ...task, partners: others }, load)
      store(raster, { sampling, channels, into: data.subarray(index * length, (index + 1) * length) })
    } catch (error) {
      failures.push({ index, error: toEnvelope(error) })
    }
  }
  return { data, failures }
}

interface Slot {
  readonly sampling: Sampling
  readonly channels: 1 | 3
  readonly into: Uint8Array
}

/** Colour becomes grey by the weights of Rec. 601, as in OpenCV and PIL; alpha is laid on the fill colour. */
function store(raster: Raster, { sampling, channels, into }: Slot): void {
  const { data, channels: own } = toEightBit(flatten(raster, backgroundOf(sampling)))
  if (own === channels) into.set(data)
  else if (own === 1) {
    for (let i = 0; i < data.length; i++) into.fill(data[i] as number, 3 * i, 3 * i + 3)
  } else {
    for (let i = 0; i < into.length; i++) {
      const [r, g, b] = [data[3 * i] as number, data[3 * i + 1] as number, data[3 * i + 2] as number]
      // 19595 + 38470 + 7471 = 65536.
      into[i] = (19595 * r + 38470 * g + 7471 * b + 32768) >>> 16
    }
  }
}
