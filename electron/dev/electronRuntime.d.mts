/** Finds or fetches an Electron; `distPath` is its folder, undefined when none can be had. */
export function ensureElectron(): Promise<{ readonly distPath: string | undefined; readonly note: string }>
