/** Which sources the Import screen shows. */
export interface SourceChoice {
  /** Undefined: of all classes; null: those without one. */
  readonly className: string | null | undefined
  /** Undefined: of all folders; '': those that lie in none. */
  readonly folder: string | undefined
}

export const allSources: SourceChoice = { className: undefined, folder: undefined }

/** The same as fields of the call `sources.page`. */
export function pageFields({ className, folder }: SourceChoice): {
  readonly className?: string
  readonly unlabelled?: boolean
  readonly folder?: string
} {
  return {
    ...(typeof className === 'string' ? { className } : {}),
    ...(className === null ? { unlabelled: true } : {}),
    ...(folder === undefined ? {} : { folder })
  }
}
