import type { Readable } from 'node:stream'
import type { Tree, TreeFile } from '../tree/types.ts'

/** By the byte order mark at the beginning; UTF-8 without one. */
function encodingOf(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** The text of a file piece by piece, without its byte order mark. What is not valid in its encoding becomes U+FFFD. */
export async function* decodeText(stream: Readable): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let head: Buffer = Buffer.alloc(0)
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (decoder === undefined) {
      head = Buffer.concat([head, chunk])
      // Why three: the mark of UTF-8 has as many bytes, and a first piece may be shorter.
      if (head.length < 3) continue
      decoder = new TextDecoder(encodingOf(head))
      yield decoder.decode(head, { stream: true })
    } else yield decoder.decode(chunk, { stream: true })
  }
  yield decoder === undefined ? new TextDecoder(encodingOf(head)).decode(head) : decoder.decode()
}

/** Unit: characters that are looked at to find out what a table is. */
const headLength = 256 * 1024

/** The beginning of a file as text, up to its last whole line when it goes on. */
export async function headOf(tree: Tree, file: TreeFile): Promise<string> {
  const stream = await tree.stream(file)
  let text = ''
  try {
    for await (const piece of decodeText(stream)) {
      text += piece
      if (text.length <= headLength) continue
      const end = text.lastIndexOf('\n', headLength)
      return end < 0 ? text.slice(0, headLength) : text.slice(0, end + 1)
    }
    return text
  } finally {
    stream.destroy()
  }
}
