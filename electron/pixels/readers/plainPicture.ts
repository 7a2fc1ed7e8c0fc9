import type { Raster } from '../../../shared/raster.ts'

/** What a reader of our own gives back: the pixels, and a sentence for each thing that it changed. */
export interface PlainPicture {
  readonly raster: Raster
  readonly notes: readonly string[]
}
