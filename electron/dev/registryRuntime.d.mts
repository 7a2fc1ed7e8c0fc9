export const pin: {
  readonly electron: string
  readonly package: string
  readonly integrity: string
  readonly archive: string
  readonly root: string
  readonly executable: string
}
export function isRegistryRuntimePossible(): boolean
export function registryRuntimePath(environment?: Readonly<Record<string, string | undefined>>): string
export function hasRegistryRuntime(): boolean
export function runtimeEntry(name: string): string | undefined
export function fetchRegistryRuntime(): Promise<string>
