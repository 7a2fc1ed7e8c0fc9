import type { Bridge } from '../../shared/api/bridge.ts'
import { createHttpBridge } from './httpBridge.ts'

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in a browser. */
    readonly cultivar?: Bridge
  }
}

/** The one way out of the window. */
export const bridge: Bridge = window.cultivar ?? createHttpBridge()
