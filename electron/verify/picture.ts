import type { FoundSplit } from '../sources/types.ts'
import type { ManifestRow } from './manifest.ts'

/** What is kept of a picture until all have been seen. */
export interface CheckedPicture {
  /** Path below the data set's folder, or what the importer calls it. */
  readonly file: string
  /** Null when the set has no splits. */
  readonly split: FoundSplit | null
  readonly className: string | null
  readonly contentHash: string
  readonly perceptualHash: string | null
  readonly row: ManifestRow | undefined
}
