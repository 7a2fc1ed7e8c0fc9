/** Lets the tests know of `window.cultivar`. */
export type { bridge } from '../../renderer/client/bridge.ts'
