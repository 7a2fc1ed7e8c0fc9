/** Types of NumPy that we write, little-endian. */
export type NpyType = '|u1' | '<i8' | '<f4'

/**
 * An array in NumPy's .npy format, version 1.0 (numpy.lib.format): magic, header length, a Python literal padded with
 * spaces to a multiple of 64, then the samples in C order.
 *
 * `bytes` are the samples as they lie in memory; their number must fit shape and type.
 */
export function npyHeader(type: NpyType, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0] ?? 0},` : shape.join(', ')
  const literal = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`
  const fixed = 10
  const length = Math.ceil((fixed + literal.length + 1) / 64) * 64
  const header = new Uint8Array(length).fill(0x20)
  header.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0], 0)
  new DataView(header.buffer).setUint16(8, length - fixed, true)
  header.set(new TextEncoder().encode(literal), fixed)
  header[length - 1] = 0x0a
  return header
}

/** Fixed-width Unicode strings, NumPy's `<U`: every character takes four bytes, short ones are padded with zeros. */
export function npyStrings(texts: readonly string[]): Uint8Array {
  const points = texts.map((text) => Array.from(text, (sign) => sign.codePointAt(0) ?? 0))
  const width = Math.max(1, ...points.map(({ length }) => length))
  const header = npyHeader(`<U${width}` as NpyType, [texts.length])
  const out = new Uint8Array(header.length + texts.length * width * 4)
  out.set(header)
  const view = new DataView(out.buffer)
  points.forEach((own, row) =>
    own.forEach((point, at) => view.setUint32(header.length + (row * width + at) * 4, point, true))
  )
  return out
}
