import { cores, requestFor, type Run, runEngine, runPeer } from './run.ts'
import type { Work } from './works.ts'

export interface Measured {
  readonly name: string
  /** Pictures a second in each round. */
  readonly rates: readonly number[]
  readonly median: number
  /** Processes or threads that it works with. */
  readonly cores: number
  /** Ours against it, for digits by the processor time that both used; null for ours. */
  readonly ratio: number | null
  readonly target: number | null
}

export interface WorkResult {
  readonly id: string
  readonly title: string
  /** Share of our time that went into drawing. */
  readonly drawShare: number
  /** Processors that ours kept busy, on average. */
  readonly busy: number
  readonly rows: readonly Measured[]
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2
}

const rate = ({ pictures, seconds }: Run): number => pictures / seconds

/** Ours and the peers take turns, so that whatever slows the machine down slows them all down. */
export async function measureWork(work: Work, rounds: number): Promise<WorkResult> {
  const request = await requestFor(work)
  const ours: Run[] = []
  const others = work.peers.map((peer) => ({ peer, rates: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    ours.push(runEngine(request))
    for (const { peer, rates } of others) rates.push(rate(runPeer(peer, request)))
    console.log(`${work.id}: round ${round + 1} of ${rounds}`)
  }
  const own = { rates: ours.map(rate), median: median(ours.map(rate)) }
  const busy = median(ours.map((run) => run.busy))
  const rows: Measured[] = [{ name: 'Cultivar', ...own, cores, ratio: null, target: null }]
  for (const { peer, rates } of others) {
    const used = peer.processes ?? cores
    // Why only for digits: the targets for photos are for the whole machine.
    const perCore = work.kind === 'digits' ? used / busy : 1
    const ratio = (own.median / median(rates)) * perCore
    rows.push({ name: peer.name, rates, median: median(rates), cores: used, ratio, target: peer.target })
  }
  const drawShare = median(ours.map(({ drawS, seconds }) => drawS / seconds))
  return { id: work.id, title: work.title, drawShare, busy, rows }
}
