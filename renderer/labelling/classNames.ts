import type { KnownClass } from '../../shared/api/contract.ts'

/** Keys that choose a class, in the order in which they lie on the keyboard. */
export const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const

/** So few names are all offered, also those that no picture has yet. */
const few = 10

/**
 * Names that can be given, in an order that stays while somebody labels: new ones come last. Of many only those that
 * pictures have or that were typed.
 */
export function offeredNames(known: readonly KnownClass[], typed: readonly string[]): readonly string[] {
  const all = known.map(({ name }) => name)
  const used = known
    .filter(({ name, sources }) => sources > 0 || typed.includes(name))
    .map(({ name }) => name)
  const offered = all.length <= few || used.length === 0 ? all : used
  return [...offered, ...typed.filter((name) => !offered.includes(name))]
}

/** The name that a digit stands for. */
export function nameOfDigit(names: readonly string[], key: string): string | undefined {
  const index = (digits as readonly string[]).indexOf(key)
  return index < 0 ? undefined : names[index]
}
