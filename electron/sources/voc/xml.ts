import { SaxesParser } from 'saxes'
import { CultivarError } from '../../../shared/errors.ts'

/** An element of a small document. */
export interface XmlNode {
  readonly name: string
  readonly children: readonly XmlNode[]
  /** Its own text, without blanks around it. */
  readonly text: string
}

interface Open {
  readonly name: string
  readonly children: XmlNode[]
  text: string
}

/** Deeper than any such file, and less than what fills the stack of whoever walks through it. */
const maxDepth = 64

/**
 * A whole XML document. Attributes of elements are left out. A DTD is refused, as it could multiply text without end or
 * name other files. Throws `bad-input` with the line.
 */
export function parseXml(bytes: Uint8Array, file: string): XmlNode {
  const top: Open = { name: '', children: [], text: '' }
  const stack: Open[] = [top]
  const parser = new SaxesParser()
  const fail = (what: string): never => {
    throw malformed(`The XML is damaged: ${what}.`, file)
  }
  parser.on('error', (error) => fail(error.message.replace(/^undefined:/, 'line ')))
  parser.on('doctype', () => fail('it has a DTD, which is not read'))
  parser.on('opentag', ({ name }) => {
    if (stack.length > maxDepth) fail(`its elements are nested more than ${maxDepth} times`)
    stack.push({ name, children: [], text: '' })
  })
  const addText = (text: string): void => {
    const current = stack.at(-1)
    if (current !== undefined) current.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const { name, children, text } = stack.pop() ?? top
    stack.at(-1)?.children.push({ name, children, text: text.trim() })
  })
  parser.write(decoded(bytes, file)).close()
  return top.children[0] ?? fail('it is empty')
}

/** The text in the encoding that its first bytes or its declaration name, else UTF-8. */
function decoded(bytes: Uint8Array, file: string): string {
  const [first = 0, second = 0] = bytes
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  const declared = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1] ?? 'utf-8'
  const encoding = isWide ? (first === 0xff ? 'utf-16le' : 'utf-16be') : declared
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw malformed(`The text is not in ${encoding}, as it says.`, file)
  }
}

function malformed(message: string, file: string): CultivarError {
  return new CultivarError('bad-input', message, { file, remedy: 'Save it again, as UTF-8.' })
}

/** The first child of a name. */
export const child = ({ children }: XmlNode, name: string): XmlNode | undefined =>
  children.find((one) => one.name === name)

/** The text of the first child of a name; undefined without one, or an empty one. */
export function childText(node: XmlNode, name: string): string | undefined {
  const text = child(node, name)?.text
  return text === '' ? undefined : text
}

/** The number in the first child of a name; NaN without one. */
export function childNumber(node: XmlNode, name: string): number {
  const text = childText(node, name)
  return text !== undefined && /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN
}
