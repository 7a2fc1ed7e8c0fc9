import { CultivarError, type ErrorCode } from '../../shared/errors.ts'

export interface SourceMark {
  readonly state: 'missing' | 'changed'
  readonly reason: string
}

const changedCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'source-changed',
  'corrupt-image',
  'truncated-image',
  'unsupported-format',
  'image-too-large'
])

/** What an error of reading a source's file says about the source; null when it is about something else. */
export function sourceMark(error: unknown): SourceMark | null {
  if (!(error instanceof CultivarError)) return null
  const reason = [error.message, error.remedy].filter((part) => part !== undefined).join(' ')
  if (error.code === 'not-found' || error.code === 'unreadable-file') return { state: 'missing', reason }
  // Why decoding errors too: a source was decoded whole when it was imported.
  return changedCodes.has(error.code) ? { state: 'changed', reason } : null
}
