import type { Annotation, Attributes } from '../../shared/annotations/types.ts'
import type { JsonValue } from '../../shared/transforms/spec.ts'
import type { Mark, MarkOrReason } from './markShapes.ts'
import type { Problem } from './types.ts'

/** What marks have besides their shape. */
export interface MarkDetails {
  readonly className: string | null
  /** What marks of one thing have in common in the file; numbers are given anew in each picture. */
  readonly group?: JsonValue | undefined
  readonly attributes?: Readonly<Record<string, JsonValue | undefined>>
}

/** The marks of one picture as they are read, and what was wrong with others. */
export class MarkList {
  readonly problems: Problem[] = []
  readonly #where: string
  readonly #marks: {
    readonly mark: Mark
    readonly details: MarkDetails
    readonly group: string | undefined
  }[] = []
  readonly #members = new Map<string, number>()

  /** The file, for messages. */
  constructor(where: string) {
    this.#where = where
  }

  /** Takes a mark, or says why there is none. */
  add(entry: string, mark: MarkOrReason, details: MarkDetails): void {
    if (typeof mark === 'string') return this.fail(entry, mark)
    const group =
      details.group === undefined || details.group === null ? undefined : JSON.stringify(details.group)
    if (group !== undefined) this.#members.set(group, (this.#members.get(group) ?? 0) + 1)
    this.#marks.push({ mark, details, group })
  }

  fail(entry: string, reason: string): void {
    this.problems.push({ kind: 'problem', path: `${this.#where}: ${entry}`, reason })
  }

  /** Marks of one group share a number; what is alone has none. */
  objects(): readonly Annotation[] {
    const shared = [...this.#members].filter(([, count]) => count > 1).map(([group]) => group)
    const numbers = new Map(shared.map((group, number) => [group, number]))
    return this.#marks.map(({ mark, details: { className, attributes = {} }, group }): Annotation => {
      const object = group === undefined ? undefined : numbers.get(group)
      const own = withoutEmpty(attributes)
      return {
        ...mark,
        className,
        ...(object === undefined ? {} : { object }),
        ...(own === undefined ? {} : { attributes: own })
      }
    })
  }
}

/** Attributes that say something; undefined for none. */
export function withoutEmpty(
  attributes: Readonly<Record<string, JsonValue | undefined>>
): Attributes | undefined {
  const kept = Object.entries(attributes).flatMap(([name, value]) => {
    const isEmpty =
      value === undefined ||
      value === null ||
      value === '' ||
      (typeof value === 'object' && Object.keys(value).length === 0)
    return isEmpty ? [] : [[name, value] as const]
  })
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}
