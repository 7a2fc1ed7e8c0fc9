/**
 * Every error that a person can meet: a closed set of codes, the file it is about and what helps.
 *
 * Convention: `message` says what happened in one sentence, `remedy` what to do about it, `file` names the
 * file or entry. Nothing else is ever shown to a person; `cause` keeps the original for the log.
 */
export const errorCodes = [
  'bad-input',
  'not-found',
  'forbidden',
  'unsupported-format',
  'corrupt-image',
  'truncated-image',
  'image-too-large',
  'unreadable-file',
  'source-changed',
  'workspace-locked',
  'workspace-exists',
  'workspace-missing',
  'catalogue-damaged',
  'catalogue-from-future',
  'destination-exists',
  'destination-unwritable',
  'disk-full',
  'cancelled',
  'engine-stopped',
  'internal'
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface ErrorDetails {
  readonly file?: string
  readonly remedy?: string
  readonly cause?: unknown
}

export class CultivarError extends Error {
  readonly code: ErrorCode
  readonly file: string | undefined
  readonly remedy: string | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'CultivarError'
    this.code = code
    this.file = details.file
    this.remedy = details.remedy
  }
}

/** What crosses a process border in place of an error object. */
export interface ErrorEnvelope {
  readonly code: ErrorCode
  readonly message: string
  readonly file?: string
  readonly remedy?: string
}

export function toEnvelope(error: unknown): ErrorEnvelope {
  if (error instanceof CultivarError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.file === undefined ? {} : { file: error.file }),
      ...(error.remedy === undefined ? {} : { remedy: error.remedy })
    }
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}

export function fromEnvelope(envelope: ErrorEnvelope): CultivarError {
  return new CultivarError(envelope.code, envelope.message, {
    ...(envelope.file === undefined ? {} : { file: envelope.file }),
    ...(envelope.remedy === undefined ? {} : { remedy: envelope.remedy })
  })
}

/** One line for a log, a table cell or a terminal: message, file and remedy. */
export function describeError(error: unknown): string {
  const { message, file, remedy } = toEnvelope(error)
  const about = file === undefined || message.includes(file) ? message : `${file}: ${message}`
  return remedy === undefined ? about : `${about} ${remedy}`
}

export function assertNever(value: never): never {
  throw new CultivarError('internal', `Expected no further case but received ${JSON.stringify(value)}`)
}
