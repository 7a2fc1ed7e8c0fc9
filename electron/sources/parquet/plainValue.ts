import type { JsonValue } from '../../../shared/transforms/spec.ts'

/** Unit: bytes of a value that goes along as text. */
const longestText = 1024 * 1024

/** A value of a Parquet file as JSON: 64 bit numbers as numbers, dates as text, bytes as text where they are UTF-8. Undefined for none. */
export function plainValue(value: unknown): JsonValue | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
  if (value instanceof Uint8Array) return textOf(value)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return Array.from(value as ArrayLike<unknown>, (one) => plainValue(one) ?? null)
  }
  if (typeof value !== 'object') return undefined
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const plain = plainValue(one)
      return plain === undefined ? [] : [[name, plain] as const]
    })
  )
}

function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > longestText) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
