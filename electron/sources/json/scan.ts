import type { Readable } from 'node:stream'
import { CultivarError } from '../../../shared/errors.ts'

/** A value of the outermost object or list; a list inside the outermost object comes element by element. */
export interface JsonPart {
  /** Name in the outermost object; '' when that is a list. */
  readonly key: string
  /** Place in the list, from 0; -1 for a value that is no list. */
  readonly index: number
  /** Undefined when it is longer than the limit. */
  readonly text: string | undefined
}

export type WantsPart = (key: string, index: number) => boolean

/** Unit: bytes of one part. */
const maxPartBytes = 64 * 1024 * 1024

/**
 * Cuts JSON of any length into the parts of its outermost value, a batch for every piece of the stream. The parts are
 * not looked into: a damaged one spoils no other. Memory holds one piece and one part.
 *
 * Why not a parser that streams: stream-json takes 75 s for a gigabyte, since it makes an event of every number;
 * here brackets and quotes are counted, and JSON.parse does the rest.
 *
 * `wants` is asked for each part in turn; what it does not want is passed over, in a fraction of the time.
 *
 * Throws `bad-input` where the outermost value itself is damaged or ends early; the parts before it have been given.
 */
export async function* scanJson(
  stream: Readable,
  wants: WantsPart = () => true
): AsyncGenerator<readonly JsonPart[]> {
  const scanner = new Scanner(wants)
  for await (const chunk of stream) {
    const parts = scanner.push(chunk as Buffer)
    if (parts.length > 0) yield parts
    if (scanner.fault !== undefined) throw scanner.fault
  }
  scanner.finish()
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const isOpening = (byte: number): boolean => byte === 0x7b || byte === 0x5b
/** 1 for the signs that mean something outside of texts: most of a file is digits. */
const isSign = new Uint8Array(256)
for (const byte of [quote, comma, 0x7b, 0x5b, 0x7d, 0x5d]) isSign[byte] = 1
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** What comes next: the outermost bracket, a name, its colon, the value behind it, an element of a list, or nothing. */
type State = 'outermost' | 'key' | 'colon' | 'value' | 'element' | 'done'

class Scanner {
  fault: CultivarError | undefined
  #state: State = 'outermost'
  #isOuterList = false
  #key = ''
  #index = -1
  /** Brackets open inside the part that is being read; -1 while none is. */
  #depth = -1
  #isWanted = true
  #isInString = false
  #isEscaped = false
  #kept: Buffer[] = []
  #keptBytes = 0
  #before = 0
  #parts: JsonPart[] = []
  readonly #wants: WantsPart

  constructor(wants: WantsPart) {
    this.#wants = wants
  }

  push(chunk: Buffer): readonly JsonPart[] {
    this.#parts = []
    let at = this.#before === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0
    while (at < chunk.length && this.fault === undefined) {
      at = this.#depth >= 0 ? this.#inside(chunk, at) : this.#between(chunk, at)
    }
    this.#before += chunk.length
    return this.#parts
  }

  finish(): void {
    if (this.#state !== 'done')
      throw new CultivarError('bad-input', 'The file ends before its last bracket is closed.')
  }

  /** Goes on in a part up to its end or that of the chunk. */
  #inside(chunk: Buffer, from: number): number {
    const end = this.#endOfPart(chunk, from)
    if (!this.#isWanted) {
      if (this.#depth < 0) this.#passed()
      return end
    }
    const piece = chunk.subarray(from, end)
    this.#keptBytes += piece.length
    if (this.#keptBytes <= maxPartBytes) this.#kept.push(this.#depth >= 0 ? Buffer.from(piece) : piece)
    if (this.#depth >= 0) return end
    const isTooLong = this.#keptBytes > maxPartBytes
    const text = isTooLong ? undefined : this.#text()
    this.#kept = []
    this.#keptBytes = 0
    this.#took(text)
    return end
  }

  #text(): string {
    const [first] = this.#kept
    return (first !== undefined && this.#kept.length === 1 ? first : Buffer.concat(this.#kept)).toString()
  }

  #took(text: string | undefined): void {
    if (this.#state === 'key') {
      this.#key = nameOf(text)
      this.#state = 'colon'
      return
    }
    this.#parts.push({ key: this.#key, index: this.#index, text })
    this.#passed()
  }

  #passed(): void {
    if (this.#state === 'element') this.#index++
    else this.#state = 'key'
  }

  /** The place behind the part; that of the chunk's end when the part goes on. Sets the depth to -1 at its end. */
  #endOfPart(chunk: Buffer, from: number): number {
    let depth = this.#depth
    let isInString = this.#isInString
    let isEscaped = this.#isEscaped
    const isKey = this.#state === 'key'
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number
      if (isInString) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) {
          isInString = false
          if (isKey) return this.#ended(at + 1)
        }
      } else if (isSign[byte] === 0) continue
      else if (byte === quote) isInString = true
      else if (byte === comma) {
        if (depth === 0) return this.#ended(at)
      } else if (isOpening(byte)) depth++
      else if (depth === 0) return this.#ended(at)
      else if (--depth === 0) return this.#ended(at + 1)
    }
    this.#depth = depth
    this.#isInString = isInString
    this.#isEscaped = isEscaped
    return chunk.length
  }

  #ended(at: number): number {
    this.#depth = -1
    this.#isInString = false
    this.#isEscaped = false
    return at
  }

  /** One byte between the parts. */
  #between(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0
    if (isSpace(byte)) return at + 1
    switch (this.#state) {
      case 'outermost':
        if (!isOpening(byte)) return this.#fails(at, '{ or [')
        this.#isOuterList = byte === 0x5b
        this.#state = this.#isOuterList ? 'element' : 'key'
        this.#index = this.#isOuterList ? 0 : -1
        return at + 1
      case 'key':
        if (byte === comma) return at + 1
        if (byte === 0x7d) this.#state = 'done'
        else if (byte !== quote) return this.#fails(at, 'a name in quotes')
        return byte === quote ? this.#begins(at) : at + 1
      case 'colon':
        if (byte !== colon) return this.#fails(at, 'a colon')
        this.#state = 'value'
        return at + 1
      case 'value':
        this.#index = byte === 0x5b ? 0 : -1
        if (byte !== 0x5b) return this.#begins(at)
        this.#state = 'element'
        return at + 1
      case 'element':
        if (byte === comma) return at + 1
        if (byte === 0x7d) return this.#fails(at, '] or an entry')
        if (byte !== 0x5d) return this.#begins(at)
        this.#state = this.#isOuterList ? 'done' : 'key'
        return at + 1
      case 'done':
        return this.#fails(at, 'nothing')
    }
  }

  #begins(at: number): number {
    this.#depth = 0
    this.#isWanted = this.#state === 'key' || this.#wants(this.#key, this.#index)
    return at
  }

  #fails(at: number, expected: string): number {
    const place = this.#before + at + 1
    this.fault = new CultivarError(
      'bad-input',
      `This is no valid JSON: expected ${expected} at byte ${place}.`
    )
    return at
  }
}

function nameOf(text: string | undefined): string {
  try {
    return String(JSON.parse(text ?? '""'))
  } catch {
    return text ?? ''
  }
}
