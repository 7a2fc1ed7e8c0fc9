import type { ErrorEnvelope } from '../../shared/errors.ts'
import type { ImageFacts } from '../pixels/picture.ts'
import type { Appearance } from '../quality/appearance.ts'
import type { SourceAddress } from '../sources/types.ts'
import type { LevelSums, MeasureMessage } from './measureFiles.ts'
import type { ArrayMessage, RenderedArray } from './renderArray.ts'
import type { RenderedSheet, SheetMessage } from './renderSheet.ts'
import type { RenderedPicture, RenderTask } from './renderTask.ts'
import type { WriteAnswer, WriteMessage } from './writePictures.ts'

/** What a pixel worker is asked for. */
export type PixelMessage =
  RenderMessage | SheetMessage | InspectMessage | WriteMessage | ArrayMessage | MeasureMessage

export interface RenderMessage {
  readonly kind: 'render'
  readonly task: RenderTask
}

/** Several at once, as a message costs more than a small picture. */
export interface InspectMessage {
  readonly kind: 'inspect'
  readonly sources: readonly SourceAddress[]
}

/** What a source is, found by decoding it whole. */
export interface InspectedSource {
  readonly facts: ImageFacts
  /** In hex, of the file's bytes, or of a record's size and pixels. */
  readonly sha256: string
  /** Of the file, or of the container that holds the image. Unit: bytes. */
  readonly sizeBytes: number
  readonly mtimeMs: number
  readonly appearance: Appearance
}

interface Answers {
  readonly render: RenderedPicture
  readonly sheet: RenderedSheet
  readonly inspect: readonly Outcome<InspectedSource>[]
  readonly write: WriteAnswer
  readonly array: RenderedArray
  readonly measure: LevelSums
}
export type PixelAnswer<M extends PixelMessage> = Answers[M['kind']]

/** What comes back from a worker, which never throws: errors lose their fields between threads. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorEnvelope }
