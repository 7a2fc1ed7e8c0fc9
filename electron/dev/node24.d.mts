export const projectRoot: string
export const node24Remedy: string
export function isModernNode(version?: string): boolean
export function findNode24(): string | undefined
export function environmentWithNode24(
  extra?: Readonly<Record<string, string>>
): Record<string, string | undefined>
export function ensureNode24(): Promise<void>
