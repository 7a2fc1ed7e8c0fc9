import type { JsonValue } from '../../../shared/transforms/spec.ts'

/** Text inside an element; what XML 1.0 cannot hold at all becomes the sign for that. */
function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;')
  )
}

/** One line: an element with a text in it. */
export const element = (name: string, content: string | number, depth = 1): string =>
  `${'\t'.repeat(depth)}<${name}>${typeof content === 'number' ? content : escapeXml(content)}</${name}>\n`

/** An element around lines. */
export const nested = (name: string, lines: string, depth = 1): string =>
  `${'\t'.repeat(depth)}<${name}>\n${lines}${'\t'.repeat(depth)}</${name}>\n`

const isElementName = (name: string): boolean => /^[A-Za-z_][\w.-]*$/.test(name) && !/^xml/i.test(name)

/** A value as elements, as it was read from such: lists as elements of one name. Empty for what is no such value. */
export function elementsOf(name: string, value: JsonValue, depth = 1): string {
  if (!isElementName(name) || value === null) return ''
  if (Array.isArray(value)) return value.map((one) => elementsOf(name, one, depth)).join('')
  if (typeof value !== 'object') return element(name, String(value), depth)
  const inner = Object.entries(value).map(([key, one]) => elementsOf(key, one, depth + 1))
  return nested(name, inner.join(''), depth)
}
