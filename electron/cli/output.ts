import type { EngineEvent } from '../../shared/api/contract.ts'
import type { JobRow } from '../../shared/api/types.ts'
import { CultivarError, describeError, toEnvelope } from '../../shared/errors.ts'

/** Exit codes that scripts depend on. */
export const exitCode = { done: 0, no: 1, usage: 2, someFailed: 3 } as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

const usageCodes = new Set(['bad-input', 'not-found', 'workspace-missing'])

/** What a command came to: its JSON answer, the same in words, and its exit code. */
export interface Answer {
  readonly json: unknown
  readonly text: string
  readonly code?: ExitCode
}

/** One JSON document on stdout with `--json`, else plain text. */
export function printAnswer({ json, text }: Answer, asJson: boolean): void {
  process.stdout.write(asJson ? `${JSON.stringify(json)}\n` : `${text}\n`)
}

/** Prints an error for a person on stderr (and as a document on stdout with `--json`); returns the exit code. */
export function printError(error: unknown, asJson: boolean): ExitCode {
  process.stderr.write(`cultivar: ${describeError(error)}\n`)
  if (!(error instanceof CultivarError))
    process.stderr.write(`${(error as Error | undefined)?.stack ?? ''}\n`)
  const envelope = toEnvelope(error)
  if (asJson) process.stdout.write(`${JSON.stringify({ error: envelope })}\n`)
  return usageCodes.has(envelope.code) ? exitCode.usage : exitCode.no
}

export const note = (text: string): boolean => process.stderr.write(`${text}\n`)

const terminalIntervalMs = 200
const logIntervalMs = 5000

/** Shows the progress of jobs on stderr: a line that is rewritten in a terminal, a line now and then elsewhere. */
export function progressPrinter(): (event: EngineEvent) => void {
  const isTerminal = process.stderr.isTTY
  let lastMs = 0
  return (event) => {
    if (event.event !== 'job' || event.job.state !== 'running') return
    if (Date.now() - lastMs < (isTerminal ? terminalIntervalMs : logIntervalMs)) return
    lastMs = Date.now()
    process.stderr.write(isTerminal ? `\r\u001b[K${inWords(event.job)}` : `${inWords(event.job)}\n`)
  }
}

let lastShownMs = 0

/** The same for work that is no job: what is done, and how much of it. */
export function showProgress(what: string, done: number): void {
  const isTerminal = process.stderr.isTTY
  if (Date.now() - lastShownMs < (isTerminal ? terminalIntervalMs : logIntervalMs)) return
  lastShownMs = Date.now()
  process.stderr.write(isTerminal ? `\r\u001b[K${what}: ${done}` : `${what}: ${done}\n`)
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}

function inWords({ title, done, total, perSecond, etaSeconds }: JobRow): string {
  if (total === null) return `${title}: looking …`
  const rate = perSecond === null ? '' : `, ${perSecond}/s`
  const eta = etaSeconds === null ? '' : `, ${etaSeconds} s left`
  return `${title}: ${done} of ${total}${rate}${eta}`
}
