import type { CallResult } from '../../shared/api/bridge.ts'
import type { EngineEvent } from '../../shared/api/contract.ts'

/** An encoded picture, or the reason that there is none. */
export type ImageAnswer =
  | { readonly ok: true; readonly type: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly status: 400 | 404 | 422 | 500; readonly message: string }

/** The engine as every host sees it: in this process, or behind a message channel. */
export interface Engine {
  /** Parses the input, makes the call and returns its answer or an error envelope; never rejects. */
  call(name: string, input: unknown): Promise<CallResult>
  /** A picture by its path and query, such as `source/12?edge=192`; never rejects. */
  image(path: string): Promise<ImageAnswer>
  subscribe(listener: (event: EngineEvent) => void): () => void
  /** Stops jobs at a safe point (they go on at the next start) and closes the workspace. */
  close(): Promise<void>
}

/** Messages between Electron's main process and the engine process. */
export type ToEngine =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'image'; readonly id: number; readonly path: string }
  | { readonly kind: 'close'; readonly id: number }

export type FromEngine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: CallResult | ImageAnswer | null }
  | { readonly kind: 'event'; readonly event: EngineEvent }
