import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Readable } from 'node:stream'
import { CultivarError } from '../../../shared/errors.ts'

/** An element with all that is in it. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** Its own text, without blanks around it. */
  readonly text: string
}

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const maxDepth = 64
/** Elements below one child of the outermost element, so that memory has a bound. */
const maxElements = 2_000_000

/**
 * The children of the outermost element, one after the other, each whole: a file of any length needs memory for one of
 * them. The outermost element itself comes first, without children.
 *
 * Why no DTD: it could multiply text without end or name other files. Throws `bad-input` with the line.
 */
export async function* elementsOf(stream: Readable): AsyncGenerator<Element> {
  const reader = new Reader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of stream) {
    yield* reader.push(decoded(() => decoder.decode(chunk as Buffer, { stream: true })))
    reader.check()
  }
  yield* reader.push(decoded(() => decoder.decode()))
  reader.check()
  reader.finish()
}

function decoded(decode: () => string): string {
  try {
    return decode()
  } catch {
    throw damaged('it is not in UTF-8')
  }
}

const damaged = (what: string): CultivarError =>
  new CultivarError('bad-input', `The XML is damaged: ${what}.`, { remedy: 'Export the file anew.' })

class Reader {
  readonly #parser = new SaxesParser()
  readonly #stack: Open[] = []
  #done: Element[] = []
  #elements = 0
  #fault: unknown

  constructor() {
    // Why "undefined": the parser puts the name of the file there, of which it knows nothing.
    this.#parser.on('error', (error) => {
      throw damaged(error.message.replace(/^(undefined:)?/, 'line ').replace(/\.$/, ''))
    })
    this.#parser.on('doctype', () => {
      throw damaged('it has a DTD, which is not read')
    })
    this.#parser.on('opentag', (tag) => this.#open(tag))
    this.#parser.on('text', (text) => this.#addText(text))
    this.#parser.on('cdata', (text) => this.#addText(text))
    this.#parser.on('closetag', () => this.#close())
  }

  /** What has been read whole by now, also before a damaged place. */
  push(text: string): readonly Element[] {
    this.#done = []
    try {
      this.#parser.write(text)
    } catch (error) {
      this.#fault = error
    }
    return this.#done
  }

  check(): void {
    if (this.#fault !== undefined) throw this.#fault
  }

  finish(): void {
    this.#parser.close()
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    if (this.#stack.length >= maxDepth) throw damaged(`its elements are nested more than ${maxDepth} times`)
    if (++this.#elements > maxElements) throw damaged('one of its elements is too long')
    // The parser fills the attributes of a tag before it reports it; they are its own object.
    this.#stack.push({ name, attributes, children: [], text: '' })
    if (this.#stack.length === 1) this.#done.push({ name, attributes, children: [], text: '' })
  }

  #addText(text: string): void {
    const current = this.#stack.at(-1)
    if (current !== undefined && this.#stack.length > 1) current.text += text
  }

  #close(): void {
    const closed = this.#stack.pop()
    if (closed === undefined || this.#stack.length === 0) return
    const element = { ...closed, text: closed.text.trim() }
    if (this.#stack.length > 1) {
      this.#stack.at(-1)?.children.push(element)
      return
    }
    this.#elements = 0
    this.#done.push(element)
  }
}

export const childrenOf = ({ children }: Element, name: string): readonly Element[] =>
  children.filter((one) => one.name === name)

/** The text of the first child of a name; '' without one. */
export const childText = (element: Element, name: string): string => childrenOf(element, name)[0]?.text ?? ''

/** All elements of a name, however deep. */
export function descendants(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name)
  ])
}
