import { type JsonObject, objectOf, textOf } from '../json/values.ts'

/** Names of attributes that mean a class, the likeliest first. */
const classNames = ['class', 'label', 'type', 'name'] as const

/**
 * Which attribute is the class: the one that is called class, label, type or name, else the only one of which one value
 * is chosen (dropdown, radio), else the only one that there is.
 */
export function classAttribute(declared: JsonObject, used: Iterable<string>): string | undefined {
  const names = [...new Set([...Object.keys(declared), ...used])]
  for (const wanted of classNames) {
    const named = names.find((name) => name.toLowerCase() === wanted)
    if (named !== undefined) return named
  }
  const chosen = names.filter((name) => ['dropdown', 'radio'].includes(typeOf(declared, name)))
  const [only] = chosen.length > 0 ? chosen : names
  return (chosen.length > 0 ? chosen : names).length === 1 ? only : undefined
}

const typeOf = (declared: JsonObject, name: string): string =>
  textOf(objectOf(declared[name])?.['type']) ?? ''

/** The values that the project offers for an attribute. */
export function optionsOf(declared: JsonObject, name: string): readonly string[] {
  return Object.keys(objectOf(objectOf(declared[name])?.['options']) ?? {})
}
