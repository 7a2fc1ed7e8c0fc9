export const electronPackages: readonly string[]
export const testPackages: readonly string[]
export function findChromium(environment?: Readonly<Record<string, string | undefined>>): string | undefined
export function missingFrom(wanted: readonly string[], dpkgOutput: string): string[]
export function missingPackages(wanted: readonly string[]): string[]
export function ensureSystemPackages(wanted: readonly string[]): Promise<boolean>
