import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { EngineAnswer, EngineRequest } from './engine.ts'
import { photoInput } from './input.ts'
import { cores } from './run.ts'
import { works } from './works.ts'

export interface Memory {
  readonly variants: number
  /** Resident memory of the engine with all its threads and children, sampled twice a second. Unit: megabytes. */
  readonly peakMB: number
  /** Medians of the second and the last quarter of the job: alike when it is flat. */
  readonly earlyMB: number
  readonly lateMB: number
}

/** A render job over many variants, to small files. Linux only: reads /proc. */
export async function measureMemory(variants: number): Promise<Memory> {
  const photos = Math.min(100, variants)
  const input = await photoInput({ count: photos, width: 512, height: 512 })
  const request: EngineRequest = {
    input,
    output: 'files',
    copies: Math.ceil(variants / photos),
    steps: works[0]?.steps ?? [],
    size: { width: 96, height: 96 },
    workers: cores
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'engine.ts'), JSON.stringify(request)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const samples: number[] = []
  const timer = setInterval(() => samples.push(treeMB(child.pid ?? 0)), 500)
  const [answer] = await Promise.all([text(child.stdout), once(child, 'exit')])
  clearInterval(timer)
  const quarter = samples.length >> 2
  return {
    variants: (JSON.parse(answer) as EngineAnswer).pictures,
    peakMB: Math.max(...samples, 0),
    earlyMB: middle(samples.slice(quarter, 2 * quarter)),
    lateMB: middle(samples.slice(3 * quarter))
  }
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Resident memory of a process and its descendants. */
export function treeMB(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean)
    )
    return children.reduce((sum, child) => sum + treeMB(Number(child)), own)
  } catch {
    // Why 0: a process or thread may end while it is looked at.
    return 0
  }
}
