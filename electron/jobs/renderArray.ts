import { toEnvelope, type ErrorEnvelope } from '../../shared/errors.ts'
import type { Sampling } from '../../shared/ops.ts'
import type { Raster, Size } from '../../shared/raster.ts'
import { flatten, toEightBit } from '../pixels/samples.ts'
import { backgroundOf, loadForBatch, renderFor, type RenderTask } from './renderTask.ts'

/**
 * Variants of small pictures as one block of samples: no file, no encoding and little more than a few microseconds of
 * overhead each. The tasks' own output and encoding do not count. Those of a source should stand together and share its
 * object, which then crosses to the worker once.
 */
export interface ArrayMessage extends Size {
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

/** What a pixel worker does with the message. */
export async function renderArray(message: ArrayMessage): Promise<RenderedArray> {
  const { tasks, width, height, channels } = message
  const length = width * height * channels
  const data = new Uint8Array(tasks.length * length)
  const failures: { index: number; error: ErrorEnvelope }[] = []
  const load = loadForBatch()
  const common = { output: { kind: 'size', width, height }, encoding: null } as const
  for (const [index, task] of tasks.entries()) {
    try {
      const raster = await renderFor({ ...task, ...common }, load)
      const into = data.subarray(index * length, (index + 1) * length)
      store(raster, { sampling: task.sampling, channels, into })
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
