import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { decode, encode } from '../../electron/pixels/codec.ts'
import { photoInput } from './input.ts'
import { median } from './measure.ts'
import { cores, type Run, runEngine } from './run.ts'
import { works } from './works.ts'

/** One line of how throughput follows something. */
export interface Scale {
  readonly what: string
  readonly pictures: number
  /** Pictures a second. */
  readonly rate: number
}

const steps = works[0]?.steps ?? []

const line = (what: string, { pictures, seconds, drawS }: Run): Scale => ({
  what,
  pictures,
  rate: pictures / (seconds - drawS)
})

/** Throughput of the export alone against workers, size of the photos and number of steps. */
export async function measureScaling(isQuick: boolean): Promise<readonly Scale[]> {
  const count = isQuick ? 2 : 40
  const copies = isQuick ? 2 : 15
  const input = await photoInput({ count, width: 512, height: 512 })
  const base = { input, output: 'files', copies, steps, size: null, workers: cores } as const
  const lines: Scale[] = []
  const workerCounts = isQuick ? [1] : Array.from({ length: cores }, (_, index) => index + 1)
  for (const workers of workerCounts) lines.push(line(`${workers} workers`, runEngine({ ...base, workers })))
  for (const count of isQuick ? [] : [0, 1, 3, 6]) {
    lines.push(line(`${count} steps`, runEngine({ ...base, steps: steps.slice(0, count) })))
  }
  for (const side of isQuick ? [] : [128, 256, 1024, 2048]) {
    const photos = await photoInput({ count: 16, width: side, height: side })
    lines.push(line(`${side} x ${side}`, runEngine({ ...base, input: photos })))
  }
  return lines
}

/** What cannot be done without, on one thread. Unit: milliseconds a picture of 512 x 512. */
export interface Limit {
  readonly decodeMs: number
  readonly copyMs: number
  readonly encodeMs: number
  readonly hashMs: number
}

export async function measureLimit(repeats: number): Promise<Limit> {
  const folder = join(await photoInput({ count: 2, width: 512, height: 512 }), 'even')
  const [name = ''] = await readdir(folder)
  const bytes = readFileSync(join(folder, name))
  const raster = await decode(bytes, name)
  const encoded = await encode(raster, { format: 'jpeg', quality: 90 })
  return {
    decodeMs: await time(repeats, () => decode(bytes, name)),
    copyMs: await time(repeats, () => raster.data.slice()),
    encodeMs: await time(repeats, () => encode(raster, { format: 'jpeg', quality: 90 })),
    hashMs: await time(repeats, () => hash('sha256', encoded))
  }
}

async function time(repeats: number, work: () => unknown): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < repeats; n++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return median(times)
}
