import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { benchFolder } from './args.ts'
import type { EngineAnswer, EngineRequest } from './engine.ts'
import { digitInput, photoInput } from './input.ts'
import type { Peer, Work } from './works.ts'

/**
 * Removes what all runs wrote. Why only at the end: for minutes ext4 looks at every inode that was freed before it gives
 * one out, so that a file made after many were deleted costs half a millisecond more, whoever makes it.
 */
export function removeRuns(): void {
  for (const name of readdirSync(benchFolder)) {
    if (name.startsWith('run-')) rmSync(join(benchFolder, name), { recursive: true, force: true })
  }
}

/** Debian's Python, which has the peers. */
const python = '/usr/bin/python3'

export interface Run {
  readonly pictures: number
  /** Unit: seconds. For ours of drawing and making together. */
  readonly seconds: number
  readonly drawS: number
  /** Processors that were busy, on average. */
  readonly busy: number
}

export const cores = availableParallelism()

/** Runs the engine in a process of its own. */
export function runEngine(request: EngineRequest): Run {
  const text = execFileSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'engine.ts'),
      JSON.stringify(request)
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }
  )
  const { pictures, drawS, makeS, cpuS } = JSON.parse(text) as EngineAnswer
  const total = drawS + makeS
  return { pictures, seconds: total, drawS, busy: cpuS / total }
}

export async function requestFor(work: Work, workers = cores): Promise<EngineRequest> {
  const { copies, steps } = work
  return work.kind === 'photos'
    ? { input: await photoInput(work.input), output: 'files', copies, steps, size: work.size, workers }
    : { input: await digitInput(), output: 'array', copies, steps, size: null, workers }
}

/** Runs a peer; its start and its imports are not timed. */
export function runPeer(peer: Peer, { input, copies }: EngineRequest): Run {
  const processes = peer.processes ?? cores
  const out = mkdtempSync(join(benchFolder, 'run-peer-'))
  const ask = { input, out, copies, mode: peer.mode, processes, limit: 1000 }
  const text = execFileSync(python, [join(import.meta.dirname, 'peers', peer.script), JSON.stringify(ask)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const { seconds, pictures } = JSON.parse(text) as { seconds: number; pictures: number }
  return { seconds, pictures, drawS: 0, busy: processes }
}

/** Why a package manager call here: without the peers there is nothing to compare with. */
export function installPeers(): void {
  const check = ['-c', 'import cv2, torchvision, skimage, scipy']
  try {
    execFileSync(python, check, { stdio: 'ignore' })
    return
  } catch {
    if (process.getuid?.() !== 0) {
      throw new Error(
        'Install python3-opencv python3-torchvision python3-skimage python3-scipy, then run this again'
      )
    }
  }
  const names = ['python3-opencv', 'python3-torchvision', 'python3-skimage', 'python3-scipy']
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], { stdio: 'inherit' })
}
