import type { JsonValue } from '../../../shared/transforms/spec.ts'

/** A JSON object that was read from a file and of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, JsonValue | undefined>>

/** Undefined for text that is no JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined
}

/** A finite number, also one that some programs write as text. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** All numbers of a list; undefined when it is none, or holds anything else. */
export function numbersOf(value: JsonValue | undefined): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined
  const list = value as readonly JsonValue[]
  if (list.every((one) => typeof one === 'number' && Number.isFinite(one))) return list as readonly number[]
  const numbers = list.map(numberOf)
  return numbers.includes(undefined) ? undefined : (numbers as readonly number[])
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The fields of an object that are not among the known ones; undefined for none. */
export function otherFields(
  object: JsonObject,
  known: ReadonlySet<string>
): Readonly<Record<string, JsonValue>> | undefined {
  const others = Object.entries(object).flatMap(([name, value]) =>
    known.has(name) || value === undefined ? [] : [[name, value] as const]
  )
  // Why from entries: a field called __proto__ stays a field.
  return others.length === 0 ? undefined : Object.fromEntries(others)
}

/** A value for a message, not too long. */
export function shown(value: JsonValue | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
