import type { Attributes } from '../../../shared/annotations/types.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { childText, type XmlNode } from './xml.ts'

/** Keys that would change what an object is. */
const unsafe: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * What elements say besides the names in `known`: numbers as numbers, elements in elements as objects, of the same
 * name as lists. The pairs in an element `attributes`, as CVAT writes them, stand beside the others.
 */
export function attributesOf(node: XmlNode, known: ReadonlySet<string>): Attributes | undefined {
  const found = new Map<string, JsonValue>()
  const add = (name: string, value: JsonValue): void => {
    const before = found.get(name)
    if (unsafe.has(name)) return
    if (before === undefined) found.set(name, value)
    else found.set(name, Array.isArray(before) ? [...before, value] : [before, value])
  }
  for (const one of node.children) {
    if (known.has(one.name)) continue
    if (one.name !== 'attributes') add(one.name, valueOf(one))
    else {
      for (const pair of one.children) add(childText(pair, 'name') ?? pair.name, pairValue(pair))
    }
  }
  return found.size === 0 ? undefined : Object.fromEntries(found)
}

function valueOf(node: XmlNode): JsonValue {
  if (node.children.length > 0) return attributesOf(node, new Set()) ?? {}
  return node.text !== '' && String(Number(node.text)) === node.text && Number.isFinite(Number(node.text))
    ? Number(node.text)
    : node.text
}

/** JSON, as the export writes what is no plain text, or text. */
function pairValue(pair: XmlNode): JsonValue {
  const text = childText(pair, 'value') ?? ''
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}
