/** Names of classes by their numbers, from 1; 0 is the background. */
export type LabelMap = ReadonlyMap<number, string>

/** A label map of TensorFlow's object detection API (string_int_label_map.proto) in protobuf's text format. */
export function writeLabelMap(names: readonly string[]): string {
  return names.map((name, index) => `item {\n  id: ${index + 1}\n  name: ${quoted(name)}\n}\n`).join('')
}

function quoted(text: string): string {
  // Why no escapes above ASCII: text format is UTF-8.
  const escaped = text
    .replaceAll(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return `"${escaped}"`
}

const token = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|#[^\n]*|[{}:;,]|[^\s{}:;,"'#]+/g

/** Reads a label map; items without a number or a name are passed over. `display_name` stands in for a name. */
export function parseLabelMap(text: string): LabelMap {
  const names = new Map<number, string>()
  let item: Map<string, string> | undefined
  let key: string | undefined
  for (const [found, double, single] of text.matchAll(token)) {
    if (found.startsWith('#') || found === ':' || found === ';' || found === ',') continue
    if (found === '{') item = new Map()
    else if (found === '}') {
      const [id, name] = [Number(item?.get('id')), item?.get('name') ?? item?.get('display_name')]
      if (Number.isSafeInteger(id) && name !== undefined) names.set(id, name)
      item = key = undefined
    } else if (key === undefined) key = item === undefined ? undefined : found
    else {
      item?.set(key, unescaped(double ?? single) ?? found)
      key = undefined
    }
  }
  return names
}

const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** Escapes of text format: letters, and bytes of UTF-8 in octal or hexadecimal digits. */
function unescaped(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const bytes = /(?:\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}))+/g
  const decoded = text.replaceAll(bytes, (run) => {
    const values = [...run.matchAll(/\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/g)].map(([, hex, octal]) =>
      hex === undefined ? Number.parseInt(octal ?? '0', 8) : Number.parseInt(hex, 16)
    )
    return new TextDecoder().decode(Uint8Array.from(values))
  })
  return decoded.replaceAll(/\\(.)/g, (_, sign: string) => signs[sign] ?? sign)
}
