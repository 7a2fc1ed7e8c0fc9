export function isBuildCurrent(root?: string): boolean
export function ensureBuild(): Promise<number>
